"""What questionnaires, kinds of questions, uses and languages are called."""

from django.conf import settings
from django.utils.translation import get_language, gettext, gettext_noop

from gaisma.record.instruments import questionnaire as q
from gaisma.record.instruments.questionnaire import Questionnaire

USES = {
    "observation": gettext_noop("lesson observation"),
    "survey": gettext_noop("survey"),
    "self_evaluation": gettext_noop("self-evaluation"),
    "own_evaluation": gettext_noop("self-evaluation of teachers and commissions"),
    "appraisal": gettext_noop("appraisal of heads"),
    "inspection": gettext_noop("inspection of readiness"),
    "visit": gettext_noop("external visit"),
}


KINDS = {
    q.ONE: gettext_noop("one of several answers"),
    q.MANY: gettext_noop("any of several answers"),
    q.SCALE: gettext_noop("level of a scale"),
    q.NUMBER: gettext_noop("whole number"),
    q.DECIMAL: gettext_noop("number with a fraction"),
    q.TEXT: gettext_noop("text"),
    q.DAY: gettext_noop("day"),
    q.NOTE: gettext_noop("words without a question"),
}


def kinds() -> list[tuple[str, str]]:
    """The kinds of questions, as a form offers them."""
    return [(code, gettext(title)) for code, title in KINDS.items()]


def uses() -> list[tuple[str, str]]:
    """What instruments are for, as a form offers it."""
    return [(code, gettext(title)) for code, title in USES.items()]


def language(code: str) -> str:
    """A language by its own name; one that the pages do not speak by its code."""
    return dict(settings.LANGUAGES).get(code, code)


def spoken(asked: Questionnaire) -> str:
    """The reader's language, or the first that the questionnaire speaks."""
    language = get_language() or ""
    return language if language in asked.languages else asked.languages[0]


def title(asked: Questionnaire) -> str:
    """What it is called in that language."""
    return asked.text(asked.title, spoken(asked))
