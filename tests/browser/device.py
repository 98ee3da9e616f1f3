"""What a browser keeps on the device, as its owner could find it: kept pages, files, notepads and small things."""

import json
from typing import Any

from playwright.sync_api import Page

from tests.browser.people import Person, until

_CACHES = """async () => {
    const found = {};
    for (const name of await caches.keys()) {
        found[name] = (await (await caches.open(name)).keys()).map((request) => request.url);
    }
    return found;
}"""

# Every row of every database, with bytes read as letters.
_DATABASES = """async () => {
    const letters = (value) => value instanceof Uint8Array ? new TextDecoder().decode(value) : value;
    const found = {};
    for (const { name } of await indexedDB.databases()) {
        const database = await new Promise((resolve) => {
            const asked = indexedDB.open(name);
            asked.onsuccess = () => resolve(asked.result);
        });
        found[name] = {};
        for (const store of database.objectStoreNames) {
            const rows = await new Promise((resolve) => {
                const asked = database.transaction(store).objectStore(store).getAll();
                asked.onsuccess = () => resolve(asked.result);
            });
            found[name][store] = rows.map((row) => JSON.stringify(row, (key, value) => letters(value)));
        }
        database.close();
    }
    return found;
}"""

_SHELF = "() => Object.entries(localStorage).map(([name, value]) => `${name}=${value}`)"


_KEPT_WORDS = """async () => {
    const pages = await caches.open("oogst-pages");
    const kept = await Promise.all((await pages.keys()).map((request) => pages.match(request)));
    return (await Promise.all(kept.map((page) => page.text()))).join("\\n");
}"""


def cached(page: Page) -> dict[str, list[str]]:
    """The addresses in every cache, by the cache's name."""
    found: dict[str, list[str]] = page.evaluate(_CACHES)
    return found


def databases(page: Page) -> dict[str, dict[str, list[str]]]:
    """The rows of every database, by database and store."""
    found: dict[str, dict[str, list[str]]] = page.evaluate(_DATABASES)
    return found


def everything(page: Page) -> str:
    """All that is on the device but the cookie and the kept pages' own words, as one text to search in."""
    found: list[Any] = [cached(page), databases(page), page.evaluate(_SHELF)]
    return json.dumps(found, ensure_ascii=False)


def kept_pages(page: Page) -> list[str]:
    """The addresses of the kept pages."""
    return [url for url in cached(page).get("oogst-pages", []) if not url.endswith("/oogst-known")]


def kept_words(page: Page) -> str:
    """What stands in all the kept pages."""
    words: str = page.evaluate(_KEPT_WORDS)
    return words


def page_is_kept(person: Person, topic: str) -> None:
    """Wait until the topic's page would open without a network."""
    address = person.topic_address(topic)
    until(person.page, lambda: kept_pages(person.page), lambda pages: address in pages)


def notes_are_kept(person: Person, words: str) -> None:
    """Wait until the last known notes on this device hold `words`."""

    def states() -> str:
        return "".join("".join(stores["state"]) for stores in databases(person.page).values())

    until(person.page, states, lambda state: words in state and state != "")


def outbox_holds(person: Person, sign: str) -> None:
    """Wait until what waits on this device to be sent holds a `sign` that was typed last: each key is a row's part."""

    def waiting() -> str:
        return "".join("".join(stores["outbox"]) for stores in databases(person.page).values())

    until(person.page, waiting, lambda rows: sign in rows)
