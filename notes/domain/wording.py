"""What the fixed texts of one language are: those of a report and of server-made lines.

They are the conference's language, not the visitor's, so they come in as an argument and stand
beside each other in `words_nl` and `words_en`.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from notes.domain.conference import NamesPolicy, OwnersPolicy
from notes.domain.harvest import ReportStatus
from notes.domain.keywords import Kind
from notes.domain.programme import ItemKind


@dataclass(frozen=True, slots=True, kw_only=True)
class Words:
    """The fixed texts of one language; `{…}` marks what is filled in."""

    language: str
    months: tuple[str, ...]
    weekdays: tuple[str, ...]  # from Monday
    day: str  # {weekday} {day} {month} {year}
    day_short: str  # {day} {month} {year}, used for due dates
    time: str  # {hour} {minute}
    times: str  # {start} {end}
    keywords: Mapping[Kind, str]
    due_by: str
    due_date: str  # {day} {month} {year}: how a due date is written in notes; read again without doubt
    round_template: str  # what a conference's template for one round is until an organiser changes it
    closing_template: str  # {questions}: what the organisers' closing notepad begins with, headings only
    report_of: str  # {title}
    draft: str
    rehearsal: str
    draft_note: str
    rehearsal_note: str
    statuses: Mapping[ReportStatus, str]
    fields: Mapping[str, str]  # front matter: title, subtitle, date, language, …
    names_policies: Mapping[NamesPolicy, str]
    owners_policies: Mapping[OwnersPolicy, str]
    item_kinds: Mapping[ItemKind, str]
    summary: str
    at_a_glance: str
    headings: Mapping[Kind, str]
    columns: Mapping[str, str]  # number, what, who, when, done, topic, time, item, kind, figure, count
    no_owner: str
    done: str
    yes: str
    programme: str
    guiding_question: str
    led_by: str
    meets: str
    people: str
    people_one: str
    ideas_count: str
    ideas_count_one: str
    notes: str
    ideas: str
    idea_by: str  # {name}
    support: str
    support_one: str
    hands: str
    hands_one: str
    late: str
    on_paper: str
    merged: str
    taken_over: str
    closing: str
    figures: str
    figures_note: str
    figure_rows: Mapping[str, str]  # people, topics, ideas, support, outcomes
    about: str
    how_made: str
    not_a_board: str
    left_out_ideas: str
    left_out_ideas_one: str
    left_out_internal: str
    left_out_internal_one: str
    corrections: str  # {contact}
    accessibility: str
    generated: str  # {moment}
    at_time: str  # {time}
    origin: str  # {facts}
    from_idea: str
    lapsed: str
    lapsed_in: str  # {number} {version}
    changed_since: str  # {version}
    change_added: str  # {number} {text}
    change_reworded: str  # {number} {text}
    change_lapsed: str  # {number}; its words may be gone for a reason
    change_notes: str  # {topic}
    change_ideas: str
    change_ideas_one: str
    change_summary: str
    change_closing: str
    change_nothing: str
    participant: str
    contents: str
    to_report: str
    table: str  # {number}
    chart: str
    chart_says: str  # {first} {last} {most} {at}
    chart_time: str
    chart_table: str
    chart_outcomes: str
    page_of: str  # {page} {pages}
    topics_folder: str
    rounds_folder: str
    programme_file: str
