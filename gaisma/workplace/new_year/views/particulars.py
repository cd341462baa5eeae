"""One group of a plan: changed, opened, left out."""

from functools import partial

from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from gaisma.base import acting, clock
from gaisma.base.access import SignedInRequest, requires
from gaisma.base.forms import shown_or_sent
from gaisma.workplace.new_year import forms
from gaisma.workplace.new_year.actions import plans as actions
from gaisma.workplace.new_year.views import pages


@requires("new_year.prepare")
@shown_or_sent
def change(request: SignedInRequest, plan_id: int, planned_id: int) -> HttpResponse:
    """Change the particulars of a planned group."""
    plan = pages.found(request, plan_id)
    group = get_object_or_404(plan.groups.select_related("plan", "into"), pk=planned_id)
    asked = forms.GroupForm.base_fields.keys() - {"revision"}
    given = {name: getattr(group, name) for name in asked} | {"revision": plan.revision}
    form = forms.GroupForm(request.POST or None, initial=given, institution=group.institution)
    return acting.asked(
        request,
        form,
        act=lambda **given: actions.change_group(
            group=group,
            fields=form.particulars,
            revision=given["revision"],
            by=request.user,
            at=clock.now(),
        ),
        said=_("The group is as you say."),
        back=reverse("new_year:groups", args=[plan.pk]),
        title=_("%(group)s in the coming year") % {"group": group.name},
    )


@requires("new_year.prepare")
@shown_or_sent
def open_one(request: SignedInRequest, plan_id: int) -> HttpResponse:
    """Plan a group that is new."""
    plan = pages.found(request, plan_id)
    given = {"revision": plan.revision}
    form = forms.GroupForm(request.POST or None, initial=given, institution=plan.institution)
    return acting.asked(
        request,
        form,
        act=lambda **given: actions.open_group(
            plan=plan,
            fields=form.particulars,
            revision=given["revision"],
            by=request.user,
            at=clock.now(),
        ),
        said=_("The group is planned."),
        back=reverse("new_year:groups", args=[plan.pk]),
        title=_("Open a group"),
        button=_("Plan the group"),
    )


@requires("new_year.prepare")
@require_POST
def drop(request: SignedInRequest, plan_id: int, planned_id: int) -> HttpResponse:
    """Leave out a group that was planned as new."""
    plan = pages.found(request, plan_id)
    group = get_object_or_404(plan.groups.select_related("plan"), pk=planned_id)
    revision = pages.revision(request)
    return acting.done(
        request,
        partial(actions.drop_group, group=group, revision=revision),
        said=_("The group is left out."),
        leads_to=reverse("new_year:groups", args=[plan.pk]),
    )
