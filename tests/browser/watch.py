"""Watches a page for what no visitor should have to notice: errors, failed requests, other hosts."""

from urllib.parse import urlsplit

from playwright.sync_api import ConsoleMessage, Page, Request, Response

# What a browser says when the network or the server is away; a test that takes it away says so first.
_OUTAGE = (
    "net::ERR_",
    "WebSocket connection",
    "can’t establish a connection",
    "NS_ERROR_",
    "Failed to fetch",
    "error occurred when fetching the script",  # the browser looks whether there is a newer service worker
    " 502",
)
# The browser itself gives requests up when a page is left.
_GIVEN_UP = ("net::ERR_ABORTED", "NS_BINDING_ABORTED")


class Watch:
    """Everything wrong that one page said or did since it was opened."""

    def __init__(self, page: Page, own_host: str) -> None:
        """Listen to `page`; `own_host` is the only host that it may speak to."""
        self.page = page
        self._own_host = own_host
        self._faults: list[str] = []
        self._outage = False
        self._statuses: set[int] = set()
        self._messages: list[str] = []
        page.on("console", self._console)
        page.on("pageerror", lambda error: self._faults.append(f"error in a script: {error}"))
        page.on("request", self._request)
        page.on("requestfailed", self._failed)
        page.on("response", self._response)
        page.on("websocket", lambda socket: self._reached(socket.url))

    def expect_outage(self) -> None:
        """From now on the network is taken away on purpose."""
        self._outage = True

    def expect_status(self, status: int) -> None:
        """The page will be answered with this status on purpose."""
        self._statuses.add(status)

    def expect_message(self, part: str) -> None:
        """The browser will say something with `part` in it because of what the test itself does."""
        self._messages.append(part)

    def faults(self) -> list[str]:
        """Return what was wrong, in order."""
        return list(self._faults)

    def _console(self, message: ConsoleMessage) -> None:
        if message.type != "error":
            return
        text = message.text
        if self._outage and any(word in text for word in _OUTAGE):
            return
        if any(part in text for part in self._messages):
            return
        if any(f"status of {status}" in text for status in self._statuses):
            return
        self._faults.append(f"console: {text} ({message.location.get('url', '')})")

    def _request(self, request: Request) -> None:
        self._reached(request.url)

    def _reached(self, url: str) -> None:
        parts = urlsplit(url)
        if parts.scheme in {"http", "https", "ws", "wss"} and parts.netloc != self._own_host:
            self._faults.append(f"a request to another host: {url}")

    def _failed(self, request: Request) -> None:
        if not self._outage and request.failure not in _GIVEN_UP:
            self._faults.append(f"failed: {request.method} {request.url}: {request.failure}")

    def _response(self, response: Response) -> None:
        if response.status >= 400 and response.status not in self._statuses and not self._outage:
            self._faults.append(f"{response.status}: {response.request.method} {response.url}")
