"""What stands on a report's title page below the title, in the order of its formats."""

from notes.domain.report.changes import places
from notes.domain.report.data import Data
from notes.domain.words import Words


def facts(data: Data, words: Words) -> list[tuple[str, str]]:
    """Return version and status, organisers and licence, each with its label; what is empty is left out."""
    conference = data["conference"]
    status = {status.value: said for status, said in words.statuses.items()}[data["status"]]
    version = f"{data['version']} ({status})" if data["version"] else ""
    found = (("version", version), ("organisers", conference["organisers"]), ("licence", conference["licence"]))
    return [(words.fields[key].capitalize(), value) for key, value in found if value]


def numbers_of(data: Data) -> frozenset[str]:
    """Return the numbers of all outcomes, those in the organisers' own notepads too."""
    return frozenset(outcome["number"] for _, outcomes in places(data) for outcome in outcomes)
