"""What a letter about what is due says: kinds of duties and numbers, and nobody's name."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from django.conf import settings
from django.urls import reverse

from gaisma.base.accounts import letters
from gaisma.base.models import User
from gaisma.workplace.calendar.models import Digest
from gaisma.workplace.calendar.queries import missing
from gaisma.workplace.calendar.queries.missing import NEAR_DAYS, Missing


@dataclass(frozen=True)
class Kind:
    """Duties of one kind: how many there are, how many of them are late, the first day."""

    title: str
    count: int
    late: int
    first_on: date


def chosen(user: User) -> str:
    """How often the person is written to; nothing when never."""
    return Digest.objects.filter(user=user).values_list("rhythm", flat=True).first() or ""


def letter(digest: Digest, *, on: date) -> letters.Text | None:
    """Subject and body, in the language that is spoken; None when nothing is late or near."""
    near = on + timedelta(days=NEAR_DAYS)
    lines = missing.missing(digest.user, on=on)
    kinds = _kinds(line for line in lines if line.due_on and line.due_on <= near)
    if not kinds:
        return None
    words = {
        "name": digest.user.full_name or digest.user.username,
        "kinds": kinds,
        "address": _address("calendar:missing"),
        "change": _address("calendar:digest"),
    }
    return letters.written(
        "due", words=words, language=digest.user.language, folder="calendar/letters"
    )


def _kinds(lines: Iterable[Missing]) -> tuple[Kind, ...]:
    """By kind, the most urgent first, as the lines come."""
    by_kind: dict[str, list[Missing]] = {}
    for line in lines:
        by_kind.setdefault(line.duty, []).append(line)
    return tuple(
        Kind(
            title=title,
            count=len(same),
            late=sum(line.is_late for line in same),
            first_on=min(line.due_on for line in same if line.due_on),
        )
        for title, same in by_kind.items()
    )


def _address(page: str) -> str:
    return str(settings.GAISMA_ADDRESS).rstrip("/") + reverse(page)
