"""Headers, cookies, languages and colours: what every answer promises."""

import gzip
from pathlib import Path

import pytest

from notes.ground import languages
from tests.web.site import Site, site

PATHS = ("/", "/c/stad", "/c/stad/fondsen", "/geen/pagina", "/static/oogst.css", "/healthz")


@pytest.mark.parametrize("path", PATHS)
def test_every_answer_says_what_it_may_load(oogst: Site, path: str) -> None:
    headers = oogst.browser().get(path).headers
    policy = dict(part.split(" ", 1) for part in headers["Content-Security-Policy"].split("; "))
    assert policy["default-src"] == "'none'"
    assert policy["script-src"] == "'self'"
    assert policy["worker-src"] == "'self'"
    assert policy["style-src"] == "'self'"
    assert policy["connect-src"] == "'self' ws://localhost"
    assert policy["frame-ancestors"] == "'none'"
    assert policy["form-action"] == "'self'"
    assert policy["base-uri"] == "'none'"
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["X-Oogst"] == "1"
    assert "camera=()" in headers["Permissions-Policy"]


def test_windows_are_kept_apart_where_browsers_listen_to_it(oogst: Site) -> None:
    browser = oogst.browser()
    assert browser.get("/", base_url="https://localhost").headers["Cross-Origin-Opener-Policy"] == "same-origin"
    assert "Cross-Origin-Opener-Policy" not in browser.get("/").headers  # plain http: only complaints in consoles


def test_host_that_is_no_host_does_not_get_into_the_policy(oogst: Site) -> None:
    answer = oogst.browser().get("/", headers={"Host": "evil.example; script-src *"})
    assert "script-src *" not in answer.headers.get("Content-Security-Policy", "")


def test_pages_are_not_kept_and_assets_with_a_fingerprint_are(oogst: Site) -> None:
    browser = oogst.browser()
    assert browser.get("/c/stad").headers["Cache-Control"] == "no-store"
    assert "max-age=31536000" in browser.get("/static/icon.svg?v=abc").headers["Cache-Control"]
    assert "no-cache" in browser.get("/static/icon.svg").headers["Cache-Control"]


@pytest.mark.parametrize(("asked", "sent"), [("gzip, br", "br"), ("gzip", "gzip"), ("identity", None), ("", None)])
def test_what_the_build_packed_is_sent_as_it_is(oogst: Site, asked: str, sent: str | None) -> None:
    browser = oogst.browser()
    name = browser.get("/static/build/manifest.json").get_json()["topic.js"]
    address = f"/static/build/{name}"
    plain = browser.get(address)
    answer = browser.get(address, headers={"Accept-Encoding": asked})
    assert answer.headers.get("Content-Encoding") == sent
    assert "Accept-Encoding" in answer.headers["Vary"]
    assert answer.mimetype == "text/javascript"
    assert "max-age=31536000" in answer.headers["Cache-Control"]
    assert int(answer.headers["Content-Length"]) == len(answer.data)
    assert (len(answer.data) < len(plain.data) / 2) is (sent is not None)
    if sent == "gzip":
        assert gzip.decompress(answer.data) == plain.data
        assert answer.headers["ETag"] != plain.headers["ETag"]


def test_pages_are_packed_and_their_length_is_of_chance(oogst: Site) -> None:
    browser = oogst.browser()
    page = "/geen-internet/nl"  # no token in it, which is another one every second
    plain = browser.get(page)
    packed = [browser.client.get(page, headers={"Accept-Encoding": "gzip"}) for _ in range(30)]
    assert {answer.headers["Content-Encoding"] for answer in packed} == {"gzip"}
    assert {gzip.decompress(answer.data).decode() for answer in packed} == {plain.text}
    assert len({len(answer.data) for answer in packed}) > 5
    assert "Content-Encoding" not in plain.headers
    assert "Content-Encoding" not in browser.get("/healthz", headers={"Accept-Encoding": "gzip"}).headers


def test_parts_that_scripts_load_by_hashed_names_are_kept_and_the_list_of_names_is_not(oogst: Site) -> None:
    browser = oogst.browser()
    manifest = browser.get("/static/build/manifest.json")
    assert "no-cache" in manifest.headers["Cache-Control"]
    part = manifest.get_json()["shell.js"]
    assert "max-age=31536000" in browser.get(f"/static/build/{part}").headers["Cache-Control"]


def test_topic_page_says_whose_it_is_and_that_it_may_be_kept(oogst: Site) -> None:
    anna, bob = oogst.browser("participant"), oogst.browser("participant")
    page = anna.get("/c/stad/fondsen")
    mark = page.headers["X-Oogst-Session"]
    assert page.headers["X-Oogst-Keep"] == "1"
    assert f'"session":"{mark}"' in page.text
    assert page.headers["Content-Language"] == "nl"
    assert anna.get("/privacy").headers["X-Oogst-Session"] == mark
    assert bob.get("/c/stad/fondsen").headers["X-Oogst-Session"] != mark
    anna.post("/afmelden", {})
    assert anna.get("/c/stad/fondsen").headers["X-Oogst-Session"] != mark


def test_only_a_topic_page_as_anybody_opens_it_may_be_kept(oogst: Site) -> None:
    browser = oogst.browser("facilitator", name="Fatima")
    secret = oogst.address(oogst.link("facilitator", "fondsen"))
    for path in ("/", "/c/stad", "/c/stad/verslag", "/c/stad/nergens", "/privacy", secret, "/healthz"):
        assert "X-Oogst-Keep" not in browser.get(path).headers, path
    refused = browser.post("/c/stad/fondsen/ideeen", {"text": ""})
    assert (refused.status_code, "X-Oogst-Keep" in refused.headers) == (422, False)


def test_service_worker_comes_from_the_root_and_is_asked_for_anew(oogst: Site) -> None:
    answer = oogst.browser().get("/service-worker.js")
    assert answer.mimetype == "text/javascript"
    assert answer.headers["Cache-Control"] == "no-cache"
    names = oogst.browser().get("/static/build/manifest.json").get_json()
    assert all(f"/static/build/{names[name]}" in answer.text for name in ("shell.js", "topic.js", "oogst.css"))


@pytest.mark.parametrize(
    ("language", "heading"), [("nl", "Je hebt nu geen internet"), ("en", "You have no internet now")]
)
def test_stand_in_page_holds_nothing_of_anybody(oogst: Site, language: str, heading: str) -> None:
    browser = oogst.browser("facilitator", name="Fatima")
    browser.post("/taal", {"language": "nl"})
    page = browser.get(f"/geen-internet/{language}")
    assert page.status_code == 200
    assert (f'<html lang="{language}"' in page.text, heading in page.text) == (True, True)
    assert ("<form" in page.text, "csrf" in page.text, "Fatima" in page.text) == (False, False, False)
    assert browser.get("/geen-internet/xx").status_code == 404


def test_cookie_is_secure_behind_https_only(oogst: Site, tmp_path: Path) -> None:
    assert "Secure" not in oogst.browser().get("/").headers["Set-Cookie"]
    with site(tmp_path, public_address="https://oogst.example.org", trusted_proxies=1) as public:
        answer = public.browser().client.get(
            "/", headers={"X-Forwarded-Proto": "https", "X-Forwarded-Host": "oogst.example.org"}
        )
        assert "Secure" in answer.headers["Set-Cookie"]
        assert "wss://oogst.example.org" in answer.headers["Content-Security-Policy"]


def test_visitors_language_goes_before_the_conferences(oogst: Site) -> None:
    browser = oogst.browser()
    english = {"Accept-Language": "en"}
    assert '<html lang="en"' in browser.get("/", headers=english).text
    assert '<html lang="nl"' in browser.get("/c/stad", headers=english).text
    answer = browser.post("/taal", {"language": "en", "back": "/c/stad"})
    assert (answer.status_code, answer.headers["Location"]) == (303, "/c/stad")
    page = browser.get("/c/stad/fondsen").text
    assert '<html lang="en"' in page
    assert "Another room?" in page
    assert "Andere zaal?" not in page


@pytest.mark.parametrize("language", ["xx", "", "../../etc", "nl\x00"])
def test_language_that_we_do_not_speak_changes_nothing(oogst: Site, language: str) -> None:
    browser = oogst.browser()
    assert browser.post("/taal", {"language": language}).status_code == 303
    assert '<html lang="nl"' in browser.get("/c/stad").text


def test_colours_are_chosen_and_follow_the_system_again(oogst: Site) -> None:
    browser = oogst.browser()
    assert "data-theme" not in browser.get("/").text
    browser.post("/kleuren", {"theme": "dark"})
    assert '<html lang="nl" data-theme="dark">' in browser.get("/").text
    browser.post("/kleuren", {"theme": "system"})
    assert "data-theme" not in browser.get("/").text


@pytest.mark.parametrize(
    "back", ["//evil.example", "https://evil.example", "/\\evil.example", "javascript:alert(1)", ""]
)
def test_way_back_never_leads_to_another_site(oogst: Site, back: str) -> None:
    assert oogst.browser().post("/taal", {"language": "nl", "back": back}).headers["Location"] == "/"


def test_error_in_the_program_shows_no_trace(oogst: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*_arguments: object) -> None:
        raise RuntimeError("internal detail")

    monkeypatch.setattr("notes.web.home.conferences.public_conferences", broken)
    answer = oogst.browser().client.get("/")
    assert answer.status_code == 500
    assert "internal detail" not in answer.text
    assert "Wat was opgeslagen, is veilig." in answer.text


def test_english_pages_hold_no_dutch_sentence(oogst: Site) -> None:
    dutch = {
        str(message.id)
        for message in languages.read_catalogue("en")
        if message.id and isinstance(message.id, str) and len(message.id) > 15 and message.id != message.string
    }
    browser = oogst.browser("organiser")
    browser.post("/taal", {"language": "en"})
    for path in ("/", "/c/stad", "/c/stad/fondsen", "/c/stad/regie", "/c/stad/regie/links", "/privacy", "/nergens/x"):
        page = browser.get(path).text.split('id="page-data"')[0]
        assert [sentence for sentence in dutch if sentence in page] == [], path
