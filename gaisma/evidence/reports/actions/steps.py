"""What takes a report from its draft to its publication."""

from collections.abc import Iterator, Sequence
from datetime import date, datetime

from django.db import transaction
from django.utils.translation import gettext as _

from gaisma.analytics.calculation import Figure
from gaisma.base.changes import UnableToRecord
from gaisma.base.errors import GaismaError
from gaisma.base.models import User
from gaisma.base.registry import gathered
from gaisma.base.wording import school_years
from gaisma.evidence.lake import actions as lake
from gaisma.evidence.lake import queries as versions
from gaisma.evidence.reports.actions import comments
from gaisma.evidence.reports.actions.noting import demand, locked, note
from gaisma.evidence.reports.builder import Built
from gaisma.evidence.reports.models import Report, ReportFigure, exact
from gaisma.evidence.reports.workflow import REPORT


@transaction.atomic
def draft(*, name: str, school_year: str, as_of: date, by: User | None, at: datetime) -> Report:
    """Begin the report of a school year. Raises UnableToRecord when it stands already."""
    demand("draft", by=by)
    _check_new(name, school_year)
    report = Report.objects.create(name=name, school_year=school_year, as_of=as_of)
    note(report, "draft", by=by, at=at)
    return report


def _check_new(name: str, school_year: str) -> None:
    if name not in gathered("REPORTS"):
        raise UnableToRecord(
            _("There is no report “%(name)s”. Known are: %(choices)s.")
            % {"name": name, "choices": ", ".join(gathered("REPORTS").keys)},
            code="unknown_report",
        )
    try:
        school_years.years(school_year)
    except ValueError:
        raise UnableToRecord(
            _("“%(name)s” is not a school year: write it as 2024/2025.") % {"name": school_year},
            code="bad_school_year",
        ) from None
    if Report.objects.filter(name=name, school_year=school_year).exists():
        raise UnableToRecord(
            _("This report of this school year stands already: open it in the list."),
            code="stands_already",
        )


@transaction.atomic
def change_day(*, report: Report, as_of: date, by: User | None, at: datetime) -> Report:
    """Tell the figures of a draft by which day they were known."""
    demand("change_day", by=by)
    found = locked(report, "change_day")
    found.as_of = as_of
    found.save(update_fields=["as_of"])
    note(found, "change_day", by=by, at=at, as_of=as_of.isoformat())
    return found


@transaction.atomic
def send_for_review(*, report: Report, by: User | None, at: datetime) -> Report:
    """Hand the draft over to those who approve it, with the figures of the newest version."""
    newest = versions.latest()
    sent = newest.number if newest else None
    if sent is not None:
        lake.keep(sent, reason=_kept_for(report))
    return _step(report, "send_for_review", by=by, at=at, sent_lake_version=sent)


@transaction.atomic
def return_to_draft(*, report: Report, by: User | None, at: datetime, reason: str = "") -> Report:
    """Give the report back to those who write it, with what is to be done."""
    returned = _step(report, "return_to_draft", by=by, at=at, sent_lake_version=None)
    if reason.strip():
        comments.record(report=returned, section="", text=reason, by=by, at=at, returns=True)
    return returned


@transaction.atomic
def approve(*, report: Report, built: Sequence[Built], by: User, at: datetime) -> Report:
    """Pin the figures as they were computed, with their definitions and the lake version.

    `built` is the report in each language: what any of them says is pinned, once.
    """
    first = built[0]
    fields = {
        "lake_version": first.lake_version,
        "as_of": first.edition.as_of,
        "approved_by": by,
        "approved_at": at,
    }
    approved = _step(report, "approve", by=by, at=at, **fields)
    if first.lake_version and versions.latest():
        lake.keep(first.lake_version, reason=_kept_for(report))
    _pin(approved, list(_each_once(built)))
    return approved


@transaction.atomic
def adopt(
    *, report: Report, decision_number: str, decision_on: date, by: User | None, at: datetime
) -> Report:
    """Record the council's decision to which the report is an annex."""
    if not decision_number.strip():
        message = _("An adoption needs the number of the council's decision.")
        raise GaismaError(message, code="no_decision_number")
    fields = {"decision_number": decision_number.strip(), "decision_on": decision_on}
    return _step(report, "adopt", by=by, at=at, **fields)


@transaction.atomic
def publish(*, report: Report, by: User | None, at: datetime) -> Report:
    """Let everybody read the report."""
    return _step(report, "publish", by=by, at=at)


def _step(report: Report, act: str, *, by: User | None, at: datetime, **fields: object) -> Report:
    demand(act, by=by)
    number = fields.get("lake_version")
    found = locked(report, act, lake_version=number if isinstance(number, int) else None)
    found.state = REPORT[act].leads_to
    for name, value in fields.items():
        setattr(found, name, value)
    found.save()
    note(found, act, by=by, at=at, lake_version=found.lake_version)
    return found


def _kept_for(report: Report) -> str:
    return f"report {report.name} {report.school_year}"


def _each_once(built: Sequence[Built]) -> Iterator[Figure]:
    seen = set()
    for figure in (figure for one in built for figure in one.figures):
        place = (tuple(sorted(figure.filters.items())), tuple(figure.by.items()), figure.as_of)
        if (figure.indicator, place) not in seen:
            seen.add((figure.indicator, place))
            yield figure


def _pin(report: Report, figures: Sequence[Figure]) -> None:
    ReportFigure.objects.bulk_create(
        ReportFigure(
            report=report,
            number=number,
            indicator=figure.indicator,
            filters=dict(figure.filters),
            breakdown=dict(figure.by),
            value=exact(figure.value),
            compared_value=exact(figure.compared_value),
            state=figure.state,
            compared_state=figure.compared_state or "",
            as_of=figure.as_of,
            definition=figure.definition,
        )
        for number, figure in enumerate(figures, start=1)
    )
