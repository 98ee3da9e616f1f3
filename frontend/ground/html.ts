// The one place that turns text into markup. Only what the server rendered and cleaned (nh3) comes
// here; nothing that this browser or another one made does.

/** The block of rendered notes with this key. */
export function blockElement(key: string, serverHtml: string): HTMLElement {
  const block = document.createElement("div");
  block.className = "block";
  block.dataset.key = key;
  block.innerHTML = serverHtml;
  return block;
}

/** Parts of the page, as the server renders them. */
export function serverParts(serverHtml: string): HTMLElement[] {
  const template = document.createElement("template");
  template.innerHTML = serverHtml;
  return [...template.content.children].filter((part) => part instanceof HTMLElement);
}
