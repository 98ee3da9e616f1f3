// A projector's page: it shows what the server says, asks each second, and tends lists and notes that are longer than
// the screen. Promise: left alone for hours it holds no more than what it shows, and it goes on by itself.

import { Asking } from "../ground/asking";
import { byId } from "../ground/dom";
import { serverParts } from "../ground/html";
import { pageTimers } from "../ground/timers";
import { keepStill, stayAwake } from "../screen/alone";
import { follow, remember } from "../screen/following";
import { newOutcomes, wordsOf } from "../screen/new-outcomes";
import { changedPart, place } from "../screen/notes-place";
import { lay, turn, turnTo } from "../screen/pages";

const LOOK_EVERY_MS = 1_000;
const TURN_MS = 12_000;
const NEW_FOR_MS = 8_000;

class ScreenPage {
  private cancelTurn: () => void = () => undefined;
  private cancelNew: () => void = () => undefined;

  constructor(
    private readonly frame: HTMLElement,
    private readonly trouble: HTMLElement | null,
  ) {
    if (this.view !== null) remember(this.view);
    this.layAll();
    this.placeNotes(null, null, 0);
    window.addEventListener("resize", () => {
      this.layAll();
      this.placeNotes(null, null, 0);
    });
    this.turnLater();
  }

  private get view(): HTMLElement | null {
    return this.frame.querySelector<HTMLElement>(".screen-view");
  }

  private get lists(): HTMLElement[] {
    return [...this.frame.querySelectorAll<HTMLElement>("[data-pages]")];
  }

  /** Shows what the server sent. */
  show(html: string): void {
    const fresh = serverParts(html)[0];
    if (fresh === undefined) return;
    remember(fresh);
    loadColours(fresh.dataset.colours ?? "");
    const shown = this.view;
    if (shown === null || shown.dataset.about !== fresh.dataset.about) {
      this.frame.replaceChildren(fresh);
      this.layAll();
      this.placeNotes(null, null, 0);
      this.turnLater();
      return;
    }
    const before = wordsOf(this.frame);
    const sheet = shown.querySelector(".screen-sheet");
    const blocks = sheet === null ? [] : [...sheet.children];
    const tops = new Map(blocks.map((block) => [block, block.getBoundingClientRect().top]));
    const come = follow(shown, fresh);
    this.layAll();
    const cards = come.filter((one) => one.classList.contains("screen-card"));
    this.welcome([...cards.slice(0, 1), ...newOutcomes(this.frame, before)]);
    if (sheet === null || blocks.length === 0) this.placeNotes(null, null, 0);
    else this.notesChanged(blocks, tops);
  }

  /** Says quietly that nobody answers, or nothing. */
  noConnection(on: boolean): void {
    const words = on ? (this.view?.dataset.trouble ?? "") : "";
    if (this.trouble !== null && this.trouble.textContent !== words) this.trouble.textContent = words;
  }

  /** Turns to what has just come, and marks it for a while. */
  private welcome(come: Element[]): void {
    if (come.length === 0) return;
    for (const one of come) {
      const list = one.closest<HTMLElement>("[data-pages]");
      if (list !== null) turnTo(list, one);
      one.classList.add("is-new");
    }
    this.cancelNew();
    this.cancelNew = pageTimers.after(NEW_FOR_MS, () => {
      for (const one of this.frame.querySelectorAll(".is-new")) one.classList.remove("is-new");
    });
    this.turnLater();
  }

  private layAll(): void {
    for (const list of this.lists) lay(list);
  }

  private turnLater(): void {
    this.cancelTurn();
    this.cancelTurn = pageTimers.after(TURN_MS, () => {
      for (const list of this.lists) turn(list);
      this.turnLater();
    });
  }

  private notesChanged(before: Element[], tops: Map<Element, number>): void {
    const fresh = this.newestBlock();
    const gone = before.filter((block) => !block.isConnected);
    const kept = before.find((block) => block.isConnected) ?? null;
    if (fresh !== null && !before.includes(fresh)) {
      this.mark(changedPart(gone[gone.length - 1] ?? null, fresh));
      this.placeNotes(this.marked(), kept, kept === null ? 0 : (tops.get(kept) ?? 0));
    } else if (gone.length > 0) {
      this.placeNotes(this.marked(), kept, kept === null ? 0 : (tops.get(kept) ?? 0));
    }
  }

  private newestBlock(): Element | null {
    const key = this.frame.querySelector<HTMLElement>(".screen-notes")?.dataset.follow ?? "";
    const blocks = this.frame.querySelectorAll<HTMLElement>(".screen-sheet > .block");
    return [...blocks].find((block) => block.dataset.key === key) ?? null;
  }

  private mark(newest: Element): void {
    this.marked()?.classList.remove("is-newest");
    newest.classList.add("is-newest");
  }

  private marked(): Element | null {
    return this.frame.querySelector(".is-newest");
  }

  private placeNotes(newest: Element | null, reference: Element | null, top: number): void {
    const notes = this.frame.querySelector<HTMLElement>(".screen-notes");
    if (notes !== null) place(notes, newest ?? this.marked() ?? this.newestBlock(), reference, top);
  }
}

/** Loads the colours that organisers chose for topics themselves: one sheet, whatever they change. */
function loadColours(address: string): void {
  const sheet = byId("screen-colours", HTMLLinkElement);
  if (sheet !== null && address !== "" && sheet.getAttribute("href") !== address) sheet.href = address;
}

const frame = byId("screen", HTMLElement);
const button = byId("screen-full", HTMLButtonElement);
if (frame !== null) {
  const page = new ScreenPage(frame, byId("screen-trouble", HTMLElement));
  const told = { show: (html: string) => page.show(html), trouble: (on: boolean) => page.noConnection(on) };
  const rhythm = { every: LOOK_EVERY_MS, wanted: () => true };
  const asking = new Asking(frame.dataset.now ?? "", frame.dataset.mark ?? "", pageTimers, told, rhythm);
  for (const event of ["online", "pageshow"]) window.addEventListener(event, () => asking.next(0));
  document.addEventListener("visibilitychange", () => asking.next(0));
  asking.next();
  stayAwake();
  if (button !== null) keepStill(button, pageTimers);
}
