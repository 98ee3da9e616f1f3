"""Builders: a small harvest with what a test wants in it."""

from datetime import UTC, datetime, timedelta

from notes.domain.conference import Conference, IdeasPolicy, NamesPolicy, OwnersPolicy
from notes.domain.harvest import Harvest, ReportStatus, TopicHarvest
from notes.domain.ideas import Idea
from notes.domain.programme import ItemKind, Meeting, ProgrammeItem, Topic

START = datetime(2021, 11, 22, 18, 15, tzinfo=UTC)


def harvest_of(
    *notes: str,
    ideas: tuple[Idea, ...] = (),
    taken_over: frozenset[int] = frozenset(),
    names: NamesPolicy = NamesPolicy.NONE,
    owners: OwnersPolicy = OwnersPolicy.TYPED,
    ideas_policy: IdeasPolicy = IdeasPolicy.ALL,
    rehearsal: bool = False,
    status: ReportStatus = ReportStatus.DRAFT,
    language: str = "nl",
    template: str = "",
) -> Harvest:
    """Return a conference with one topic per text; ideas belong to the first."""
    item = ProgrammeItem(
        id=1, slug="ronde-1", title="Ronde I", kind=ItemKind.ROUND, starts_at=START, ends_at=START + timedelta(hours=1)
    )
    topics = tuple(
        TopicHarvest(
            topic=Topic(
                id=number,
                slug=f"t{number}",
                title=f"Onderwerp {number}",
                question="Hoe dan?",
                meetings=(Meeting(item_id=1, place="Zaal 2", led_by="Mieke"),),
            ),
            notes=text,
            template=template,
            ideas=ideas if number == 1 else (),
            taken_over=taken_over if number == 1 else frozenset(),
            people=3,
        )
        for number, text in enumerate(notes, 1)
    )
    conference = Conference(
        id=1,
        slug="stad",
        code="ABCDEF",
        title="Coöperatieven: “de stad”",
        language=language,
        place="Amsterdam",
        contact="post@voorbeeld.nl",
        names_policy=names,
        owners_policy=owners,
        ideas_policy=ideas_policy,
        rehearsal=rehearsal,
    )
    return Harvest(
        conference=conference,
        generated_at=START + timedelta(hours=3),
        items=(item,),
        topics=topics,
        people=5,
        status=status,
        version=None if status is ReportStatus.DRAFT else 1,
    )
