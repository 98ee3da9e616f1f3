"""The words by which outcomes are known, as the front end reads them: the domain's own lists, written by `--update`."""

import json
import sys
from pathlib import Path
from typing import Final

from notes.domain import dates, keywords, owners, quotes
from tools.stamps import ROOT

FILE: Final = Path(ROOT, "frontend/outcomes/words.json")


def words() -> str:
    """Return the lists as JSON, one line each."""
    lists = {
        "keywords": {kind.value: own for kind, own in keywords.KEYWORDS.items()},
        "plurals": {kind.value: own for kind, own in keywords.PLURALS.items()},
        "months": dates.MONTHS,
        "weekdays": dates.WEEKDAYS,
        "before": dates.BEFORE,
        "surely": dates.SURELY,
        "on": dates.ON,
        "and": owners.AND,
        "beforeSurname": owners.PARTICLES,
        "noSurname": owners.NO_SURNAMES,
        "particles": quotes.PARTICLES,
        "opening": quotes.OPENING,
        "closing": quotes.CLOSING,
    }
    written = (f"  {json.dumps(name)}: {json.dumps(own, ensure_ascii=False)}" for name, own in lists.items())
    return "{\n" + ",\n".join(written) + "\n}\n"


def is_current() -> bool:
    """Return whether the file says the same, however it is laid out."""
    return bool(json.loads(FILE.read_text(encoding="utf-8")) == json.loads(words()))


def main() -> None:
    """Write the file, or say that it is another one."""
    if "--update" in sys.argv:
        FILE.write_text(words(), encoding="utf-8")
    elif not is_current():
        print("frontend/outcomes/words.json is not what the domain says: python -m tools.outcome_words --update")
        sys.exit(1)


if __name__ == "__main__":
    main()
