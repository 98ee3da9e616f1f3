"""One script cannot stop a hall: it is stopped itself, and three hundred people behind its address keep working.

The clock of the limits stands still, so that no machine is too slow to be refused.
"""

import os
from collections import Counter
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime

import pytest
from flask import session
from flask.testing import FlaskClient
from flask_wtf.csrf import generate_csrf

from notes.ground import limits
from notes.ground.system import RandomIds
from notes.store import conferences, people
from tests.web.site import Site

# Ten thousand take 100 s on a busy machine: `make fuzz` runs them. Codes in addresses: test_home.py.
REQUESTS = 10_000 if os.environ.get("HYPOTHESIS_PROFILE") == "fuzz" else 1_000
PEOPLE = 300
TOGETHER = 24  # people at the same moment
IDEAS = "/c/stad/fondsen/ideeen"
JSON = {"Accept": "application/json"}


@pytest.mark.usefixtures("standing_minute")
def test_one_script_that_posts_and_guesses_is_stopped_while_three_hundred_people_keep_working(oogst: Site) -> None:
    script = oogst.browser("participant")
    done = {"ideas": Counter[int](), "typed codes": Counter[int]()}
    with ThreadPoolExecutor(TOGETHER) as hall:
        crowd = [hall.submit(act) for act in _crowd(oogst)]
        for number in range(REQUESTS // 2):
            answer = script.post(IDEAS, {"text": f"Reclame {number}", "uuid": f"script-{number}"}, headers=JSON)
            done["ideas"][answer.status_code] += 1
            done["typed codes"][script.post("/", {"code": f"FOUT{number}"}).status_code] += 1
        honest = Counter(status for person in crowd for status in person.result())
    often, typed = limits.IDEAS_PER_PERSON_PER_MINUTE, limits.WRONG_CODES_PER_ADDRESS_PER_MINUTE
    assert done["ideas"] == {200: often, 429: REQUESTS // 2 - often}
    assert done["typed codes"] == {404: typed, 429: REQUESTS // 2 - typed}
    assert honest == {200: 2 * PEOPLE}
    page = script.get("/c/stad/fondsen").text.split('id="ideas"')[1].split("</ol>")[0]
    assert (page.count('idea-text">Reclame'), page.count('idea-text">Idee van mens')) == (often, PEOPLE)
    assert f'<span class="support-count">{PEOPLE}</span>' in page


def _crowd(oogst: Site) -> Iterator[Callable[[], list[int]]]:
    """Three hundred people who gave the code: each sends an idea and supports another's."""
    first = oogst.browser("participant").post(IDEAS, {"text": "Het eerste", "uuid": "human-first"}, headers=JSON)
    assert first.json is not None
    supported = f"{IDEAS}/{first.json['idea']['number']}/steun"
    names = [RandomIds().token() for _ in range(PEOPLE)]
    with oogst.parts.database.writing() as db:
        conference = conferences.conference_by_slug(db, "stad")
        assert conference is not None
        for name in names:
            people.new(db, name, conference.id, "", datetime.now(UTC))
    for at, name in enumerate(names):
        client = oogst.app.test_client()
        with oogst.app.test_request_context():
            token = generate_csrf()
            facts = {**session, "people": {str(conference.id): name}}
        with client.session_transaction() as kept:
            kept.update(facts)
        idea = {"csrf_token": token, "text": f"Idee van mens {at}", "uuid": f"human-{at}"}
        support = {"csrf_token": token, "on": 1}

        def act(
            client: FlaskClient = client, idea: dict[str, str] = idea, support: dict[str, object] = support
        ) -> list[int]:
            sent = client.post(IDEAS, data=idea, headers=JSON)
            return [sent.status_code, client.post(supported, data=support, headers=JSON).status_code]

        yield act
