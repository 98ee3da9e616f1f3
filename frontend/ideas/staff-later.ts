// Fetches what only staff use of the ideas, for staff only and once; without a connection, when there is one.
import { type ReadonlySignal, signal } from "../ground/signals";
import type { Timers } from "../ground/timers";
import type { StaffParts } from "./acts";
import type { StaffWishes } from "./staff";

// So long the list that the server made stays as it is: its own buttons work, and nothing jumps.
const PATIENCE_MS = 1_000;

export class StaffLater {
  private readonly loaded = signal<StaffParts | null>(null);
  private loading: Promise<void> | null = null;

  constructor(
    private readonly wishes: StaffWishes,
    private readonly timers: Timers,
  ) {
    wishes.transport.onConnection((connected) => {
      if (connected && this.leads && this.loaded.peek() === null) void this.load();
    });
  }

  get parts(): ReadonlySignal<StaffParts | null> {
    return this.loaded;
  }

  /** Resolves when the parts are there, or when waiting for them would take too long. */
  async soon(): Promise<void> {
    await Promise.race([this.load(), new Promise<void>((resolve) => this.timers.after(PATIENCE_MS, resolve))]);
  }

  private load(): Promise<void> {
    this.loading ??= import("./staff").then(
      ({ staffParts }) => {
        this.loaded.value = staffParts(this.wishes);
      },
      () => {
        this.loading = null;
      },
    );
    return this.loading;
  }

  private get leads(): boolean {
    const may = this.wishes.may.peek();
    return may.takeOver || may.moderate;
  }
}
