// The notepad editor: CodeMirror over a Y.Text. It undoes one's own edits only, leaves with Tab
// (except in lists), and takes nothing that the notes may not hold.
import { moveLineDown, moveLineUp, standardKeymap, toggleTabFocusMode } from "@codemirror/commands";
import { Compartment, EditorState, type Extension } from "@codemirror/state";
import { drawSelection, EditorView, keymap, placeholder } from "@codemirror/view";
import { yCollab, yUndoManagerKeymap } from "y-codemirror.next";
import * as Y from "yjs";
import type { Marking } from "../ground/page-data";
import { t } from "../ground/t";
import { indexOf, placeAt } from "../live/positions";
import type { Cursor } from "../live/presence";
import type { After, Place } from "../live/protocol";
import { outcomesLater } from "../outcomes/later";
import type { AuthorView } from "./author-view";
import { codePoints, wholeCodePoints } from "./code-points";
import { otherCursors, showCursors } from "./cursors";
import { openLinks } from "./links";
import { continueList, indentItems, outdentItems } from "./lists";
import { livePreview } from "./live-preview";
import { markdown } from "./markdown";
import { dropping } from "./paste/dropping";
import { pasting } from "./paste/pasting";
import { plainText } from "./plain-text";
import { sizeLimit } from "./size-limit";
import { tickTasks } from "./tasks";
import { UNDO_OPTIONS, undoCursor, undoSteps } from "./undo";
import type { writingTools } from "./writing-tools";

export interface EditorWishes {
  parent: HTMLElement;
  /** The row that the tools come in, and the tools as soon as they are there. */
  bar: HTMLElement;
  tools: Promise<{ writingTools: typeof writingTools }>;
  text: Y.Text;
  /** The conference's language, whatever the page speaks. */
  notesLanguage: string;
  marking: Marking;
  /** For the styles that CodeMirror adds under the content security policy. */
  nonce: string | null;
  /** How many code points the notes may hold. */
  limit: number;
  language: string;
  tooLarge(text: string): void;
  /** The editor went away before pasted words had a place in it. */
  homeless(text: string): void;
  /** Says something about what was just done here, or takes that back with "". */
  tell(message: string): void;
  selected(ends: { anchor: Place; head: Place } | null): void;
  /** Mod-z before the editor's own undo; true when there was something newer to undo. */
  undoOther(): boolean;
  /** The document was changed here. */
  typed(): void;
  /** Shows an idea that the notes link to. */
  goToIdea(number: number): void;
  /** Tells screen readers something short. */
  say(text: string): void;
  /** The names of those who are here, for completion. */
  names(): readonly string[];
}

export class Editor {
  private readonly view: EditorView;
  private readonly undoManager: Y.UndoManager;
  private readonly toolsPlace = new Compartment();
  private readonly authors = new Compartment();
  private closed = false;

  constructor(private readonly wishes: EditorWishes) {
    this.undoManager = new Y.UndoManager(wishes.text, UNDO_OPTIONS);
    const state = EditorState.create({ doc: wishes.text.toString(), extensions: this.extensions() });
    this.view = new EditorView({ state, parent: wishes.parent });
    void wishes.tools.then(({ writingTools }) => this.bringTools(writingTools));
  }

  /** What is shown, to be compared with the document. */
  get shown(): string {
    return this.view.state.doc.toString();
  }

  /** Where the cursor stands, in code points, with the text of its line. */
  get after(): After {
    const { doc, selection } = this.view.state;
    const line = doc.lineAt(selection.main.head);
    return { offset: codePoints(doc.sliceString(0, selection.main.head)), line: line.text };
  }

  /** The main selection, to be put back in a later editor on the same notes. */
  get selection(): { anchor: number; head: number } {
    const { anchor, head } = this.view.state.selection.main;
    return { anchor, head };
  }

  get focused(): boolean {
    return this.view.hasFocus;
  }

  /** Puts words in at the cursor, as if they were typed. */
  insert(text: string): void {
    this.view.dispatch(this.view.state.replaceSelection(text), { userEvent: "input.paste", scrollIntoView: true });
    this.view.focus();
  }

  /** Scrolls to the first place of a text; the cursor stays where it is. */
  showText(text: string): void {
    const at = this.shown.indexOf(text);
    if (at >= 0) this.view.dispatch({ effects: EditorView.scrollIntoView(at, { y: "center" }) });
  }

  /** Continues where an earlier editor was. */
  continueFrom(selection: { anchor: number; head: number }, focus: boolean): void {
    const end = this.view.state.doc.length;
    const { anchor, head } = selection;
    this.view.dispatch({ selection: { anchor: Math.min(anchor, end), head: Math.min(head, end) } });
    if (focus) this.view.focus();
  }

  showCursors(cursors: readonly Cursor[]): void {
    showCursors(this.view, cursors, (place) => (place === null ? null : indexOf(this.wishes.text, place)));
  }

  /** Shows who wrote what, or not any more. */
  showAuthors(authors: AuthorView | null): void {
    this.view.dispatch({ effects: this.authors.reconfigure(authors?.extension(this.wishes.text) ?? []) });
  }

  close(): void {
    this.closed = true;
    this.view.destroy();
    this.undoManager.destroy();
  }

  private extensions(): Extension[] {
    const { wishes } = this;
    return [
      wishes.nonce === null ? [] : EditorView.cspNonce.of(wishes.nonce),
      markdown,
      plainText,
      livePreview,
      tickTasks(() => this.undoManager.stopCapturing()),
      openLinks(wishes.goToIdea),
      EditorView.lineWrapping,
      drawnSelection(),
      this.toolsPlace.of([]),
      placeholder(t("Schrijf hier wat er gezegd wordt.")),
      EditorView.contentAttributes.of({
        "aria-label": t("Notities"),
        lang: wishes.notesLanguage,
        spellcheck: "true",
        autocorrect: "on",
        autocapitalize: "sentences",
        writingsuggestions: "false",
      }),
      // Outermost first: the last filter in the list sees a change before the others do.
      sizeLimit(wishes.limit, wishes.tooLarge),
      wholeCodePoints,
      keymap.of([
        { key: "Mod-z", run: () => wishes.undoOther() },
        { key: "Enter", run: continueList },
        { key: "Tab", run: indentItems },
        { key: "Shift-Tab", run: outdentItems },
        ...yUndoManagerKeymap,
        { key: "Alt-ArrowUp", run: moveLineUp },
        { key: "Alt-ArrowDown", run: moveLineDown },
        { key: "Ctrl-m", mac: "Shift-Alt-m", run: toggleTabFocusMode },
        ...standardKeymap,
      ]),
      EditorView.domEventHandlers({
        // The undo of a phone's keyboard and of the browser's menu.
        beforeinput: ({ inputType }) => inputType === "historyUndo" && wishes.undoOther(),
      }),
      undoSteps(this.undoManager),
      yCollab(wishes.text, null, { undoManager: this.undoManager }),
      undoCursor(this.undoManager),
      this.authors.of([]),
      pasting({ ...wishes, newStep: () => this.undoManager.stopCapturing() }),
      dropping({ ...wishes, newStep: () => this.undoManager.stopCapturing() }),
      otherCursors,
      outcomesLater(() => wishes.names()),
      EditorView.updateListener.of((update) => {
        if (
          update.docChanged &&
          update.transactions.some(
            (transaction) => transaction.isUserEvent("input") || transaction.isUserEvent("delete"),
          )
        )
          wishes.typed();
        if (update.selectionSet || update.focusChanged) wishes.selected(this.ends(update.view));
      }),
    ];
  }

  private bringTools(tools: typeof writingTools): void {
    if (this.closed) return;
    const { bar, marking, say, undoOther } = this.wishes;
    const undo = (): unknown => undoOther() || this.undoManager.undo();
    const redo = (): unknown => this.undoManager.redo();
    const step = (): void => this.undoManager.stopCapturing();
    this.view.dispatch({ effects: this.toolsPlace.reconfigure(tools({ bar, marking, say, undo, redo, step })) });
  }

  private ends(view: EditorView): { anchor: Place; head: Place } | null {
    if (!view.hasFocus) return null;
    const { anchor, head } = view.state.selection.main;
    return { anchor: placeAt(this.wishes.text, anchor), head: placeAt(this.wishes.text, head) };
  }
}

// Phones keep the system's own selection with its handles.
function drawnSelection(): Extension {
  return matchMedia("(pointer: fine)").matches ? drawSelection() : [];
}
