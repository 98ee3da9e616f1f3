// A signal that a component keeps for itself. Apart from signals.ts, because it needs Preact's hooks, which the first
// visit of a phone does without.
import { useState } from "preact/hooks";
import { type Signal, signal } from "./signals";

/** The component's own signal; `first` is its value at the first drawing. */
export function useSignal<T>(first: T): Signal<T> {
  return useState(() => signal(first))[0];
}
