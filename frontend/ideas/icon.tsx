// The few icons that the list of ideas draws itself; the same strokes as the templates'.
import type { JSX } from "preact";

const PATHS = {
  check: "m4 10.5 4 4 8-9",
  up: "M10 16V4M5 9l5-5 5 5",
  notes: "M5 2.5h7l3.5 3.5v11.5H5ZM8 9h5M8 12.5h5",
};

export function Icon({ name }: { name: keyof typeof PATHS }): JSX.Element {
  return (
    <svg class="icon" aria-hidden="true" width="20" height="20" viewBox="0 0 20 20">
      <path d={PATHS[name]} />
    </svg>
  );
}
