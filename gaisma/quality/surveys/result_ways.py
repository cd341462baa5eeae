"""Ways between the pages of results."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import gettext as _

from gaisma.base import access
from gaisma.base.models import User
from gaisma.quality.surveys.models import Campaign
from gaisma.quality.surveys.permissions import READ_TEXTS, SEE_SURVEYS


@dataclass(frozen=True)
class Way:
    """A tab or a chip."""

    title: str
    address: str
    is_current: bool = False
    count: int | None = None


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
