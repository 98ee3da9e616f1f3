// The journey down of a notepad's whole state, where it is too large for a socket message. Small, because the page
// begins it before the editor's script is there.

export interface FetchedState {
  epoch: number;
  seq: number;
  update: Uint8Array;
}

/** The whole document; throws when there is no answer of ours. */
export async function fetchState(notepad: number): Promise<FetchedState> {
  const response = await fetch(`/notities/${notepad}/state`, { credentials: "same-origin", cache: "no-store" });
  const seq = Number(response.headers.get("X-Seq") ?? Number.NaN);
  const epoch = Number(response.headers.get("X-Epoch") ?? Number.NaN);
  if (!response.ok || Number.isNaN(seq) || Number.isNaN(epoch)) throw new Error(`state: ${response.status}`);
  return { epoch, seq, update: new Uint8Array(await response.arrayBuffer()) };
}
