// What is typed in a document that ended already: somebody looks at the keyboard, and the words go
// nowhere unless they are gathered here.
import type * as Y from "yjs";
import { insertedText } from "../live/inserted-text";

export class LateWords {
  private updates: Uint8Array[] = [];
  private stop: (() => void) | null = null;

  /** Gathers what is typed in a document from now on. */
  gather(doc: Y.Doc): void {
    if (this.stop !== null) return;
    const typed = (update: Uint8Array, _origin: unknown, _doc: Y.Doc, transaction: Y.Transaction): void => {
      if (transaction.local) this.updates.push(update);
    };
    doc.on("update", typed);
    this.stop = () => doc.off("update", typed);
  }

  /** Ends gathering; answers what was typed meanwhile. */
  take(): string {
    this.stop?.();
    this.stop = null;
    return insertedText(this.updates.splice(0));
  }
}
