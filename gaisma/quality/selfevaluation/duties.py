"""What institutions owe: the self-evaluation of the year, by a day that depends on their kind."""

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext, gettext_noop

from gaisma.base import access, wording
from gaisma.base.duties import Duty, Owed
from gaisma.base.models import Organisation, User
from gaisma.base.permissions import KEEPERS, LEADERS
from gaisma.quality.selfevaluation import appraisal_duties, own_duties, policies
from gaisma.quality.selfevaluation.models import SelfEvaluation
from gaisma.quality.selfevaluation.policies import AHEAD
from gaisma.quality.selfevaluation.queries import board
from gaisma.quality.selfevaluation.queries.board import KINDS
from gaisma.quality.selfevaluation.workflow import UNSIGNED


@dataclass(frozen=True)
class _Waited:
    """A report that is waited for; `report` where it is begun."""

    institution: Organisation
    ends_in: int
    report: SelfEvaluation | None = None

    @property
    def due_on(self) -> date:
        return policies.due_in(self.institution.kind, self.ends_in)

    @property
    def school_year(self) -> str:
        return f"{self.ends_in - 1}/{self.ends_in}"


def owed(user: User, on: date) -> tuple[Owed, ...]:
    """Self-evaluations that are not signed yet, of what the reader leads or keeps."""
    kept = access.reach(user, *KEEPERS)
    if not kept:
        return ()
    led = access.reach(user, *LEADERS)
    rows = SelfEvaluation.objects.filter(institution__in=kept).order_by(
        "school_year__starts_on", "pk"
    )
    found = list(rows.select_related("institution", "school_year"))
    waited = (*_waited(found, on), *_without(kept, {row.institution_id for row in found}, on))
    near = (one for one in waited if one.due_on - AHEAD <= on)
    return tuple(_owed(one, leads=one.institution.pk in led) for one in near)


def _waited(rows: list[SelfEvaluation], on: date) -> Iterator[_Waited]:
    """What is begun and not signed, and of whoever signed the last one the next."""
    latest = {row.institution_id: row for row in rows}
    for row in rows:
        if row.state in UNSIGNED:
            yield _Waited(row.institution, row.school_year.ends_on.year, row)
    for row in latest.values():
        is_open = row.institution.closed_on is None or row.institution.closed_on >= on
        if row.state not in UNSIGNED and is_open:
            yield _Waited(row.institution, row.school_year.ends_on.year + 1)


def _without(kept: Collection[int], known: Collection[int], on: date) -> Iterator[_Waited]:
    """Institutions of which there is none at all: what they owe of earlier years is not known."""
    places = Organisation.objects.filter(pk__in=kept, kind__in=KINDS).exclude(pk__in=known)
    for place in places.open_on(board.within(on.year)).open_on(on).order_by("name"):
        yield _Waited(place, on.year)


def _owed(waited: _Waited, *, leads: bool) -> Owed:
    """Who leads the institution is told that it came back."""
    report, told = waited.report, gettext("Self-evaluation report for %(year)s")
    if report is not None and report.returned_because and leads:
        told = gettext("Self-evaluation report for %(year)s: returned for mending")
    return Owed(
        organisation_id=waited.institution.pk,
        organisation=waited.institution.name,
        due_on=waited.due_on,
        page=_page(waited, leads=leads),
        of=(report.pk,) if report else (),
        sentence=told % {"year": wording.school_year(waited.school_year)},
    )


def _page(waited: _Waited, *, leads: bool) -> str:
    """Where it is done: who leads begins it, the authority sees who has not."""
    if waited.report is not None:
        return "selfevaluation:report"
    return "selfevaluation:begin" if leads else "selfevaluation:board"


DUTIES = [
    Duty("self_evaluations", gettext_noop("Self-evaluation"), owed),
    Duty("appraisals", gettext_noop("Appraisal of heads"), appraisal_duties.owed),
    Duty("own_evaluations", gettext_noop("Own self-evaluation"), own_duties.owed),
]
