"""Figures and reports."""

from collections.abc import Iterable, Iterator
from itertools import islice

from django.urls import reverse
from django.utils.translation import gettext

from gaisma.analytics.indicators import Indicator
from gaisma.base import searching, wording
from gaisma.base.models import User
from gaisma.base.registry import gathered
from gaisma.base.searching import Hit
from gaisma.evidence.reports import queries
from gaisma.evidence.reports.workflow import REPORT


def figures(_user: User, words: searching.Words, limit: int) -> Iterator[Hit]:
    """Indicators by title, key and description."""
    indicators: Iterable[Indicator] = gathered("INDICATORS")
    found = (
        Hit(gettext(one.title), gettext(one.description), reverse("figures:figure", args=[one.key]))
        for one in indicators
        if searching.fits(words, gettext(one.title), one.key, gettext(one.description))
    )
    return islice(found, limit)


def reports(user: User, words: searching.Words, limit: int) -> Iterator[Hit]:
    """Reports that the person may read, by kind and school year."""
    for report in queries.visible(user).order_by("-school_year", "name")[:limit]:
        title = gettext(queries.known_kind(report.name).title)
        year = wording.school_year(report.school_year)
        if searching.fits(words, title, year, report.school_year, report.decision_number):
            address = report.get_absolute_url()
            yield Hit(f"{title}, {year}", REPORT.shown(report), address)
