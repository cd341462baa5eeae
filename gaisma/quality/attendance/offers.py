"""What this room offers to others."""

from collections.abc import Mapping
from datetime import date
from functools import lru_cache

from django.utils.translation import gettext_noop

from gaisma.base.navigation import QUALITY, NavigationEntry
from gaisma.base.wording import dates
from gaisma.evidence.figures.declarations import Offer, Titles
from gaisma.quality.attendance import indicators, policies, report
from gaisma.quality.attendance.permissions import SEE

YEARS = range(2015, 2046)
"""E-journals are no older."""


@lru_cache(maxsize=8)
def months(language: str) -> Mapping[str, str]:
    """What months are called, by 2024-09."""
    every = (date(year, month, 1) for year in YEARS for month in range(1, 13))
    return {f"{first:%Y-%m}": dates.month(first, language) for first in every}


STAYING = ("continuation", "wellbeing", "personal_growth")
EVIDENCE_OFFERS = [
    Offer("attendance", "attendance.rate", STAYING, order=36),
    Offer("unexcused", "absences.unexcused", STAYING, order=37),
]
INDICATORS = [indicators.rate, indicators.unexcused]
REPORT_SECTIONS = report.SECTIONS
TITLES = [Titles("month", months)]
THRESHOLDS = [policies.UNEXCUSED_LESSONS]
NAVIGATION = [
    NavigationEntry(
        "attendance", gettext_noop("Attendance"), "attendance:month", QUALITY, SEE, order=50
    ),
]
