"""What this room offers to others."""

from collections.abc import Collection

from django.urls import reverse
from django.utils.translation import gettext_noop

from gaisma.base import wording
from gaisma.base.models import User
from gaisma.base.navigation import YEAR, NavigationEntry
from gaisma.evidence.figures.declarations import Name, Offer, RecordsColumn
from gaisma.record.governance import facts, indicators, privacy, queries, report
from gaisma.record.governance.models import Body, Meeting

TOGETHER = ("family", "partners", "cooperation", "governance", "planning", "efficiency")

EVIDENCE_OFFERS = [
    Offer("meetings", "board_meetings.count", TOGETHER, order=70),
    Offer("boards", "boards.count", TOGETHER, order=71),
]


def board_names(ids: Collection[int]) -> dict[int, Name]:
    rows = Body.objects.filter(pk__in=ids).values_list("pk", "name", "institution__name")
    return {pk: Name(f"{name} · {institution}", pk, name) for pk, name, institution in rows}


def meeting_names(ids: Collection[int]) -> dict[int, Name]:
    rows = Meeting.objects.filter(pk__in=ids).values_list("pk", "body__name", "held_on")
    return {pk: Name(f"{name}, {wording.day(day)}", pk) for pk, name, day in rows}


def board_pages(user: User, ids: Collection[int]) -> dict[int, str]:
    """Where those boards are that the person sees."""
    seen = queries.visible(user).filter(pk__in=ids).values_list("pk", flat=True)
    return {pk: reverse("governance:board", args=[pk]) for pk in seen}


def meeting_pages(user: User, ids: Collection[int]) -> dict[int, str]:
    """The board that met, where the person sees it."""
    met = Meeting.objects.filter(pk__in=ids, body__in=queries.visible(user))
    rows = met.values_list("pk", "body")
    return {pk: reverse("governance:board", args=[body]) for pk, body in rows}


RECORDS_COLUMNS = [
    RecordsColumn(
        "board",
        gettext_noop("Council or board"),
        "governance.Body",
        board_names,
        pages=board_pages,
    ),
    RecordsColumn(
        "meeting", gettext_noop("Meeting"), "governance.Meeting", meeting_names, pages=meeting_pages
    ),
]


FACTS = facts.FACTS
INDICATORS = [indicators.boards, indicators.with_founder, indicators.meetings]

REPORT_SECTIONS = report.SECTIONS

PERSONAL_DATA = privacy.PERSONAL_DATA
NAVIGATION = [
    NavigationEntry(
        "acts",
        gettext_noop("Legal acts"),
        "governance:acts",
        YEAR,
        "governance.see_acts",
        order=30,
    ),
    NavigationEntry(
        "priorities",
        gettext_noop("Priorities of methodical work"),
        "governance:priorities",
        YEAR,
        "governance.see_priorities",
        order=35,
    ),
    NavigationEntry(
        "boards",
        gettext_noop("Councils and boards"),
        "governance:boards",
        YEAR,
        "governance.see_boards",
        order=40,
    ),
]
