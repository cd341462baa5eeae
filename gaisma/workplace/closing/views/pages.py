"""What the steps of a closing share: the plan within reach, the stepper, the way."""

from typing import Any

from django.http import Http404
from django.urls import reverse
from django.utils.translation import gettext as _

from gaisma.base import access
from gaisma.base.access import SignedInRequest
from gaisma.base.permissions import OFFICIALS
from gaisma.base.workflow import Step, walked
from gaisma.workplace.closing import queries
from gaisma.workplace.closing.models import Closing


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


def _steps(closing: Closing, current: str) -> tuple[Step, ...]:
    titles = {
        "change": _("Decision"),
        "groups": _("Groups"),
        "posts": _("Staff"),
        "preview": _("Summary"),
    }
    ways = [
        (title, reverse(f"closing:{name}", args=[closing.pk])) for name, title in titles.items()
    ]
    return walked(ways, current=list(titles).index(current))


def revision(request: SignedInRequest) -> int:
    """The revision at which the plan was looked at; none is that of no plan."""
    given = request.POST.get("revision", "")
    return int(given) if given.isascii() and given.isdecimal() else 0
