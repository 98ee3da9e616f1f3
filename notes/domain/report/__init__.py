"""The report: a pure function of the harvest. The same harvest gives the same bytes."""

from notes.domain.report.building import build
from notes.domain.report.data import to_data
from notes.domain.report.parts import Entry, Report, TopicPart
from notes.domain.report.writing import to_markdown

__all__ = ["Entry", "Report", "TopicPart", "build", "to_data", "to_markdown"]
