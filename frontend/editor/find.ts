// Finding and replacing in the notes, fetched when somebody first asks for it: every match is shown,
// and what is replaced is one's own edit, undone like any other.
import { SearchCursor } from "@codemirror/search";
import { EditorSelection, RangeSetBuilder, StateEffect, StateField, type Text } from "@codemirror/state";
import { Decoration, type DecorationSet, EditorView } from "@codemirror/view";
import type { FindActs, Query } from "./find-panel";

interface Match {
  from: number;
  to: number;
}

const setQuery = StateEffect.define<Query | null>();
const MARK = Decoration.mark({ class: "cm-match" });
const HERE = Decoration.mark({ class: "cm-match cm-match-here" });

interface Found {
  query: Query | null;
  matches: readonly Match[];
}

const found = StateField.define<Found>({
  create: () => ({ query: null, matches: [] }),
  update(before, { effects, docChanged, state }) {
    let { query } = before;
    for (const effect of effects) if (effect.is(setQuery)) query = effect.value;
    if (query === before.query && !docChanged) return before;
    return { query, matches: query === null ? [] : matchesOf(state.doc, query) };
  },
});

const marks = EditorView.decorations.compute([found, "selection"], (state): DecorationSet => {
  const { main } = state.selection;
  const builder = new RangeSetBuilder<Decoration>();
  for (const { from, to } of state.field(found).matches)
    builder.add(from, to, from === main.from && to === main.to ? HERE : MARK);
  return builder.finish();
});

/** Every place where the words stand, in order. */
export function matchesOf(doc: Text, { words, exact }: Query): Match[] {
  if (words === "") return [];
  const cursor = new SearchCursor(doc, words, 0, doc.length, exact ? undefined : (text) => text.toLowerCase());
  const matches: Match[] = [];
  for (const { from, to, precise } of cursor as Iterable<Match & { precise?: boolean }>)
    if (precise !== false) matches.push({ from, to });
  return matches;
}

/** The match to go to from a place, round the end of the notes. */
export function nextMatch(matches: readonly Match[], from: number, to: number, back: boolean): Match | undefined {
  if (back) return matches.filter((match) => match.to <= from).pop() ?? matches[matches.length - 1];
  return matches.find((match) => match.from >= to) ?? matches[0];
}

/** What the row of find and replace does with the notes of an editor; `step` ends a step of undo. */
export function findIn(view: EditorView, step: () => void): FindActs {
  if (view.state.field(found, false) === undefined)
    view.dispatch({ effects: StateEffect.appendConfig.of([found, marks]) });
  const matches = (): readonly Match[] => view.state.field(found).matches;
  const show = (match: Match | undefined): number => {
    if (match === undefined) return 0;
    const selection = EditorSelection.single(match.from, match.to);
    view.dispatch({ selection, effects: EditorView.scrollIntoView(selection.main, { y: "nearest" }) });
    return matches().indexOf(match) + 1;
  };
  const go = (back: boolean): number => {
    const { from, to } = view.state.selection.main;
    return show(nextMatch(matches(), from, to, back));
  };
  return {
    look(query) {
      view.dispatch({ effects: setQuery.of(query) });
      const { from } = view.state.selection.main;
      show(nextMatch(matches(), from, from, false));
      return matches().length;
    },
    go,
    replace(by) {
      const { from, to } = view.state.selection.main;
      if (!matches().some((match) => match.from === from && match.to === to)) return go(false);
      step();
      view.dispatch({
        changes: { from, to, insert: by },
        selection: EditorSelection.cursor(from + by.length),
        userEvent: "input.replace",
      });
      step();
      return go(false);
    },
    replaceAll(by) {
      const all = matches();
      const changes = all.map(({ from, to }) => ({ from, to, insert: by }));
      step();
      view.dispatch({ changes, userEvent: "input.replace.all" });
      step();
      return all.length;
    },
    count: () => matches().length,
    end() {
      view.dispatch({ effects: setQuery.of(null) });
    },
  };
}
