"""One try at a tick: admit, merge, apply and write everything of it in one transaction.

Whoever calls it throws the touched documents away when it raises: memory is never ahead of the log.
"""

from dataclasses import replace
from datetime import datetime, timedelta

from sqlalchemy.orm import Session

from notes.access import Refusal, What, Who, may
from notes.domain.rooms import Room
from notes.ground import limits
from notes.ground.ports import Ids
from notes.live import rhythm
from notes.live.admission import Admitted, admit
from notes.live.admission import Resync as GapFound
from notes.live.allowance import Allowance
from notes.live.commands import CommandRefused
from notes.live.document import Document, first_update, merged
from notes.live.documents import Documents, missing
from notes.live.items import SAVED, Edit, Join, Joined, Outcome, Refused, Resync, RoomChange, begun_again
from notes.live.rights import Rights
from notes.live.taken_over import linked_numbers, note_links
from notes.live.work import Work
from notes.store import ideas as stored_ideas
from notes.store import merged as merged_ideas
from notes.store import notepads, people
from notes.store.ideas import IdeaFacts
from notes.store.notepads import Claim, LogRow


class Attempt:
    """The items of a tick in one open transaction."""

    def __init__(
        self,
        session: Session,
        documents: Documents,
        rights: Rights,
        allowance: Allowance,
        ids: Ids,
        now: datetime,
    ) -> None:
        """Use the scribe's parts; nothing is read yet."""
        self.session = session
        self.rights = rights
        self.ids = ids
        self.now = now
        self._documents = documents
        self._allowance = allowance
        self._works: dict[int, Work] = {}
        self.resets: dict[int, tuple[int, str]] = {}  # notepads that begin again: their epoch, and why
        self._spent: list[tuple[str, int]] = []
        self._ideas: dict[int, tuple[IdeaFacts, ...]] = {}  # for everybody who joins in this tick

    def undo_allowance(self) -> None:
        """Give back what typists used up in an attempt that failed."""
        for person_id, characters in self._spent:
            self._allowance.give_back(person_id, characters)

    @property
    def touched(self) -> frozenset[int]:
        """The notepads whose memory may differ from the log if this attempt fails."""
        return frozenset(self._works)

    # What commands use

    def who(self, person_id: str | None, conference_id: int) -> Who:
        """Return a person's rights in a conference."""
        return self.rights.who(self.session, person_id, conference_id)

    def demand(self, person_id: str | None, what: What, room: Room) -> None:
        """Raise `CommandRefused` unless the person may do this."""
        refusal = may(self.who(person_id, room.conference_id), what, room)
        if refusal is not None:
            raise CommandRefused(refusal.code)

    def room(self, notepad_id: int) -> Room:
        """Return the facts of a notepad's room."""
        return self.rights.room(self.session, self.document(notepad_id).facts)

    def document(self, notepad_id: int) -> Document:
        """Return a notepad's document with everything applied that this attempt admitted so far."""
        work = self._work(notepad_id)
        self._apply(work)
        return work.document

    def changed_idea(self, notepad_id: int, idea_id: int) -> None:
        """Tell the room about an idea after the commit, and about those that count it among their parts."""
        told = self._work(notepad_id).ideas
        told.add(idea_id)
        for whole_id in merged_ideas.wholes_of(self.session, idea_id):
            stored_ideas.touch(self.session, whole_id, self.now)
            told.add(whole_id)

    def keep_moment(self, notepad_id: int, kind: str, item_id: int | None, label: str = "") -> None:
        """Keep the end of this tick as a moment of a notepad's history (`kind`: start, end or restored)."""
        self._work(notepad_id).moments.append((kind, item_id, label))

    def edit_notes(
        self,
        notepad_id: int,
        offset: int,
        removed: int,
        inserted: str,
        *,
        person_id: str | None,
        idea_id: int | None = None,
    ) -> int:
        """Make an edit of the server's own, through the same admission as everybody's; return its client id.

        `offset` and `removed` count code points. Raises `CommandRefused` when it is not admitted.
        """
        client_id = self.ids.client_id()
        data = self.document(notepad_id).edited(client_id, offset, removed, inserted)
        self.admit_made(notepad_id, client_id, data, removed=removed, person_id=person_id, idea_id=idea_id)
        return client_id

    def admit_made(
        self,
        notepad_id: int,
        client_id: int,
        data: bytes,
        *,
        removed: int,
        person_id: str | None,
        idea_id: int | None = None,
    ) -> None:
        """Take an update that the server made, here or elsewhere, on somebody's behalf.

        `removed` code points make room for what is inserted. Raises `CommandRefused` when it is not admitted.
        """
        document, work = self.document(notepad_id), self._work(notepad_id)
        if client_id in document.claims or document.coverage.end(client_id) > 0:
            raise CommandRefused("failed")
        refused = self._admit(work, data, client_id, rejoined=True, removed=removed)
        if isinstance(refused, Refused):
            raise CommandRefused(refused.code, **refused.facts)
        work.made.append(client_id)  # also where it only took away: the history says who did
        self._record_client(document, client_id, person_id, idea_id)

    def begin_again(self, notepad_id: int, epoch: int, reason: str, template: str) -> None:
        """Take a notepad whose past was removed, in this transaction, as the new one that it is.

        What this tick brought for the older one goes with it; after the commit its browsers are told why.
        """
        self._works.pop(notepad_id, None)
        self._documents.forget((notepad_id,))
        self.seed(notepad_id, template)
        self.resets[notepad_id] = (epoch, reason)

    def seed(self, notepad_id: int, template: str) -> None:
        """Give a notepad that has no log yet its template."""
        work = self._work(notepad_id)
        if work.document.seq == 0 and template and not work.updates:
            client_id = self.ids.client_id()
            self._admit(work, first_update(client_id, template), client_id, rejoined=True)
            work.made.append(client_id)
            self._record_client(work.document, client_id, None)

    # What typists and joining browsers do

    def edit(self, item: Edit) -> Outcome:
        """Admit one update of a typist, or say why not. Nothing is changed unless it is admitted."""
        work = self._work(item.notepad_id)
        document = work.document
        if item.epoch != document.facts.epoch:
            return begun_again(document.facts)
        claim = document.claims.get(item.client_id)
        if claim is None or claim.person_id != item.person_id:
            return Refused("taken")
        if item.number <= max(claim.saved, work.saved.get(item.client_id, 0)):
            work.saved.setdefault(item.client_id, claim.saved)
            return SAVED
        refusal = self.rights.may_edit(self.session, item.person_id, document.facts, self.now)
        if refusal is not None:
            return Refused(refusal.code)
        refused = self._admit(work, item.data, item.client_id, rejoined=item.rejoined, person_id=item.person_id)
        if refused is not None:
            return refused
        work.saved[item.client_id] = item.number
        return SAVED

    def join(self, item: Join) -> Refused | None:
        """Check a join and claim its client id; None means that `joined` may answer it."""
        document = self._work(item.notepad_id).document
        epoch = document.facts.epoch
        if (item.epoch is not None and item.epoch != epoch) or item.last > document.seq:
            return begun_again(document.facts)
        refusal = self._may_join(item, document)
        if refusal is not None:
            return Refused(refusal.code)
        if not item.writer or item.client_id is None or item.person_id is None:
            return None
        return self._claim(document, item.client_id, item.person_id)

    def joined(self, item: Join) -> Joined:
        """Answer a join with the room as it is now, after `finish`."""
        document = self._works[item.notepad_id].document
        facts = document.facts
        # Only a writer's name is shown to others.
        person = people.person(self.session, item.person_id) if item.person_id and item.writer else None
        claim = document.claims.get(item.client_id or 0)
        return Joined(
            facts=facts,
            standing=self.rights.standing(self.session, item.guest, facts),
            name=person.name if person else "",
            number=document.number_of(person.id) if person else 0,
            seq=document.seq,
            saved=claim.saved if claim else 0,
            update=missing(self.session, document, item.last) if item.writer else None,
            ideas=self._ideas_of(facts.topic_id),
        )

    def finish(self, checks: frozenset[int], *, settle: bool) -> tuple[RoomChange, ...]:
        """Write the log rows and texts of everything admitted; return what the rooms are to be told.

        `checks` are the notepads whose fingerprint is wanted; `settle` writes texts without delay.
        """
        for notepad_id in checks:
            self._work(notepad_id)
        for work in self._works.values():
            self._apply(work)
        self._append()
        for work in self._works.values():
            # A moment's text is its log number's, whatever else this tick brought.
            for kind, item_id, label in work.moments:
                facts = (work.document.facts.id, work.document.seq, kind, label, work.document.text, self.now)
                notepads.add_moment(self.session, *facts, item_id=item_id)
            self.write_text(work.document, at_once=settle or bool(work.moments))
        return tuple(
            change
            for notepad_id, work in self._works.items()
            if (change := work.change(self.session, self._documents.told(notepad_id), wanted=notepad_id in checks))
            is not None
        )

    # Within

    def _work(self, notepad_id: int) -> Work:
        work = self._works.get(notepad_id)
        if work is None:
            document = self._documents.get(self.session, notepad_id)
            if document is None:
                raise CommandRefused("unknown")
            work = self._works[notepad_id] = Work(document)
        return work

    def _may_join(self, item: Join, document: Document) -> Refusal | None:
        room = self.rights.room(self.session, document.facts)
        who = replace(self.who(item.person_id, document.facts.conference_id), joined=item.joined)
        readable = may(who, What.READ_NOTES, room)
        if readable is not None or not item.writer:
            return readable
        return self.rights.may_edit(self.session, item.person_id, document.facts, self.now)

    def _claim(self, document: Document, client_id: int, person_id: str) -> Refused | None:
        known = document.claims.get(client_id)
        if known is not None:
            return None if known.person_id == person_id else Refused("taken")
        if document.coverage.end(client_id) > 0:
            return Refused("taken")
        since = self.now - timedelta(hours=1)
        notepad_id = document.facts.id
        if notepads.count_claims_since(self.session, notepad_id, person_id, since) >= limits.NEW_CLIENT_IDS_PER_HOUR:
            return Refused("too_many")
        self._record_client(document, client_id, person_id)
        return None

    def _record_client(
        self, document: Document, client_id: int, person_id: str | None, idea_id: int | None = None
    ) -> None:
        facts = document.facts
        notepads.claim_client(self.session, facts.id, client_id, facts.epoch, person_id, self.now, idea_id)
        document.claims[client_id] = Claim(client_id, facts.epoch, person_id, 0, idea_id, self.now)

    def _admit(
        self,
        work: Work,
        data: bytes,
        client_id: int,
        *,
        rejoined: bool,
        person_id: str | None = None,
        removed: int = 0,
    ) -> Refused | Resync | None:
        """Admit bytes into `work`; None when they were taken (or held nothing new)."""
        document = work.document
        verdict = admit(data, document.coverage, (client_id,), rejoined=rejoined)
        if isinstance(verdict, GapFound):
            return Resync()
        if not isinstance(verdict, Admitted):
            return Refused(verdict.code, {"limit": limits.UPDATE_MAX_BYTES}, verdict.detail)
        if verdict.update is None:
            return None
        room_left = limits.NOTEPAD_MAX_CHARACTERS - len(document.text) - work.inserted + removed
        if verdict.inserted_chars > 0 and verdict.inserted_chars > room_left:
            return Refused("notes_full", {"limit": limits.NOTEPAD_MAX_CHARACTERS})
        if verdict.inserted_chars > 0 and not document.weight.takes_more(lambda: document.state):
            return Refused("notes_worn")
        if person_id is not None and not self._allowance.take(person_id, verdict.inserted_chars, self.now):
            return Refused("too_many", {"limit": limits.INSERTED_CHARACTERS_PER_MINUTE})
        if person_id is not None:
            self._spent.append((person_id, verdict.inserted_chars))
        document.coverage.add(verdict.decoded)
        document.weight.add(len(verdict.update), verdict.structs)
        work.updates.append(verdict.update)
        work.inserted += verdict.inserted_chars
        return None

    def _apply(self, work: Work) -> None:
        waiting = work.updates[work.applied :]
        if not waiting:
            return
        update = merged(waiting)
        work.document.apply(update)
        work.document.check_nothing_pending()
        work.merged = update if work.applied == 0 else None
        work.applied, work.inserted = len(work.updates), 0

    def _append(self) -> None:
        """Write the log rows of all rooms, and the outbox numbers that brought nothing new."""
        rows: list[LogRow] = []
        known: list[tuple[int, int, int]] = []
        for notepad_id, work in self._works.items():
            document, saved = work.document, work.saved
            if work.updates:
                document.seq += 1
                work.merged = work.merged or merged(work.updates)
                # Who the server wrote for belongs to the row too, also where only something was taken away.
                made = ((client_id, 0) for client_id in work.made)
                rows.append(LogRow(notepad_id, document.seq, work.merged, (*saved.items(), *made)))
            # What a row holds is recorded with the next snapshot; the first of a client at once: it tells who wrote.
            known.extend(
                (notepad_id, client_id, number)
                for client_id, number in saved.items()
                if not work.updates or document.claims[client_id].saved == 0
            )
            document.note_saved(saved)
        notepads.append_updates(self.session, rows, self.now)
        notepads.record_saved(self.session, known)

    def write_text(self, document: Document, *, at_once: bool) -> None:
        """Keep `notepad_text` (and which ideas are linked in it) up with the log, once a second."""
        if document.text_seq == document.seq:
            return
        lately = document.text_at and self.now - document.text_at < timedelta(seconds=rhythm.TEXT_EVERY_SECONDS)
        if lately and not at_once:
            return
        notepad_id = document.facts.id
        notepads.save_text(self.session, notepad_id, document.seq, document.text, self.now)
        document.text_seq, document.text_at = document.seq, self.now
        linked = linked_numbers(document.text)
        if linked != document.linked:
            for idea_id in note_links(self.session, notepad_id, linked):
                self.changed_idea(notepad_id, idea_id)
            document.linked = linked
        if document.seq - document.snapshot_seq >= rhythm.SNAPSHOT_EVERY_ROWS:
            self.write_snapshot(document)

    def write_snapshot(self, document: Document) -> None:
        """Store the compacted document, so that opening stays quick."""
        if document.snapshot_seq < document.seq:
            notepad_id = document.facts.id
            notepads.save_snapshot(self.session, notepad_id, document.seq, document.state, self.now)
            notepads.record_saved(self.session, [(notepad_id, *pair) for pair in document.unrecorded.items()])
            document.snapshot_seq = document.seq
            document.unrecorded.clear()

    def _ideas_of(self, topic_id: int | None) -> tuple[IdeaFacts, ...]:
        if topic_id is None:
            return ()
        if topic_id not in self._ideas:
            self._ideas[topic_id] = stored_ideas.ever_of_topic(self.session, topic_id)
        return self._ideas[topic_id]
