"""Mails reach a real mail server once, also after it was away; what somebody typed never becomes a header."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from icalendar import Calendar

from notes.domain.sign_ups import SignUpForm
from notes.ground.mail import SmtpMailer, message_of
from notes.ground.ports import Letter, MailNotSent
from notes.ground.settings import Smtp
from notes.ground.system import SystemClock
from notes.live.postman import Postman
from notes.live.sign_up_commands import CancelSignUp, SignUp
from notes.publishing.letters import letter_about
from notes.store import mails, sign_ups
from notes.store.sign_ups import SignUpFacts, SignUpSettings
from notes.store.unit_of_work import Session
from tests.hostile import TAKEN
from tests.live.house import House, house, plan
from tests.smtp import MailServer

SENDER = "Oogst <oogst@example.org>"


@pytest.fixture
def post() -> Iterator[MailServer]:
    """A mail server that listens."""
    server = MailServer().open()
    yield server
    server.close()


@contextmanager
def stad(folder: Path, title: str = "Stad") -> Iterator[House]:
    """A conference with one place."""
    with house(folder, conference=replace(plan(), title=title, place="Pakhuis", contact="post@stad.example")) as made:
        with made.database.writing() as session:
            sign_ups.set_settings(session, made.conference_id, SignUpSettings(open=True, places=1))
        yield made


@contextmanager
def postman(made: House, port: int, mailer: SmtpMailer | None = None) -> Iterator[None]:
    """A postman who looks all the time."""
    mailer = mailer or SmtpMailer(Smtp("127.0.0.1", port, "none", SENDER), SystemClock())

    def compose(session: Session, mail: mails.MailFacts) -> Letter | None:
        return letter_about(session, mail, lambda key: f"https://oogst.example/aanmelding/{key}")

    quick = timedelta(milliseconds=100)
    with Postman(made.database, SystemClock(), made.engine.submit, mailer, compose, 0.05, quick):
        yield


def reserve(made: House, name: str, email: str) -> SignUpFacts:
    form = SignUpForm(name=name, email=email, dinner=True, diet="geen noten")
    act = SignUp(person_id=None, conference_id=made.conference_id, request=f"form-{email}", form=form)
    facts = made.engine.submit(act)
    assert isinstance(facts, SignUpFacts)
    return facts


def waiting(made: House) -> list[tuple[str, str]]:
    with made.database.reading() as session:
        found = mails.of_conference(session, made.conference_id, waiting=True, most=100)
    return [(mail.to, mail.reason) for mail in found]


def test_who_signs_up_is_mailed_with_the_programme_and_who_moves_up_is_told(tmp_path: Path, post: MailServer) -> None:
    with stad(tmp_path) as made, postman(made, post.port):
        ada = reserve(made, "Ada", "ada@example.org")
        bob = reserve(made, "Bob", "bob@example.org")
        post.wait_for(2)  # a mail says how it stands when it is written
        made.engine.submit(CancelSignUp(person_id=None, key=ada.key))
        taken = post.wait_for(4)
    by_subject = {(str(one.message["To"]), str(one.message["Subject"])): one.message for one in taken}
    assert set(by_subject) == {
        ("ada@example.org", "Je aanmelding: Stad"),
        ("bob@example.org", "Je staat op de wachtlijst: Stad"),
        ("ada@example.org", "Je afmelding: Stad"),
        ("bob@example.org", "Er is een plaats voor je vrij: Stad"),
    }
    moved = by_subject["bob@example.org", "Er is een plaats voor je vrij: Stad"]
    body = moved.get_body()
    assert body is not None
    words = body.get_content()
    for part in (
        "Beste Bob,",
        "Waar: Pakhuis",
        "Je eet mee. geen noten",
        f"https://oogst.example/aanmelding/{bob.key}",
    ):
        assert part in words
    assert (str(moved["From"]), str(moved["Reply-To"])) == (SENDER, "post@stad.example")
    [attached] = moved.iter_attachments()
    content = attached.get_content()
    agenda = Calendar.from_ical(content if isinstance(content, str) else content.decode())
    assert [event["summary"] for event in agenda.walk("VEVENT")] == ["Ronde I"]


class Watched(SmtpMailer):
    """Says when nobody was reached."""

    def __init__(self, port: int) -> None:
        super().__init__(Smtp("127.0.0.1", port, "none", SENDER), SystemClock())
        self.nobody = threading.Event()

    def send(self, letter: Letter) -> None:
        try:
            super().send(letter)
        except MailNotSent:
            self.nobody.set()
            raise


def test_a_server_that_was_away_gets_every_mail_once_when_it_is_back(tmp_path: Path, post: MailServer) -> None:
    post.close()
    mailer = Watched(post.port)
    with stad(tmp_path) as made, postman(made, post.port, mailer):
        for number in range(5):
            reserve(made, f"N{number}", f"n{number}@example.org")  # is answered at once, whatever the mail server does
        assert mailer.nobody.wait(20)
        post.open()
        post.wait_for(5)
        reserve(made, "Slot", "slot@example.org")
        names = [str(one.message["Message-ID"]) for one in post.wait_for(6)]
    assert len(set(names)) == len(post.taken) == 6
    assert [to for to, _reason in waiting(made)] in ([], ["slot@example.org"])


def test_one_address_that_is_refused_keeps_nobody_else_waiting(tmp_path: Path, post: MailServer) -> None:
    post.answers = {"vol@example.org": "452 mailbox full", "weg@example.org": "550 no such user"}
    with stad(tmp_path) as made:
        for name in ("vol", "weg", "ada"):
            reserve(made, name, f"{name}@example.org")
        with postman(made, post.port):
            [taken] = post.wait_for(1)
        assert taken.recipients == ("ada@example.org",)
        left = dict(waiting(made))
        left.pop("ada@example.org", None)  # taken, and perhaps stopped before it was recorded
        assert left == {"vol@example.org": "later", "weg@example.org": "refused"}


def test_hostile_names_and_titles_stay_words_of_one_mail_to_one_address(tmp_path: Path, post: MailServer) -> None:
    title = "Stad\r\nBcc: all@example.org"
    with stad(tmp_path, title) as made, postman(made, post.port):
        for number, words in enumerate(TAKEN.values()):
            reserve(made, " ".join(words.split())[:90].strip(), f"x{number}@example.org")
        taken = post.wait_for(len(TAKEN))
    for number, one in enumerate(sorted(taken, key=lambda mail: int(mail.recipients[0][1:].split("@")[0]))):
        assert one.recipients == (f"x{number}@example.org",)
        assert (one.message["Bcc"], one.message["Cc"], str(one.message["To"])) == (None, None, f"x{number}@example.org")
        assert str(one.message["Subject"]).endswith("Stad Bcc: all@example.org")


@pytest.mark.parametrize("to", ["a@b.nl\r\nBcc: c@d.nl", "a@b.nl\nX: y", "a@b.nl, c@d.nl", "", "geen adres"])
def test_the_mailer_itself_refuses_more_than_one_line_or_address(to: str) -> None:
    mailer = SmtpMailer(Smtp("127.0.0.1", 9, "none", SENDER), SystemClock())
    with pytest.raises(MailNotSent) as refused:
        mailer.send(Letter("n", to, "Onderwerp", "Tekst"))
    assert refused.value.code == "no_address"
    with pytest.raises(MailNotSent) as refused:
        mailer.send(Letter("n", "a@b.nl", "Onder\r\nBcc: x@y.nl", "Tekst"))
    assert refused.value.code == "no_address"


def test_a_mail_that_comes_twice_is_the_same_mail() -> None:
    letter = Letter("mail-7", "a@b.nl", "Onderwerp", "Tekst\n.\n..\nEinde")
    one, two = (message_of(letter, SENDER, SystemClock().now()) for _twice in range(2))
    assert one["Message-ID"] == two["Message-ID"] == "<mail-7@example.org>"
