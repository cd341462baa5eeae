"""How boards and meetings are called behind figures."""

from collections.abc import Collection

from django.urls import reverse
from django.utils.translation import gettext_noop

from gaisma.base import wording
from gaisma.base.models import User
from gaisma.evidence.figures.subjects import Name, Subject
from gaisma.record.governance import queries
from gaisma.record.governance.models import Body, Meeting


def boards(ids: Collection[int]) -> dict[int, Name]:
    rows = Body.objects.filter(pk__in=ids).values_list("pk", "name", "institution__name")
    return {pk: Name(f"{name} · {institution}", pk, name) for pk, name, institution in rows}


def meetings(ids: Collection[int]) -> dict[int, Name]:
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


SUBJECTS = [
    Subject(
        "board",
        gettext_noop("Council or board"),
        "governance.Body",
        boards,
        pages=board_pages,
    ),
    Subject(
        "meeting", gettext_noop("Meeting"), "governance.Meeting", meetings, pages=meeting_pages
    ),
]
