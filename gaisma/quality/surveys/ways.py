"""Other ways to look at a page: in another language, another portion of it, its neighbours."""

from collections.abc import Iterable
from urllib.parse import urlencode

from django.urls import reverse
from django.utils.translation import gettext as _

from gaisma.base import access
from gaisma.base.models import User
from gaisma.base.navigation import Way
from gaisma.quality.surveys.models import Campaign
from gaisma.quality.surveys.permissions import READ_TEXTS, SEE_SURVEYS
from gaisma.record.instruments import titles
from gaisma.record.instruments.questionnaire import Questionnaire
from gaisma.record.instruments.titles import spoken


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


def tabs(user: User, campaign: Campaign, current: str) -> list[Way]:
    """The pages of the results of a campaign that the reader may open."""
    pages = (
        ("results", _("Answers"), SEE_SURVEYS),
        ("institutions", _("Institutions"), SEE_SURVEYS),
        ("differences", _("Differences"), SEE_SURVEYS),
        ("texts", _("In words"), READ_TEXTS),
    )
    return [
        Way(title, reverse(f"surveys:{name}", args=[campaign.pk]), is_current=name == current)
        for name, title, permission in pages
        if access.may(user, permission)
    ]


def chips(name: str, among: Iterable[tuple[str, str]], chosen: str, *, rest: str = "") -> list[Way]:
    """Values of a parameter to choose from; `rest` is what stays of the address."""
    return [Way(title, f"?{name}={code}{rest}", is_current=code == chosen) for code, title in among]
