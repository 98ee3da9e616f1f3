// The icons of the toolbar: 20 px, strokes of 1.75 px, as in templates/parts/icons.html.
const SVG = "http://www.w3.org/2000/svg";

const PATHS = {
  bold: "M6 4h5a3 3 0 0 1 0 6H6ZM6 10h5.8a3.2 3.2 0 0 1 0 6.4H6Z",
  italic: "M8.5 4H14M6 16h5.5M11.5 4l-3 12",
  heading: "M5 4v12M15 4v12M5 10h10",
  list: "M8 5.5h9M8 10h9M8 14.5h9M3.5 5.5v.1M3.5 10v.1M3.5 14.5v.1",
  task: "M3 4h5v5H3ZM3 13.5l1.8 1.8L8 12M11.5 6.5H17M11.5 14H17",
  block: "M4 4v12M8 6h9M8 10h9M8 14h6",
  link: "m8.5 11.5 3-3M7 9 5 11a2.8 2.8 0 0 0 4 4l2-2M13 11l2-2a2.8 2.8 0 0 0-4-4L9 7",
  undo: "M7 3.5 3.5 7 7 10.5M3.5 7H12a4.6 4.6 0 0 1 0 9.2H8",
  redo: "M13 3.5 16.5 7 13 10.5M16.5 7H8a4.6 4.6 0 0 0 0 9.2h4",
  find: "M8.5 3.5a5 5 0 1 0 0 10 5 5 0 0 0 0-10ZM12.2 12.2 17 17",
  help: "M10 3a7 7 0 1 0 0 14 7 7 0 0 0 0-14ZM7.9 8.2a2.1 2.1 0 1 1 3 1.9c-.6.3-.9.7-.9 1.3M10 13.8v.1",
  up: "m4.5 12.5 5.5-5.5 5.5 5.5",
  down: "m4.5 7.5 5.5 5.5 5.5-5.5",
  close: "m5 5 10 10M15 5 5 15",
  insight: "M10 3v14M3.9 6.5l12.2 7M3.9 13.5l12.2-7",
  decision: "m10 3 7 7-7 7-7-7Z",
  action: "M5.5 3.5h9a2 2 0 0 1 2 2v9a2 2 0 0 1-2 2h-9a2 2 0 0 1-2-2v-9a2 2 0 0 1 2-2Z",
  question: "M7 7.5a3 3 0 1 1 4.2 2.7c-.8.4-1.2.9-1.2 1.8M10 15.5v.1",
  quote: "M8.5 5.5C5.5 6.5 4 8.5 4 12v2.5h4.5V10H6M16 5.5c-3 1-4.5 3-4.5 6.5v2.5H16V10h-2.5",
};

export type IconName = keyof typeof PATHS;

/** A new icon; the word or name that it needs stands beside it. */
export function icon(name: IconName): SVGElement {
  const svg = document.createElementNS(SVG, "svg");
  const path = document.createElementNS(SVG, "path");
  path.setAttribute("d", PATHS[name]);
  const facts = { class: "icon", viewBox: "0 0 20 20", "aria-hidden": "true" };
  for (const [key, value] of Object.entries(facts)) svg.setAttribute(key, value);
  svg.append(path);
  return svg;
}
