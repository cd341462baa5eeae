"""A plan is looked at as a whole, carried out, undone, thrown away."""

from functools import partial

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from gaisma.base import acting, clock, jobs, wording
from gaisma.base.access import SignedInRequest, requires
from gaisma.base.forms import Revised, shown_or_sent
from gaisma.workplace.new_year import forms, outcome
from gaisma.workplace.new_year.actions import carrying_out
from gaisma.workplace.new_year.actions import plans as actions
from gaisma.workplace.new_year.queries import preview as previews
from gaisma.workplace.new_year.queries.reading import note_read
from gaisma.workplace.new_year.views import pages

LARGE = 400
"""From so many learners on a plan is carried out in the background."""


@requires("new_year.prepare")
@require_safe
def preview(request: SignedInRequest, plan_id: int) -> HttpResponse:
    """Everything that the plan changes; once it is carried out, that it is."""
    plan = pages.found(request, plan_id)
    shown = previews.preview(plan) if plan.is_open else None
    note_read(plan, (), by=request.user, at=clock.now())
    return render(
        request, "new_year/preview.html", {"preview": shown, **pages.page(plan, "preview")}
    )


@requires("new_year.prepare")
@require_POST
def carry_out(request: SignedInRequest, plan_id: int) -> HttpResponse:
    """Carry the plan out, at once or, when it is large, in the background."""
    plan, now = pages.found(request, plan_id), clock.now()
    revision = pages.revision(request)
    if plan.is_open and outcome.of(plan).learners.height >= LARGE:
        job = jobs.begin(
            "new_year.carry_out",
            by=request.user,
            at=now,
            about=f"{plan.institution.name}, {wording.school_year(plan.school_year)}",
            organisation=plan.institution,
            plan_id=plan.pk,
            revision=revision,
        )
        return redirect(job)
    return acting.done(
        request,
        partial(carrying_out.carry_out, plan=plan, revision=revision),
        said=_("The new school year is carried out."),
        leads_to=reverse("new_year:preview", args=[plan.pk]),
    )


@requires("new_year.prepare")
@shown_or_sent
def undo(request: SignedInRequest, plan_id: int) -> HttpResponse:
    """Put back what the plan changed."""
    plan = pages.found(request, plan_id)
    return acting.asked(
        request,
        forms.SureForm(request.POST or None),
        act=lambda **_given: carrying_out.undo(plan=plan, by=request.user, at=clock.now()),
        said=_("Everything is as it was before; the plan can be changed and carried out again."),
        title=_("Undo the new school year"),
        lead=_(
            "Groups that were opened go, learners are again where they were. It is possible as "
            "long as nobody has changed these rows or built on them."
        ),
        button=_("Undo everything"),
        back=reverse("new_year:preview", args=[plan.pk]),
        danger=True,
    )


@requires("new_year.prepare")
@shown_or_sent
def drop(request: SignedInRequest, plan_id: int) -> HttpResponse:
    """Throw the plan away."""
    plan = pages.found(request, plan_id)
    return acting.asked(
        request,
        Revised(request.POST or None, initial={"revision": plan.revision}),
        act=partial(actions.drop, plan=plan),
        said=_("The plan is thrown away."),
        leads_to=reverse("new_year:plans"),
        title=_("Throw the plan away"),
        lead=_("What you have chosen for groups and learners is lost; the record stays as it is."),
        button=_("Throw away"),
        back=reverse("new_year:groups", args=[plan.pk]),
        danger=True,
    )
