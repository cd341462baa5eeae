"""How a report goes from its draft to its publication, and who takes it on."""

from typing import Any

from django.utils.translation import gettext_noop, ngettext

from gaisma.base.models import Installation
from gaisma.base.workflow import State, Transition, Workflow
from gaisma.evidence.reports import doubts, permissions
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
        Transition("draft", (), DRAFT, permission=permissions.WRITE),
        Transition("write", (DRAFT,), permission=permissions.WRITE),
        Transition("comment", (DRAFT, IN_REVIEW), permission=permissions.WRITE),
        Transition("justify", (DRAFT, IN_REVIEW), permission=permissions.WRITE),
        Transition("build", STATES, permission=permissions.WRITE),
        Transition(
            "send_for_review",
            (DRAFT,),
            IN_REVIEW,
            permission=permissions.WRITE,
            title=gettext_noop("Send for review"),
            check=_is_settled,
        ),
        Transition(
            "approve",
            (IN_REVIEW,),
            APPROVED,
            permission=permissions.REVIEW,
            title=gettext_noop("Approve"),
            check=_is_answered,
        ),
        Transition(
            "return_to_draft",
            (IN_REVIEW,),
            DRAFT,
            permission=permissions.REVIEW,
            title=gettext_noop("Return with a reason"),
            tone="",
        ),
        Transition(
            "adopt",
            (APPROVED,),
            ADOPTED,
            permission=permissions.WRITE,
            title=gettext_noop("Record the council's decision"),
        ),
        Transition(
            "publish",
            (ADOPTED,),
            PUBLISHED,
            permission=permissions.REVIEW,
            title=gettext_noop("Publish"),
        ),
        Transition(
            "change_day",
            (DRAFT,),
            permission=permissions.WRITE,
            title=gettext_noop("Change the day of the data"),
            tone="",
        ),
    ),
    place=lambda _report: Installation.current().authority,
)
