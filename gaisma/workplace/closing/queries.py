"""Closings as pages show them: the list, the preview."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

import polars as pl
from django.db.models import Case, Count, Q, QuerySet, Value, When
from django.utils.translation import gettext as _

from gaisma.analytics.vocabulary import MERGED
from gaisma.base import sorting
from gaisma.base.models import Organisation, RoleGrant
from gaisma.evidence.interop.records import Model, Records
from gaisma.record.organisations.models import Licence, Site, Status
from gaisma.record.people.models import Employment, Vacancy
from gaisma.record.programmes.models import Enrolment, Group, Programme, QueueEntry
from gaisma.workplace.closing import outcome
from gaisma.workplace.closing.models import GOES, Closing, GroupMove


@dataclass(frozen=True)
class ClosingLine:
    """A closing in the list."""

    id: int
    institution: str
    on: date
    successors: str
    state: str
    changed_at: datetime
    changed_by: str


@dataclass(frozen=True)
class GroupLine:
    """A group of the closing institution: where it goes, with how many learners."""

    name: str
    school_year: str
    move: str
    where: str
    called: str
    learners: int


@dataclass(frozen=True)
class Number:
    """How many rows of one kind end, go over or are new."""

    title: str
    goes: int
    ends: int


@dataclass(frozen=True)
class Preview:
    """What a closing changes."""

    groups: tuple[GroupLine, ...]
    numbers: tuple[Number, ...]
    warnings: tuple[str, ...]


def closings(organisations: frozenset[int]) -> list[ClosingLine]:
    """The closings of these institutions, the latest first."""
    found = Closing.objects.filter(institution__in=organisations).select_related(
        "institution", "successor", "further", "done", "changed_by"
    )
    return [_line(closing) for closing in found.order_by("-on", "-pk")]


def _line(closing: Closing) -> ClosingLine:
    return ClosingLine(
        id=closing.pk,
        institution=closing.institution.name,
        on=closing.on,
        successors=", ".join(one.name for one in closing.successors),
        state=closing.state,
        changed_at=closing.changed_at,
        changed_by=str(closing.changed_by or ""),
    )


def institutions(organisations: frozenset[int], *, on: date) -> QuerySet[Organisation]:
    """The institutions that are open on a day, among which one closes and others take over."""
    return Organisation.objects.institutions().filter(pk__in=organisations).open_on(on)


def moves_of(closing: Closing) -> list[GroupMove]:
    """Where the groups go, by school year and name."""
    found = closing.groups.select_related("group__school_year", "group__programme", "successor")
    return sorted(
        found, key=lambda move: (move.group.school_year.name, sorting.natural(move.group.name))
    )


def groups_at(closing: Closing) -> list[Group]:
    """The successors' own groups, which learners can join."""
    years = closing.groups.values("group__school_year")
    found = Group.objects.filter(institution__in=closing.successors, school_year__in=years)
    rows = found.select_related("institution", "school_year", "programme")
    return sorted(rows, key=lambda group: sorting.natural(group.name))


def posts_of(closing: Closing) -> list[Employment]:
    """The posts that last beyond the last day."""
    lasting = Q(to_on__isnull=True) | Q(to_on__gt=closing.on)
    found = Employment.objects.filter(lasting, institution=closing.institution_id)
    rows = found.select_related("person").annotate(
        is_ending=Case(When(pk__in=closing.ending_posts, then=Value(1)), default=Value(0))
    )
    return sorted(rows, key=lambda post: sorting.natural(_called(post)))


def _called(post: Employment) -> str:
    return f"{post.person.family_name} {post.person.given_name}"


def preview(closing: Closing, *, today: date) -> Preview:
    """What would change if it were carried out now."""
    records = outcome.planned_records(closing, today=today)
    learners = _learners(closing)
    groups = tuple(_group_line(move, learners) for move in moves_of(closing))
    stay = sum(line.learners for line in groups if line.where)
    numbers = (_places(records, stay), *_numbers(records))
    return Preview(groups, numbers, tuple(_warnings(records, closing)))


def _learners(closing: Closing) -> dict[int, int]:
    """How many learners each group has beyond the last day."""
    lasting = Q(to_on__isnull=True) | Q(to_on__gt=closing.on)
    held = Enrolment.objects.filter(lasting, group__in=closing.groups.values("group"))
    return dict(held.values_list("group").annotate(Count("person", distinct=True)))


def _group_line(move: GroupMove, learners: dict[int, int]) -> GroupLine:
    into = move.into
    where = into.institution.name if into else str(move.successor or "")
    return GroupLine(
        name=move.group.name,
        school_year=move.group.school_year.name,
        move=move.move,
        where=where,
        called=into.name if into else move.name if move.move == GOES else "",
        learners=learners.get(move.group_id, 0),
    )


def _places(records: Records, stay: int) -> Number:
    return Number(_("Places of learners"), goes=stay, ends=_leaving(records))


def _leaving(records: Records) -> int:
    """Learners who have no place after the last day."""
    changed, _stored = records.changed(Enrolment)
    return changed.filter(pl.col("leaving_reason") == MERGED)["person_id"].n_unique()


def _numbers(records: Records) -> list[Number]:
    titles: tuple[tuple[Model, str], ...] = (
        (Employment, _("Posts")),
        (QueueEntry, _("Entries of the queue")),
        (Programme, _("Programmes")),
        (Site, _("Sites")),
        (Vacancy, _("Vacancies")),
        (Licence, _("Licences and accreditations")),
        (Status, _("Statuses")),
        (RoleGrant, _("Roles of accounts")),
    )
    return [_number(records, model, title) for model, title in titles]


def _number(records: Records, model: Model, title: str) -> Number:
    created = records.created(model).height if model in records.models else 0
    changed = records.changed(model)[0] if model in records.models else pl.DataFrame()
    if model in (Programme, Site):
        return Number(title, goes=changed.height + created, ends=0)
    return Number(title, goes=created, ends=max(0, changed.height - created))


def _warnings(records: Records, closing: Closing) -> list[str]:
    left, warnings = _leaving(records), []
    if left and closing.successor_id:
        warnings.append(
            _(
                "%(count)d learners have no place after the last day: prepare the new school year "
                "of this institution first, then its groups go to the successor."
            )
            % {"count": left}
        )
    return warnings


def known(pk: int) -> Closing | None:
    """The closing with what its pages say of it."""
    related: Any = Closing.objects.select_related(
        "institution", "successor", "further", "done", "done__by", "changed_by"
    )
    found: Closing | None = related.filter(pk=pk).first()
    return found
