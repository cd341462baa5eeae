"""What is done with a report between its draft and its publication."""

from collections.abc import Sequence
from datetime import date, datetime
from fractions import Fraction

from django.db import transaction
from django.utils.translation import gettext as _

from gaisma.analytics.calculation import Figure
from gaisma.base import audit
from gaisma.base.errors import GaismaError
from gaisma.base.models import User
from gaisma.evidence.reports import policies
from gaisma.evidence.reports.builder import Built
from gaisma.evidence.reports.models import Narrative, Report, ReportFigure


@transaction.atomic
def draft(*, name: str, school_year: str, as_of: date, by: User | None, at: datetime) -> Report:
    """Begin the report of a school year."""
    report = Report.objects.create(name=name, school_year=school_year, as_of=as_of)
    _note(report, "draft", by=by, at=at)
    return report


@transaction.atomic
def write(
    *, report: Report, section: str, language: str, text: str, by: User | None, at: datetime
) -> Narrative:
    """Put people's own text in the place of the one that ships with a section.

    Raises UnableToProceed when the report is no draft any more.
    """
    locked = _locked(report)
    policies.check(locked, "send_for_review")
    narrative, _created = Narrative.objects.update_or_create(
        report=locked, section=section, language=language, defaults={"text": text}
    )
    _note(locked, "write", by=by, at=at, section=section, language=language)
    return narrative


@transaction.atomic
def send_for_review(*, report: Report, by: User | None, at: datetime) -> Report:
    """Hand the draft over to those who approve it."""
    return _step(report, "send_for_review", by=by, at=at)


@transaction.atomic
def return_to_draft(*, report: Report, by: User | None, at: datetime) -> Report:
    """Give the report back to those who write it."""
    return _step(report, "return_to_draft", by=by, at=at)


@transaction.atomic
def approve(*, report: Report, built: Built, by: User, at: datetime) -> Report:
    """Pin the figures as they were computed, with their definitions and the lake version."""
    fields = {
        "lake_version": built.lake_version,
        "as_of": built.edition.as_of,
        "approved_by": by,
        "approved_at": at,
    }
    approved = _step(report, "approve", by=by, at=at, **fields)
    _pin(approved, built.figures)
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
    locked = _locked(report)
    locked.state = policies.check(locked, act).leads_to
    for name, value in fields.items():
        setattr(locked, name, value)
    locked.save()
    _note(locked, act, by=by, at=at)
    return locked


def _locked(report: Report) -> Report:
    return Report.objects.select_for_update().get(pk=report.pk)


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
            as_of=figure.as_of,
            definition=figure.definition,
        )
        for number, figure in enumerate(figures, start=1)
    )


def exact(value: object) -> str:
    """A number as text that loses nothing; nothing is empty."""
    if value is None:
        return ""
    return str(Fraction(str(value)))


def _note(report: Report, act: str, *, by: User | None, at: datetime, **details: str) -> None:
    audit.note(
        action=f"reports.{act}",
        by=by,
        at=at,
        subject="reports.Report",
        ids=[report.pk],
        details={"name": report.name, "school_year": report.school_year, **details},
    )
