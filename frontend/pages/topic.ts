// A topic's page: notes and ideas, live. Whoever may type gets the editor, fetched on demand;
// everybody else gets rendered blocks and never any of Yjs.
import { DayLater } from "../face/day-later";
import type { LinePlace } from "../face/line-place";
import { NotesPart, notesPlaces } from "../face/notes-part";
import { OldPage } from "../face/old-page";
import { PageSwitches } from "../face/page-switches";
import { PortalWatch, tellPortal } from "../face/portal-watch";
import { foldQuestion } from "../face/question";
import {
  ideasNote,
  showHere,
  showIdeasNote,
  showNotice,
  showRoomState,
  showStaffTools,
  takesIdeas,
} from "../face/room-facts";
import { SaveIndicator } from "../face/save-indicator";
import { makeTabs, NARROW, tabBefore } from "../face/tabs";
import { workNeeds } from "../face/work-needs";
import { Announcer } from "../ground/announce";
import { button, byId } from "../ground/dom";
import { isStaff, readPageData, type TopicPageData } from "../ground/page-data";
import { Poster } from "../ground/post";
import { speak, t } from "../ground/t";
import { jitter, pageTimers } from "../ground/timers";
import { Ideas } from "../ideas/ideas";
import { isProblem, type Problem, type Role, type RoomState } from "../live/protocol";
import { connect, type Transport } from "../live/transport";
import { Keeping } from "../offline/keeping";

const JOIN_AGAIN_MS = 3_000;
const JOIN_LATER_MS = 20_000;
const LATER = new Set(["crowded", "loading", "cannot_save"]);
const NO_MORE_TYPING = new Set(["denied", "closed", "frozen", "locked"]);

class TopicPage {
  private readonly switches = new PageSwitches(byId("page-switches", HTMLElement), (still) => this.hold(still));
  private readonly announcer = new Announcer(byId("announce", HTMLElement), pageTimers, () => this.switches.volume);
  private readonly indicator = new SaveIndicator(
    byId("save-state", HTMLElement),
    pageTimers,
    document.querySelector<HTMLElement>('[data-tab="notes"]'),
  );
  private readonly transport: Transport;
  private readonly ideas: Ideas;
  private readonly notes: NotesPart;
  private readonly tabs: ReturnType<typeof makeTabs>;
  private lines: Promise<LinePlace> | null = null;
  private readonly oldPage: OldPage;
  private readonly keeping = new Keeping();
  private readonly day: DayLater;
  private here: number;
  private state: RoomState;
  private leads: boolean;
  /** The tools for the ideas of who leads are there: not in a locked conference, which takes nothing. */
  private hasTools: boolean;

  constructor(
    private readonly data: TopicPageData,
    private readonly poster: Poster,
  ) {
    this.state = data.state;
    this.here = data.here;
    this.day = new DayLater(`${data.urls.ideas}/../dag`, data.made, (text) => this.announcer.room(text));
    this.leads = isStaff(data.role);
    this.hasTools = this.leads && data.state !== "locked";
    this.tabs = makeTabs(isAboutIdeas() ? "ideas" : (tabBefore() ?? (this.leads ? "notes" : "ideas")), NARROW);
    // The page works meanwhile: what is typed and sent is kept until there is a connection.
    this.transport = connect(joinConference(data, poster));
    this.ideas = new Ideas({
      ...{ data, poster, transport: this.transport, announcer: this.announcer },
      place: () => this.notes.placeForTakeOver(),
      goToNotes: (number) => this.goToNotes(number),
      waiting: (count) => this.switches.waiting("ideas", count),
    });
    const facts = { lang: data.lang, timezone: data.conference.timezone, made: data.made };
    this.oldPage = new OldPage(facts, pageTimers);
    this.notes = this.notesOf(data);
    this.listen();
    foldQuestion(byId("question", HTMLElement));
    void this.lineForm(data.writes);
    this.transport.on("day", () => this.day.act((day) => day.changed()));
    if (data.writes) this.write();
    else this.notes.read();
    if (this.switches.still) this.hold(true);
  }

  private notesOf(data: TopicPageData): NotesPart {
    return new NotesPart({
      ...{ data, places: notesPlaces(), transport: this.transport, indicator: this.indicator },
      csrf: this.poster.token,
      room: {
        joined: (epoch) => this.joined(epoch),
        ideas: (ideas) => this.ideas.take(ideas),
        here: (count) => this.hereAre(count),
        role: (role) => this.roleIs(role),
        room: (state, box) => this.roomIs(state, box),
        shut: (problem) => this.shut(problem),
        changed: () => this.notesChanged(),
        cleared: () => location.reload(),
      },
      ideas: {
        undoTakeOver: () => this.ideas.undoTakeOver(),
        goToIdea: (number) => this.goToIdea(number),
      },
      needs: () => workNeeds(data),
      opened: (knownAt) => {
        if (knownAt !== null) this.oldPage.notesOpened(knownAt);
        showNotice("room", "");
      },
      say: (text) => this.announcer.mine(text),
    });
  }

  // The lists and the notes that are read stand still; who types types on.
  private hold(still: boolean): void {
    this.ideas.hold(still);
    this.notes.hold(still);
    if (!still) {
      showHere(this.here);
      this.notesChanged();
    }
  }

  private hereAre(count: number): void {
    this.here = count;
    if (!this.switches.still) showHere(count);
  }

  // Only who may write has the form, and phones that read load nothing of it.
  private async lineForm(writes: boolean): Promise<void> {
    if (!writes && this.lines === null && byId("line-form", HTMLFormElement) === null) return;
    this.lines ??= import("../face/line-place").then(
      ({ LinePlace }) => new LinePlace(this.data, this.transport, (text) => this.announcer.mine(text)),
    );
    const lines = await this.lines.catch(() => null);
    if (lines === null) this.lines = null; // no connection any more: when rights come again
    lines?.may(writes);
  }

  private listen(): void {
    const portal = new PortalWatch(pageTimers, (between) => this.portal(between));
    this.transport.onConnection((connected) => {
      this.indicator.connection(connected);
      portal.connection(connected);
    });
    this.transport.on("gone", ({ message }) => {
      showNotice("gone", message);
      this.notes.gone(message);
    });
    this.transport.on("rights", ({ notepad, role, state, writes, box }) => {
      if (notepad !== this.data.notepad) return;
      this.roleIs(role);
      this.roomIs(state, box);
      void this.lineForm(writes);
      if (writes && !this.notes.isWriting) this.mayWrite();
      if (!writes) showNotice("write", "");
      if (!writes) void this.notes.stopWriting();
    });
  }

  // A facilitator's link was withdrawn: what the page still offers would be refused.
  private roleIs(role: Role): void {
    const withdrawn = isStaff(this.data.role) && !isStaff(role);
    const changed = this.leads !== isStaff(role);
    this.leads = isStaff(role);
    if (changed && this.leads) void workNeeds(this.data);
    this.showTools();
    // The page that is kept shows what this person may not see any more.
    if (changed) this.keeping.renew();
    showNotice("gone", withdrawn ? t("Je toegang is ingetrokken. Vraag een organisator om een nieuwe link.") : "");
    if (withdrawn) showNotice("room", "");
    if (changed && withdrawn) byId("notice-gone", HTMLElement)?.scrollIntoView({ block: "center" });
  }

  private showTools(): void {
    const now = this.leads && this.state !== "locked";
    if (now === this.hasTools) return;
    this.hasTools = now;
    if (isStaff(this.data.role)) showStaffTools(now);
    this.ideas.leads(now);
  }

  // Who was reading chooses when the editor takes the place of what is being read. The editor's
  // styles need the page's nonce; the page of somebody who had not given the code has none. A page
  // that was made in a locked conference has none of the tools for ideas, either.
  private mayWrite(): void {
    if (this.notes.hadEditor) {
      this.write();
      return;
    }
    const begin = (): void => {
      this.tabs.choose("notes");
      if (this.data.nonce === null || this.data.state === "locked") location.reload();
      else this.write();
    };
    showNotice(
      "write",
      t("Je mag nu ook zelf in de notities typen."),
      button(t("Nu meetypen"), "button-primary", begin),
    );
  }

  private joined(epoch: number): void {
    this.oldPage.joined();
    this.keeping.live(this.notes.isWriting);
    this.day.live();
    if (epoch !== this.data.epoch) this.keeping.renew();
    this.notes.joined(epoch);
  }

  private portal(between: boolean): void {
    tellPortal(between);
    this.ideas.behindPortal(between);
  }

  private write(): void {
    showNotice("write", "");
    void this.notes.write();
  }

  // Who came back too late to type reads on, with the words at hand that did not get in.
  private shut(problem: Problem): void {
    if (NO_MORE_TYPING.has(problem.code)) {
      void this.lineForm(false);
      void this.notes.stopWriting(problem.message);
    }
    // A withdrawn link has said why already.
    if (byId("notice-gone", HTMLElement) === null) showNotice("room", problem.message);
  }

  private roomIs(state: RoomState, box = this.data.box): void {
    showRoomState(state);
    this.data.box = box;
    this.ideas.takenBy(box, this.leads || takesIdeas(state, box));
    if (!this.notes.isWriting || state === "open") showNotice("room", "");
    const before = this.state;
    const changed = state !== before;
    this.state = state;
    this.showTools();
    if (changed) this.announcer.room(roundNews(before, state));
    if (!this.leads) this.tellState(state, changed);
    else if (changed && this.data.state === "locked") this.tellLeader(state);
  }

  private tellLeader(state: RoomState): void {
    if (state === "locked") showIdeasNote(ideasNote(state, this.data.box));
    else showIdeasNote(t("De conferentie is niet meer vastgezet."), refresh());
  }

  // The idea box stays as it is: what is in it is kept, and a refusal says why.
  private tellState(state: RoomState, changed: boolean): void {
    const note = ideasNote(state, this.data.box);
    const hasForm = byId("idea-form", HTMLElement) !== null;
    if (hasForm || (changed && note !== "")) showIdeasNote(note);
    if (!changed) return;
    if (state !== "open") return;
    this.ideas.open();
    if (!hasForm) showIdeasNote(t("De zaal is open."), refresh());
  }

  private notesChanged(): void {
    this.notes.changed();
    this.switches.waiting("blocks", this.notes.waiting);
    // Who just stopped writing first sees the notes as they are.
    if (this.switches.still) this.notes.hold(true);
  }

  private goToIdea(number: number): void {
    this.tabs.choose("ideas");
    byId(`idee-${number}`, HTMLElement)?.scrollIntoView({ block: "center" });
  }

  private goToNotes(number: number): void {
    this.tabs.choose("notes");
    this.notes.showIdea(number);
  }
}

function refresh(): HTMLElement {
  return button(t("Pagina vernieuwen"), "", () => location.reload());
}

function roundNews(before: RoomState, state: RoomState): string {
  if (state === "open") return before === "closed" ? t("De ronde is begonnen.") : t("De zaal is weer open.");
  if (state === "frozen") return t("De ronde is afgerond.");
  return state === "locked" ? t("De conferentie is vastgezet: er kan niets meer bij.") : t("De zaal is nu niet open.");
}

// Who comes for an idea, or gets a refused one back, is to see it.
function isAboutIdeas(): boolean {
  return /^#(idee|ideas)-/.test(location.hash) || document.querySelector(".idea-form-details[open]") !== null;
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
// The page of the report's notepads begins with this file, too: it has all that notes need.
if (data?.page === "topic") {
  speak(data.lang, data.texts);
  new TopicPage(data, new Poster(data.csrf));
}
