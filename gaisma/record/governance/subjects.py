"""How boards and meetings are called behind figures."""

from collections.abc import Collection

from django.utils.translation import gettext_noop

from gaisma.base import wording
from gaisma.evidence.figures.subjects import Name, Subject
from gaisma.record.governance.models import Body, Meeting


def boards(ids: Collection[int]) -> dict[int, Name]:
    rows = Body.objects.filter(pk__in=ids).values_list("pk", "name", "institution__name")
    return {pk: Name(f"{name} · {institution}", pk, name) for pk, name, institution in rows}


def meetings(ids: Collection[int]) -> dict[int, Name]:
    rows = Meeting.objects.filter(pk__in=ids).values_list("pk", "body__name", "held_on")
    return {pk: Name(f"{name}, {wording.day(day)}", pk) for pk, name, day in rows}


SUBJECTS = [
    Subject("board", gettext_noop("Council or board"), "governance.Body", boards),
    Subject("meeting", gettext_noop("Meeting"), "governance.Meeting", meetings),
]
