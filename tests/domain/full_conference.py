"""A whole evening with something of everything in it, in Dutch and in English: the report that the formats are tried on."""

from datetime import UTC, datetime, timedelta
from typing import Final

from notes.domain.conference import Conference, NamesPolicy
from notes.domain.harvest import Harvest, Moment, ReportStatus, TopicHarvest
from notes.domain.ideas import Idea, IdeaState
from notes.domain.programme import ItemKind, Meeting, ProgrammeItem, Topic

EVENING: Final = datetime(2021, 11, 22, 16, 0, tzinfo=UTC)
LANGUAGES: Final = ("nl", "en")

_ITEMS = (
    ("opening", ItemKind.PLENARY, 90, 60),
    ("diner", ItemKind.BREAK, 150, 45),
    ("ronde-1", ItemKind.ROUND, 195, 60),
    ("ronde-2", ItemKind.ROUND, 265, 60),
    ("terugkoppeling", ItemKind.PLENARY, 330, 30),
)
_ITEM_TITLES = {
    "nl": ("Plenaire opening “Coöperatieven maken de stad”", "Walking dinner", "Ronde I", "Ronde II", "Terugkoppeling"),
    "en": ("Opening “Cooperatives make the city”", "Walking dinner", "Round I", "Round II", "What we found"),
}
_TOPICS = ("fondsen", "incubator", "energienet", "buurtcooperatie")
_TOPIC_TITLES = {
    "nl": ("Coöperatieve fondsen", "Een incubator voor coöperaties", "Het energienet", "De buurtcoöperatie"),
    "en": ("Cooperative funds", "An incubator for cooperatives", "The energy grid", "The neighbourhood cooperative"),
}
_QUESTIONS = {
    "nl": "Hoe houden we geld en zeggenschap in de buurt?",
    "en": "How do we keep money and control in the neighbourhood?",
}
_SUMMARY = {
    "nl": "Een avond met **vier onderwerpen** en veel zin om te beginnen.\n\n- geld blijft in de buurt\n- de gemeente doet mee\n",
    "en": "An evening of **four topics** and much will to begin.\n\n- money stays here\n- the council takes part\n",
}
_CLOSING = {
    "nl": "# Rode draad\n\nWe beginnen klein en samen.\n\n# Vervolgstappen\n\n1. Werkgroep in januari\n2. Verslag aan de raad\n",
    "en": "# Common thread\n\nWe begin small, together.\n\n# Next steps\n\n1. Working group in January\n2. Report to the council\n",
}
_NOTES = {
    "nl": """## Ronde I

### Inzichten

- Een fonds van **bewoners** werkt als het klein begint
- Inzicht: banken kijken naar *zekerheid*, bewoners naar elkaar

### Afspraken

- Besluit: we richten in 2022 één revolverend fonds op
- We vragen de gemeente om een garantie

### Acties

- [ ] Werkgroep fonds oprichten @Fatima @[Jan de Vries] (uiterlijk 15-01-2022)
- [x] Actie: ruimte zoeken @Ahmed
- [ ] Actie: statuten vergelijken

### Open vragen

- Vraag: wie is eigenaar van het dak & de panelen?

> “Zonder vertrouwen geen fonds.”
> — Piet Jansen

- Intern: bel wethouder op 06-12345678

## Ronde II

| Bron | Bedrag | Zeker |
|:-----|------:|:-----:|
| Inleg | € 25.000 | ja |
| Garantie | € 100.000 | nee |

Zie [het voorbeeld](https://example.org/fonds?a=1&b=2), en `code <b>`.

1. eerst dit
2. dan dat
   - [ ] wie belt?
   - [x] zaal is er

```
som = inleg * 2
```

- [Een fonds voor de buurt](idee:1)
""",
    "en": """## Round I

### Insights

- A fund of **residents** works when it begins small

### Decisions

- Decision: we found one revolving fund in 2022

### Action items

- [ ] Found the working group @Fatima @[Jan de Vries] by 15 January 2022
- [x] Action: find a room @Ahmed
- [ ] Action: compare the statutes

### Open questions

- Question: who owns the roof & the panels?

> “No fund without trust.”
> — Piet Jansen

- Internal: call the alderman

## Round II

| Source | Amount | Sure |
|:-----|------:|:-----:|
| Members | € 25,000 | yes |

See [the example](https://example.org/fund?a=1&b=2), and `code <b>`.

1. first this
2. then that
   - [ ] who calls?
   - [x] there is a room

- [A fund for us all](idee:1)
""",
}
_SHORT = {
    "nl": "- Besluit: we delen onze kennis\n- Actie: programma van {title} maken @Mieke voor 1 maart 2022\n\nEr was veel animo. 🎉\n",
    "en": "- Decision: we share what we know\n- Action: plan for {title} @Mieke by 1 March 2022\n\nPeople were keen. 🎉\n",
}
_IDEAS = {
    "nl": (
        "Een fonds voor de buurt",
        "Ook een buurtfonds",
        "Zonnedak op de school =1+1",
        "Sla dit over",
        "Koffie op zondag",
    ),
    "en": ("A fund for us all", "A local fund too", "Solar roof on the school =1+1", "Skip this", "Coffee on Sunday"),
}


def full_conference(
    language: str = "nl", *, names: NamesPolicy = NamesPolicy.FIRST, status: ReportStatus = ReportStatus.PROVISIONAL
) -> Harvest:
    """Return the harvest of the evening: four topics, two rounds, every kind of outcome, hidden and merged ideas."""
    items = tuple(
        ProgrammeItem(
            id=number,
            slug=slug,
            title=title,
            kind=kind,
            starts_at=EVENING + timedelta(minutes=begin),
            ends_at=EVENING + timedelta(minutes=begin + length),
        )
        for number, ((slug, kind, begin, length), title) in enumerate(
            zip(_ITEMS, _ITEM_TITLES[language], strict=True), 1
        )
    )
    return Harvest(
        conference=_conference(language, names),
        generated_at=EVENING + timedelta(hours=6),
        items=items,
        topics=tuple(_topic(language, number) for number in range(len(_TOPICS))),
        summary=_SUMMARY[language],
        closing=_CLOSING[language],
        people=57,
        status=status,
        version=None if status is ReportStatus.DRAFT else 1,
    )


def _conference(language: str, names: NamesPolicy) -> Conference:
    return Conference(
        id=1,
        slug="stad",
        code="ABCDEF",
        title="Coöperatieven maken de stad" if language == "nl" else "Cooperatives make the city",
        subtitle="Werkconferentie" if language == "nl" else "Working conference",
        language=language,
        place="Pakhuis de Zwijger, Amsterdam",
        organisers="Stichting de Stad",
        contact="verslag@example.org",
        licence="CC BY-SA 4.0",
        names_policy=names,
    )


def _topic(language: str, number: int) -> TopicHarvest:
    title = _TOPIC_TITLES[language][number]
    notes = _NOTES[language] if number == 0 else _SHORT[language].format(title=title)
    return TopicHarvest(
        topic=Topic(
            id=number + 1,
            slug=_TOPICS[number],
            title=title,
            question=_QUESTIONS[language],
            position=number,
            colour=number + 1,
            meetings=tuple(
                Meeting(
                    item_id=item, place=f"Zaal {number + 1}", led_by="Mieke de Bruin", online_url="https://x.example/"
                )
                for item in (3, 4)
            ),
        ),
        notes=notes,
        ideas=_ideas(language) if number == 0 else _one_idea(language, number),
        taken_over=frozenset({1}) if number == 0 else frozenset(),
        people=20 + number,
        moments=(Moment(item_id=3, kind="end", text=notes.split("## R", maxsplit=2)[0] + "\n- Intern: stil\n- klaar"),),
    )


def _one_idea(language: str, number: int) -> tuple[Idea, ...]:
    at = EVENING + timedelta(minutes=200 + 20 * number)
    return (Idea(number=10 + number, text=_IDEAS[language][4], name="Sanne", support=number, created_at=at),)


def _ideas(language: str) -> tuple[Idea, ...]:
    first, second, third, hidden, late = _IDEAS[language]
    at = EVENING + timedelta(minutes=196)
    return (
        Idea(number=1, text=first, name="Ahmed Yilmaz", support=12, taken_over=True, created_at=at),
        Idea(number=2, text=second, merged_into=1, hands=4, created_at=at + timedelta(minutes=2)),
        Idea(number=3, text=third, name="Bo", support=3, hands=9, created_at=at + timedelta(minutes=31)),
        Idea(number=4, text=hidden, name="Cas", state=IdeaState.HIDDEN, created_at=at),
        Idea(number=5, text=late, on_paper=True, late=True, created_at=at + timedelta(minutes=90)),
    )
