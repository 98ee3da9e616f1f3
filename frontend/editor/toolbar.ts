// The row of tools above the notes, one stop for the Tab key: arrows, Home and End go along it. A
// button takes neither the focus nor a phone's keyboard away from what one writes.
import type { EditorState, Extension } from "@codemirror/state";
import { EditorView, type PluginValue, ViewPlugin, type ViewUpdate } from "@codemirror/view";
import { make } from "../ground/dom";
import { t } from "../ground/t";
import { icon } from "./icons";
import { keyName, keyShortcuts } from "./key-names";
import { StopStrip } from "./stop-strip";
import { aboveKeyboard, marginsOf } from "./toolbar-place";
import { help, type Tool, type ToolWishes, toolsOf } from "./tools";

/** Fills `bar` with the tools of an editor, for as long as the editor is there. */
export function toolbar(bar: HTMLElement, wishes: ToolWishes): Extension {
  return [
    ViewPlugin.define((view) => new Toolbar(bar, view, wishes)),
    EditorView.scrollMargins.of(() => marginsOf(bar)),
  ];
}

class Toolbar implements PluginValue {
  private readonly tools = new Map<HTMLButtonElement, Tool>();
  private readonly strip: StopStrip;
  private readonly listeners = new AbortController();
  private readonly place: () => void;

  constructor(
    private readonly bar: HTMLElement,
    private readonly view: EditorView,
    private readonly wishes: ToolWishes,
  ) {
    document.body.classList.add("has-tools");
    bar.setAttribute("role", "toolbar");
    bar.setAttribute("aria-label", t("Opmaak en uitkomsten"));
    this.strip = new StopStrip((stop) => {
      wishes.stops.go(view, stop);
      view.focus();
    }, wishes.say);
    for (const group of toolsOf(wishes)) {
      const part = make("div", "tools");
      part.append(...group.map((tool) => this.buttonOf(tool)));
      bar.append(part);
    }
    bar.append(this.strip.element);
    this.listen();
    this.place = aboveKeyboard(bar);
    this.show(view.state);
    this.roveTo(this.stops()[0]);
    // The notes may have been tapped before the tools were there.
    this.isUsed();
  }

  update({ state, docChanged, selectionSet, focusChanged, transactions }: ViewUpdate): void {
    if (docChanged || selectionSet || transactions.some(({ effects }) => effects.length > 0)) this.show(state);
    if (focusChanged) this.isUsed();
  }

  destroy(): void {
    this.listeners.abort();
    this.place();
    document.body.classList.remove("has-tools");
    this.bar.replaceChildren();
    document.body.classList.remove("is-typing");
  }

  private buttonOf(tool: Tool): HTMLButtonElement {
    const { key = "" } = tool;
    const button = make("button", "tool");
    button.type = "button";
    button.tabIndex = -1;
    button.append(icon(tool.icon), ...(tool.hasWord ? [make("span", "", tool.name)] : []));
    if (!tool.hasWord) button.setAttribute("aria-label", tool.name);
    if (key !== "") button.setAttribute("aria-keyshortcuts", keyShortcuts(key));
    if (!tool.hasWord) button.title = key === "" ? tool.name : `${tool.name} (${keyName(key)})`;
    if (tool.hasWord) button.dataset.kind = tool.icon;
    this.tools.set(button, tool);
    return button;
  }

  private listen(): void {
    const { bar } = this;
    const { signal } = this.listeners;
    // Whoever presses a button keeps the cursor, the selection and a phone's keyboard.
    bar.addEventListener("mousedown", (event) => event.preventDefault(), { signal });
    bar.addEventListener("click", (event) => this.use(event), { signal });
    bar.addEventListener("keydown", (event) => this.go(event), { signal });
    bar.addEventListener("focusin", ({ target }) => this.roveTo(target), { signal });
    for (const kind of ["focusin", "focusout"]) bar.addEventListener(kind, () => this.isUsed(), { signal });
    document.addEventListener(
      "keydown",
      (event) => {
        if (event.key !== "?" || event.ctrlKey || event.metaKey || isTyping(event.target)) return;
        void import("./help").then(({ opensWithKey }) => opensWithKey() && help(this.wishes)());
      },
      { signal },
    );
  }

  private use(event: MouseEvent): void {
    const button = event.target instanceof Element ? event.target.closest("button") : null;
    const tool = button === null ? undefined : this.tools.get(button);
    if (tool === undefined) return;
    tool.run(this.view);
    const byKeyboard = event.detail === 0;
    if (tool.after === undefined || (tool.after === "stays" && !byKeyboard)) this.view.focus();
  }

  private go(event: KeyboardEvent): void {
    if (event.key === "Escape") this.view.focus();
    const stops = this.stops();
    const at = stops.indexOf(document.activeElement as HTMLButtonElement);
    const to = { ArrowRight: at + 1, ArrowLeft: at - 1, Home: 0, End: stops.length - 1 }[event.key];
    if (to === undefined || event.ctrlKey || event.metaKey || event.altKey) return;
    event.preventDefault();
    stops[(to + stops.length) % stops.length]?.focus();
  }

  private stops(): HTMLButtonElement[] {
    return [...this.bar.querySelectorAll("button")].filter(
      (button) => button.closest("[hidden]") !== this.strip.element,
    );
  }

  private roveTo(target: EventTarget | null | undefined): void {
    if (!(target instanceof HTMLButtonElement)) return;
    for (const button of this.bar.querySelectorAll("button")) button.tabIndex = button === target ? 0 : -1;
  }

  // Whether somebody types in any notes of the page: there may be others beside these.
  private isUsed(): void {
    const isUsed = document.hasFocus() && document.activeElement?.closest(".cm-content, [role=toolbar]");
    document.body.classList.toggle("is-typing", Boolean(isUsed));
  }

  private show(state: EditorState): void {
    for (const [button, { isOn }] of this.tools) if (isOn) button.setAttribute("aria-pressed", String(isOn(state)));
    const hadFocus = this.strip.element.contains(document.activeElement);
    this.strip.show(this.wishes.stops.current(state));
    this.bar.classList.toggle("has-stops", !this.strip.element.hidden);
    if (this.strip.element.hidden && this.strip.element.querySelector("[tabindex='0']")) this.roveTo(this.stops()[0]);
    if (hadFocus && this.strip.element.hidden) this.view.focus();
  }
}

function isTyping(target: EventTarget | null): boolean {
  return target instanceof HTMLElement && (target.isContentEditable || target.matches("input, textarea, select"));
}
