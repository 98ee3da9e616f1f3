// The history of a topic's notes: read once, then every moment of it is shown without asking the server.

import { Announcer } from "../ground/announce";
import { byId } from "../ground/dom";
import { type PageData, readPageData } from "../ground/page-data";
import { Poster } from "../ground/post";
import { speak, t } from "../ground/t";
import { pageTimers } from "../ground/timers";
import { Acts } from "../history/acts";
import { ChangeList, summary } from "../history/change-list";
import { compared } from "../history/compared";
import { Past } from "../history/past";
import { Player } from "../history/player";
import { type Runs, runsOf } from "../history/runs";
import { Sheet } from "../history/sheet";
import { stepsOf } from "../history/steps";
import { Timeline } from "../history/timeline";
import { type Moment, Words } from "../history/words";
import { isProblem } from "../live/protocol";

const LIST_AFTER_MS = 200;
const NO_ANSWER = (): string => t("Er is nu geen verbinding met Oogst. Laad de pagina zo opnieuw.");

interface HistoryData extends PageData {
  nonce: string | null;
  csrf: string;
  timezone: string;
  moments: Moment[];
  urls: { past: string; download: string; restore: string; name: string };
}

class HistoryPage {
  private readonly announcer = new Announcer(byId("announce", HTMLElement), pageTimers);
  private readonly slider = need("history-slider", HTMLInputElement);
  private readonly when = need("history-when", HTMLElement);
  private readonly who = need("history-who", HTMLElement);
  private readonly said = need("history-said", HTMLElement);
  private readonly download = need("history-download", HTMLAnchorElement);
  private readonly list: ChangeList;
  private readonly sheet: Sheet;
  private readonly timeline: Timeline;
  private past: Past;
  private words: Words;
  private runs: Runs = { runs: [], groups: [[]] };
  private moments: readonly Moment[];
  private waiting = false;
  private hasMoved = false;
  private listed: () => void = () => {};

  constructor(
    private readonly data: HistoryData,
    past: Past,
  ) {
    this.past = past;
    this.words = this.wordsOf(past);
    this.moments = data.moments;
    this.sheet = new Sheet(
      need("history-sheet", HTMLElement),
      data.nonce,
      (piece) => this.words.said(piece),
      (piece) => {
        this.said.textContent = this.words.said(piece);
      },
    );
    this.list = new ChangeList((place) => this.sheet.goTo(place));
    this.timeline = new Timeline(
      {
        slider: this.slider,
        marks: need("history-marks", HTMLElement),
        moments: need("history-moments", HTMLElement),
        since: need("history-since", HTMLSelectElement),
        play: need("history-play", HTMLButtonElement),
        earlier: need("history-earlier", HTMLButtonElement),
        later: need("history-later", HTMLButtonElement),
      },
      (move, changed) =>
        new Player(pageTimers, () => matchMedia("(prefers-reduced-motion: reduce)").matches, move, changed),
      () => this.soon(),
    );
    new Acts({
      poster: new Poster(data.csrf),
      urls: data.urls,
      notes: document.querySelector<HTMLAnchorElement>(".history-header a")?.href ?? "",
      row: () => this.timeline.row,
      named: (row, name) => this.add({ row, kind: "picked", name, of: null }),
      restored: (row, of) => this.again({ row, kind: "restored", name: "", of }),
      say: (text) => this.announcer.mine(text),
    });
    this.take();
    const asked = /^#rij-(\d+)$/.exec(location.hash)?.[1];
    if (asked !== undefined) this.timeline.goToRow(Number(asked));
  }

  private wordsOf(past: Past): Words {
    return new Words(past, this.data.lang, this.data.timezone);
  }

  private take(): void {
    const ends = stepsOf(
      this.past,
      this.moments.map(({ row }) => row),
    );
    this.runs = runsOf(this.past, ends);
    this.timeline.take(ends, this.moments, this.words);
    this.show();
  }

  private add(moment: Moment): void {
    this.moments = [...this.moments, moment];
    this.timeline.add(moment, this.words);
  }

  private async again(moment: Moment): Promise<void> {
    const past = await fetched(this.data.urls.past);
    if (typeof past === "string") return; // it was done all the same: the page shows it when it is opened again
    this.past = past;
    this.words = this.wordsOf(this.past);
    this.moments = [...this.moments, moment];
    this.take();
  }

  // However quickly the slider moves, at most one text is made for each picture.
  private soon(): void {
    this.hasMoved = true;
    if (this.waiting) return;
    this.waiting = true;
    requestAnimationFrame(() => {
      this.waiting = false;
      this.show();
    });
  }

  private show(): void {
    const { step, since, isEarlier, row } = this.timeline;
    const now = compared(this.runs, since ?? step, step);
    this.sheet.show(now);
    // Who opens the page sees its beginning, not the newest change somewhere in the middle of it.
    if (now.place !== null && this.hasMoved) this.sheet.keepInView(now.place);
    this.tellWhen();
    // Before the first keystroke there is no moment to name.
    byId("history-name", HTMLElement)?.toggleAttribute("hidden", step === 0);
    const later = isEarlier ? t("Waarmee je vergelijkt, kwam pas later.") : "";
    this.said.textContent = since === null ? later : summary(now);
    const when = step === 0 ? t("begin") : this.words.dayAndTime(row);
    this.download.href = `${this.data.urls.download}?${new URLSearchParams({ rij: String(row), moment: when })}`;
    // The list is for who stands still: making it costs more than the text itself.
    this.listed();
    this.listed = pageTimers.after(LIST_AFTER_MS, () => this.list.show(now, this.words));
  }

  private tellWhen(): void {
    const { step, last, row } = this.timeline;
    const begun = step > 0;
    const when = begun ? this.words.dayAndTime(row) : t("Voordat er iets stond");
    const who = begun ? this.words.people(this.timeline.people(this.past)) : "";
    this.when.textContent = when;
    this.who.textContent = begun ? t("{who} · wijziging {step} van {last}", { who, step, last }) : "";
    this.slider.setAttribute("aria-valuetext", begun ? `${when}, ${who}` : when);
  }
}

function need<E extends HTMLElement>(id: string, kind: abstract new () => E): E {
  const found = byId(id, kind);
  if (found === null) throw new Error(`the page has no ${id}`);
  return found;
}

/** Reads the whole past; a sentence when it cannot be had. */
async function fetched(url: string): Promise<Past | string> {
  try {
    // Asked as the page's preload asks it: then it is on its way while the scripts are loaded.
    const response = await fetch(url);
    if (response.ok && response.headers.get("X-Oogst") !== null) return Past.read(await response.arrayBuffer());
    const answer = (await response.json()) as object;
    return isProblem(answer) ? answer.error.message : NO_ANSWER();
  } catch {
    return NO_ANSWER();
  }
}

async function open(data: HistoryData): Promise<void> {
  const state = need("history-state", HTMLElement);
  state.textContent = t("De geschiedenis wordt gelezen.");
  const past = await fetched(data.urls.past);
  if (typeof past === "string") {
    state.textContent = past;
  } else if (past.rows === 0) {
    state.textContent = t(
      "Er is nog niets geschreven. Zodra er iets in de notities staat, begint hier de geschiedenis.",
    );
  } else {
    need("history", HTMLElement).hidden = false;
    state.hidden = true;
    new HistoryPage(data, past);
  }
}

const data = readPageData<HistoryData>();
if (data !== null) {
  speak(data.lang, data.texts);
  void open(data);
}
