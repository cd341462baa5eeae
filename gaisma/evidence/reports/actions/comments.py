"""What is said about a report before it is approved."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from gaisma.base.changes import UnableToRecord
from gaisma.base.models import User
from gaisma.evidence.reports.actions.noting import demand, locked, note
from gaisma.evidence.reports.models import Comment, Report


@transaction.atomic
def add(*, report: Report, section: str, text: str, by: User | None, at: datetime) -> Comment:
    """Comment on a section, or on the whole report when none is named.

    Raises UnableToRecord.
    """
    demand("comment", by=by)
    return record(report=locked(report, "comment"), section=section, text=text, by=by, at=at)


def record(
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
    note(report, "comment", by=by, at=at, section=section, comment=comment.pk)
    return comment


@transaction.atomic
def resolve(*, comment: Comment, by: User | None, at: datetime) -> Comment:
    """Say that what a comment asked for is done; what is settled stays as it was."""
    return _set(comment, "resolve_comment", resolved_by=by, resolved_at=at, by=by, at=at)


@transaction.atomic
def reopen(*, comment: Comment, by: User | None, at: datetime) -> Comment:
    """Open a settled comment again; one that is open stays as it was."""
    return _set(comment, "reopen_comment", resolved_by=None, resolved_at=None, by=by, at=at)


def _set(
    comment: Comment,
    act: str,
    *,
    resolved_by: User | None,
    resolved_at: datetime | None,
    by: User | None,
    at: datetime,
) -> Comment:
    demand(act, by=by)
    report = locked(comment.report, act)
    comment = Comment.objects.select_for_update().get(pk=comment.pk)
    if (comment.resolved_at is None) == (resolved_at is None):
        return comment
    comment.resolved_by, comment.resolved_at = resolved_by, resolved_at
    comment.save(update_fields=["resolved_by", "resolved_at"])
    note(report, act, by=by, at=at, comment=comment.pk)
    return comment
