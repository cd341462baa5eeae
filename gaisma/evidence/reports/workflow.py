"""How a report goes from its draft to its publication, and who takes it on."""

from typing import Any

from django.utils.translation import gettext_noop, ngettext

from gaisma.base.models import Installation
from gaisma.base.workflow import State, Transition, Workflow
from gaisma.evidence.reports import audited, doubts, permissions
from gaisma.evidence.reports.models import (
    ADOPTED,
    APPROVED,
    DRAFT,
    IN_REVIEW,
    PUBLISHED,
    STATES,
)


def _is_settled(report: Any, *, lake_version: int | None = None) -> str:
    """Nothing of the texts is doubted, with the numbers of that version."""
    count = len(doubts.open_of(report, lake_version=lake_version))
    if not count:
        return ""
    message = ngettext(
        "%(count)s matter has to be settled: mend it, take it out, or say why it may stay.",
        "%(count)s matters have to be settled: mend them, take them out, or say why they may stay.",
        count,
    )
    return message % {"count": count}


def _is_answered(report: Any, *, lake_version: int | None = None) -> str:
    """No comment waits, and nothing of the texts is doubted."""
    count = report.comments.filter(resolved_at=None).count()
    if not count:
        return _is_settled(report, lake_version=lake_version)
    message = ngettext(
        "%(count)s comment is still open: it has to be settled before the approval.",
        "%(count)s comments are still open: they have to be settled before the approval.",
        count,
    )
    return message % {"count": count}


def _written(key: str, *taken_from: str, **more: Any) -> Transition:
    return Transition(key, taken_from, permission=permissions.WRITE, **more)


def _reviewed(key: str, *taken_from: str, **more: Any) -> Transition:
    return Transition(key, taken_from, permission=permissions.REVIEW, **more)


REPORT = Workflow(
    "reports.report",
    title=gettext_noop("Report"),
    refusal=gettext_noop(
        "The report is in the state “%(state)s”: this can be done only when it is “%(needed)s”."
    ),
    states=(
        State(
            DRAFT,
            gettext_noop("draft"),
            next=gettext_noop("Write the texts, then send the report for review."),
        ),
        State(
            IN_REVIEW,
            gettext_noop("in review"),
            next=gettext_noop("The authority's manager reads it, comments, and approves it."),
        ),
        State(
            APPROVED,
            gettext_noop("approved"),
            next=gettext_noop("The figures are pinned. The council adopts the report next."),
        ),
        State(
            ADOPTED,
            gettext_noop("adopted by the council"),
            next=gettext_noop("The council has adopted it. It can be published."),
        ),
        State(
            PUBLISHED,
            gettext_noop("published"),
            next=gettext_noop("The report is public: nothing of it changes any more."),
        ),
    ),
    transitions=(
        _written(
            "draft", leads_to=DRAFT, audited=audited.DRAFT, told=gettext_noop("began the draft")
        ),
        _written("write", DRAFT, audited=audited.WRITE, told=gettext_noop("wrote a text")),
        _written(
            "comment", DRAFT, IN_REVIEW, audited=audited.COMMENT, told=gettext_noop("commented")
        ),
        _written(
            "resolve_comment",
            DRAFT,
            IN_REVIEW,
            audited=audited.RESOLVE_COMMENT,
            told=gettext_noop("settled a comment"),
        ),
        _written(
            "reopen_comment",
            DRAFT,
            IN_REVIEW,
            audited=audited.REOPEN_COMMENT,
            told=gettext_noop("opened a comment again"),
        ),
        _written(
            "justify",
            DRAFT,
            IN_REVIEW,
            audited=audited.JUSTIFY,
            told=gettext_noop("said why a figure of the texts may stay"),
        ),
        _written(
            "withdraw_justification",
            DRAFT,
            IN_REVIEW,
            audited=audited.WITHDRAW_JUSTIFICATION,
            told=gettext_noop("took back why a figure of the texts may stay"),
        ),
        _written("build", *STATES, audited=audited.BUILD, told=gettext_noop("built the documents")),
        _written(
            "send_for_review",
            DRAFT,
            leads_to=IN_REVIEW,
            audited=audited.SEND_FOR_REVIEW,
            told=gettext_noop("sent the report for review"),
            title=gettext_noop("Send for review"),
            check=_is_settled,
        ),
        _reviewed(
            "approve",
            IN_REVIEW,
            leads_to=APPROVED,
            audited=audited.APPROVE,
            told=gettext_noop("approved the report"),
            title=gettext_noop("Approve"),
            check=_is_answered,
        ),
        _reviewed(
            "return_to_draft",
            IN_REVIEW,
            leads_to=DRAFT,
            audited=audited.RETURN_TO_DRAFT,
            told=gettext_noop("returned the report"),
            title=gettext_noop("Return with a reason"),
            tone="",
        ),
        _written(
            "adopt",
            APPROVED,
            leads_to=ADOPTED,
            audited=audited.ADOPT,
            told=gettext_noop("recorded the council's decision"),
            title=gettext_noop("Record the council's decision"),
        ),
        _reviewed(
            "publish",
            ADOPTED,
            leads_to=PUBLISHED,
            audited=audited.PUBLISH,
            told=gettext_noop("published the report"),
            title=gettext_noop("Publish"),
        ),
        _written(
            "change_day",
            DRAFT,
            audited=audited.CHANGE_DAY,
            told=gettext_noop("changed the day of the data"),
            title=gettext_noop("Change the day of the data"),
            tone="",
        ),
    ),
    place=lambda _report: Installation.current().authority,
)
