// A topic's page: notes and ideas, live. Whoever may type gets the editor, fetched on demand;
// everybody else gets rendered blocks and never any of Yjs.
import type { Writer } from "../editor/writer";
import type { KeptTexts } from "../face/kept-text";
import { hasKeptText } from "../face/kept-words";
import { OldPage } from "../face/old-page";
import { PageSwitches } from "../face/page-switches";
import { PortalWatch } from "../face/portal-watch";
import { foldQuestion } from "../face/question";
import { ideasNote, showHere, showIdeasNote, showNotice, showRoomState, showStaffTools } from "../face/room-facts";
import { SaveIndicator } from "../face/save-indicator";
import { makeTabs } from "../face/tabs";
import { serverTime, tellTimeLeft } from "../face/time-left";
import { workNeeds } from "../face/work-needs";
import { Announcer } from "../ground/announce";
import { button, byId, make } from "../ground/dom";
import { blockElement } from "../ground/html";
import { isStaff, readPageData, type TopicPageData } from "../ground/page-data";
import { Poster } from "../ground/post";
import { speak, t } from "../ground/t";
import { jitter, pageTimers } from "../ground/timers";
import { Ideas } from "../ideas/ideas";
import { BlockList } from "../live/blocks";
import { HeldBlocks } from "../live/held-blocks";
import { keptEpochs } from "../live/kept-epochs";
import { fetchState } from "../live/notepad-http";
import { isProblem, type Problem, type Role, type RoomState } from "../live/protocol";
import { connect, type Transport } from "../live/transport";
import { Viewer, type ViewerPage } from "../live/viewer";
import type { KeptPage } from "../offline/kept-page";

const JOIN_AGAIN_MS = 3_000;
const JOIN_LATER_MS = 20_000;
const LATER = new Set(["crowded", "loading", "cannot_save"]);
const KEEP_PAGE_MS = { writer: 500, reader: 2_000 };
const NO_MORE_TYPING = new Set(["denied", "closed", "frozen", "locked"]);

class TopicPage {
  private readonly switches = new PageSwitches(byId("page-switches", HTMLElement), (still) => this.hold(still));
  private readonly announcer = new Announcer(byId("announce", HTMLElement), pageTimers, () => this.switches.volume);
  private readonly indicator = new SaveIndicator(byId("save-state", HTMLElement));
  private readonly notes = byId("notes", HTMLElement) ?? make("div");
  private readonly transport: Transport;
  private readonly ideas: Ideas;
  private readonly room: ViewerPage;
  private readonly tabs: ReturnType<typeof makeTabs>;
  private texts: Promise<KeptTexts> | null = null;
  private readonly oldPage: OldPage;
  // Fetched when the page is live: what keeps it for later is not waited for now.
  private keeping: Promise<KeptPage> | null = null;
  private viewer: Viewer | null = null;
  private blocks: HeldBlocks<HTMLElement> | null = null;
  private here: number;
  private writer: Writer | null = null;
  private hasWritten = false;
  private closing: Promise<void> = Promise.resolve();
  private state: RoomState;
  private leads: boolean;

  constructor(
    private readonly data: TopicPageData,
    private readonly poster: Poster,
  ) {
    this.state = data.state;
    this.here = data.here;
    this.leads = isStaff(data.role);
    this.tabs = makeTabs(this.leads && !isAboutIdeas() ? "notes" : "ideas");
    if (hasKeptText(data.notepad)) void this.keptTexts();
    // The page works meanwhile: what is typed and sent is kept until there is a connection.
    this.transport = connect(joinConference(data, poster));
    this.ideas = new Ideas({
      ...{ data, poster, transport: this.transport, announcer: this.announcer },
      place: () => this.writer?.placeForTakeOver() ?? null,
      goToNotes: (number) => this.goToNotes(number),
      waiting: (count) => this.switches.waiting("ideas", count),
    });
    const facts = { lang: data.lang, timezone: data.conference.timezone, made: data.made };
    this.oldPage = new OldPage(facts, pageTimers);
    this.room = {
      joined: (epoch) => this.joined(epoch),
      ideas: (ideas) => this.ideas.take(ideas),
      here: (count) => this.hereAre(count),
      role: (role) => this.roleIs(role),
      room: (state, box) => this.roomIs(state, box),
      shut: (problem) => this.shut(problem),
      changed: () => this.notesChanged(),
    };
    this.listen();
    foldQuestion(byId("question", HTMLElement));
    void this.enhanceLineForm();
    const clock = serverTime(pageTimers, data.made, navigator.onLine);
    tellTimeLeft(data.rounds, clock, (round, minutes) => this.announcer.room(timeLeft(round.title, minutes)));
    if (data.writes) void this.write();
    else this.read();
    if (this.switches.still) this.hold(true);
  }

  // The lists and the notes that are read stand still; who types types on.
  private hold(still: boolean): void {
    this.ideas.hold(still);
    if (still) this.blocks?.hold();
    else {
      this.blocks?.release();
      showHere(this.here);
      this.notesChanged();
    }
  }

  private hereAre(count: number): void {
    this.here = count;
    if (!this.switches.still) showHere(count);
  }

  // Only who may write has the form, and phones that read load nothing of it.
  private async enhanceLineForm(): Promise<void> {
    if (byId("line-form", HTMLFormElement) === null) return;
    const { LineForm } = await import("../face/line-form");
    new LineForm(this.data.notepad, this.data.lang, this.transport, (text) => this.announcer.mine(text));
  }

  private listen(): void {
    const portal = new PortalWatch(pageTimers, (between) => this.portal(between));
    this.transport.onConnection((connected) => {
      this.indicator.connection(connected);
      portal.connection(connected);
    });
    this.transport.on("gone", ({ message }) => {
      showNotice("gone", message);
      void this.writer?.close(message);
    });
    this.transport.on("rights", ({ notepad, role, state, writes, box }) => {
      if (notepad !== this.data.notepad) return;
      this.roleIs(role);
      this.roomIs(state, box);
      if (writes && this.writer === null) this.mayWrite();
      if (!writes) showNotice("write", "");
      if (!writes && this.writer !== null) void this.stopWriting();
    });
  }

  private read(): void {
    const { data, notes } = this;
    const present = [...notes.querySelectorAll<HTMLElement>(":scope > .block")];
    const host = {
      make: ([key, html]: [string, string]) => blockElement(key, html),
      place: (node: HTMLElement, before: HTMLElement | null) => notes.insertBefore(node, before),
      remove: (node: HTMLElement) => node.remove(),
    };
    this.blocks = new HeldBlocks(
      new BlockList<HTMLElement>(
        host,
        present.map((node) => ({ key: node.dataset.key ?? "", node })),
      ),
    );
    const version = present.length === 0 ? null : data.version;
    this.viewer = new Viewer(data.notepad, data.epoch, version, this.transport, pageTimers, this.blocks, this.room);
    this.viewer.start();
  }

  // A facilitator's link was withdrawn: what the page still offers would be refused.
  private roleIs(role: Role): void {
    const withdrawn = isStaff(this.data.role) && !isStaff(role);
    const changed = this.leads !== isStaff(role);
    this.leads = isStaff(role);
    if (changed) {
      if (this.leads) void workNeeds(this.data);
      if (isStaff(this.data.role)) showStaffTools(this.leads);
      this.ideas.leads(this.leads);
    }
    // The page that is kept shows what this person may not see any more.
    if (changed) this.keepPage((page) => page.renew());
    showNotice("gone", withdrawn ? t("Je toegang is ingetrokken. Vraag een organisator om een nieuwe link.") : "");
    if (changed && withdrawn) byId("notice-gone", HTMLElement)?.scrollIntoView({ block: "center" });
  }

  // Who was reading chooses when the editor takes the place of what is being read. The editor's
  // styles need the page's nonce; the page of somebody who had not given the code has none.
  private mayWrite(): void {
    if (this.hasWritten) {
      void this.write();
      return;
    }
    const begin = (): void => {
      this.tabs.choose("notes");
      if (this.data.nonce === null) location.reload();
      else void this.write();
    };
    showNotice(
      "write",
      t("Je mag nu ook zelf in de notities typen."),
      button(t("Nu meetypen"), "button-primary", begin),
    );
  }

  private joined(epoch: number): void {
    const { data } = this;
    this.oldPage.joined();
    const calmMs = this.writer === null ? KEEP_PAGE_MS.reader : KEEP_PAGE_MS.writer;
    pageTimers.after(jitter(calmMs), () => this.keepPage((page) => page.keep()));
    if (epoch !== data.epoch) this.keepPage((page) => page.renew());
    data.epoch = epoch;
    if (keptEpochs(data.notepad).length > 0) this.rescue(epoch, this.writer !== null).catch(() => undefined); // else at the next join
  }

  private keepPage(act: (page: KeptPage) => void): void {
    this.keeping ??= import("../offline/kept-page").then(({ KeptPage }) => new KeptPage());
    this.keeping.then(act, () => {
      this.keeping = null; // no connection any more: at the next join
    });
  }

  // Most who read never typed here, and load nothing of this.
  private async rescue(epoch: number, writes: boolean): Promise<void> {
    const [{ rescueLeftBehind }, texts] = await Promise.all([import("../live/left-behind"), this.keptTexts()]);
    await rescueLeftBehind(this.data.notepad, epoch, writes, (text, why) => texts.add(text, why));
  }

  private keptTexts(): Promise<KeptTexts> {
    const before = byId("editor", HTMLElement) ?? this.notes;
    this.texts ??= Promise.all([import("../face/kept-text"), workNeeds(this.data)]).then(
      ([{ KeptTexts }]) => new KeptTexts(this.data.notepad, before, (text) => this.announcer.mine(text)),
      (reason: unknown) => {
        this.texts = null;
        throw reason;
      },
    );
    return this.texts;
  }

  private portal(between: boolean): void {
    showNotice("portal", between ? portalSentence() : "");
    this.ideas.behindPortal(between);
  }

  private async write(): Promise<void> {
    const { data, notes, transport, indicator, room } = this;
    showNotice("write", "");
    // Only the page's first editor: what is on its way now is old by the time of a second one. And only for
    // somebody whom the server knows already: who just came in is made somebody meanwhile.
    const ahead = data.large && data.me !== null && !this.hasWritten;
    const early = ahead ? fetchState(data.notepad).catch(() => null) : null;
    this.hasWritten = true;
    await this.closing;
    // Begun together; some of the editor's words are made when it is drawn, so it waits for both.
    const [{ Writer }, keptTexts] = await Promise.all([import("../editor/writer"), this.keptTexts(), workNeeds(data)]);
    this.viewer?.stop();
    this.viewer = null;
    const parent = byId("editor", HTMLElement) ?? make("div", "editor");
    showEditor(false);
    this.writer = new Writer({
      ...{ data, transport, parent, indicator, keptTexts, room, early },
      csrf: this.poster.token,
      opened: (knownAt) => {
        showEditor(true);
        if (knownAt !== null) this.oldPage.notesOpened(knownAt);
        notes.hidden = true;
        byId("notes-empty", HTMLElement)?.setAttribute("hidden", "");
        showNotice("room", "");
      },
      bar: byId("toolbar", HTMLElement) ?? make("div"),
      say: (text) => this.announcer.mine(text),
      undoTakeOver: () => this.ideas.undoTakeOver(),
      goToIdea: (number) => this.goToIdea(number),
    });
  }

  // Who came back too late to type reads on, with the words at hand that did not get in.
  private shut(problem: Problem): void {
    if (this.writer !== null && NO_MORE_TYPING.has(problem.code)) void this.stopWriting(problem.message);
    showNotice("room", problem.message);
  }

  private async stopWriting(why = t("Je kunt hier nu niet meer typen. Dit was nog niet opgeslagen.")): Promise<void> {
    const { writer } = this;
    this.writer = null;
    if (writer === null) return;
    this.closing = writer.close(why);
    await this.closing;
    this.indicator.show(null);
    showEditor(false);
    this.notes.hidden = false;
    this.data.version = null;
    this.read();
  }

  private roomIs(state: RoomState, box = this.data.box): void {
    showRoomState(state);
    this.data.box = box;
    this.ideas.takenBy(box, this.leads);
    if (this.writer === null || state === "open") showNotice("room", "");
    const before = this.state;
    const changed = state !== before;
    this.state = state;
    if (changed) this.announcer.room(roundNews(before, state));
    if (!this.leads) this.tellState(state, changed);
  }

  // The idea box stays as it is: what is in it is kept, and a refusal says why.
  private tellState(state: RoomState, changed: boolean): void {
    const note = ideasNote(state, this.data.box.open);
    const hasForm = byId("idea-form", HTMLElement) !== null;
    if (hasForm || (changed && note !== "")) showIdeasNote(note);
    if (!changed) return;
    if (state !== "open") return;
    this.ideas.open();
    if (!hasForm)
      showIdeasNote(
        t("De zaal is open."),
        button(t("Pagina vernieuwen"), "", () => location.reload()),
      );
  }

  private notesChanged(): void {
    const empty = byId("notes-empty", HTMLElement);
    if (empty !== null) empty.hidden = this.notes.childElementCount > 0;
    this.switches.waiting("blocks", this.blocks?.waiting ?? 0);
    // Who just stopped writing first sees the notes as they are.
    if (this.switches.still) this.blocks?.hold();
  }

  private goToIdea(number: number): void {
    this.tabs.choose("ideas");
    byId(`idee-${number}`, HTMLElement)?.scrollIntoView({ block: "center" });
  }

  private goToNotes(number: number): void {
    this.tabs.choose("notes");
    const link = this.notes.querySelector(`a[href$="#idee-${number}"]`);
    if (link !== null) link.scrollIntoView({ block: "center" });
    else this.writer?.showIdea(number);
  }
}

function roundNews(before: RoomState, state: RoomState): string {
  if (state === "open") return before === "closed" ? t("De ronde is begonnen.") : t("De zaal is weer open.");
  if (state === "frozen") return t("De ronde is afgerond.");
  return state === "locked" ? t("De conferentie is vastgezet: er kan niets meer bij.") : t("De zaal is gesloten.");
}

function timeLeft(round: string, minutes: number): string {
  return minutes === 1 ? t("{round}: nog één minuut.", { round }) : t("{round}: nog vijf minuten.", { round });
}

/** The editor and the rows of buttons above it come and go together. */
function showEditor(on: boolean): void {
  for (const id of ["toolbar", "note-views", "editor"]) {
    const part = byId(id, HTMLElement);
    if (part !== null) part.hidden = !on;
  }
}

// Who comes for an idea, or gets a refused one back, is to see it.
function isAboutIdeas(): boolean {
  return /^#(idee|ideas)-/.test(location.hash) || document.querySelector(".idea-form-details[open]") !== null;
}

function portalSentence(): string {
  return t("Je bent nog niet op internet. Log in op de wifi of gebruik mobiele data.");
}

/** Becomes somebody where the page says how; tries until there is an answer of ours. */
async function joinConference(data: TopicPageData, poster: Poster): Promise<void> {
  if (data.urls.join === null) return;
  for (;;) {
    try {
      const answer = await poster.post<{ person: boolean }>(data.urls.join, {}, "person");
      if (!isProblem(answer)) {
        showNotice("join", "");
        return;
      }
      // A whole hall at once is asked for a little patience; whoever is refused reads on.
      showNotice("join", answer.error.message);
      if (!LATER.has(answer.error.code)) return;
      await new Promise<void>((resolve) => pageTimers.after(jitter(JOIN_LATER_MS), resolve));
    } catch {
      // No answer of ours; why not is said by who watches for a portal.
      await new Promise<void>((resolve) => pageTimers.after(jitter(JOIN_AGAIN_MS), resolve));
    }
  }
}

const data = readPageData<TopicPageData>();
if (data !== null) {
  speak(data.lang, data.texts);
  new TopicPage(data, new Poster(data.csrf));
}
