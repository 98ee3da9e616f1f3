// Who is named in the notes of the conference's other topics: asked for when somebody types their first "@", and again
// when that was a while ago. Until the answer is there, and without a connection, the names at hand are offered.

const FRESH_MS = 300_000;
const AGAIN_MS = 20_000;

export class NamesElsewhere {
  private known: readonly string[] = [];
  private askAt = 0;

  /** `notepad`: null for who may not know them. */
  constructor(private readonly notepad: number | null) {}

  /** What is known now. */
  get names(): readonly string[] {
    if (this.notepad !== null && Date.now() >= this.askAt) void this.ask();
    return this.known;
  }

  private async ask(): Promise<void> {
    this.askAt = Date.now() + AGAIN_MS;
    const answer = await fetch(`/notities/${this.notepad}/namen`, { credentials: "same-origin" }).catch(() => null);
    if (answer?.ok !== true || answer.headers.get("X-Oogst") === null) return;
    const { names } = (await answer.json()) as { names: string[] };
    this.known = names;
    this.askAt = Date.now() + FRESH_MS;
  }
}
