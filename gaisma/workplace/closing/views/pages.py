"""What the steps of a closing share: the plan within reach, the stepper, the way."""

from dataclasses import dataclass
from typing import Any

from django.http import Http404
from django.urls import reverse
from django.utils.translation import gettext as _

from gaisma.base import access
from gaisma.base.access import SignedInRequest
from gaisma.base.permissions import OFFICIALS
from gaisma.workplace.closing import queries
from gaisma.workplace.closing.models import Closing

STEPS = ("groups", "posts", "preview")


@dataclass(frozen=True)
class Step:
    """A step of the guided way."""

    title: str
    state: str
    address: str


def found(request: SignedInRequest, closing_id: int) -> Closing:
    """The closing, or Http404 when it is not of an institution within reach."""
    closing = queries.known(closing_id)
    if closing is None or closing.institution_id not in access.reach(request.user, *OFFICIALS):
        raise Http404
    return closing


def page(closing: Closing, step: str) -> dict[str, Any]:
    """What the template of every step shows around its own part."""
    return {
        "closing": closing,
        "title": closing.institution.name,
        "steps": _steps(closing, step),
        "crumbs": [(_("Closing and merging"), reverse("closing:closings"))],
    }


def _steps(closing: Closing, current: str) -> list[Step]:
    titles = {"groups": _("Groups"), "posts": _("Staff"), "preview": _("Summary")}
    steps = [Step(_("Decision"), "done", reverse("closing:change", args=[closing.pk]))]
    for number, name in enumerate(STEPS):
        at = STEPS.index(current)
        state = "done" if number < at else "current" if number == at else "coming"
        steps.append(Step(titles[name], state, reverse(f"closing:{name}", args=[closing.pk])))
    return steps


def revision(request: SignedInRequest) -> int:
    """The revision at which the plan was looked at; none is that of no plan."""
    given = request.POST.get("revision", "")
    return int(given) if given.isascii() and given.isdecimal() else 0
