"""What the steps of a plan share: the plan within reach, the stepper, the way."""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.urls import reverse
from django.utils.translation import gettext as _

from gaisma.base import access
from gaisma.base.access import SignedInRequest
from gaisma.base.workflow import Step, walked
from gaisma.workplace.new_year.models import Plan
from gaisma.workplace.new_year.permissions import PREPARE


def found(request: SignedInRequest, plan_id: int) -> Plan:
    """The plan, or Http404 when it is not of an institution within reach."""
    plans = Plan.objects.select_related("institution", "done", "changed_by")
    plan = plans.filter(pk=plan_id).first()
    if plan is None:
        raise Http404
    institution = access.found(request.user, plan.institution_id)
    if not access.may(request.user, PREPARE, institution):
        raise PermissionDenied
    return plan


def page(plan: Plan, step: str) -> dict[str, Any]:
    """What the template of every step shows around its own part."""
    return {
        "plan": plan,
        "title": plan.institution.name,
        "steps": _steps(plan, step),
        "crumbs": [(_("The new school year"), reverse("new_year:plans"))],
    }


def _steps(plan: Plan, current: str) -> tuple[Step, ...]:
    titles = {
        "groups": _("Groups"),
        "learners": _("Learners"),
        "programmes": _("Programmes"),
        "preview": _("Summary"),
    }
    ways = [(title, reverse(f"new_year:{name}", args=[plan.pk])) for name, title in titles.items()]
    return walked([(_("School year"), ""), *ways], current=list(titles).index(current) + 1)


def revision(request: SignedInRequest) -> int:
    """The revision at which the plan was looked at; none is that of no plan."""
    given = request.POST.get("revision", "")
    return int(given) if given.isascii() and given.isdecimal() else 0
