"""What a preview shows: in which language, how much to a screen, what would have been kept."""

from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import urlencode

from django.utils.translation import get_language, gettext_lazy

from gaisma.base import wording
from gaisma.record.instruments import titles
from gaisma.record.instruments.asking import AnswerForm
from gaisma.record.instruments.questionnaire import NOTE, Item, Questionnaire
from gaisma.record.instruments.speaking import spoken

PACES = {
    "": gettext_lazy("All on one page"),
    "section": gettext_lazy("A section to a screen"),
    "question": gettext_lazy("A question to a screen"),
}


@dataclass(frozen=True)
class Way:
    """Another way to look at the same questionnaire."""

    title: str
    address: str
    is_current: bool


@dataclass(frozen=True)
class Wish:
    """How the reader wants to see it, and how else it could be seen."""

    language: str
    paced: str
    languages: tuple[Way, ...]
    paces: tuple[Way, ...]
    is_readers: bool


@dataclass(frozen=True)
class Given:
    """An answer that would have been kept."""

    question: str
    answer: str


def wish(query: Mapping[str, str], asks: Questionnaire) -> Wish:
    """What the address asks for; else the reader's own language and one page."""
    own, first = get_language(), spoken(asks)
    language = query.get("language", first)
    language = language if language in asks.languages else first
    paced = query.get("paced", "")
    paced = paced if paced in PACES else ""
    return Wish(
        language=language,
        paced=paced,
        languages=tuple(
            Way(titles.language(code), _address(code, paced), code == language)
            for code in asks.languages
        ),
        paces=tuple(
            Way(str(title), _address(language, code), code == paced)
            for code, title in PACES.items()
        ),
        is_readers=language == own,
    )


def _address(language: str, paced: str) -> str:
    return "?" + urlencode(
        {"language": language, "paced": paced} if paced else {"language": language}
    )


def given(form: AnswerForm) -> tuple[Given, ...]:
    """The answers that would have been kept, in words, in the language of the form."""
    asks, counted = form.questionnaire, form.cleaned_data["answers"]
    return tuple(
        Given(asks.text(item.label, form.language), _words(form, item, counted[item.name]))
        for item in asks.items
        if item.name in counted and item.kind != NOTE
    )


def _words(form: AnswerForm, item: Item, answer: str) -> str:
    labels = {
        choice.name: form.questionnaire.text(choice.label, form.language)
        for choice in form.questionnaire.choices_of(item)
    }
    names = answer.split() if labels else [answer]
    return ", ".join(labels.get(name, name) for name in names) or wording.DASH
