"""A plan: its steps, its groups one by one, and what is done with the whole of it."""

from functools import partial
from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from gaisma.base import access, acting, clock, jobs, wording
from gaisma.base.access import SignedInRequest, requires
from gaisma.base.forms import Revised, revision_sent, shown_or_sent
from gaisma.base.workflow import Step, walked
from gaisma.record.programmes.models import Programme
from gaisma.workplace.new_year import actions, forms, outcome
from gaisma.workplace.new_year.models import Plan
from gaisma.workplace.new_year.pages.institutions import offered
from gaisma.workplace.new_year.permissions import PREPARE
from gaisma.workplace.new_year.proposals import register_of
from gaisma.workplace.new_year.queries import plans
from gaisma.workplace.new_year.queries import preview as previews
from gaisma.workplace.new_year.queries.plans import note_read


def _found(request: SignedInRequest, plan_id: int) -> Plan:
    """The plan, or Http404 when it is not of an institution within reach."""
    plans = Plan.objects.select_related("institution", "done", "changed_by")
    plan = plans.filter(pk=plan_id).first()
    if plan is None:
        raise Http404
    institution = access.found(request.user, plan.institution_id)
    if not access.may(request.user, PREPARE, institution):
        raise PermissionDenied
    return plan


def _page(plan: Plan, step: str) -> dict[str, Any]:
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


@requires("new_year.prepare")
@shown_or_sent
def begin(request: SignedInRequest, organisation_id: int) -> HttpResponse:
    """Choose the school year, and begin with what is usual."""
    institution = access.found(request.user, organisation_id)
    year = plans.to_begin(institution.pk, offered())
    given = {"school_year": year}
    form = forms.YearForm(request.POST or None, years=offered(), initial=given)
    return acting.asked(
        request,
        form,
        act=partial(actions.begin, institution=institution),
        said=_("The plan is begun: look through what is proposed."),
        leads_to=lambda plan: reverse("new_year:groups", args=[plan.pk]),
        title=_("Begin a new school year"),
        button=_("Begin"),
        lead=institution.name,
        crumbs=[(_("The new school year"), reverse("new_year:plans"))],
    )


@requires("new_year.prepare")
@shown_or_sent
def groups(request: SignedInRequest, plan_id: int) -> HttpResponse:
    """Say what becomes of every group."""
    plan = _found(request, plan_id)
    given = {"revision": plan.revision, "keeps_teachers": plan.keeps_teachers}
    form = forms.GroupsForm(request.POST or None, initial=given, groups=plans.groups_of(plan))
    return acting.asked(
        request,
        form,
        act=lambda **given: actions.change_groups(
            plan=plan,
            changed=form.changed(),
            keeps_teachers=given["keeps_teachers"],
            revision=given["revision"],
            by=request.user,
            at=clock.now(),
        ),
        said=_("The groups are as you say."),
        leads_to=reverse("new_year:learners", args=[plan.pk]),
        template="new_year/groups.html",
        **_page(plan, "groups"),
    )


@requires("new_year.prepare")
@shown_or_sent
def learners(request: SignedInRequest, plan_id: int) -> HttpResponse:
    """Choose, group by group, who does otherwise than the group."""
    plan = _found(request, plan_id)
    groups = plans.groups_of(plan)
    chosen = plans.chosen_group(groups, request.GET.get("group", ""))
    lines = plans.learners_of(plan, chosen) if chosen else []
    note_read(plan, lines, by=request.user, at=clock.now())
    given = {"revision": plan.revision}
    near = plans.near(chosen, groups) if chosen else []
    form = forms.LearnersForm(request.POST or None, initial=given, learners=lines, groups=near)
    return acting.asked(
        request,
        form,
        act=lambda **given: actions.change_learners(
            plan=plan,
            choices=form.choices(),
            revision=given["revision"],
            by=request.user,
            at=clock.now(),
        ),
        said=_("It is noted where the learners go."),
        leads_to=plans.address_after(plan, groups, chosen),
        template="new_year/learners.html",
        chosen=chosen,
        links=plans.ways(plan, groups, chosen),
        **_page(plan, "learners"),
    )


@requires("new_year.prepare")
@shown_or_sent
def programmes(request: SignedInRequest, plan_id: int) -> HttpResponse:
    """Take programmes over, or let groups follow others."""
    plan = _found(request, plan_id)
    used = Programme.objects.filter(pk__in=plan.groups.values("programme"))
    offered_here = Programme.objects.filter(institution__in=register_of(plan.institution))
    form = forms.ProgrammesForm(
        request.POST or None,
        initial={"revision": plan.revision},
        used=list(used.order_by("stage", "code")),
        offered=list(offered_here.order_by("code")),
    )
    return acting.asked(
        request,
        form,
        act=lambda **given: actions.change_programmes(
            plan=plan,
            replaced=form.replaced(),
            revision=given["revision"],
            by=request.user,
            at=clock.now(),
        ),
        said=_("The programmes are taken over."),
        leads_to=reverse("new_year:preview", args=[plan.pk]),
        template="new_year/programmes.html",
        **_page(plan, "programmes"),
    )


@requires("new_year.prepare")
@shown_or_sent
def change_group(request: SignedInRequest, plan_id: int, planned_id: int) -> HttpResponse:
    """Change the particulars of a planned group."""
    plan = _found(request, plan_id)
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
def open_group(request: SignedInRequest, plan_id: int) -> HttpResponse:
    """Plan a group that is new."""
    plan = _found(request, plan_id)
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
def drop_group(request: SignedInRequest, plan_id: int, planned_id: int) -> HttpResponse:
    """Leave out a group that was planned as new."""
    plan = _found(request, plan_id)
    group = get_object_or_404(plan.groups.select_related("plan"), pk=planned_id)
    revision = revision_sent(request)
    return acting.done(
        request,
        partial(actions.drop_group, group=group, revision=revision),
        said=_("The group is left out."),
        leads_to=reverse("new_year:groups", args=[plan.pk]),
    )


LARGE = 400
"""From so many learners on a plan is carried out in the background."""


@requires("new_year.prepare")
@require_safe
def preview(request: SignedInRequest, plan_id: int) -> HttpResponse:
    """Everything that the plan changes; once it is carried out, that it is."""
    plan = _found(request, plan_id)
    shown = previews.preview(plan) if plan.is_open else None
    note_read(plan, (), by=request.user, at=clock.now())
    return render(request, "new_year/preview.html", {"preview": shown, **_page(plan, "preview")})


@requires("new_year.prepare")
@require_POST
def carry_out(request: SignedInRequest, plan_id: int) -> HttpResponse:
    """Carry the plan out, at once or, when it is large, in the background."""
    plan, now = _found(request, plan_id), clock.now()
    revision = revision_sent(request)
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
        partial(actions.carry_out, plan=plan, revision=revision),
        said=_("The new school year is carried out."),
        leads_to=reverse("new_year:preview", args=[plan.pk]),
    )


@requires("new_year.prepare")
@shown_or_sent
def undo(request: SignedInRequest, plan_id: int) -> HttpResponse:
    """Put back what the plan changed."""
    plan = _found(request, plan_id)
    return acting.asked(
        request,
        forms.SureForm(request.POST or None),
        act=lambda **_given: actions.undo(plan=plan, by=request.user, at=clock.now()),
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
    plan = _found(request, plan_id)
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
