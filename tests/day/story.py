"""What is said on the scripted day: who leads, what they write, what people send from their phones.

Nobody in it exists. The programme and the questions are those of the built-in conference.
"""

from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True, kw_only=True)
class Room:
    """One topic's evening: who leads it, what they write under which heading, and the ideas of the people in it."""

    slug: str
    leads: tuple[str, ...]
    first: dict[str, tuple[str, ...]]  # the lines of round I, by heading
    second: dict[str, tuple[str, ...]] = field(default_factory=dict)
    ideas: tuple[tuple[str, str], ...] = ()  # (words, name)
    late: tuple[tuple[str, str], ...] = ()  # sent in round II
    cards: tuple[str, ...] = ()  # written on paper


ROOMS = (
    Room(
        slug="fondsen",
        leads=("Fatima El Amrani",),
        first={
            "Wat speelt er?": (
                "Er is geld genoeg in de buurt, maar het staat op spaarrekeningen.",
                "Banken kennen de coöperatie niet: elke aanvraag begint bij nul.",
            ),
            "Inzichten": ("Een lening van veertig buren weegt zwaarder dan een garantie van de gemeente",),
            "Acties": ("Een ledenlening uitwerken als voorbeeld @[Fatima El Amrani] (uiterlijk 15-01-2022)",),
            "Open vragen": ("Wie draagt het risico als een buurtfonds een jaar lang niets uitkeert?",),
        },
        second={
            "Notities": (
                "Het fonds begint klein: drie leningen van hooguit tienduizend euro.",
                "De gemeente legt de eerste steen, de leden de rest.",
            ),
            "Afspraken": ("We richten een werkgroep op die een stedelijk buurtfonds voorbereidt",),
            "Acties": ("Afspraak maken met de wethouder Financiën @Daan (uiterlijk 10-12-2021)",),
        },
        ideas=(
            ("Laat pensioenfondsen één procent in coöperaties steken", "Ruben"),
            ("Een rentevrije lening van de buurt, terug te betalen in uren", ""),
            ("Eén aanvraagformulier voor alle fondsen in de stad", "Marja"),
        ),
        late=(("Een fonds dat ook nee durft te zeggen", ""),),
        cards=("Een spaarpot per straat", "Minder papier, meer vertrouwen"),
    ),
    Room(
        slug="incubator",
        leads=("Ahmed Yildiz",),
        first={
            "Wat heeft een nieuwe coöperatie nodig?": (
                "Nieuwe coöperaties struikelen over dezelfde drie dingen: statuten, btw en ruzie.",
                "Wie begint, zoekt geen cursus maar iemand die het al eens deed.",
            ),
            "Inzichten": ("Begeleiding werkt pas als zij van een andere coöperatie komt",),
            "Afspraken": ("De incubator wordt zelf een coöperatie, met de gestarte coöperaties als leden",),
            "Open vragen": ("Hoort een incubator bij de gemeente of juist niet?",),
        },
        second={
            "Notities": ("Een plek met werktafels, een notaris op dinsdag en koffie.",),
            "Acties": (
                "Lege panden van de gemeente op een kaart zetten @Noor (uiterlijk 01-02-2022)",
                "Modelstatuten in gewoon Nederlands schrijven",
            ),
        },
        ideas=(
            ("Een jaar lang een vaste meeloper uit een oudere coöperatie", "Joke"),
            ("Modelstatuten waar je alleen nog namen in hoeft te vullen", ""),
        ),
        late=(("Ook coöperaties begeleiden die willen stoppen", "Piet"),),
    ),
    Room(
        slug="energienet",
        leads=("Wouter van der Meer",),
        first={
            "Wat kan er al?": (
                "Drie daken in Noord leveren al stroom aan de school ernaast.",
                "Twee blokken aan de gracht halen hun warmte uit het water.",
            ),
            "Inzichten": ("Het net is vol op papier, overdag staat er ruimte leeg",),
            "Afspraken": ("Elke energiecoöperatie deelt haar meetgegevens per kwartier",),
        },
        second={
            "Notities": ("Met de netbeheerder praten we als één partij, niet met z’n twaalven.",),
            "Acties": ("Gezamenlijke brief aan de netbeheerder schrijven @Wouter (uiterlijk 17-12-2021)",),
            "Open vragen": ("Mag een buurt haar eigen stroom onderling verrekenen?",),
        },
        ideas=(
            ("Een batterij op elk schoolplein", "Yara"),
            ("Warmte uit de gracht voor het hele blok", ""),
            ("Laat huurders meedoen zonder eigen dak", "Kees"),
        ),
        cards=("Zonnepanelen op de Ringlijn",),
    ),
    Room(
        slug="buurtcooperatie",
        leads=("Sanne Bos", "Ibrahim"),
        first={
            "Brainstorm": (
                "De buurtkamer draait op zes mensen. Wie zijn de volgende zes?",
                "Een sleutel delen is lastiger dan geld delen.",
            ),
            "Inzichten": ("Mensen worden lid van een klus, niet van een vereniging",),
            "Afspraken": ("De buurtcoöperatie begint met één straat en één sleutel",),
            "Acties": ("Sleutelkastje ophangen bij de buurtkamer @Sanne (uiterlijk 06-12-2021)",),
        },
        second={
            "Notities": ("De gemeente mag lid worden, met één stem.",),
            "Acties": ("Rondgang langs de winkels in de Javastraat @Ibrahim (uiterlijk 03-12-2021)",),
            "Open vragen": ("Hoe houden we de vergadering korter dan het eten?",),
        },
        ideas=(
            ("Een deelkelder voor gereedschap in elke straat", "Anna"),
            ("De buurtcoöperatievergadering tijdens het avondeten", ""),
            ("Oppassen, koken en klussen in één ruilboek", "Bob"),
        ),
        late=(("Ook een ruilboek voor wie niet kan klussen", ""),),
        cards=("Een bankje voor iedereen", "Meer planten, minder tegels", "Sleutel bij de bakker"),
    ),
)

COMMONS = Room(
    slug="kamer-van-de-commons",
    leads=("Lotte",),
    first={
        "Wie loopt er binnen, en met welke vraag?": (
            "Een imker vraagt: van wie zijn de bijen?",
            "Inzicht: wat van iedereen is, heeft iemand nodig die de sleutel bewaart",
        )
    },
    ideas=(("Een kaart van alles wat we al delen", "Tess"),),
)

PLENARY = Room(
    slug="plenair",
    leads=("Lotte",),
    first={
        "Wat voegt een coöperatie toe?": (
            "Inzicht: de coöperatie is geen rechtsvorm, maar een afspraak die je elk jaar opnieuw maakt",
        )
    },
    ideas=(("Geef elke stadsdeelcommissie een coöperatie als buur", ""),),
)

AFTERWARDS = "Volgend jaar weer, in november"
MESSAGE = "Om half negen begint ronde II. Blijf zitten of loop naar een andere zaal."
SUMMARY = (
    "Ruim honderd stadmakers spraken een avond lang over de coöperatie als derde weg tussen markt en overheid.",
    "In vier zalen kwamen zij tot afspraken over geld, begeleiding, stroom en de buurt.",
)
