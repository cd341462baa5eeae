"""What is evaluated with an instrument, as its page tells."""

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext, gettext_noop

from gaisma.base import wording
from gaisma.base.models import User
from gaisma.quality.selfevaluation.models import Appraisal, Contribution, Finding, SelfEvaluation
from gaisma.record.instruments.usages import InstrumentUsages, Usage

KINDS: tuple[tuple[Any, str, str], ...] = (
    (SelfEvaluation, gettext_noop("Self-evaluation"), "selfevaluation:list"),
    (Contribution, gettext_noop("Own self-evaluations"), "selfevaluation:contributions"),
    (Finding, gettext_noop("Evaluations from outside"), "selfevaluation:findings"),
    (Appraisal, gettext_noop("Appraisal of heads"), "selfevaluation:appraisals"),
)
"""What is evaluated, and the page that lists it."""


def of(user: User, instrument_id: int) -> tuple[Usage, ...]:
    """How many of each kind the person sees, of those that ask the instrument."""
    numbers = (
        (model.objects.visible_to(user).filter(version__instrument=instrument_id).count(), *rest)
        for model, *rest in KINDS
    )
    return tuple(
        Usage(gettext(title), reverse(page), wording.number(number))
        for number, title, page in numbers
        if number
    )


USAGES = [InstrumentUsages("evaluations", gettext_noop("Evaluations"), of)]
