// Finding and making elements, with the checks that TypeScript cannot make.

/** The element with an id, or null; of another kind it counts as absent. */
export function byId<E extends HTMLElement>(id: string, kind: abstract new () => E): E | null {
  const found = document.getElementById(id);
  return found instanceof kind ? found : null;
}

/** A new element with a class and a text. */
export function make<K extends keyof HTMLElementTagNameMap>(
  tag: K,
  className = "",
  text = "",
): HTMLElementTagNameMap[K] {
  const element = document.createElement(tag);
  if (className !== "") element.className = className;
  if (text !== "") element.textContent = text;
  return element;
}

/** A new button that does something. */
export function button(text: string, className: string, act: () => void): HTMLButtonElement {
  const element = make("button", `button ${className}`.trim(), text);
  element.type = "button";
  element.addEventListener("click", act);
  return element;
}
