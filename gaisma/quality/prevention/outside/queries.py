"""What pages show of children out of education: the list of a day, and the page of one."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

import polars as pl
from django.db.models import QuerySet
from django.utils.translation import gettext

from gaisma.analytics.support_terms import (
    AGE_GROUPS,
    CONTACT_WAYS,
    NOT_CONTACTED,
    PROTECTIONS,
    SEARCH_OUTCOMES,
    TRACINGS,
)
from gaisma.base import sorting, terms
from gaisma.base.models import Installation, RoleGrant, User
from gaisma.base.permissions import OFFICIALS
from gaisma.quality.prevention.models import ContactAttempt, Declared
from gaisma.quality.prevention.outside import spells
from gaisma.record.programmes.models import Enrolment

TEMPORARY, RESIDENT = PROTECTIONS.codes


@dataclass(frozen=True)
class ChildLine:
    """A child who learns nowhere on the day, since when, and what is known."""

    declared: Declared
    name: str
    born_on: date
    age_group: str
    protection: str
    since: date
    tracing: str
    attempts: int
    tried_on: date | None
    responsible: str

    @property
    def address(self) -> str:
        return self.declared.address

    def get_absolute_url(self) -> str:
        return self.declared.get_absolute_url()


def children(user: User, *, on: date) -> list[ChildLine]:
    """The children out of education on the day; first those whom nobody has asked after."""
    found = {row["declared"]: row for row in spells.on_the_day(on).iter_rows(named=True)}
    rows = Declared.objects.visible_to(user).filter(pk__in=found)
    tried = _tried(user, on)
    lines = [
        ChildLine(
            declared=row,
            name=f"{row.person.family_name}, {row.person.given_name}",
            born_on=row.person.born_on,  # type: ignore[arg-type]
            age_group=found[row.pk]["age_group"],
            protection=TEMPORARY if row.is_protected else RESIDENT,
            since=found[row.pk]["since"],
            tracing=found[row.pk]["tracing"],
            attempts=len(tried.get(row.person_id, ())),
            tried_on=max(tried.get(row.person_id, ()), default=None),
            responsible=row.responsible.full_name if row.responsible else "",
        )
        for row in rows.select_related("person", "responsible")
    ]
    return sorted(
        lines, key=lambda one: (TRACINGS.codes.index(one.tracing), sorting.natural(one.name))
    )


def _tried(user: User, on: date) -> dict[int, list[date]]:
    seen = Declared.objects.visible_to(user).values("person")
    rows = ContactAttempt.objects.filter(person__in=seen, on__lte=on)
    days: dict[int, list[date]] = {}
    for person, day in rows.values_list("person_id", "on"):
        days.setdefault(person, []).append(day)
    return days


def unasked(*, on: date, after: int) -> tuple[int, date | None]:
    """How many children nobody has asked after in so many days, and the first day that passed."""
    rows = spells.on_the_day(on).filter(pl.col("tracing") == NOT_CONTACTED)
    late = rows.filter(pl.col("since") <= on - timedelta(days=after))
    first: date | None = late["since"].min()  # type: ignore[assignment]
    return late.height, first and first + timedelta(days=after)


@dataclass(frozen=True)
class Attempt:
    """An attempt in words."""

    row: ContactAttempt
    way: str
    outcome: str
    by: str


@dataclass(frozen=True)
class ChildPage:
    """A child of the lists: out of education since a day, or where it learns now."""

    declared: Declared
    since: date | None
    age_group: str
    tracing: str
    is_new: bool
    learns_at: tuple[str, ...]
    attempts: tuple[Attempt, ...]

    @property
    def is_told(self) -> bool:
        """Whether there is a page: of who learns, and was never sought, there is none."""
        return self.since is not None or bool(self.attempts)


def child_page(declared: Declared, *, on: date) -> ChildPage:
    """The child of that entry, as it is on the day."""
    today = spells.on_the_day(on).filter(pl.col("person") == declared.person.pseudonym)
    line = today.row(0, named=True) if today.height else {}
    code = line.get("tracing", "")
    held = Enrolment.objects.held_on(on).filter(person=declared.person)
    places = held.select_related("group__institution").order_by("pk")
    return ChildPage(
        declared=declared,
        since=line.get("since"),
        age_group=terms.title(AGE_GROUPS, line["age_group"]) if line else "",
        tracing=terms.title(TRACINGS, code) if code else gettext("not out of education"),
        is_new=code == NOT_CONTACTED,
        learns_at=tuple(dict.fromkeys(one.group.institution.name for one in places)),
        attempts=tuple(_attempts(declared)),
    )


def _attempts(declared: Declared) -> Iterator[Attempt]:
    rows = ContactAttempt.objects.filter(person=declared.person).select_related("made_by")
    for row in rows.order_by("-on", "-pk"):
        yield Attempt(
            row,
            terms.title(CONTACT_WAYS, row.way),
            terms.title(SEARCH_OUTCOMES, row.outcome) if row.outcome else "",
            row.made_by.full_name if row.made_by else "",
        )


def officials(*, on: date) -> QuerySet[User]:
    """The authority's own people, who can be asked to look for a child."""
    grants = RoleGrant.objects.valid_on(on).filter(
        role__in=OFFICIALS, organisation=Installation.current().authority_id
    )
    return User.objects.filter(pk__in=grants.values("user"), is_active=True)
