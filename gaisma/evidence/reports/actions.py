"""What is done with a report: its way from draft to publication, its texts, its documents."""

from collections.abc import Iterator, Sequence
from datetime import date, datetime
from pathlib import Path

from django.db import transaction
from django.utils.translation import gettext as _

from gaisma.analytics.calculation import Figure
from gaisma.base import audit, changes
from gaisma.base.changes import UnableToChange, UnableToRecord
from gaisma.base.errors import GaismaError
from gaisma.base.models import Installation, User
from gaisma.base.registry import gathered
from gaisma.base.wording import school_years
from gaisma.evidence.lake import actions as lake
from gaisma.evidence.lake import queries as versions
from gaisma.evidence.reports import building, desks, remembering
from gaisma.evidence.reports.builder import Built
from gaisma.evidence.reports.doubts import Doubt
from gaisma.evidence.reports.models import (
    PINNED,
    Comment,
    Justification,
    Narrative,
    NarrativeVersion,
    Report,
    ReportFigure,
    exact,
)
from gaisma.evidence.reports.workflow import REPORT


@transaction.atomic
def draft(*, name: str, school_year: str, as_of: date, by: User | None, at: datetime) -> Report:
    """Begin the report of a school year. Raises UnableToRecord when it stands already."""
    _demand("draft", by=by)
    _check_new(name, school_year)
    report = Report.objects.create(name=name, school_year=school_year, as_of=as_of)
    _note(report, "draft", by=by, at=at)
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
    _demand("change_day", by=by)
    found = _locked(report, "change_day")
    found.as_of = as_of
    found.save(update_fields=["as_of"])
    _note(found, "change_day", by=by, at=at, as_of=as_of.isoformat())
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
        _record(report=returned, section="", text=reason, by=by, at=at, returns=True)
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
    _demand(act, by=by)
    number = fields.get("lake_version")
    found = _locked(report, act, lake_version=number if isinstance(number, int) else None)
    found.state = REPORT[act].leads_to
    for name, value in fields.items():
        setattr(found, name, value)
    found.save()
    _note(found, act, by=by, at=at, lake_version=found.lake_version)
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


@transaction.atomic
def write(
    *,
    report: Report,
    section: str,
    language: str,
    text: str,
    revision: int,
    by: User | None,
    at: datetime,
) -> Narrative:
    """Put people's own text in the place of the one that ships with a section.

    `revision` is that of the text which the writer has seen; none was written yet is 0. Raises
    UnableToRecord when the report is no draft any more, and UnableToChange when somebody else was
    first, UnreadableNarrative for a token with which the report could not be built.
    """
    _demand("write", by=by)
    found = _locked(report, "write")
    if "[[" in text or "]]" in text or len(text) > desks.LONGEST:
        desks.check(desks.desk(found, section, language=language), text)
    # The report is locked: nobody else writes any of its texts meanwhile.
    narrative = Narrative.objects.filter(report=found, section=section, language=language).first()
    if (narrative.revision if narrative else 0) != revision:
        raise UnableToChange(
            _("Somebody else has changed this text meanwhile: nothing of theirs was overwritten."),
            code="changed_meanwhile",
        )
    narrative = narrative or Narrative(report=found, section=section, language=language)
    # Lines end as files of ours do, whatever a browser sends.
    narrative.text = "\n".join(line.rstrip() for line in text.splitlines()).strip()
    narrative.revision = revision + 1
    narrative.save()
    _keep(narrative, found, by=by, at=at)
    _note(found, "write", by=by, at=at, section=section, language=language)
    return narrative


def reset(
    *, report: Report, section: str, language: str, revision: int, by: User | None, at: datetime
) -> Narrative:
    """Let the text that ships stand again; what people wrote stays in the history."""
    return write(
        report=report, section=section, language=language, text="", revision=revision, by=by, at=at
    )


def _figures(report: Report, narrative: Narrative) -> remembering.Memory:
    """What the figures of the section are as its text is written; none before there is evidence."""
    try:
        at = desks.desk(report, narrative.section, language=narrative.language)
        return remembering.told(at, narrative.text)
    except GaismaError:
        return {}


def _keep(narrative: Narrative, report: Report, *, by: User | None, at: datetime) -> None:
    NarrativeVersion.objects.create(
        narrative=narrative,
        revision=narrative.revision,
        text=narrative.text,
        figures=_figures(report, narrative) if narrative.text else {},
        written_by=by,
        written_at=at,
    )


@transaction.atomic
def comment(*, report: Report, section: str, text: str, by: User | None, at: datetime) -> Comment:
    """Comment on a section, or on the whole report when none is named.

    Raises UnableToRecord.
    """
    _demand("comment", by=by)
    return _record(report=_locked(report, "comment"), section=section, text=text, by=by, at=at)


def _record(
    *,
    report: Report,
    section: str,
    text: str,
    by: User | None,
    at: datetime,
    returns: bool = False,
) -> Comment:
    """Write a comment within an act that has been allowed. Raises UnableToRecord."""
    if not text.strip():
        raise UnableToRecord(_("Write what is to be said."), code="no_text")
    comment = Comment.objects.create(
        report=report,
        section=section,
        text=text.strip(),
        returns=returns,
        written_by=by,
        written_at=at,
    )
    _note(report, "comment", by=by, at=at, section=section, comment=comment.pk)
    return comment


@transaction.atomic
def resolve_comment(*, comment: Comment, by: User | None, at: datetime) -> Comment:
    """Say that what a comment asked for is done; what is settled stays as it was."""
    return _settle(comment, "resolve_comment", resolved_by=by, resolved_at=at, by=by, at=at)


@transaction.atomic
def reopen_comment(*, comment: Comment, by: User | None, at: datetime) -> Comment:
    """Open a settled comment again; one that is open stays as it was."""
    return _settle(comment, "reopen_comment", resolved_by=None, resolved_at=None, by=by, at=at)


def _settle(
    comment: Comment,
    act: str,
    *,
    resolved_by: User | None,
    resolved_at: datetime | None,
    by: User | None,
    at: datetime,
) -> Comment:
    _demand(act, by=by)
    report = _locked(comment.report, act)
    comment = Comment.objects.select_for_update().get(pk=comment.pk)
    if (comment.resolved_at is None) == (resolved_at is None):
        return comment
    comment.resolved_by, comment.resolved_at = resolved_by, resolved_at
    comment.save(update_fields=["resolved_by", "resolved_at"])
    _note(report, act, by=by, at=at, comment=comment.pk)
    return comment


@transaction.atomic
def justify(
    *, report: Report, doubt: Doubt, reason: str, by: User | None, at: datetime
) -> Justification:
    """Say why what is doubted may stay. Raises UnableToRecord."""
    _demand("justify", by=by)
    found = _locked(report, "justify")
    if not reason.strip():
        raise UnableToRecord(_("The reason is empty: write why it may stay."), code="no_reason")
    given = {
        "section": doubt.section,
        "language": doubt.language,
        "about": doubt.sentence,
        "reason": reason.strip(),
        "given_by": by,
        "given_at": at,
    }
    kept, _made = Justification.objects.update_or_create(
        report=found, key=doubt.key, defaults=given
    )
    _note(
        found,
        "justify",
        by=by,
        at=at,
        section=doubt.section,
        language=doubt.language,
        justification=kept.pk,
    )
    return kept


@transaction.atomic
def withdraw_justification(*, justification: Justification, by: User | None, at: datetime) -> None:
    """Take a justification back: what it let stay is doubted again. Raises UnableToRecord."""
    _demand("withdraw_justification", by=by)
    found = _locked(justification.report, "withdraw_justification")
    details = {"section": justification.section, "language": justification.language}
    _note(found, "withdraw_justification", by=by, at=at, **details)
    justification.delete()


def build(
    *, report: Report, by: User | None, at: datetime, tell: building.Tell = lambda _d, _t: None
) -> list[Path]:
    """Build the documents in all languages: what was approved from its version, else the newest.

    Done again it replaces the files. No transaction is held while they are drawn.
    """
    _demand("build", by=by)
    REPORT.check(report, "build")
    if report.state not in PINNED:
        lake.refresh(reason="report", at=at)
    written = building.build(report, at=at, tell=tell)
    _note(report, "build", by=by, at=at, files=len(written))
    return written


def _demand(act: str, *, by: User | None) -> None:
    """Refuse a person who does not hold the act's permission for the authority.

    Raises NotPermitted.
    """
    changes.demand(REPORT[act].permission, by=by, organisation=Installation.current().authority)


def _locked(report: Report, act: str, *, lake_version: int | None = None) -> Report:
    """The report as it is now, kept for this act with the numbers of that version.

    Raises UnableToRecord.
    """
    found = Report.objects.select_for_update().get(pk=report.pk)
    REPORT.check(found, act, lake_version=lake_version)
    return found


def _note(
    report: Report, act: str, *, by: User | None, at: datetime, **details: str | int | None
) -> None:
    """Put the act into the audit; what people wrote stands in the record, not there."""
    told = {"name": report.name, "school_year": report.school_year}
    audit.note(
        action=REPORT[act].audited,
        by=by,
        at=at,
        subject="reports.Report",
        ids=[report.pk],
        details={**told, **{name: value for name, value in details.items() if value is not None}},
    )
