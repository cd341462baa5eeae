"""Who has confirmed the register for a school year, and what has changed since."""

from collections.abc import Collection
from dataclasses import asdict, dataclass
from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import Any

from django.db.models import Case, Count, F, Max, Q, QuerySet, Sum, When
from django.db.models.functions import Coalesce
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from gaisma.analytics.moments import first_of_september
from gaisma.analytics.vocabulary import UNIT_KINDS
from gaisma.base import access, sorting, wording
from gaisma.base.duties import Duty, Owed
from gaisma.base.models import Organisation, User
from gaisma.base.permissions import KEEPERS
from gaisma.evidence.figures.evidence import year_of
from gaisma.record.people.models import Employment, Vacancy
from gaisma.record.people.policies import in_force
from gaisma.record.programmes.models import Enrolment, Group
from gaisma.workplace.new_year.models import Confirmation
from gaisma.workplace.new_year.proposals import register_of

DAYS_TO_CONFIRM = 9
"""The register is to be confirmed by 10 September, when its numbers go on to the state's."""


@dataclass(frozen=True)
class Counts:
    """What the register holds on 1 September."""

    groups: int
    learners: int
    staff: int
    loads: str
    vacancies: int


@dataclass(frozen=True)
class Standing:
    """Where an institution stands: confirmed by whom and when, and how much changed since."""

    organisation_id: int
    institution: str
    confirmed_at: datetime | None
    confirmed_by: str
    changed: int
    changed_at: datetime | None

    @property
    def state(self) -> str:
        """Not confirmed, confirmed, or changed since."""
        if self.confirmed_at is None:
            return "unconfirmed"
        return "changed" if self.changed else "confirmed"


def due_on(school_year: str) -> date:
    """The day by which the school year's register is to be confirmed."""
    return first_of_september(school_year) + timedelta(days=DAYS_TO_CONFIRM)


def counts(institution: Organisation, school_year: str) -> Counts:
    """The numbers of the institution's register on 1 September, its units included."""
    places, day = register_of(institution), first_of_september(school_year)
    groups = Group.objects.filter(institution__in=places, school_year__name=school_year)
    posts = Employment.objects.filter(in_force(from_on=day, to_on=day), institution__in=places)
    staff = posts.aggregate(people=Count("person", distinct=True), loads=Sum("load"))
    enrolled = Enrolment.objects.filter(in_force(from_on=day, to_on=day), group__in=groups)
    return Counts(
        groups=groups.count(),
        learners=enrolled.aggregate(people=Count("person", distinct=True))["people"],
        staff=staff["people"],
        loads=f"{(staff['loads'] or Decimal(0)).normalize():f}",
        vacancies=_vacancies(places, day).count(),
    )


def _vacancies(places: Collection[int], day: date) -> "QuerySet[Vacancy]":
    still_open = Q(closed_on__isnull=True) | Q(closed_on__gte=day)
    return Vacancy.objects.filter(still_open, institution__in=places, opened_on__lte=day)


def latest(organisations: Collection[int], school_year: str) -> dict[int, Confirmation]:
    """The last confirmation of each institution for the year."""
    found = Confirmation.objects.filter(school_year=school_year, institution__in=organisations)
    return {one.institution_id: one for one in found.select_related("by").order_by("at", "pk")}


def standings(organisations: Collection[int], school_year: str) -> list[Standing]:
    """Where the institutions with groups in the year stand."""
    confirmed = latest(organisations, school_year)
    changes = _changes(confirmed, school_year)
    found = [
        _standing(institution, confirmed.get(institution.pk), changes.get(institution.pk))
        for institution in owing(school_year).filter(pk__in=organisations)
    ]
    return sorted(found, key=lambda one: sorting.natural(one.institution))


def owing(school_year: str) -> "QuerySet[Organisation]":
    """The institutions that have groups in the year, of their own or in a unit."""
    of_year = Group.objects.filter(school_year__name=school_year).values("institution")
    first = first_of_september(school_year)
    with_groups = Q(pk__in=of_year) | Q(children__in=of_year)
    return Organisation.objects.institutions().open_on(first).filter(with_groups).distinct()


def _standing(
    institution: Organisation, found: Confirmation | None, changed: "_Changed | None"
) -> Standing:
    return Standing(
        organisation_id=institution.pk,
        institution=institution.name,
        confirmed_at=found.at if found else None,
        confirmed_by=str(found.by or "") if found else "",
        changed=changed.rows if changed else 0,
        changed_at=changed.at if changed else None,
    )


@dataclass(frozen=True)
class _Changed:
    rows: int
    at: datetime


def _changes(confirmed: dict[int, Confirmation], school_year: str) -> dict[int, "_Changed"]:
    """Rows changed after each institution's confirmation; one question for each kind of row."""
    if not confirmed:
        return {}
    sums: dict[int, _Changed] = {}
    for rows, place in _registers(school_year):
        since = Q()
        for institution, one in confirmed.items():
            since |= Q(owner=institution, changed_at__gt=one.at)
        owned = rows.annotate(owner=_owner(place)).filter(since)
        for owner, count, at in owned.values_list("owner").annotate(Count("pk"), Max("changed_at")):
            before = sums.get(owner, _Changed(0, at))
            sums[owner] = _Changed(before.rows + count, max(before.at, at))
    return sums


def _registers(school_year: str) -> tuple[tuple["QuerySet[Any]", str], ...]:
    """The rows of a register that a confirmation speaks of, and where they say whose they are."""
    day = first_of_september(school_year)
    return (
        (Group.objects.filter(school_year__name=school_year), "institution"),
        (Enrolment.objects.filter(group__school_year__name=school_year), "group__institution"),
        (Employment.objects.filter(in_force(from_on=day, to_on=day)), "institution"),
        (Vacancy.objects.exclude(closed_on__lt=day), "institution"),
    )


def _owner(place: str) -> Any:
    """The institution of a row: a unit's rows are its institution's."""
    is_unit = Q(**{f"{place}__kind__in": UNIT_KINDS})
    above = Coalesce(F(f"{place}__parent"), F(f"{place}__id"))
    return Case(When(is_unit, then=above), default=F(f"{place}__id"))


TITLES = {
    "groups": gettext_lazy("Groups and classes"),
    "learners": gettext_lazy("Learners"),
    "staff": gettext_lazy("Staff"),
    "loads": gettext_lazy("Loads together"),
    "vacancies": gettext_lazy("Vacancies"),
}


@dataclass(frozen=True)
class Difference:
    """A number that was confirmed and is another now."""

    key: str
    confirmed: str
    now: str

    @property
    def title(self) -> str:
        return str(TITLES[self.key])


def differences(found: Confirmation, now: Counts) -> tuple[Difference, ...]:
    """The numbers that are not any more as confirmed."""
    confirmed = found.counts
    return tuple(
        Difference(key, str(confirmed[key]), str(value))
        for key, value in asdict(now).items()
        if key in confirmed and str(confirmed[key]) != str(value)
    )


@dataclass(frozen=True)
class Register:
    """An institution's register beside what was confirmed of it."""

    counts: Counts
    confirmed: Confirmation | None
    differences: tuple[Difference, ...]
    changed: int
    changed_at: datetime | None
    due_on: date

    @property
    def loads(self) -> Decimal:
        return Decimal(self.counts.loads)


def standing(institution: Organisation, school_year: str) -> Register:
    """The register of the institution for the year as its page shows it."""
    now = counts(institution, school_year)
    confirmed = latest([institution.pk], school_year)
    found = confirmed.get(institution.pk)
    since = _changes(confirmed, school_year).get(institution.pk)
    return Register(
        counts=now,
        confirmed=found,
        differences=differences(found, now) if found else (),
        changed=since.rows if since else 0,
        changed_at=since.at if since else None,
        due_on=due_on(school_year),
    )


def unconfirmed(on: date) -> tuple[Organisation, ...]:
    """The institutions that owe their word for the school year of that day."""
    year = year_of(on)
    given = Confirmation.objects.filter(school_year=year).values("institution")
    return sorting.by_name(owing(year).exclude(pk__in=given))


def owed(user: User, on: date) -> tuple[Owed, ...]:
    """What institutions within the person's reach owe of it."""
    reach, year = access.reach(user, *KEEPERS), year_of(on)
    if not reach:
        return ()
    return tuple(
        Owed(
            organisation_id=institution.pk,
            organisation=institution.name,
            due_on=due_on(year),
            page="new_year:confirm",
            of=(institution.pk,),
            sentence=_("Confirm the register of %(year)s") % {"year": wording.school_year(year)},
        )
        for institution in unconfirmed(on)
        if institution.pk in reach
    )


def duty(title: str) -> Duty:
    """The duty under which it is owed."""
    return Duty("new_year.confirm", title, owed)
