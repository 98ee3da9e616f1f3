// Which epochs of a notepad this device has a store of: a short list on the shelf, so that who only reads need not
// load what opens such a store to know that there is none.
import { keep, kept } from "../ground/shelf";

/** The epochs of a notepad that this device has a store of. */
export function keptEpochs(notepad: number): number[] {
  return kept<number[]>(shelfName(notepad)) ?? [];
}

/** Notes which epochs those are. */
export function keepEpochs(notepad: number, epochs: readonly number[]): void {
  keep(shelfName(notepad), epochs);
}

function shelfName(notepad: number): string {
  return `epochs.${notepad}`;
}
