"""Everything that a plan changes, in words and numbers, before it is carried out."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

import polars as pl
from django.db.models import Count
from django.utils.translation import gettext as _

from gaisma.analytics.vocabulary import LEAVING_REASONS
from gaisma.base import sorting, terms, wording
from gaisma.base.wording.school_years import previous
from gaisma.record.programmes.models import Enrolment
from gaisma.workplace.new_year import outcome
from gaisma.workplace.new_year.models import ENDS, JOINS, OPENS, Plan, PlannedGroup
from gaisma.workplace.new_year.outcome import ELSEWHERE, GOES, LEAVES, Outcome


@dataclass(frozen=True)
class GroupLine:
    """A group of the coming year: from which it comes, its learners before and after."""

    planned_id: int
    name: str
    source: str
    programme: str
    before: int | None
    after: int
    minimum: int | None
    maximum: int | None
    learners: tuple[str, ...]

    @property
    def is_above(self) -> bool:
        return self.maximum is not None and self.after > self.maximum


@dataclass(frozen=True)
class Fold:
    """Learners under a title, listed when it is unfolded."""

    title: str
    learners: tuple[str, ...]


@dataclass(frozen=True)
class Preview:
    """What a plan changes."""

    before: str
    lines: tuple[GroupLine, ...]
    groups_before: int
    learners_before: int
    opened: int
    closed: tuple[str, ...]
    leaving: tuple[Fold, ...]
    elsewhere: tuple[str, ...]
    warnings: tuple[str, ...]

    @property
    def groups_after(self) -> int:
        return len(self.lines)

    @property
    def learners_after(self) -> int:
        return sum(line.after for line in self.lines)

    @property
    def leave(self) -> int:
        return sum(len(fold.learners) for fold in self.leaving)

    @property
    def go_on(self) -> int:
        return self.learners_before - self.leave - len(self.elsewhere)


def preview(plan: Plan) -> Preview:
    """The preview of the plan as the record is now."""
    planned = outcome.of(plan)
    lines = _lines(planned)
    going_on = planned.learners
    elsewhere = _in_order(going_on.filter(pl.col("fate") == ELSEWHERE)["name"])
    ending = [group for group in planned.groups if group.act in (ENDS, JOINS)]
    return Preview(
        before=previous(plan.school_year),
        lines=lines,
        groups_before=sum(1 for group in planned.groups if group.source_id),
        learners_before=going_on.height,
        opened=sum(1 for group in planned.groups if group.act == OPENS),
        closed=_in_order(group.source.name for group in ending if group.source),
        leaving=_leaving(planned),
        elsewhere=elsewhere,
        warnings=tuple(_warnings(planned, lines)),
    )


def _in_order(names: Iterable[str]) -> tuple[str, ...]:
    return tuple(sorted(names, key=sorting.natural))


def _lines(planned: Outcome) -> tuple[GroupLine, ...]:
    before = _sizes(planned.learners, "planned")
    going = planned.learners.filter(pl.col("fate") == GOES)
    names = dict(going.group_by("into").agg("name").iter_rows())
    held = _held(planned)
    lines = [
        _line(group, before, names, held.get((group.institution_id, group.name), 0))
        for group in planned.groups
        if group.is_there
    ]
    return tuple(sorted(lines, key=lambda line: sorting.natural(line.name)))


def _sizes(learners: pl.DataFrame, column: str) -> Mapping[int, int]:
    return dict(learners.group_by(column).len().iter_rows())


def _held(planned: Outcome) -> dict[tuple[int, str], int]:
    """The learners that groups of the coming year have already."""
    sizes = dict(
        Enrolment.objects.filter(group__in=planned.existing.values())
        .values_list("group")
        .annotate(count=Count("person", distinct=True))
    )
    return {key: sizes.get(group, 0) for key, group in planned.existing.items()}


def _line(
    group: PlannedGroup, before: Mapping[int, int], names: Mapping[int, list[str]], held: int
) -> GroupLine:
    learners = _in_order(names.get(group.pk, ()))
    return GroupLine(
        planned_id=group.pk,
        name=group.name,
        source=group.source.name if group.source else "",
        programme=str(group.programme),
        before=before.get(group.pk, 0) if group.source else None,
        after=len(learners) + held,
        minimum=group.min_size,
        maximum=group.max_size,
        learners=learners,
    )


def _leaving(planned: Outcome) -> tuple[Fold, ...]:
    leaving = planned.learners.filter(pl.col("fate") == LEAVES)
    by_reason = dict(leaving.group_by("reason").agg("name").iter_rows())
    return tuple(
        Fold(terms.title(LEAVING_REASONS, code), _in_order(by_reason[code]))
        for code in LEAVING_REASONS.codes
        if code in by_reason
    )


def _warnings(planned: Outcome, lines: tuple[GroupLine, ...]) -> list[str]:
    warnings = [
        _("%(group)s would hold %(held)d learners: its maximum is %(most)d.")
        % {"group": line.name, "held": line.after, "most": line.maximum}
        for line in lines
        if line.is_above
    ]
    elsewhere = planned.learners.filter(pl.col("fate") == ELSEWHERE).height
    if elsewhere:
        warnings.append(
            _("%(count)d learners have a place in %(year)s already and stay there.")
            % {"count": elsewhere, "year": wording.school_year(planned.plan.school_year)}
        )
    there = sorted((name for _place, name in _meeting(planned)), key=sorting.natural)
    if there:
        warnings.append(
            _("These groups of %(year)s are there already and take the learners in: %(names)s.")
            % {"year": wording.school_year(planned.plan.school_year), "names": ", ".join(there)}
        )
    return [*warnings, *_licences(planned)]


def _meeting(planned: Outcome) -> set[tuple[int, str]]:
    return {(g.institution_id, g.name) for g in planned.groups if g.is_there} & set(
        planned.existing
    )


def _licences(planned: Outcome) -> list[str]:
    programmes = {g.programme_id: g.programme for g in planned.groups if g.is_there}
    return [
        _("The licence of %(programme)s ends on %(day)s, before the school year begins.")
        % {"programme": programme.code, "day": wording.day(programme.licensed_until)}
        for programme in programmes.values()
        if programme.licensed_until and programme.licensed_until < planned.starts_on
    ]
