"""A small mail server for tests: it speaks SMTP on a real port, keeps what it takes, and can go away and come back."""

import socketserver
import threading
from collections.abc import Mapping
from dataclasses import dataclass, field
from email import message_from_bytes, policy
from email.message import EmailMessage


@dataclass
class Taken:
    """A mail as the server got it: to whom the envelope says, and its bytes."""

    recipients: tuple[str, ...]
    data: bytes

    @property
    def message(self) -> EmailMessage:
        """The mail, read."""
        return message_from_bytes(self.data, policy=policy.default)


@dataclass
class MailServer:
    """Takes mails on `port` between `open` and `close`; `answers` holds what it says to a recipient instead."""

    answers: Mapping[str, str] = field(default_factory=dict)
    taken: list[Taken] = field(default_factory=list)
    port: int = 0
    _server: socketserver.ThreadingTCPServer | None = None
    _changed: threading.Condition = field(default_factory=threading.Condition)

    def open(self) -> "MailServer":
        """Listen: on a free port the first time, on the same one after that."""
        house = self

        class Talk(socketserver.StreamRequestHandler):
            def handle(self) -> None:
                house.talk(self)

        socketserver.ThreadingTCPServer.allow_reuse_address = True
        self._server = socketserver.ThreadingTCPServer(("127.0.0.1", self.port), Talk)
        self._server.daemon_threads = True
        self.port = self._server.server_address[1]
        threading.Thread(target=self._server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True).start()
        return self

    def close(self) -> None:
        """Listen no more."""
        if self._server is not None:
            self._server.shutdown()
            self._server.server_close()
            self._server = None

    def wait_for(self, many: int, within: float = 20.0) -> list[Taken]:
        """Return the mails once there are so many."""
        with self._changed:
            assert self._changed.wait_for(lambda: len(self.taken) >= many, within), f"{len(self.taken)} mails"
        return list(self.taken)

    def talk(self, line: socketserver.StreamRequestHandler) -> None:
        """Lead one conversation."""

        def say(words: str) -> None:
            line.wfile.write(f"{words}\r\n".encode())

        recipients: list[str] = []
        say("220 test")
        while said := line.rfile.readline():
            words = said.decode("utf-8", "replace").strip()
            verb = words.upper()
            if verb.startswith(("EHLO", "HELO")):
                say("250 test")
            elif verb.startswith("RCPT TO:"):
                address = words[8:].strip().strip("<>").split(">")[0]
                recipients.append(address)
                say(self.answers.get(address, "250 fine"))
            elif verb == "DATA":
                say("354 go on")
                self._keep(recipients, self._body(line))
                recipients = []
                say("250 taken")
            elif verb == "QUIT":
                say("221 bye")
                return
            else:
                say("250 fine")

    def _body(self, line: socketserver.StreamRequestHandler) -> bytes:
        body = b""
        while (part := line.rfile.readline()) not in (b".\r\n", b""):
            body += part[1:] if part.startswith(b"..") else part
        return body

    def _keep(self, recipients: list[str], data: bytes) -> None:
        with self._changed:
            self.taken.append(Taken(tuple(recipients), data))
            self._changed.notify_all()
