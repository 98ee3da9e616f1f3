// Keys as people read them on their own keyboard, and as assistive technology is told of them.
const isApple = /Mac|iP(?:hone|ad|od)/.test(navigator.platform);

/** "Mod-Shift-8" as "Ctrl+Shift+8", or "⌘⇧8" on a Mac. */
export function keyName(key: string): string {
  const parts = key.split("-").map((part) => nameOf(part));
  return parts.join(isApple ? "" : "+");
}

/** The same for `aria-keyshortcuts`. */
export function keyShortcuts(key: string): string {
  const names: Record<string, string> = { Mod: isApple ? "Meta" : "Control" };
  return key
    .split("-")
    .map((part) => names[part] ?? part.toUpperCase())
    .map((part) => ({ ALT: "Alt", SHIFT: "Shift" })[part] ?? part)
    .join("+");
}

function nameOf(part: string): string {
  if (part === "Mod") return isApple ? "⌘" : "Ctrl";
  if (part === "Alt") return isApple ? "⌥" : "Alt";
  if (part === "Shift") return isApple ? "⇧" : "Shift";
  return part.length === 1 ? part.toUpperCase() : part;
}
