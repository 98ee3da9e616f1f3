// Every tool of the notes, once: its name, icon and key, what it does and when it is on. The toolbar,
// the keys and the help sheet are made from this list.
import type { EditorState } from "@codemirror/state";
import type { Command, EditorView, KeyBinding } from "@codemirror/view";
import type { OutcomeKind } from "../ground/page-data";
import { t } from "../ground/t";
import type { ActionStops } from "./action-stops";
import * as format from "./formatting";
import type { IconName } from "./icons";
import type { OutcomeLines } from "./outcome-lines";
import type { WritingToolsWishes } from "./writing-tools";

export interface Tool {
  icon: IconName;
  name: string;
  run: Command;
  /** As CodeMirror names keys. */
  key?: string;
  isOn?: (state: EditorState) => boolean;
  /** Shown beside the icon. */
  hasWord?: boolean;
  /** Where the keyboard's focus goes afterwards, if not into the notes. */
  after?: "stays" | "elsewhere";
}

/** What tools need of the editor and the page. */
export interface ToolWishes extends WritingToolsWishes {
  outcomes: OutcomeLines;
  stops: ActionStops;
  openFind(view: EditorView): void;
}

/** The tools in groups, in the order of the toolbar. */
export function toolsOf(wishes: ToolWishes): Tool[][] {
  const { outcomes } = wishes;
  const outcome = (icon: OutcomeKind, name: string, run = step(wishes, outcomes.toggle(icon))): Tool => {
    return { icon, name, run, isOn: (state) => outcomes.at(state) === icon, hasWord: true };
  };
  const layout = (icon: IconName, name: string, key: string, command: Command, isOn?: Tool["isOn"]): Tool => {
    return { icon, name, key, run: step(wishes, command), ...(isOn ? { isOn } : {}) };
  };
  const { toggleBold, toggleItalic, toggleBullets, toggleTasks, toggleQuote } = format;
  return [
    [
      outcome("insight", t("Inzicht")),
      outcome("decision", t("Besluit")),
      outcome("action", t("Actie"), actionWithStops(wishes)),
      outcome("question", t("Vraag")),
      outcome("quote", t("Citaat")),
    ],
    [
      layout("bold", t("Vet"), "Mod-b", toggleBold, format.isBold),
      layout("italic", t("Schuin"), "Mod-i", toggleItalic, format.isItalic),
      layout("heading", t("Kop"), "Mod-Alt-2", format.toggleHeading(2), format.isHeading),
      layout("list", t("Lijst"), "Mod-Shift-8", toggleBullets, format.isBullets),
      layout("task", t("Afvinklijst"), "Mod-Shift-9", toggleTasks, format.isTask),
      layout("block", t("Aanhaling"), "", toggleQuote, format.isQuoted),
      layout("link", t("Link"), "Mod-k", format.link),
    ],
    [
      { icon: "undo", name: t("Ongedaan maken"), key: "Mod-z", run: does(wishes.undo), after: "stays" },
      { icon: "redo", name: t("Opnieuw doen"), key: "Mod-y", run: does(wishes.redo), after: "stays" },
    ],
    [
      { icon: "find", name: t("Zoeken en vervangen"), key: "Mod-f", run: find(wishes), after: "elsewhere" },
      { icon: "help", name: t("Hulp en toetsen"), key: "Mod-/", run: help(wishes), after: "elsewhere" },
    ],
  ];
}

/** The keys of the tools, and those that have no button. */
export function keysOf(wishes: ToolWishes): KeyBinding[] {
  const own = toolsOf(wishes).flat();
  const named = own.flatMap(({ key = "", icon, run }) =>
    key === "" || icon === "undo" || icon === "redo" ? [] : [{ key, run, preventDefault: true }],
  );
  const { toggleHeading, toggleNumbers, makePlain } = format;
  return [
    ...named,
    { key: "Mod-Alt-1", run: step(wishes, toggleHeading(1)) },
    { key: "Mod-Alt-3", run: step(wishes, toggleHeading(3)) },
    { key: "Mod-Alt-0", run: step(wishes, makePlain) },
    { key: "Mod-Shift-7", run: step(wishes, toggleNumbers), preventDefault: true },
    { key: "Mod-Shift-h", run: find(wishes), preventDefault: true },
    { key: "F1", run: help(wishes), preventDefault: true },
    { key: "Alt-F10", run: toToolbar(wishes), preventDefault: true },
  ];
}

/** Each use of a tool is undone by itself. */
function step({ step: end }: ToolWishes, command: Command): Command {
  return (view) => {
    end();
    const did = command(view);
    end();
    return did;
  };
}

function actionWithStops(wishes: ToolWishes): Command {
  const toggle = step(wishes, wishes.outcomes.toggle("action"));
  return (view) => {
    const did = toggle(view);
    const { state } = view;
    const { from, to } = state.selection.main;
    if (state.doc.lineAt(from).number === state.doc.lineAt(to).number) wishes.stops.begin(view);
    return did;
  };
}

function does(act: () => void): Command {
  return () => {
    act();
    return true;
  };
}

function find({ openFind }: ToolWishes): Command {
  return (view) => {
    openFind(view);
    return true;
  };
}

/** Shows the help sheet; the focus returns to where it was. */
export function help(wishes: ToolWishes): () => boolean {
  return () => {
    void import("./help").then(({ showHelp }) => showHelp(toolsOf(wishes).flat(), wishes.marking));
    return true;
  };
}

function toToolbar({ bar }: ToolWishes): Command {
  return () => {
    bar.querySelector<HTMLElement>("[tabindex='0']")?.focus();
    return true;
  };
}
