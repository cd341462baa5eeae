"""Plans as lists and steps show them."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Count
from django.urls import reverse

from gaisma.analytics.moments import first_of_september
from gaisma.base import audit, sorting
from gaisma.base.models import AuditRecord, Organisation, User
from gaisma.base.navigation import Way
from gaisma.base.wording.school_years import previous
from gaisma.record.people import audited as people_audited
from gaisma.record.programmes.models import Group
from gaisma.workplace.new_year import outcome
from gaisma.workplace.new_year.models import OPENS, Plan, PlannedGroup

NOT_BEGUN = "not_begun"
STANDS = "stands"
"""No plan was needed: the groups were entered or taken in from a file."""
MOST_NEAR = 40
"""So many groups can still be looked through in a choice."""


@dataclass(frozen=True)
class State:
    """Where an institution stands with a school year."""

    organisation_id: int
    institution: str
    groups_before: int
    groups: int
    state: str
    plan_id: int | None
    changed_at: datetime | None
    changed_by: str


def to_begin(organisation: int, years: Sequence[str]) -> str:
    """The first of the school years in which the institution has no groups yet, or the last."""
    without = (year for year in years if organisation not in groups_by_institution(year))
    return next(without, years[-1])


def states(organisations: Collection[int], school_year: str) -> list[State]:
    """The institutions of these that have groups in the year or before it, and their plans."""
    first = first_of_september(school_year)
    institutions = Organisation.objects.institutions().filter(pk__in=organisations).open_on(first)
    plans = {
        plan.institution_id: plan
        for plan in Plan.objects.filter(
            school_year=school_year, institution__in=organisations
        ).select_related("done", "changed_by")
    }
    now, before = groups_by_institution(school_year), groups_by_institution(previous(school_year))
    found = [
        _state(institution, plans.get(institution.pk), now, before)
        for institution in institutions
        if institution.pk in now or institution.pk in before
    ]
    return sorted(found, key=lambda state: sorting.natural(state.institution))


def _state(
    institution: Organisation, plan: Plan | None, now: dict[int, int], before: dict[int, int]
) -> State:
    return State(
        organisation_id=institution.pk,
        institution=institution.name,
        groups_before=before.get(institution.pk, 0),
        groups=now.get(institution.pk, 0),
        state=plan.state if plan else STANDS if institution.pk in now else NOT_BEGUN,
        plan_id=plan.pk if plan else None,
        changed_at=plan.changed_at if plan else None,
        changed_by=str(plan.changed_by or "") if plan else "",
    )


def groups_by_institution(school_year: str) -> dict[int, int]:
    """How many groups of the year each institution has, its units included."""
    counted = Group.objects.filter(school_year__name=school_year).values_list(
        "institution", "institution__kind", "institution__parent"
    )
    sums: dict[int, int] = {}
    for place, kind, parent, count in counted.annotate(count=Count("pk")):
        owner = Organisation(pk=place, kind=kind, parent_id=parent)
        belongs = parent if owner.is_unit and parent else place
        sums[belongs] = sums.get(belongs, 0) + count
    return sums


def groups_of(plan: Plan) -> list[PlannedGroup]:
    """The planned groups in the order of their grades and names; those that open come last."""
    found = plan.groups.select_related("source", "programme", "into", "site")
    return sorted(found, key=_in_order)


def _in_order(group: PlannedGroup) -> tuple[bool, str, int, object]:
    name = group.source.name if group.source else group.name
    return group.act == OPENS, group.programme.stage, group.grade or 0, sorting.natural(name)


@dataclass(frozen=True)
class LearnerLine:
    """A learner of a group: where the plan takes them, and whether it is as the group goes."""

    person_id: int
    name: str
    into: int | None
    reason: str
    is_usual: bool
    is_placed: bool


def learners_of(plan: Plan, group: PlannedGroup) -> list[LearnerLine]:
    """The learners of one group of the running year."""
    rows = outcome.of(plan, only=group).learners
    lines = [
        LearnerLine(
            person_id=row["person"],
            name=row["name"],
            into=row["into"],
            reason=row["reason"],
            is_usual=row["is_usual"],
            is_placed=row["fate"] == outcome.ELSEWHERE,
        )
        for row in rows.iter_rows(named=True)
    ]
    return sorted(lines, key=lambda line: sorting.natural(line.name))


def near(group: PlannedGroup, groups: Iterable[PlannedGroup]) -> list[PlannedGroup]:
    """The groups of the coming year to which a group's learners may go: of its grade or the next.

    A longer list would offer what nobody does, for every learner; so where there are many groups
    without grades, only those of the same programme.
    """
    grades = _grades(group)
    found = [
        other
        for other in groups
        if other.is_there
        and other.programme.stage == group.programme.stage
        and (other.grade in grades or other.pk == group.into_id)
    ]
    if len(found) <= MOST_NEAR:
        return found
    own = group.programme_id
    return [one for one in found if one.programme_id == own or one.pk == group.into_id]


def _grades(group: PlannedGroup) -> tuple[int | None, ...]:
    grade = group.source.grade if group.source else group.grade
    return (None,) if grade is None else (grade, grade + 1)


def with_learners(groups: Iterable[PlannedGroup]) -> list[PlannedGroup]:
    """The groups whose learners go somewhere: all that are of the running year."""
    return [group for group in groups if group.source]


def chosen_group(groups: list[PlannedGroup], asked: str) -> PlannedGroup | None:
    """The group that the address names, or the first."""
    known = with_learners(groups)
    named = [group for group in known if str(group.pk) == asked]
    return next(iter([*named, *known]), None)


def ways(plan: Plan, groups: list[PlannedGroup], chosen: PlannedGroup | None) -> list[Way]:
    """The groups to choose learners in."""
    return [
        Way(group.source.name if group.source else "", _address(plan, group), group == chosen)
        for group in with_learners(groups)
    ]


def address_after(plan: Plan, groups: list[PlannedGroup], chosen: PlannedGroup | None) -> str:
    """The learners of the next group; after the last one the next step."""
    known = with_learners(groups)
    rest = known[known.index(chosen) + 1 :] if chosen in known else []
    return _address(plan, rest[0]) if rest else reverse("new_year:programmes", args=[plan.pk])


def _address(plan: Plan, group: PlannedGroup) -> str:
    return f"{reverse('new_year:learners', args=[plan.pk])}?group={group.pk}"


def note_read(plan: Plan, lines: Sequence[LearnerLine], *, by: User, at: datetime) -> AuditRecord:
    """Note that the names of a plan's learners were shown; those of one group, or of all."""
    return audit.note(
        action=people_audited.READ_PEOPLE,
        by=by,
        at=at,
        organisation=plan.institution,
        subject="people.Person",
        ids=[line.person_id for line in lines],
        details={"page": "new_year", "plan": plan.pk},
    )
