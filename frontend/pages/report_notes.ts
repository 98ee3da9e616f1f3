// The organisers' own notepads for the report, summary and closing: both live, one in view at a time.
// What is typed in the one that is not in view is saved just the same.
import { NotesPart, notesPlaces } from "../face/notes-part";
import { OldPage } from "../face/old-page";
import { PortalWatch, tellPortal } from "../face/portal-watch";
import { showNotice } from "../face/room-facts";
import { SaveIndicator } from "../face/save-indicator";
import { makeTabs } from "../face/tabs";
import { Announcer } from "../ground/announce";
import { byId } from "../ground/dom";
import { type NotepadData, readPageData } from "../ground/page-data";
import { speak, t } from "../ground/t";
import { pageTimers } from "../ground/timers";
import type { Problem } from "../live/protocol";
import { connect } from "../live/transport";
import type { ViewerPage } from "../live/viewer";
import { Keeping } from "../offline/keeping";

type Kind = "summary" | "closing";
type OwnData = Pick<NotepadData, "notepad" | "epoch" | "version" | "writes" | "large">;
/** What both notepads share, and what each has of its own. */
type ReportNotesData = Omit<NotepadData, keyof OwnData> & { notepads: (OwnData & { kind: Kind })[] };

const NO_MORE_TYPING = new Set(["denied", "closed", "locked"]);

class ReportNotesPage {
  private readonly transport = connect(Promise.resolve());
  private readonly announcer = new Announcer(byId("announce", HTMLElement), pageTimers);
  private readonly oldPage: OldPage;
  private readonly keeping = new Keeping();

  constructor(data: ReportNotesData) {
    this.oldPage = new OldPage({ lang: data.lang, timezone: data.conference.timezone, made: data.made }, pageTimers);
    makeTabs(location.hash === "#closing" ? "closing" : "summary", "all");
    const portal = new PortalWatch(pageTimers, tellPortal);
    this.transport.onConnection((connected) => portal.connection(connected));
    this.transport.on("gone", ({ message }) => showNotice("gone", message));
    for (const { kind, ...own } of data.notepads) this.open(kind, { ...data, ...own });
  }

  private open(kind: Kind, data: NotepadData): void {
    const { transport } = this;
    const places = notesPlaces(`${kind}-`);
    const indicator = new SaveIndicator(byId(`${kind}-save-state`, HTMLElement), pageTimers);
    const notes: NotesPart = new NotesPart({
      ...{ data, places, transport, indicator, csrf: data.csrf, ideas: null, words: wordsOf(kind) },
      room: this.room(data, () => notes),
      needs: () => Promise.resolve(),
      opened: (knownAt) => {
        if (knownAt !== null) this.oldPage.notesOpened(knownAt);
      },
      say: (text) => this.announcer.mine(text),
    });
    transport.onConnection((connected) => indicator.connection(connected));
    this.listen(data.notepad, notes);
    if (data.writes) void notes.write();
    else notes.read();
  }

  private listen(notepad: number, notes: NotesPart): void {
    this.transport.on("gone", ({ message }) => notes.gone(message));
    this.transport.on("rights", (rights) => {
      if (rights.notepad !== notepad) return;
      showNotice("room", rights.writes ? "" : whyNot(rights.state === "locked"));
      // The page that is kept shows what this person may not see any more.
      if (rights.role !== "organiser") this.keeping.renew();
      if (!rights.writes) void notes.stopWriting();
      else if (!notes.isWriting) void notes.write();
    });
  }

  private room(data: NotepadData, notes: () => NotesPart): ViewerPage {
    return {
      joined: (epoch) => {
        this.oldPage.joined();
        this.keeping.live(notes().isWriting);
        if (epoch !== data.epoch) this.keeping.renew();
        notes().joined(epoch);
      },
      ideas: () => undefined,
      here: () => undefined,
      role: () => undefined,
      room: (state) => {
        if (state !== "locked") showNotice("room", "");
      },
      shut: (problem: Problem) => {
        if (NO_MORE_TYPING.has(problem.code)) void notes().stopWriting(problem.message);
        showNotice("room", problem.message);
      },
      changed: () => notes().changed(),
      cleared: () => location.reload(),
    };
  }
}

function whyNot(isLocked: boolean): string {
  return isLocked
    ? t("De conferentie is vastgezet: er kan niets meer bij.")
    : t("Je toegang is ingetrokken. Vraag een organisator om een nieuwe link.");
}

function wordsOf(kind: Kind): { label: string; placeholder: string } {
  if (kind === "summary") return { label: t("Samenvatting"), placeholder: t("Schrijf hier de samenvatting.") };
  return {
    label: t("Rode draad en vervolgstappen"),
    placeholder: t("Schrijf hier de rode draad en de vervolgstappen."),
  };
}

const data = readPageData<ReportNotesData>();
if (data !== null) {
  speak(data.lang, data.texts);
  new ReportNotesPage(data);
}
