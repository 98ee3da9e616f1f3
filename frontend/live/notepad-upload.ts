// The journey up of what is too large for a socket message: a big paste.
import { t } from "../ground/t";
import type { Problem } from "./protocol";

const TOO_LARGE = 413;

function tooLarge(): string {
  return t("Dit is te groot om in één keer te versturen. Plak het in delen.");
}

export type UploadAnswer = { kind: "saved" } | { kind: "refused"; problem: Problem } | { kind: "unknown" };

/** Sends one outbox entry; `unknown` means that it may or may not have arrived. */
export async function upload(
  path: { notepad: number; epoch: number; client: number; n: number },
  update: Uint8Array,
  csrf: string,
): Promise<UploadAnswer> {
  const query = `epoch=${path.epoch}&client=${path.client}&n=${path.n}`;
  try {
    const response = await fetch(`/notities/${path.notepad}/upload?${query}`, {
      method: "POST",
      credentials: "same-origin",
      headers: { "Content-Type": "application/octet-stream", "X-CSRFToken": csrf },
      body: new Uint8Array(update),
    });
    if (response.status === TOO_LARGE) return { kind: "refused", problem: { code: "too_long", message: tooLarge() } };
    const answer = (await response.json()) as { saved?: number; error?: Problem };
    if (answer.error !== undefined) return { kind: "refused", problem: answer.error };
    return answer.saved === undefined ? { kind: "unknown" } : { kind: "saved" };
  } catch {
    return { kind: "unknown" };
  }
}
