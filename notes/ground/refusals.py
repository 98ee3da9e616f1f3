"""Why something was refused, in words: one sentence per code, for pages and sockets alike.

A sentence says what happened, what is safe, and what to do.
"""

from collections.abc import Callable, Mapping


def N_(text: str) -> str:  # noqa: N802 -- gettext's own name for "translate this later"
    """Mark a sentence for the catalogues; it is translated where it is shown."""
    return text


_SENTENCES: Mapping[str, str] = {
    "denied": N_("Dat mag je hier niet. Vraag een organisator om een link. Wat je typte, is niet weg."),
    "closed": N_("Deze zaal is nog niet open. Wat je typte, is niet weg."),
    "frozen": N_("De ronde is afgerond. Alleen begeleiders kunnen nog in de notities typen."),
    "locked": N_("De conferentie is vastgezet: er kan niets meer bij. Wat je typte, is niet weg."),
    "ideas_closed": N_("Nieuwe ideeën staan hier nu uit. Wat je typte, is niet weg."),
    "empty": N_("Typ eerst een tekst."),
    "too_long": N_("Dit is te lang: er passen %(limit)s tekens in."),
    "notes_worn": N_("In deze notities is zo veel veranderd dat er niets meer bij past. Weghalen kan nog wel."),
    "notes_full": N_("De notities mogen samen niet langer zijn dan %(limit)s tekens. Dit past er niet meer bij."),
    "name_too_long": N_("De naam is te lang: er passen %(limit)s tekens in."),
    "bad_characters": N_("Er staan tekens in die we niet kunnen bewaren. Typ de tekst opnieuw."),
    "too_many": N_("Dat ging te snel achter elkaar. Wacht een minuut en probeer het opnieuw."),
    "crowded": N_("Er komen nu heel veel mensen tegelijk binnen. Probeer het over een minuut opnieuw."),
    "already_taken_over": N_("Al overgenomen door %(by)s."),
    "is_taken_over": N_("Dit idee staat in de notities van dit onderwerp. Haal het daar eerst weg."),
    "unknown": N_("Dit is er niet meer. Laad de pagina opnieuw."),
    "cannot_save": N_("We kunnen nu niet opslaan. Je tekst staat er nog; probeer het zo opnieuw."),
    "not_yours": N_("Dit is van iemand anders."),
    "too_late": N_("Dit kan niet meer worden teruggedraaid."),
    "reset": N_("Deze notities zijn opnieuw begonnen. Laad de pagina opnieuw."),
    "taken": N_("Deze tekst hoort bij een ander apparaat. We bieden hem aan als ‘je tekst’."),
    "loading": N_("De notities worden nog geladen. Een ogenblik."),
    "invalid": N_("Dit bericht konden we niet lezen. Laad de pagina opnieuw."),
    "not_accepted": N_("Deze wijziging konden we niet verwerken. Hieronder staat je tekst."),
    "too_large": N_("Dit is te groot: er past %(limit)s bij. Plak het in kleinere stukken."),
    "own_idea": N_("Je eigen idee hoef je niet te steunen."),
    "is_merged": N_("Je idee is samengevoegd met een ander idee. Je kunt het niet meer veranderen, wel intrekken."),
    "merged_meanwhile": N_("Een van deze ideeën is intussen samengevoegd. Er is niets veranderd; kies opnieuw."),
    "too_many_hands": N_("Vul een aantal handen in van 0 tot %(limit)s."),
    "changed_meanwhile": N_("De regel is intussen veranderd. Haal hem zelf weg in de notities."),
    "line_changed": N_("Die regel is intussen veranderd of weg. Pas hem zelf aan in de notities."),
    "due_unclear": N_("Deze datum begrijpen we niet. Schrijf bijvoorbeeld 15-1-2027 of 15 januari."),
    "owners_too_long": N_("Bij ‘wie’ passen %(limit)s tekens. Schrijf alleen de namen op."),
    "unknown_place": N_(
        "We weten niet wat %(place)s is. Gebruik %(round)s voor de ronde en %(question)s voor de vraag."
    ),
    "resync": N_("We halen de laatste tekst op. Een ogenblik."),
    "failed": N_("Dit lukte niet. Wat je typte, is niet weg; probeer het opnieuw."),
    "too_fast": N_("Je typt of plakt nu meer dan we kunnen verwerken. Wacht een minuut."),
    "history_failed": N_("De geschiedenis is nu niet te lezen. Er is niets veranderd; probeer het zo opnieuw."),
    "published_meanwhile": N_(
        "Iemand anders heeft net een versie gepubliceerd. Bekijk die, en publiceer zo nodig opnieuw."
    ),
    "reason_missing": N_("Schrijf op waarom je deze versie intrekt. Lezers zien die reden."),
    "not_begun": N_("Dit onderdeel is nog niet begonnen. Er is niets veranderd."),
    "begun_already": N_("Dit onderdeel is al begonnen. Er is niets veranderd."),
    "changed_since": N_(
        "Iemand heeft dit intussen anders gezet. Er is niets veranderd; kijk hieronder hoe het nu staat."
    ),
    "not_rehearsing": N_("Deze conferentie is geen oefening (meer). Er is niets veranderd."),
    "another_name": N_("Dat is niet de naam van de conferentie. Er is niets gewist."),
    "version_gone": N_("Deze versie was al ingetrokken."),
    "report_failed": N_("Het verslag kon niet worden gemaakt. Alles is bewaard; probeer het over een minuut opnieuw."),
    "no_address": N_("Dit is geen e-mailadres. Kijk of er een @ in staat, met daarachter bijvoorbeeld voorbeeld.nl."),
    "sign_up_closed": N_("Aanmelden kan nu niet. Wat je typte, staat er nog."),
    "sign_ups_crowded": N_(
        "Er komen hiervandaan nu heel veel aanmeldingen. Wat je typte, staat er nog: verstuur het over een uur opnieuw."
    ),
    "address_full": N_("Met dit e-mailadres zijn al %(limit)s mensen aangemeld. Gebruik een ander adres."),
    "sign_ups_full": N_("Er passen %(limit)s aanmeldingen in één conferentie. Er is niets veranderd."),
    "places_unclear": N_("Vul een aantal plaatsen in van 0 tot %(limit)s, of laat het leeg."),
    "days_unclear": N_("Vul een aantal dagen in van 0 tot %(limit)s, of laat het leeg."),
    "form_worn": N_("Deze pagina stond te lang open. Wat je typte staat er nog: verstuur het opnieuw."),
    "wrong_fields": N_("Er klopt iets niet. Kijk bij de velden met een rode rand; verder is er niets veranderd."),
    "edited_meanwhile": N_(
        "Iemand anders veranderde intussen hetzelfde. Wat jij typte, staat er nog; bewaar je nog eens, dan geldt dat."
    ),
    "round_begun": N_("Deze ronde is al begonnen: wat er in de notities en ideeën staat, hoort erbij."),
    "topic_not_empty": N_("In dit onderwerp staan al notities of ideeën. Die gaan we niet weggooien."),
    "last_topic": N_("Een conferentie heeft minstens één onderwerp. Maak eerst een ander."),
    "plan_changed": N_("Intussen is er iets anders veranderd. Bekijk nog eens wat het bestand verandert."),
    "code_taken": N_("De deelnamecode in dit bestand hoort bij een andere conferentie. Haal de regel weg."),
    "wrong_screen_code": N_("We kennen deze code niet. Kijk op het scherm welke vier letters er nu staan."),
    "topic_missing": N_("Kies eerst een onderwerp. Er is niets veranderd."),
    "too_many_screens": N_("Er zijn al %(limit)s schermen. Ontkoppel er eerst een."),
    "only_organiser": N_(
        "Dit is de enige link voor een organisator; zonder kan niemand de conferentie meer leiden. "
        "Maak eerst een link voor een tweede organisator."
    ),
    "gone": N_("Je toegang is ingetrokken. Vraag een organisator om een nieuwe link."),
}
_WITHOUT_NAME = N_("Dit idee is al overgenomen.")
_OTHER = _SENTENCES["failed"]

CODES = frozenset(_SENTENCES)


def refusal_sentence(code: str, facts: Mapping[str, object], gettext: Callable[[str], str]) -> str:
    """Return the sentence for a refusal's code in the language of `gettext`.

    `facts` fill the sentence; an unknown code or a missing fact still gives a sentence.
    """
    text = _SENTENCES.get(code, _OTHER)
    if code == "already_taken_over" and not facts.get("by"):
        text = _WITHOUT_NAME
    try:
        return gettext(text) % facts
    except (KeyError, TypeError, ValueError):
        return gettext(_OTHER)
