"""What a report's state allows, and who takes each act: one table.

The same check refuses an act and explains a button that is grey.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop, ngettext

from gaisma.base.errors import GaismaError
from gaisma.evidence.reports import doubts, permissions
from gaisma.evidence.reports.models import (
    ADOPTED,
    APPROVED,
    DRAFT,
    IN_REVIEW,
    PUBLISHED,
    STATES,
    Report,
)


class UnableToProceed(GaismaError):
    """Says in which state the report is, and in which it would have to be."""


@dataclass(frozen=True)
class Step:
    """An act that takes a report from one state to another."""

    taken_from: str
    leads_to: str


STEPS: Mapping[str, Step] = MappingProxyType(
    {
        "send_for_review": Step(DRAFT, IN_REVIEW),
        "return_to_draft": Step(IN_REVIEW, DRAFT),
        "approve": Step(IN_REVIEW, APPROVED),
        "adopt": Step(APPROVED, ADOPTED),
        "publish": Step(ADOPTED, PUBLISHED),
    }
)
STATES_OF: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        "write": (DRAFT,),
        "change_day": (DRAFT,),
        "comment": (DRAFT, IN_REVIEW),
        "justify": (DRAFT, IN_REVIEW),
        "build": STATES,
        **{act: (step.taken_from,) for act, step in STEPS.items()},
    }
)
"""In which states an act is allowed."""

PERMISSIONS: Mapping[str, str] = MappingProxyType(
    {
        "draft": permissions.WRITE,
        "write": permissions.WRITE,
        "change_day": permissions.WRITE,
        "comment": permissions.WRITE,
        "justify": permissions.WRITE,
        "build": permissions.WRITE,
        "send_for_review": permissions.WRITE,
        "return_to_draft": permissions.REVIEW,
        "approve": permissions.REVIEW,
        "adopt": permissions.WRITE,
        "publish": permissions.REVIEW,
    }
)
"""Which permission an act takes, held for the whole authority."""

SETTLED = ("send_for_review", "approve")
"""Acts that wait until nothing of the texts is doubted."""

TITLES = MappingProxyType(
    {
        DRAFT: gettext_noop("draft"),
        IN_REVIEW: gettext_noop("in review"),
        APPROVED: gettext_noop("approved"),
        ADOPTED: gettext_noop("adopted"),
        PUBLISHED: gettext_noop("published"),
    }
)


def allows(report: Report, act: str) -> bool:
    """Whether the report's state allows the act."""
    return report.state in STATES_OF[act]


def check(report: Report, act: str, *, lake_version: int | None = None) -> None:
    """Raises UnableToProceed."""
    sentence = hindrance(report, act, lake_version=lake_version)
    if sentence:
        code = "not_settled" if allows(report, act) else "wrong_state"
        raise UnableToProceed(sentence, code=code, choices=STATES_OF[act])


def hindrance(report: Report, act: str, *, lake_version: int | None = None) -> str:
    """What stands in the way of the act, with the numbers of that version; nothing when it can be
    done."""
    if not allows(report, act):
        return _wrong_state(report, act)
    if act == "approve" and (count := report.comments.filter(resolved_at=None).count()):
        message = ngettext(
            "%(count)s comment is still open: it has to be settled before the approval.",
            "%(count)s comments are still open: they have to be settled before the approval.",
            count,
        )
        return message % {"count": count}
    if act in SETTLED and (count := len(doubts.open_of(report, lake_version=lake_version))):
        message = ngettext(
            "%(count)s matter has to be settled: mend it, take it out, or say why it may stay.",
            "%(count)s matters have to be settled: mend them, take them out, or say why they may "
            "stay.",
            count,
        )
        return message % {"count": count}
    return ""


def _wrong_state(report: Report, act: str) -> str:
    message = _(
        "The report is in the state “%(state)s”: this can be done only when it is “%(needed)s”."
    )
    needed = _("” or “").join(_(TITLES[state]) for state in STATES_OF[act])
    return message % {"state": _(TITLES[report.state]), "needed": needed}
