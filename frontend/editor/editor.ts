// The notepad editor: CodeMirror over a Y.Text. It undoes one's own edits only, leaves with Tab
// (except in lists), and takes nothing that the notes may not hold.
import { moveLineDown, moveLineUp, standardKeymap, toggleTabFocusMode } from "@codemirror/commands";
import { Compartment, EditorState, type Extension } from "@codemirror/state";
import { EditorView, keymap, placeholder } from "@codemirror/view";
import { yCollab, yUndoManagerKeymap } from "y-codemirror.next";
import * as Y from "yjs";
import type { Marking } from "../ground/page-data";
import { indexOf, placeAt } from "../live/positions";
import type { Cursor } from "../live/presence";
import type { After, Place } from "../live/protocol";
import { outcomesLater } from "../outcomes/later";
import type { AuthorView } from "./author-view";
import { drawnCaret } from "./caret";
import { codePoints, wholeCodePoints } from "./code-points";
import { otherCursors, showCursors } from "./cursors";
import { openLinks } from "./links";
import { continueList, indentItems, outdentItems } from "./lists";
import { livePreview } from "./live-preview";
import { markdown } from "./markdown";
import { paragraphBelow } from "./paste/fitting";
import { plainText } from "./plain-text";
import { sizeLimit } from "./size-limit";
import { StillPlace } from "./still-place";
import { tickTasks } from "./tasks";
import { UNDO_OPTIONS, undoCursor, undoSteps } from "./undo";
import { viewsRow } from "./views-row";
import type { writingTools } from "./writing-tools";

export interface EditorWishes {
  parent: HTMLElement;
  /** The row that the tools come in, and the tools as soon as they are there. */
  bar: HTMLElement;
  /** The row of ways to look at the notes. */
  views: HTMLElement;
  tools: Promise<{ writingTools: typeof writingTools }>;
  text: Y.Text;
  /** What these notes are called, and what stands there while they are empty. */
  label: string;
  placeholder: string;
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
  /** The notepad, for who leads its topic: names of other topics are offered, too. */
  leads: number | null;
}

/** The main selection; `chose`: somebody put it there. */
interface Selected {
  anchor: number;
  head: number;
  chose: boolean;
}

export class Editor {
  private readonly view: EditorView;
  private readonly undoManager: Y.UndoManager;
  private readonly toolsPlace = new Compartment();
  private readonly authors = new Compartment();
  private closed = false;
  /** The cursor stands where it does because somebody put it there. */
  private chose = false;

  constructor(private readonly wishes: EditorWishes) {
    this.undoManager = new Y.UndoManager(wishes.text, UNDO_OPTIONS);
    const state = EditorState.create({ doc: wishes.text.toString(), extensions: this.extensions() });
    const dispatchTransactions = new StillPlace().dispatch;
    this.view = new EditorView({ state, parent: wishes.parent, dispatchTransactions });
    void wishes.tools.then(({ writingTools }) => this.bringTools(writingTools));
  }

  /** What is shown, to be compared with the document. */
  get shown(): string {
    return this.view.state.doc.toString();
  }

  /** Where the person put the cursor, in code points, with the text of its line; null before that. */
  get after(): After | null {
    if (!this.chose) return null;
    const { doc, selection } = this.view.state;
    const line = doc.lineAt(selection.main.head);
    return { offset: codePoints(doc.sliceString(0, selection.main.head)), line: line.text };
  }

  /** The main selection, to be put back in a later editor on the same notes. */
  get selection(): Selected {
    const { anchor, head } = this.view.state.selection.main;
    return { anchor, head, chose: this.chose };
  }

  get focused(): boolean {
    return this.view.hasFocus;
  }

  /** Puts words in as a paragraph of their own: below where the cursor was put, or else at the end. */
  insert(text: string): void {
    const { state } = this.view;
    const changes = paragraphBelow(state, this.chose ? state.selection.main.head : state.doc.length, text.trim());
    const anchor = changes.from + state.toText(changes.insert).length;
    this.view.dispatch({ changes, selection: { anchor }, userEvent: "input.paste", scrollIntoView: true });
    this.view.focus();
  }

  /** Scrolls to the first place of a text; the cursor stays where it is. */
  showText(text: string): void {
    const at = this.shown.indexOf(text);
    if (at >= 0) this.view.dispatch({ effects: EditorView.scrollIntoView(at, { y: "center" }) });
  }

  /** Continues where an earlier editor was. */
  continueFrom({ anchor, head, chose }: Selected, focus: boolean): void {
    const end = this.view.state.doc.length;
    this.chose = chose;
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
      drawnCaret,
      this.toolsPlace.of([]),
      placeholder(wishes.placeholder),
      viewsRow.of(wishes.views),
      EditorView.contentAttributes.of({
        "aria-label": wishes.label,
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
      otherCursors,
      outcomesLater(() => wishes.names(), wishes.leads),
      EditorView.updateListener.of((update) => {
        const isAny = (...kinds: string[]): boolean =>
          update.transactions.some((one) => kinds.some((kind) => one.isUserEvent(kind)));
        if (update.docChanged && isAny("input", "delete")) wishes.typed();
        if (isAny("select", "input", "delete")) this.chose = true;
        if (update.selectionSet || update.focusChanged) wishes.selected(this.ends(update.view));
      }),
    ];
  }

  private bringTools(tools: typeof writingTools): void {
    if (this.closed) return;
    const { undoOther } = this.wishes;
    const undo = (): unknown => undoOther() || this.undoManager.undo();
    const redo = (): unknown => this.undoManager.redo();
    const step = (): void => this.undoManager.stopCapturing();
    this.view.dispatch({ effects: this.toolsPlace.reconfigure(tools({ ...this.wishes, undo, redo, step })) });
  }

  private ends(view: EditorView): { anchor: Place; head: Place } | null {
    if (!view.hasFocus) return null;
    const { anchor, head } = view.state.selection.main;
    return { anchor: placeAt(this.wishes.text, anchor), head: placeAt(this.wishes.text, head) };
  }
}
