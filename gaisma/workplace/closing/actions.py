"""The closing of an institution is prepared, carried out in one act, undone as a whole."""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, datetime
from typing import TypedDict, Unpack

from django.db import transaction
from django.utils.translation import gettext as _

from gaisma.base import audit, changes
from gaisma.base.changes import UnableToChange, UnableToRecord
from gaisma.base.models import Installation, Organisation, User
from gaisma.evidence.interop import guided
from gaisma.evidence.interop.guided import Act
from gaisma.evidence.interop.models import Import
from gaisma.evidence.interop.records import Records
from gaisma.record.organisations import policies as organisations
from gaisma.record.programmes.models import Group
from gaisma.workplace.closing import outcome
from gaisma.workplace.closing.models import GOES, JOINS, LEAVES, Closing, GroupMove
from gaisma.workplace.closing.permissions import CLOSE
from gaisma.workplace.closing.workflow import CLOSING


def check_at_step(closing: Closing, revision: int) -> None:
    """Raises UnableToChange when somebody changed the plan since the revision looked at."""
    if closing.revision != revision:
        raise UnableToChange(
            _("Somebody else has changed this plan meanwhile: look at it anew."),
            code="changed_meanwhile",
        )


def check_can_close(
    institution: Organisation, *, on: date, successors: Sequence[Organisation]
) -> None:
    """Raises UnableToRecord when the institution cannot close then, or not in their favour."""
    organisations.check_can_close(institution, on=on)
    for successor in successors:
        organisations.check_can_succeed(institution, successor, on=on)
        if successor.is_unit or successor.kind == "authority":
            raise UnableToRecord(
                _("%(name)s is no institution: choose one that can take over.")
                % {"name": successor.name},
                code="no_institution",
            )
    if len({successor.pk for successor in successors}) < len(successors):
        raise UnableToRecord(
            _("The two successors are the same: name one of them only."), code="same_successor"
        )
    has_units = institution.children.open_on(on).exists()
    if has_units and not successors:
        raise UnableToRecord(
            _("It has units that work on: name a successor for them, or close them first."),
            code="units_without_successor",
        )


def whole(moves: Sequence[GroupMove], *, on: date) -> None:
    """Raises UnableToRecord for a name that is taken there, or learners left without a place."""
    going = [move for move in moves if move.move == GOES]
    taken = set(
        Group.objects.filter(
            institution__in={move.successor_id for move in going},
            school_year__in={move.group.school_year_id for move in going},
        ).values_list("institution", "school_year", "name")
    )
    for move in going:
        key = (move.successor_id, move.group.school_year_id, move.name)
        if key in taken:
            raise UnableToRecord(
                _("The successor has a group %(name)s in that year: give this one another name.")
                % {"name": move.name},
                code="name_taken",
            )
        taken.add(key)  # type: ignore[arg-type]
    lost = [
        move.name for move in moves if move.move == LEAVES and move.group.school_year.starts_on > on
    ]
    if lost:
        raise UnableToRecord(
            _("%(names)s begin after the last day: say which institution takes them.")
            % {"names": ", ".join(lost)},
            code="left_over",
        )


KIND = "closing"
SUBJECT = "closing.Closing"


class Terms(TypedDict, total=False):
    """How an institution closes."""

    on: date
    successor: Organisation | None
    further: Organisation | None
    decision: str
    decided_on: date | None
    staff_go: bool
    sites_go: bool


@dataclass(frozen=True)
class Destination:
    """Where a group goes: to a successor under a name, into a group, or nowhere."""

    successor: int | None = None
    into: int | None = None
    name: str = ""

    @property
    def move(self) -> str:
        if self.into:
            return JOINS
        return GOES if self.successor else LEAVES


def begin(
    *, institution: Organisation, by: User | None, at: datetime, **terms: Unpack[Terms]
) -> Closing:
    """Begin to prepare a closing; every group is proposed to go to the main successor."""
    _demand(institution, terms, by=by)
    with transaction.atomic():
        closing = changes.make(Closing, at=at, institution=institution, changed_by=by, **terms)
        _propose(closing)
        _note("begin", closing, by=by, at=at)
    return closing


def change(
    *, closing: Closing, revision: int, by: User | None, at: datetime, **terms: Unpack[Terms]
) -> Closing:
    """Change how the institution closes; with another day or successor groups are proposed anew."""
    _demand(closing.institution, terms, by=by)
    before = (closing.on, closing.successor_id, closing.further_id)
    with _changing(closing, "change", revision=revision, by=by, at=at):
        for name, value in terms.items():
            setattr(closing, name, value)
        closing.full_clean()
        closing.save()
        if before != (closing.on, closing.successor_id, closing.further_id):
            closing.groups.all().delete()
            _propose(closing)
    return closing


def change_groups(
    *,
    closing: Closing,
    destinations: Mapping[int, Destination],
    revision: int,
    by: User | None,
    at: datetime,
) -> Closing:
    """Say where the groups go, by the id of the move."""
    with _changing(closing, "change_groups", revision=revision, by=by, at=at):
        moves = {move.pk: move for move in _moves(closing)}
        for pk, there in destinations.items():
            move = moves[pk]
            move.move, move.successor_id, move.into_id = there.move, there.successor, there.into
            move.name = there.name or move.name
        whole(list(moves.values()), on=closing.on)
        GroupMove.objects.bulk_update(moves.values(), ["move", "successor", "into", "name"])
    return closing


def change_posts(
    *, closing: Closing, ending: list[int], revision: int, by: User | None, at: datetime
) -> Closing:
    """Say which posts end though the others go to the successor."""
    with _changing(closing, "change_posts", revision=revision, by=by, at=at):
        Closing.objects.filter(pk=closing.pk).update(ending_posts=ending)
    return closing


def drop(*, closing: Closing, revision: int, by: User | None, at: datetime) -> None:
    """Throw the plan away; what was carried out of it stays."""
    with _changing(closing, "drop", revision=revision, by=by, at=at):
        closing.delete()


def carry_out(*, closing: Closing, revision: int, by: User | None, at: datetime) -> Closing:
    """Close the institution and hand over what goes to its successors, all of it or nothing.

    Raises UnableToChange, UnableToRecord and UnableToCarryOut.
    """
    CLOSING.demand(closing, "carry_out", by=by)
    today = Installation.current().as_of()

    def records() -> Records:
        closing.refresh_from_db()
        CLOSING.check(closing, "carry_out")
        check_at_step(closing, revision)
        check_can_close(closing.institution, on=closing.on, successors=closing.successors)
        whole(list(_moves(closing)), on=closing.on)
        return outcome.planned_records(closing, today=today)

    def note(done: Import) -> None:
        changes.change(closing, revision=revision, at=at, done=done, changed_by=by)

    act = _act(closing, "carry_out", by=by, at=at)
    successors = [one.pk for one in closing.successors]
    details = {"closing": closing.pk, "on": closing.on.isoformat(), "successors": successors}
    guided.carry_out(act, records, then=note, details=details)
    return closing


def undo(*, closing: Closing, by: User | None, at: datetime) -> Closing:
    """Open the institution again as it was, as long as nothing later stands on it.

    Raises UnableToCarryOut naming what does, and UnableToRecord when nothing is carried out.
    """
    CLOSING.admit(closing, "undo", by=by)
    assert closing.done is not None  # noqa: S101
    guided.undo(closing.done, _act(closing, "undo", by=by, at=at))
    closing.refresh_from_db()
    return closing


def _demand(institution: Organisation, terms: Terms, *, by: User | None) -> None:
    changes.demand(CLOSE, by=by, organisation=institution)
    successors = [one for one in (terms.get("successor"), terms.get("further")) if one]
    for successor in successors:
        changes.demand(CLOSE, by=by, organisation=successor)
    check_can_close(institution, on=terms["on"], successors=successors)


def _propose(closing: Closing) -> None:
    groups: list[Group] = groups_after(closing)
    GroupMove.objects.bulk_create(proposed(closing, groups))


def _moves(closing: Closing) -> Iterator[GroupMove]:
    yield from closing.groups.select_related("group__school_year")


@contextmanager
def _changing(
    closing: Closing, act: str, *, revision: int, by: User | None, at: datetime
) -> Iterator[None]:
    """One change of the plan: permitted, of the state that was looked at, noted, or none of it."""
    CLOSING.admit(closing, act, by=by)
    with transaction.atomic():
        changes.change(closing, revision=revision, at=at, changed_by=by)
        _note(act, closing, by=by, at=at)
        yield


def _act(closing: Closing, act: str, *, by: User | None, at: datetime) -> Act:
    title = f"{closing.institution.name} · {closing.on.isoformat()}"
    return Act(KIND, CLOSING[act].audited, title, closing.institution, by, at)


def _note(act: str, closing: Closing, *, by: User | None, at: datetime) -> None:
    audit.note(
        action=CLOSING[act].audited,
        by=by,
        at=at,
        organisation=closing.institution,
        subject=SUBJECT,
        ids=[closing.pk],
    )


def groups_after(closing: Closing) -> list[Group]:
    """The groups whose school year lasts beyond the last day."""
    groups = Group.objects.filter(
        institution=closing.institution_id, school_year__ends_on__gt=closing.on
    )
    return list(groups.select_related("school_year", "programme"))


def proposed(closing: Closing, groups: list[Group]) -> Iterator[GroupMove]:
    """The moves, not yet stored; a name that the successor has already gets a number."""
    taken = _taken(closing.successor, groups)
    for group in groups:
        name = group.name
        if closing.successor:
            name = _free(group, taken)
        yield GroupMove(
            closing=closing,
            group=group,
            move=GOES if closing.successor else LEAVES,
            successor=closing.successor,
            name=name,
        )


def _taken(successor: Organisation | None, groups: list[Group]) -> set[tuple[int, str]]:
    years = {group.school_year_id for group in groups}
    held = Group.objects.filter(institution=successor, school_year__in=years)
    return set(held.values_list("school_year", "name")) if successor else set()


def _free(group: Group, taken: set[tuple[int, str]]) -> str:
    names = [group.name, *(f"{group.name} {number}" for number in range(2, 100))]
    free = next(name for name in names if (group.school_year_id, name) not in taken)
    taken.add((group.school_year_id, free))
    return free
