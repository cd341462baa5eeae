"""Columns in which e-journals send lessons and marks; remarks have none, so that none come in."""

from django.utils.translation import pgettext_lazy

from gaisma.evidence.interop.columns import Column
from gaisma.record.journals.vocabularies import GIVEN_FOR, MARKS, REASONS, STATUSES

WHERE = (
    Column("institution", "institution", is_key=True, required=True, example="SK-01"),
    Column("group", is_key=True, required=True, example="5.a", note="name of the group or class"),
    Column(
        "person_id",
        is_key=True,
        required=True,
        example="L-000123",
        note="stable in the sender's system",
    ),
    Column("day", "date", is_key=True, required=True, example="2024-04-15",
           title=pgettext_lazy("column", "day")),
)  # fmt: skip
SUBJECT = Column(
    "subject", is_key=True, required=True, example="Matemātika",
    title=pgettext_lazy("column", "subject"),
)  # fmt: skip
LESSONS = (
    *WHERE,
    Column("lesson", "integer", is_key=True, required=True, example="3",
           title=pgettext_lazy("column", "lesson")),
    SUBJECT,
    Column("presence", "code", listed=STATUSES, example="present",
           note="empty where nobody has entered it", title=pgettext_lazy("column", "presence")),
    Column("reason", "code", listed=REASONS, example="illness",
           title=pgettext_lazy("column", "reason")),
)  # fmt: skip
MARKS_GIVEN = (
    *WHERE,
    Column("lesson", "integer", is_key=True, example="3", title=pgettext_lazy("column", "lesson")),
    SUBJECT,
    Column("given_for", "code", listed=GIVEN_FOR, is_key=True, example="lesson",
           note="a lesson where nothing is said", title=pgettext_lazy("column", "given_for")),
    Column("mark", "code", listed=MARKS, required=True, example="7",
           note="1 to 10, or a word", title=pgettext_lazy("column", "mark")),
)  # fmt: skip
MOST_LESSONS = 20
"""Of a day: clubs of a boarding school are counted on after the last lesson."""
