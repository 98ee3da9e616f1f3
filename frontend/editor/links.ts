// Links in the notes: shown as their words, opened with a modifier and the mouse, or Alt-Enter.
// Only web and mail addresses open, in a tab of their own that knows nothing of this one.
import { ensureSyntaxTree, syntaxTree } from "@codemirror/language";
import type { EditorState, Extension } from "@codemirror/state";
import { Decoration, EditorView, keymap } from "@codemirror/view";
import type { SyntaxNode } from "@lezer/common";
import { make } from "../ground/dom";
import { t } from "../ground/t";
import { outward } from "./addresses";
import { Sign } from "./signs";

interface ShownLink {
  decoration: Decoration;
  sign: Sign | null;
}

const READ_WITHIN_MS = 200;
const IDEA = /^idee:(\d{1,9})$/;
const SCHEMES = new Set(["http:", "https:", "mailto:"]);
const ON_APPLE = /Mac|iP/.test(globalThis.navigator?.platform ?? "");
const shown = new Map<string, ShownLink>();

/** How a link is drawn, or null where the node leads nowhere. */
export function linkOf(state: EditorState, node: SyntaxNode): ShownLink | null {
  const address = addressOf(state, node);
  if (address === null) return null;
  const known = shown.get(address) ?? drawn(address);
  shown.set(address, known);
  return known;
}

function drawn(address: string): ShownLink {
  const idea = IDEA.exec(address);
  const key = ON_APPLE ? "⌘" : "Ctrl";
  const title =
    idea === null
      ? t("{address} – {key}-klik om te openen", { address, key })
      : t("Overgenomen idee – {key}-klik om het te zien", { key });
  const decoration = Decoration.mark({ class: idea === null ? "md-link" : "md-link md-idea", attributes: { title } });
  return { decoration, sign: idea === null ? null : new Sign("idea") };
}

/** Opens links; `goToIdea` shows an idea that was taken over. */
export function openLinks(goToIdea: (number: number) => void): Extension {
  const open = (view: EditorView, at: number): boolean => {
    const address = addressAt(view.state, at);
    const idea = address === null ? null : IDEA.exec(address);
    if (idea !== null) goToIdea(Number(idea[1]));
    else if (address !== null) openTab(address);
    return address !== null;
  };
  return [
    keymap.of([{ key: "Alt-Enter", run: (view) => open(view, view.state.selection.main.head) }]),
    EditorView.domEventHandlers({
      // The cursor stays where it is: only the link opens.
      mousedown: (event, view) => opens(event) && placeOf(event, view) !== null,
      click: (event, view) => {
        const at = opens(event) ? placeOf(event, view) : null;
        return at !== null && open(view, at);
      },
    }),
  ];
}

function opens(event: MouseEvent): boolean {
  return event.button === 0 && (ON_APPLE ? event.metaKey : event.ctrlKey);
}

function placeOf(event: MouseEvent, view: EditorView): number | null {
  const link = event.target instanceof Element ? event.target.closest(".md-link") : null;
  return link === null ? null : view.posAtDOM(link);
}

function openTab(address: string): void {
  const url = safeUrl(address);
  if (url === null) return;
  const link = make("a");
  link.href = url;
  link.target = "_blank";
  link.rel = "noopener noreferrer";
  link.click();
}

/** The whole address, or null when it is none that may be opened. */
export function safeUrl(address: string): string | null {
  try {
    const url = new URL(address);
    return SCHEMES.has(url.protocol) ? url.href : null;
  } catch {
    return null;
  }
}

/** The address that the text at a place leads to. */
export function addressAt(state: EditorState, at: number): string | null {
  const tree = ensureSyntaxTree(state, state.doc.lineAt(at).to, READ_WITHIN_MS) ?? syntaxTree(state);
  for (const side of [1, -1] as const) {
    let node: SyntaxNode | null = tree.resolveInner(at, side);
    for (; node !== null; node = node.parent) {
      if (node.name === "Link" || node.name === "URL") return addressOf(state, node);
    }
  }
  return null;
}

function addressOf(state: EditorState, node: SyntaxNode): string | null {
  const url = node.name === "URL" ? node : node.getChild("URL");
  if (url === null) return null;
  return outward(state.sliceDoc(url.from, url.to).replace(/^<|>$/g, ""));
}
