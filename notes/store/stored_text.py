"""The one list of where people's words are stored: what erasing has to reach.

A test holds it against the schema, so that a new column cannot be forgotten.
"""

from typing import Final

# Words (or bytes and values that hold words) that people typed, as "table.column".
PEOPLES_TEXT: Final = frozenset(
    {
        "conference.slug",  # made from the title, as the other two
        "conference.title",
        "conference.subtitle",
        "conference.description",
        "conference.place",
        "conference.organisers",
        "conference.contact",
        "conference.licence",
        "programme_item.slug",
        "programme_item.title",
        "topic.slug",
        "topic.title",
        "topic.question",
        "meeting.place",
        "meeting.online_url",
        "meeting.led_by",
        "notepad.template",
        "conference.round_template",
        "round_start.template",
        "written_line.text",
        "notepad_update.data",
        "notepad_snapshot.data",
        "notepad_text.text",
        "moment.label",
        "moment.text",
        "quarantine.data",
        "quarantine.reason",
        "person.name",
        "access_link.label",
        "idea.name",
        "idea.text",
        "idea.hidden_reason",
        "report_version.markdown",
        "report_version.choices",
        "report_version.withdrawn_reason",
        "outcome_number.text",
    }
)

# Text, bytes and values in which nobody's words stand: names of things, codes, random ids.
NOBODYS_TEXT: Final = frozenset(
    {
        "conference.code",
        "conference.language",
        "conference.timezone",
        "conference.names_policy",
        "conference.owners_policy",
        "conference.ideas_policy",
        "programme_item.kind",
        "topic.room_state",
        "notepad.kind",
        "notepad_update.saved",
        "moment.kind",
        "notepad_client.person_id",
        "quarantine.person_id",
        "person.id",
        "access_link.id",
        "access_link.role",
        "access_grant.person_id",
        "access_grant.link_id",
        "idea.uuid",
        "idea.person_id",
        "idea.state",
        "idea_move.person_id",
        "support.person_id",
        "written_line.request",
        "written_line.person_id",
        "take_over.request",
        "take_over.person_id",
        "take_over.kind",
        "report_version.status",
        "outcome_number.letter",
    }
)
