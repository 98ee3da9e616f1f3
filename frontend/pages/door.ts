// The door on a phone: two letters of a name, one tap, also without a network. The names are kept on the device
// while the door is in use, and go when somebody says so, signs off, or after a day.
import { DoorOutbox, withWaiting } from "../door/door-outbox";
import { FEWEST, found, type Guest } from "../door/guests";
import { button, byId, make } from "../ground/dom";
import { type PageData, readPageData } from "../ground/page-data";
import { Poster } from "../ground/post";
import { forget, keep, kept } from "../ground/shelf";
import { speak, t } from "../ground/t";
import { pageTimers } from "../ground/timers";
import { Keeping } from "../offline/keeping";

const LOOK_EVERY_MS = 20_000;
const KEPT_FOR_MS = 18 * 3_600_000;

interface DoorData extends PageData {
  csrf: string;
  conference: number;
  states: Record<string, string>;
  urls: { names: string; in: string; walkIn: string };
}

interface KeptNames {
  at: number;
  guests: Guest[];
}

class DoorPage {
  private readonly words = byId("door-words", HTMLInputElement);
  private readonly list = byId("door-found", HTMLElement);
  private readonly state = byId("door-state", HTMLElement);
  private readonly name = byId("door-name", HTMLInputElement);
  private readonly poster: Poster;
  private readonly outbox: DoorOutbox;
  private guests: Guest[] = [];
  private fetched = false;
  /** What was done last; it stays until somebody types. */
  private said = "";
  /** Names the list that the server sent last. */
  private mark = "";

  constructor(private readonly data: DoorData) {
    this.poster = new Poster(data.csrf);
    const names = kept<KeptNames>(this.shelf);
    if (names !== undefined && Date.now() - names.at < KEPT_FOR_MS) this.guests = names.guests;
    else forget(this.shelf);
    this.outbox = new DoorOutbox(data.conference, (act) => this.send(act), {
      connected: () => navigator.onLine,
      changed: () => this.show(),
      answered: (_act, { guest }) => this.took(guest),
      refused: () => this.show(),
    });
    this.listen();
    this.show();
    void this.look();
    void this.outbox.flush();
    new Keeping().live(true);
  }

  private get shelf(): string {
    return `guests.${this.data.conference}`;
  }

  private listen(): void {
    this.words?.addEventListener("input", () => this.show(""));
    byId("door-search", HTMLFormElement)?.addEventListener("submit", (event) => {
      event.preventDefault();
      this.firstOne();
    });
    byId("door-walk-in", HTMLFormElement)?.addEventListener("submit", (event) => {
      event.preventDefault();
      const name = this.name?.value.trim() ?? "";
      if (name === "") return;
      this.act(0, name, true);
      if (this.name !== null) this.name.value = "";
    });
    byId("door-forget", HTMLButtonElement)?.addEventListener("click", () => this.end());
    window.addEventListener("online", () => void this.outbox.flush());
    document.addEventListener("visibilitychange", () => {
      if (document.visibilityState === "visible") void this.look();
    });
  }

  // Enter lets in the only one who is found.
  private firstOne(): void {
    const shown = this.shown();
    const only = shown[0];
    if (shown.length === 1 && only !== undefined && only.at === null) this.act(only.id, only.name, true);
  }

  private act(guest: number, name: string, arrived: boolean): void {
    this.outbox.add(guest, name, arrived, Date.now());
    void this.outbox.flush();
    if (this.words === null || !arrived) return;
    this.words.value = "";
    this.words.focus();
    this.show(t("{name} is binnen.", { name }));
  }

  private async send(act: {
    request: string;
    guest: number;
    name: string;
    arrived: boolean;
    at: number;
  }): Promise<{ guest: Guest } | { error: { code: string; message: string } }> {
    const shared = { request: act.request, at: String(act.at) };
    if (act.guest === 0)
      return await this.poster.post<{ guest: Guest }>(this.data.urls.walkIn, { ...shared, name: act.name }, "guest");
    const fields = { ...shared, id: String(act.guest), arrived: act.arrived ? "1" : "0" };
    return await this.poster.post<{ guest: Guest }>(this.data.urls.in, fields, "guest");
  }

  private took(guest: Guest): void {
    const others = this.guests.filter(({ id }) => id !== guest.id);
    const at = this.guests.findIndex(({ id }) => id === guest.id);
    this.keep(at < 0 ? [...others, guest] : this.guests.map((one) => (one.id === guest.id ? guest : one)));
  }

  private async look(): Promise<void> {
    const seen = new URLSearchParams({ gezien: this.mark });
    const answer = await fetch(`${this.data.urls.names}?${seen}`, { cache: "no-store" }).catch(() => null);
    if (answer?.ok === true && answer.headers.get("X-Oogst") !== null) {
      const { mark, guests } = (await answer.json()) as { mark: string; guests: Guest[] | null };
      this.fetched = true;
      this.mark = mark;
      if (guests !== null) this.keep(guests);
    }
    if (document.visibilityState === "visible") pageTimers.after(LOOK_EVERY_MS, () => void this.look());
  }

  private keep(guests: Guest[]): void {
    this.guests = guests;
    keep(this.shelf, { at: Date.now(), guests } satisfies KeptNames);
    this.show();
  }

  private end(): void {
    if (this.outbox.waiting.length > 0) {
      this.show(t("Er moet nog iets worden verstuurd. Wacht tot er internet is."));
      return;
    }
    forget(this.shelf);
    location.assign(document.querySelector<HTMLAnchorElement>(".site-conference")?.href ?? "/");
  }

  private known(): Guest[] {
    return withWaiting(this.guests, this.outbox.waiting);
  }

  private shown(): Guest[] {
    return found(this.known(), this.words?.value ?? "");
  }

  private show(said = this.said): void {
    this.said = said;
    const shown = this.shown();
    this.list?.replaceChildren(...shown.map((guest) => this.item(guest)), ...this.refusals());
    const typed = (this.words?.value.trim().length ?? 0) >= FEWEST;
    const nobody = t("Niemand gevonden. Staat iemand niet op de lijst? Schrijf de naam hieronder op.");
    const waits = this.outbox.waiting.filter(({ refused }) => refused === undefined).length;
    const later = t("Nog niet verstuurd: {count}. Gaat vanzelf zodra er internet is.", { count: waits });
    if (this.state !== null) {
      const words = [said, typed && shown.length === 0 ? nobody : "", waits > 0 ? later : ""];
      const text = words.filter((part) => part !== "").join(" ");
      if (this.state.textContent !== text) this.state.textContent = text;
    }
    const inside = byId("door-inside", HTMLElement);
    const known = this.fetched || this.guests.length > 0;
    if (inside !== null && known) inside.textContent = String(this.known().filter(({ at }) => at !== null).length);
    const end = byId("door-end", HTMLElement);
    if (end !== null) end.hidden = this.guests.length === 0;
  }

  private item(guest: Guest): HTMLElement {
    const item = make("li", guest.at === null ? "door-guest" : "door-guest is-in");
    const name = make("span", "door-name");
    name.append(make("strong", "", guest.name));
    if (guest.about !== "") name.append(" ", make("span", "quiet", guest.about));
    if (guest.state !== "placed")
      name.append(" ", make("span", "chip chip-closed", this.data.states[guest.state] ?? ""));
    item.append(name);
    if (guest.id === 0) return item; // not sent yet: the server has not said who it is
    const isIn = guest.at !== null;
    const label = isIn ? t("Toch niet") : t("Is er");
    const act = button(label, isIn ? "" : "button-primary", () => this.act(guest.id, guest.name, !isIn));
    act.setAttribute("aria-label", `${label}: ${guest.name}`);
    item.append(act);
    return item;
  }

  private refusals(): HTMLElement[] {
    return this.outbox.waiting
      .filter(({ refused }) => refused !== undefined)
      .map((act) => {
        const item = make("li", "door-guest");
        item.append(make("span", "door-name", `${act.name}: ${act.refused ?? ""}`));
        item.append(button(t("Weg"), "", () => this.outbox.remove(act.request)));
        return item;
      });
  }
}

const data = readPageData<DoorData>();
if (data !== null) {
  speak(data.lang, data.texts);
  new DoorPage(data);
}
