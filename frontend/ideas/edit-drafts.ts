// Words of an own idea that were changed and not yet saved. They survive a reload; where the idea cannot be changed
// any more (it was hidden, moved, merged or withdrawn meanwhile), they are handed over, never dropped with their form.
import { forget, kept } from "../ground/shelf";
import { t } from "../ground/t";
import type { Idea } from "../live/protocol";

/** What is asked of the store. */
export interface Changeable {
  isOwn(id: number): boolean;
  isChangeable(id: number): boolean;
  get(id: number): Idea | undefined;
}

/** Where the changed words of an idea are kept. */
export function draftOf(idea: number): string {
  return `draft.edit.${idea}`;
}

/** Takes the changed words away from where they are kept; undefined where there are none that differ from the idea's. */
export function takeDraft(idea: number, words: string | undefined): string | undefined {
  const draft = kept<string>(draftOf(idea));
  if (draft === undefined) return undefined;
  forget(draftOf(idea));
  return draft === words ? undefined : draft;
}

/** Hands over what was typed for own ideas among these that cannot be changed any more. */
export function rescueDrafts(
  ids: readonly number[],
  store: Changeable,
  putAside: (words: string, reason: string) => void,
): void {
  for (const id of ids) {
    if (!store.isOwn(id) || store.isChangeable(id)) continue;
    const draft = takeDraft(id, store.get(id)?.text);
    if (draft !== undefined) putAside(draft, t("Dit idee kun je niet meer bewerken. Wat je typte, is niet weg."));
  }
}
