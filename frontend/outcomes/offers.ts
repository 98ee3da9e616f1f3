// A list of what may be meant, under the cursor's line: arrows choose, Enter, Tab or a tap takes, Escape
// closes. The package that exists for this costs every writer 16 kB and hides its list near the edges of
// the page; this one is drawn outside the text, so it never touches a phone keyboard's composition.
import { type EditorState, type Extension, Prec, StateEffect, StateField } from "@codemirror/state";
import { type Command, EditorView, keymap, type PluginValue, ViewPlugin, type ViewUpdate } from "@codemirror/view";
import { make } from "../ground/dom";
import { t } from "../ground/t";

/** One thing that may be meant. */
export interface Option {
  label: string;
  detail: string;
  insert: string;
}

/** What may stand in the place of what was typed. */
export interface Offer {
  from: number;
  to: number;
  /** What stands behind it and is done with it, as the ")" behind a day: the cursor goes on there. */
  ends?: boolean;
  options: readonly Option[];
}

type Source = (state: EditorState, asked: boolean) => Offer | null;
type Open = Offer & { chosen: number };

// Who types on fast did not see the list: their Enter and Tab are not for it, but where nothing else can be meant.
const SEEN_MS = 75;
const GAP_PX = 4;
const LIST_ID = "offers";
const set = StateEffect.define<Open | null>();

/** Offers what `source` finds at the cursor as one types, or when asked with Ctrl-Space. */
export function offers(source: Source): Extension {
  const open = StateField.define<Open | null>({
    create: () => null,
    update(before, transaction) {
      for (const effect of transaction.effects) if (effect.is(set)) return effect.value;
      const { state, docChanged, selection } = transaction;
      if (!docChanged) return selection === undefined ? before : null;
      const typed = transaction.isUserEvent("input.type");
      return typed || before !== null ? opened(source(state, false)) : null;
    },
  });
  const plugin = ViewPlugin.define((view) => new List(view, open), {
    eventHandlers: {
      blur: (_event, view) => {
        if (view.state.field(open) !== null) view.dispatch({ effects: set.of(null) });
      },
    },
  });
  const whenSeen =
    (act: (view: EditorView, now: Open) => void, hasToBeSeen = false): Command =>
    (view) => {
      const now = view.state.field(open);
      if (now === null || (hasToBeSeen && now.ends !== true && view.plugin(plugin)?.isSeen !== true)) return false;
      act(view, now);
      return true;
    };
  const choose = (by: number) =>
    whenSeen((view, now) => {
      const chosen = (now.chosen + by + now.options.length) % now.options.length;
      view.dispatch({ effects: set.of({ ...now, chosen }) });
    });
  const take = whenSeen((view, now) => accept(view, now, now.chosen), true);
  return [
    open,
    plugin,
    Prec.highest(
      keymap.of([
        { key: "ArrowDown", run: choose(1) },
        { key: "ArrowUp", run: choose(-1) },
        { key: "Enter", run: take },
        { key: "Tab", run: take },
        { key: "Escape", run: whenSeen((view) => view.dispatch({ effects: set.of(null) })) },
        {
          key: "Ctrl-Space",
          run: (view) => {
            const found = opened(source(view.state, true));
            view.dispatch({ effects: set.of(found) });
            return found !== null;
          },
        },
      ]),
    ),
    EditorView.contentAttributes.compute([open], (state): Record<string, string> => {
      const now = state.field(open);
      const always = { "aria-autocomplete": "list" };
      return now === null
        ? always
        : { ...always, "aria-controls": LIST_ID, "aria-activedescendant": `${LIST_ID}-${now.chosen}` };
    }),
  ];
}

function opened(offer: Offer | null): Open | null {
  return offer === null ? null : { ...offer, chosen: 0 };
}

function accept(view: EditorView, { from, to, ends, options }: Open, chosen: number): void {
  const insert = options[chosen]?.insert ?? "";
  const anchor = from + insert.length + (ends === true ? 1 : 0);
  view.dispatch({
    ...{ changes: { from, to, insert }, selection: { anchor } },
    ...{ effects: set.of(null), userEvent: "input.complete", scrollIntoView: true },
  });
}

class List implements PluginValue {
  private readonly list = make("ul", "offers");
  private readonly listeners = new AbortController();
  private shownAt = 0;

  constructor(
    private readonly view: EditorView,
    private readonly open: StateField<Open | null>,
  ) {
    this.list.id = LIST_ID;
    this.list.setAttribute("role", "listbox");
    this.list.setAttribute("aria-label", t("Voorstellen"));
    // A press keeps the cursor, and a phone's keyboard.
    this.list.addEventListener("mousedown", (event) => event.preventDefault());
    const { signal } = this.listeners;
    for (const place of [window, window.visualViewport]) {
      for (const name of ["scroll", "resize"]) place?.addEventListener(name, () => this.measure(), { signal });
    }
  }

  /** The list stands there long enough to have been read. */
  get isSeen(): boolean {
    return this.list.isConnected && performance.now() - this.shownAt >= SEEN_MS;
  }

  update({ startState, state, geometryChanged }: ViewUpdate): void {
    const now = state.field(this.open);
    if (now !== startState.field(this.open, false)) this.draw(now);
    else if (geometryChanged) this.measure();
  }

  destroy(): void {
    this.listeners.abort();
    this.list.remove();
  }

  private draw(now: Open | null): void {
    if (now === null) {
      this.list.remove();
      return;
    }
    this.list.replaceChildren(...now.options.map((option, at) => this.optionOf(option, at, now)));
    if (!this.list.isConnected) this.shownAt = performance.now();
    this.view.dom.append(this.list);
    this.measure();
  }

  private optionOf({ label, detail }: Option, at: number, now: Open): HTMLElement {
    const item = make("li", "", label);
    item.id = `${LIST_ID}-${at}`;
    item.setAttribute("role", "option");
    item.setAttribute("aria-selected", String(at === now.chosen));
    if (detail !== "") item.append(" ", make("span", "offer-detail", detail));
    item.addEventListener("click", () => accept(this.view, now, at));
    return item;
  }

  private measure(): void {
    if (!this.list.isConnected) return;
    this.view.requestMeasure({ key: this, read: (view) => this.placeIn(view), write: (place) => this.stand(place) });
  }

  // Under the line, or above it where there is no room: a phone's keyboard takes what is below.
  private placeIn(view: EditorView): { left: number; top: number } | null {
    const now = view.state.field(this.open);
    const at = now === null ? null : view.coordsAtPos(Math.min(now.from, view.state.doc.length));
    if (at === null) return null;
    const { offsetTop, height } = window.visualViewport ?? { offsetTop: 0, height: window.innerHeight };
    const below = view.state.facet(EditorView.scrollMargins).map((margins) => margins(view)?.bottom ?? 0);
    const { offsetWidth, offsetHeight } = this.list;
    const fits = at.bottom + GAP_PX + offsetHeight <= offsetTop + height - Math.max(0, ...below);
    const top = fits || at.top - offsetHeight < offsetTop ? at.bottom + GAP_PX : at.top - GAP_PX - offsetHeight;
    return {
      left: Math.max(GAP_PX, Math.min(at.left, document.documentElement.clientWidth - offsetWidth - GAP_PX)),
      top,
    };
  }

  private stand(place: { left: number; top: number } | null): void {
    this.list.style.left = `${place?.left ?? 0}px`;
    this.list.style.top = `${place?.top ?? 0}px`;
  }
}
