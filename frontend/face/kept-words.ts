// How words that did not get into the notes gather: one text per reason, the newest last.
import { kept } from "../ground/shelf";

export interface KeptText {
  text: string;
  reason: string;
  /** Nobody could type here then: the reason is over as soon as one may again. */
  shut?: true;
}

/** The texts with new words: after the newest ones, in a text of their own when the reason is another. */
export function withWords(texts: readonly KeptText[], text: string, reason: string, follows: boolean): KeptText[] {
  const newest = texts[texts.length - 1];
  const goesOn = newest !== undefined && (follows || newest.reason === reason);
  if (!goesOn) return [...texts, { text: text.replace(/^\n+/, ""), reason }];
  const between = follows || newest.text === "" || newest.text.endsWith("\n") ? "" : "\n";
  const more = between === "" ? text : text.replace(/^\n+/, "");
  return [...texts.slice(0, -1), { ...newest, text: newest.text + between + more }];
}

/** The texts as they are while nobody may type here. */
export function shut(texts: readonly KeptText[]): KeptText[] {
  return texts.map((one) => ({ ...one, shut: true }));
}

/** The texts once one may type again: a reason that is over makes place for `now`, and what is empty goes. */
export function reopened(texts: readonly KeptText[], now: string): KeptText[] {
  return texts
    .filter(({ text }) => text.trim() !== "")
    .map((one) => (one.shut === true ? { text: one.text, reason: now } : one));
}

/** Where the words of a notepad are kept. */
export function shelfName(notepad: number): string {
  return `kept.${notepad}`;
}

/** Whether there are words of a notepad that did not get into it. */
export function hasKeptText(notepad: number): boolean {
  return (kept<KeptText[]>(shelfName(notepad)) ?? []).length > 0;
}
