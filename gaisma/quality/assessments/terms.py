"""The closed lists of this room, as message ids and as words that files write."""

from django.utils.text import capfirst
from django.utils.translation import gettext, gettext_noop

from gaisma.analytics.vocabulary import Term, Vocabulary
from gaisma.analytics.work_terms import ASSESSMENT_KINDS
from gaisma.base.terms import choices, title

DIAGNOSTIC, MONITORING, PILOT, STATE_EXAM, SCHOOL_FINAL = ASSESSMENT_KINDS.codes
"""What a sitting is, as the closed list has it."""

GENERAL, OPTIMAL, HIGHER = ("general", "optimal", "higher")
LEVELS = {
    GENERAL: gettext_noop("general level"),
    OPTIMAL: gettext_noop("optimal level"),
    HIGHER: gettext_noop("higher level"),
}
"""Levels of content, the lowest first."""

POINTS, PERCENT, MARK, TOLD = ("points", "percent", "mark", "told")
BASES = {
    POINTS: gettext_noop("points"),
    PERCENT: gettext_noop("percent"),
    MARK: gettext_noop("mark"),
    TOLD: gettext_noop("told by the examiner"),
}
"""By what a result falls into a band."""

WHOLE = "whole"
"""Stands for the skill where a level is of the whole paper."""

SKILLS = {
    WHOLE: gettext_noop("the whole paper"),
    "speaking": gettext_noop("speaking"),
    "listening": gettext_noop("listening"),
    "reading": gettext_noop("reading"),
    "writing": gettext_noop("writing"),
    "vocabulary": gettext_noop("vocabulary"),
    "grammar": gettext_noop("grammar"),
}
"""What skills are called by their usual codes; others are called as the paper calls them."""

ABSENT, EXEMPT = ("absent", "exempt")
ABSENCES = {ABSENT: gettext_noop("absent"), EXEMPT: gettext_noop("exempt")}
"""Why there are no points."""

ABSENCE_WORDS = Vocabulary(
    "absence",
    (
        Term("absent", "nav bijis", "отсутствовал", ABSENT),
        Term("exempt", "atbrīvots", "освобождён", EXEMPT),
    ),
)
"""The same as files write it."""

STATE, SAME_TYPE, CITY = ("state", "type", "city")
REFERENCES = {
    STATE: gettext_noop("the state"),
    SAME_TYPE: gettext_noop("schools of the same type"),
    CITY: gettext_noop("the city"),
}
"""Beside what a result stands, where somebody has published it."""


def kind(code: str) -> str:
    """What a sitting is called in the reader's language."""
    return title(ASSESSMENT_KINDS, code)


def kinds() -> list[tuple[str, str]]:
    """The kinds of sittings, as lists are narrowed by them."""
    return choices(ASSESSMENT_KINDS, written=capfirst)


def skill(code: str) -> str:
    """What the skill is called in the reader's language."""
    return gettext(SKILLS[code]) if code in SKILLS else code
