// Finds words that this device still holds of a notepad and that can never be sent: typed before
// the notes began anew, or by somebody who may not type any more. Whoever only reads looks here,
// too, and loads what can read those words only when there are some.
import { t } from "../ground/t";
import { keptEpochs } from "./kept-epochs";
import type { Rescued } from "./leftovers";
import { deleteOutboxStore, openOutboxStore } from "./outbox-store";

/** Hands over what was left behind and removes it; `writes` says that the open notepad sends its own epoch's itself. */
export async function rescueLeftBehind(
  notepad: number,
  epoch: number,
  writes: boolean,
  rescued: Rescued,
): Promise<void> {
  for (const old of keptEpochs(notepad)) {
    if (old === epoch && writes) continue;
    const store = openOutboxStore(notepad, old);
    const rows = await store.all().catch(() => []);
    if (rows.length > 0) {
      const { rescueLeftovers } = await import("./leftovers");
      await rescueLeftovers(store, reason(old === epoch), rescued);
    }
    // What is left belongs to a tab that is still open and hears of the new epoch itself.
    const left = await store.all().catch(() => []);
    store.close();
    if (old !== epoch && left.length === 0) deleteOutboxStore(notepad, old);
  }
}

function reason(sameEpoch: boolean): string {
  return sameEpoch
    ? t("Je kunt hier nu niet meer typen. Dit was nog niet opgeslagen.")
    : t("De notities zijn opnieuw begonnen. Wat je nog niet had opgeslagen, staat hier.");
}
