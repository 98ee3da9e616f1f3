"""The whole site with a mail server: the confirmation arrives, its link works, and a page never waits for it."""

import re
import socket
import time
from pathlib import Path

from notes.ground.settings import Smtp
from tests.smtp import MailServer
from tests.web.signing_up import sign_up, take_sign_ups
from tests.web.site import site


def test_the_confirmation_leads_back_to_the_public_address_whatever_host_was_asked(tmp_path: Path) -> None:
    post = MailServer().open()
    server = Smtp("127.0.0.1", post.port, "none", "Oogst <oogst@example.org>")
    try:
        with site(tmp_path, smtp=server, public_address="https://oogst.example") as oogst:
            take_sign_ups(oogst, "mail")
            browser = oogst.browser()
            form = re.search(r'name="form" value="([^"]+)"', browser.get("/c/mail/aanmelden").text)
            assert form is not None
            data = {"form": form[1], "name": "Ada", "email": "ada@example.org"}
            answer = browser.client.post("/c/mail/aanmelden", data=data, headers={"Host": "kwaad.example"})
            assert "We mailen deze link naar ada@example.org" in browser.get(answer.location).text
            [taken] = post.wait_for(1)
            body = taken.message.get_body()
            assert body is not None
            link = re.search(r"https://oogst\.example(/aanmelding/\S+)", body.get_content())
            assert link is not None
            assert "kwaad.example" not in taken.data.decode()
            assert "Je bent aangemeld" in browser.get(link[1]).text
    finally:
        post.close()


def test_nobody_waits_for_a_mail_server_that_says_nothing(tmp_path: Path) -> None:
    with socket.socket() as silent:  # it takes connections, and never a word
        silent.bind(("127.0.0.1", 0))
        silent.listen(8)
        server = Smtp("127.0.0.1", silent.getsockname()[1], "none", "Oogst <oogst@example.org>")
        with site(tmp_path, smtp=server, public_address="https://oogst.example") as oogst:
            take_sign_ups(oogst, "stil")
            browser = oogst.browser()
            began = time.monotonic()
            for number in range(3):
                assert sign_up(browser, "stil", name=f"N{number}", email=f"n{number}@example.org").status_code == 303
            assert time.monotonic() - began < 10
            silent.settimeout(20)
            silent.accept()[0].close()  # the postman was there
        assert time.monotonic() - began < 25
