"""Whether a report's state allows an act: one table."""

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from gaisma.base.errors import GaismaError
from gaisma.evidence.reports.models import (
    ADOPTED,
    APPROVED,
    DRAFT,
    IN_REVIEW,
    PUBLISHED,
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
    return report.state == STEPS[act].taken_from


def check(report: Report, act: str) -> Step:
    """The step that the act takes. Raises UnableToProceed."""
    step = STEPS[act]
    if allows(report, act):
        return step
    message = _(
        "The report is in the state “%(state)s”: this can be done only when it is “%(needed)s”."
    )
    words = {"state": _(TITLES[report.state]), "needed": _(TITLES[step.taken_from])}
    raise UnableToProceed(message % words, code="wrong_state", choices=[step.taken_from])
