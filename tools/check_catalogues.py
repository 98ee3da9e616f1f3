"""The catalogues hold every text of Python, templates and TypeScript, complete: none empty, none fuzzy.

`--update` gathers the texts anew into the catalogues. The Dutch sentences are the msgids, so only the
other languages have a catalogue. How texts are found is said in babel.cfg.
"""

import argparse
import subprocess
import sys
import tempfile
from pathlib import Path

from babel.messages.catalog import Catalog, Message
from babel.messages.pofile import read_po

from tools.stamps import ROOT

LANGUAGES = ("en",)  # Dutch is in the code itself
FOLDER = ROOT / "notes" / "translations"
# `_` and `gettext` are known to Babel; these are ours: `t` and `tn` of the front end, `N_` marks a text for later.
KEYWORDS = ("t", "tn:1,2", "tp:1c,2", "N_", "lazy_gettext", "_l", "pgettext:1c,2", "npgettext:1c,2,3")


def _key(message: Message) -> tuple[str | None, str]:
    return message.context, message.id if isinstance(message.id, str) else message.id[0]


def _strings(message: Message) -> tuple[str, ...]:
    if isinstance(message.string, str):
        return (message.string,)
    return tuple(message.string or ())


def complaints(language: str, wanted: Catalog, held: Catalog) -> list[str]:
    """What one language's catalogue misses of `wanted`, one line each."""
    have = {_key(message): message for message in held}
    found = []
    for message in wanted:
        key = _key(message)
        if not key[1]:
            continue
        translated = have.get(key)
        if translated is None:
            found.append(f"{language}: not in the catalogue (make translations): {key[1]!r}")
        elif translated.fuzzy:
            found.append(f"{language}: fuzzy: {key[1]!r}")
        elif not all(_strings(translated)) or not _strings(translated):
            found.append(f"{language}: not translated: {key[1]!r}")
    return found


def _pybabel(*words: str) -> None:
    subprocess.run([sys.executable, "-m", "babel.messages.frontend", "--quiet", *words], check=True, cwd=ROOT)


def _extract(template: Path) -> None:
    keywords = [word for keyword in KEYWORDS for word in ("--keyword", keyword)]
    _pybabel(
        "extract", "--mapping-file", "babel.cfg", "--add-location", "file", "--sort-output", "--no-wrap",
        "--omit-header", "--output-file", str(template), *keywords, "--ignore-dirs", "node_modules", ".",
    )  # fmt: skip


def main() -> None:
    """Compare, or with --update write; exit 1 when a catalogue is not complete."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--update", action="store_true")
    update = parser.parse_args().update
    if not (ROOT / "babel.cfg").is_file():
        sys.exit("babel.cfg is missing: it says where texts are found")
    with tempfile.TemporaryDirectory() as folder:
        template = Path(folder, "messages.pot")
        _extract(template)
        if update:
            _pybabel(
                "update", "--input-file", str(template), "--output-dir", str(FOLDER),
                "--no-fuzzy-matching", "--ignore-obsolete", "--no-wrap", "--omit-header",
            )  # fmt: skip
            return
        with template.open("rb") as file:
            wanted = read_po(file)
    found = []
    for language in LANGUAGES:
        path = FOLDER / language / "LC_MESSAGES" / "messages.po"
        if not path.is_file():
            found.append(f"{language}: there is no catalogue: {path.relative_to(ROOT)}")
            continue
        with path.open("rb") as file:
            found += complaints(language, wanted, read_po(file, locale=language))
    print("\n".join(found))
    sys.exit(1 if found else 0)


if __name__ == "__main__":
    main()
