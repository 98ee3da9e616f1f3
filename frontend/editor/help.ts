// The help sheet, fetched when somebody asks for it: the keys, and the words that make a line an outcome.

import { button, make } from "../ground/dom";
import type { Marking, OutcomeKind } from "../ground/page-data";
import { keep, kept } from "../ground/shelf";
import { t } from "../ground/t";
import words from "../outcomes/words.json";
import { icon } from "./icons";
import { keyName } from "./key-names";
import type { Tool } from "./tools";

const KEY_SWITCH = "help-key";

/** Whether `?` shows the sheet: a key by itself gets in the way of who speaks to the computer. */
export function opensWithKey(): boolean {
  return kept<boolean>(KEY_SWITCH) !== false;
}

/** Shows the sheet; the focus returns to where it was when it is closed. */
export function showHelp(tools: readonly Tool[], marking: Marking): void {
  if (document.querySelector(".help-sheet") !== null) return;
  const before = document.activeElement;
  const sheet = make("dialog", "help-sheet");
  const heading = make("h2", "", t("Hulp en toetsen"));
  heading.id = "help-heading";
  sheet.setAttribute("aria-labelledby", heading.id);
  const close = (): void => {
    if (!sheet.isConnected) return;
    sheet.remove();
    if (before instanceof HTMLElement) before.focus();
  };
  const top = make("div", "help-top");
  top.append(heading, button(t("Sluiten"), "", close));
  const outcomesHead = make("h3", "", t("Uitkomsten"));
  const keysHead = make("h3", "", t("Toetsen"));
  sheet.append(top, outcomesHead, outcomes(tools, marking), keysHead, keys(tools));
  // Only who leads the room has the stream's tools.
  if (document.querySelector(".box-switches") !== null)
    sheet.append(make("h3", "", t("Toetsen bij de ideeën")), streamKeys());
  sheet.append(keySwitch());
  sheet.addEventListener("close", close);
  sheet.addEventListener("keydown", ({ key }) => key === "Escape" && close());
  sheet.addEventListener("click", ({ target }) => target === sheet && close());
  document.body.append(sheet);
  // Safari before 15.4 knows no dialog; the sheet then stands over the page by itself.
  if (typeof sheet.showModal === "function") sheet.showModal();
  else sheet.setAttribute("open", "");
  top.querySelector("button")?.focus();
}

function outcomes(tools: readonly Tool[], { markers, dueBy }: Marking): HTMLElement {
  const list = make("ul", "help-outcomes");
  for (const { icon: kind, name, hasWord } of tools) {
    if (!hasWord) continue;
    const [before, behind] = markers[kind as OutcomeKind];
    const somebody = t("naam");
    const who = kind === "action" ? ` @${somebody} (${dueBy} 15-01-2022)` : "";
    const also = words.keywords[kind as OutcomeKind].filter((word) => !before.toLowerCase().includes(`${word}:`));
    const item = make("li");
    const label = make("strong");
    label.append(icon(kind), " ", name);
    const other = make("p", "", t("Ook herkend: {words}", { words: also.map((word) => `${word}:`).join(" ") }));
    item.append(label, make("code", "", `${before}…${who}${behind}`), other);
    list.append(item);
  }
  return list;
}

// What frontend/ideas/staff-keys.ts listens to.
function streamKeys(): HTMLElement {
  return keyList([
    [t("Naar de ideeën, en terug naar de notities"), ["Alt-F9", "Esc"]],
    [t("Volgend of vorig idee"), ["↓", "↑"]],
    [t("Overnemen in de notities"), ["O"]],
    [t("Verbergen"), ["V"]],
    [t("Goedkeuren of terugzetten"), ["G"]],
    [t("Kiezen, om met meer tegelijk iets te doen"), ["X"]],
    [t("Meer mogelijkheden"), ["M"]],
    [t("Ongedaan maken"), ["Z"]],
    [t("De ideeën pauzeren"), ["P"]],
    [t("Nieuwe ideeën tonen"), ["N"]],
  ]);
}

function keys(tools: readonly Tool[]): HTMLElement {
  const named = tools.flatMap(({ key, name }): [string, string[]][] => (key ? [[name, [key]]] : []));
  const others: [string, string[]][] = [
    [t("Kop, groot tot klein"), ["Mod-Alt-1", "Mod-Alt-2", "Mod-Alt-3"]],
    [t("Gewone tekst"), ["Mod-Alt-0"]],
    [t("Genummerde lijst"), ["Mod-Shift-7"]],
    [t("Regel van een lijst naar binnen"), ["Tab"]],
    [t("Regel van een lijst naar buiten"), ["Shift-Tab"]],
    [t("Regel omhoog of omlaag"), ["Alt-↑", "Alt-↓"]],
    [t("Naar de knoppen, en terug"), ["Alt-F10", "Esc"]],
    [t("De notities uit"), ["Esc Tab"]],
    [t("Dit blad, buiten de tekst"), ["?"]],
  ];
  return keyList([...named, ...others]);
}

function keyList(all: readonly [string, string[]][]): HTMLElement {
  const list = make("dl", "help-keys");
  for (const [name, ways] of all) {
    const pair = make("div");
    const keys = make("dd");
    for (const way of ways) keys.append(make("kbd", "", keyName(way)), " ");
    pair.append(make("dt", "", name), keys);
    list.append(pair);
  }
  return list;
}

function keySwitch(): HTMLElement {
  const label = make("label", "switch");
  const box = make("input");
  box.type = "checkbox";
  box.checked = opensWithKey();
  box.addEventListener("change", () => keep(KEY_SWITCH, box.checked));
  label.append(box, make("span", "", t("De toets ? opent dit blad")));
  return label;
}
