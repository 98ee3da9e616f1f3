// Who may come in, as this phone knows it, and finding somebody by the beginning of their names.

import { folded } from "../ground/folded";

export interface Guest {
  id: number;
  name: string;
  /** Their organisation, "" for none. */
  about: string;
  state: string;
  /** When they came in, in milliseconds since 1970; null while they are out. */
  at: number | null;
}

/** Letters of a name before anybody is shown: with fewer a list would be everybody. */
export const FEWEST = 2;
const MOST = 20;

/** The guests of whom every typed word begins a part of the name, in the order of the list. */
export function found(guests: readonly Guest[], typed: string): Guest[] {
  const words = folded(typed)
    .split(/\s+/)
    .filter((word) => word !== "");
  if (words.join("").length < FEWEST) return [];
  const fits = ({ name }: Guest): boolean => {
    const parts = folded(name).split(/\s+/);
    return words.every((word) => parts.some((part) => part.startsWith(word)));
  };
  return guests.filter(fits).slice(0, MOST);
}
