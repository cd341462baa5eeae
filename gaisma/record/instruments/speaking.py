"""In which language a questionnaire is read."""

from django.utils.translation import get_language

from gaisma.record.instruments.questionnaire import Questionnaire


def spoken(asked: Questionnaire) -> str:
    """The reader's language, or the first that the questionnaire speaks."""
    language = get_language() or ""
    return language if language in asked.languages else asked.languages[0]


def title(asked: Questionnaire) -> str:
    """What it is called in that language."""
    return asked.text(asked.title, spoken(asked))
