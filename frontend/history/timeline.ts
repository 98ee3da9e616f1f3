// The slider with its marks, the buttons beside it, and the choice of what to compare with.
import { button, make } from "../ground/dom";
import { t } from "../ground/t";
import type { Past } from "./past";
import type { Player } from "./player";
import { stepOf } from "./steps";
import type { Moment, Words } from "./words";

export interface TimelineParts {
  slider: HTMLInputElement;
  marks: HTMLElement;
  moments: HTMLElement;
  since: HTMLSelectElement;
  play: HTMLButtonElement;
  earlier: HTMLButtonElement;
  later: HTMLButtonElement;
}

const [NOTHING, BEFORE, BEGINNING] = ["nothing", "before", "beginning"];

export class Timeline {
  private ends: readonly number[] = [0];
  private moments: readonly Moment[] = [];

  constructor(
    private readonly parts: TimelineParts,
    private readonly player: (move: (steps: number) => boolean, changed: (playing: boolean) => void) => Player,
    /** Another step, or something else to compare it with. */
    private readonly changed: () => void,
  ) {
    const { slider, since, play, earlier, later } = parts;
    const running = this.player(
      (steps) => this.goTo(this.step + steps) && this.step < this.last,
      (playing) => {
        play.textContent = playing ? t("Pauzeren") : t("Afspelen");
        play.setAttribute("aria-pressed", String(playing));
      },
    );
    const by = (steps: number) => () => {
      running.stop();
      this.goTo(this.step + steps);
    };
    slider.addEventListener("input", () => {
      running.stop();
      this.changed();
    });
    since.addEventListener("change", () => this.changed());
    earlier.addEventListener("click", by(-1));
    later.addEventListener("click", by(1));
    play.addEventListener("click", () => {
      if (running.playing) {
        running.stop();
        return;
      }
      if (this.step === this.last) this.goTo(0);
      running.play(this.last - this.step);
    });
  }

  get step(): number {
    return this.parts.slider.valueAsNumber;
  }

  get last(): number {
    return this.ends.length - 1;
  }

  /** The last row of the step. */
  get row(): number {
    return this.ends[this.step] ?? 0;
  }

  /** Whose step it is: everybody whose rows it holds. */
  people(past: Past): number[] {
    const found = new Set<number>();
    for (let row = (this.ends[this.step - 1] ?? 0) + 1; row <= this.row; row += 1)
      for (const person of past.owners(row)) found.add(person);
    return [...found];
  }

  /** The step to compare with, never later than the one shown; null: nothing. */
  get since(): number | null {
    const { value } = this.parts.since;
    if (value === NOTHING) return null;
    if (value === BEFORE) return Math.max(0, this.step - 1);
    const since = value === BEGINNING ? 0 : stepOf(this.ends, Number(value));
    return since > this.step ? null : since;
  }

  /** What is compared with lies after what is shown. */
  get isEarlier(): boolean {
    const row = Number(this.parts.since.value);
    return Number.isFinite(row) && stepOf(this.ends, row) > this.step;
  }

  /** Takes a past; stands at its end, and compares with the start of the newest round. */
  take(ends: readonly number[], moments: readonly Moment[], words: Words): void {
    const known = this.ends.length > 1;
    this.ends = ends;
    this.moments = [...moments].sort((one, other) => one.row - other.row);
    this.parts.slider.max = String(this.last);
    this.parts.slider.valueAsNumber = this.last;
    const rounds = this.moments.filter(({ kind, row }) => kind === "start" && stepOf(ends, row) < this.last);
    this.fill(words, known ? BEFORE : String(rounds[rounds.length - 1]?.row ?? BEFORE));
  }

  /** A moment got a name. */
  add(moment: Moment, words: Words): void {
    this.moments = [...this.moments, moment].sort((one, other) => one.row - other.row);
    this.fill(words, this.parts.since.value);
  }

  /** Stands at the step that holds a row, and shows what it changed. */
  goToRow(row: number): void {
    this.parts.since.value = BEFORE;
    if (!this.goTo(stepOf(this.ends, row))) this.changed();
  }

  goTo(step: number): boolean {
    const wanted = Math.max(0, Math.min(this.last, step));
    if (wanted === this.step) return false;
    this.parts.slider.valueAsNumber = wanted;
    this.changed();
    return true;
  }

  private fill(words: Words, chosen: string): void {
    const { marks, moments, since } = this.parts;
    const named = this.moments.map((moment) => ({ moment, name: words.moment(moment) }));
    marks.replaceChildren(...named.map(({ moment }) => this.mark(moment)));
    moments.hidden = named.length === 0;
    moments.replaceChildren(
      ...named.map(({ moment, name }) => {
        const jump = button("", `history-moment is-${moment.kind}`, () => this.goTo(stepOf(this.ends, moment.row)));
        jump.append(make("span", "", name), " ", make("span", "quiet", words.time(moment.row)));
        return jump;
      }),
    );
    since.replaceChildren(
      option(NOTHING, t("Niets")),
      option(BEFORE, t("De wijziging ervoor")),
      option(BEGINNING, t("Het begin")),
      ...named.map(({ moment, name }) => option(String(moment.row), `${name} (${words.time(moment.row)})`)),
    );
    since.value = chosen;
  }

  private mark({ row, kind }: Moment): HTMLElement {
    const mark = make("span", `history-mark is-${kind}`);
    mark.style.setProperty("--at", String(this.last === 0 ? 0 : stepOf(this.ends, row) / this.last));
    return mark;
  }
}

function option(value: string, text: string): HTMLOptionElement {
  const made = make("option", "", text);
  made.value = value;
  return made;
}
