"""How long kinds of records are kept: rooms say which kinds there are, under RETENTION."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date, datetime, time
from typing import Any

from django.db.models import Model, QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from gaisma.base.errors import GaismaError
from gaisma.base.registry import gathered


@dataclass(frozen=True)
class RetentionKind:
    """A kind of record: how many years it is kept since when, what is over, how it goes."""

    key: str
    title: str
    years: int
    source: str
    over: Callable[[date], QuerySet[Any]]
    remove: Callable[..., int]
    touches: tuple[str, ...] = ()


def beginning(day: date) -> datetime:
    """The first moment of the day."""
    return timezone.make_aware(datetime.combine(day, time.min))


def older(model: type[Model], moment: str) -> Callable[[date], QuerySet[Any]]:
    """What tells the rows whose moment was before a day."""
    return lambda before: model._default_manager.filter(**{f"{moment}__lt": beginning(before)})


def remove_rows(rows: QuerySet[Any], *, at: datetime) -> int:
    """Remove the rows; their number."""
    count: int = rows.delete()[0]
    return count


def demand(kinds: Iterable[str]) -> None:
    """Raises GaismaError with the known kinds where one is unknown."""
    known = gathered("RETENTION").keys
    for kind in sorted(set(kinds) - set(known)):
        message = _("There is no kind of record “%(kind)s”. Known are: %(known)s.")
        raise GaismaError(
            message % {"kind": kind, "known": ", ".join(known)}, code="unknown_kind", choices=known
        )
