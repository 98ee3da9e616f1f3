// What is offered while one types: names after "@", and days for what people say about when ("volgende week
// vrijdag"). A day is worked out once, from today on this device, and only when it is chosen: nothing is
// ever written by itself.
import type { EditorState, Extension } from "@codemirror/state";
import { othersPlaces } from "../editor/cursors";
import { folded } from "../ground/folded";
import { t } from "../ground/t";
import { alternatives, WORD } from "./keywords";
import { knownNames } from "./known-names";
import { outcomesIn } from "./marks";
import { mentions } from "./mentions";
import type { NamesElsewhere } from "./names-elsewhere";
import { type Offer, type Option, offers } from "./offers";
import { daysMeant, todayHere, written } from "./phrases";
import { dayText } from "./wording";
import words from "./words.json";

const TYPED_NAME = new RegExp(`(?:^|[^${WORD}@/.])@(\\[[^\\[\\]\\n]{0,60}|\\p{L}[${WORD}’'.-]{0,60}|)$`, "u");
const SHORT_NAME = new RegExp(`^\\p{L}(?:[${WORD}’'-]|\\.(?=[${WORD}]))*$`, "u");
const WHEN = new RegExp(
  `(?:^|[^${WORD}])(?:(?:${alternatives(words.before)}):?\\s+(?:(?:${alternatives(words.on)})\\s+)?|\\[due::\\s*)`,
  "giu",
);
const PHRASE_MAX = 40;
const NAMES_MAX = 8;
// What is offered when somebody asks without having typed anything.
const OFTEN = ["morgen", "vrijdag", "over een week", "over twee weken", "eind van de maand"];

/** Completes names and days; `names` are those of the people who are here, `elsewhere` knows those in other notes. */
export function completion(names: () => readonly string[], elsewhere: NamesElsewhere): Extension {
  return offers((state, asked) => people(state, names(), elsewhere) ?? days(state, asked));
}

function people(state: EditorState, present: readonly string[], elsewhere: NamesElsewhere): Offer | null {
  const pos = state.selection.main.head;
  const line = state.doc.lineAt(pos);
  const typed = TYPED_NAME.exec(line.text.slice(0, pos - line.from))?.[1];
  if (typed === undefined) return null;
  const from = pos - typed.length - 1;
  const all = knownNames(present, namesUsed(state, from, pos), elsewhere.names);
  const wanted = folded(typed.replace("[", ""));
  const found = all.filter((name) =>
    folded(name)
      .split(" ")
      .some((_part, at, parts) => parts.slice(at).join(" ").startsWith(wanted)),
  );
  const isWhole = found.length === 1 && found[0] !== undefined && asMention(found[0]) === `@${typed}`;
  if (found.length === 0 || isWhole) return null;
  const options = found.slice(0, NAMES_MAX).map((name) => ({
    label: name,
    detail: present.includes(name) ? t("hier") : "",
    insert: asMention(name),
  }));
  const isClosed = typed.startsWith("[") && state.sliceDoc(pos, pos + 1) === "]";
  return { from, to: isClosed ? pos + 1 : pos, options };
}

// In lines where nobody else is: what they are typing there may be half of it. Nor what is being typed here.
function namesUsed(state: EditorState, from: number, to: number): string[] {
  const busy = othersPlaces(state).map((place) => state.doc.lineAt(Math.min(place, state.doc.length)));
  return mentions(state.doc.toString())
    .filter((one) => one.to < from || one.from > to)
    .filter((one) => !busy.some((line) => line.from <= one.from && one.from <= line.to))
    .map(({ name }) => name);
}

/** A name as the notes mention it. */
function asMention(name: string): string {
  const bare = name.replace(/[[\]\n]/g, "");
  return SHORT_NAME.test(bare) ? `@${bare}` : `@[${bare}]`;
}

function days(state: EditorState, asked: boolean): Offer | null {
  const pos = state.selection.main.head;
  const line = state.doc.lineAt(pos);
  const before = line.text.slice(0, pos - line.from);
  const starts = [...before.matchAll(WHEN)].map((found) => found.index + found[0].length).reverse();
  // Asked last: reading the outcomes of long notes takes longer than drawing the key.
  if (starts.length === 0 || !isInAction(state, pos)) return null;
  for (const start of starts) {
    const phrase = before.slice(start);
    if (phrase.length > PHRASE_MAX) continue;
    const found = phrase.trim() === "" && asked ? OFTEN.flatMap(meant) : meant(phrase);
    const ends = /^[)\]]/.test(state.sliceDoc(pos, pos + 1));
    if (found.length > 0) return { from: line.from + start, to: pos, ends, options: dayOptions(found) };
  }
  return null;
}

function isInAction(state: EditorState, pos: number): boolean {
  return outcomesIn(state).some(({ kind, from, to }) => kind === "action" && from <= pos && pos <= to);
}

function meant(phrase: string): string[] {
  return daysMeant(phrase, todayHere(new Date()));
}

function dayOptions(found: readonly string[]): Option[] {
  return [...new Set(found)].map((day) => ({ label: dayText(day), detail: "", insert: written(day) }));
}
