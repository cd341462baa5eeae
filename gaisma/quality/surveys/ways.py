"""Other ways to look at a page: in another language, another portion of it."""

from dataclasses import dataclass
from urllib.parse import urlencode

from gaisma.record.instruments import titles
from gaisma.record.instruments.questionnaire import Questionnaire
from gaisma.record.instruments.speaking import spoken


@dataclass(frozen=True)
class Way:
    """Another way: its title and address, and whether it is this one."""

    title: str
    address: str
    is_current: bool


def language(asked: Questionnaire, wanted: str, *, otherwise: str = "") -> str:
    """The language that is wanted, or else the reader's, as far as the questionnaire speaks it."""
    return wanted if wanted in asked.languages else otherwise or spoken(asked)


def languages(asked: Questionnaire, current: str, **query: object) -> tuple[Way, ...]:
    """The page in each language of the questionnaire."""
    return tuple(
        Way(titles.language(code), address(language=code, **query), code == current)
        for code in asked.languages
    )


def address(**query: object) -> str:
    """This page with that query."""
    return "?" + urlencode(query)
