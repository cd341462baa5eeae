"""The steps of a plan: year, groups, learners, programmes."""

from functools import partial

from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from gaisma.base import access, acting, clock
from gaisma.base.access import SignedInRequest, requires
from gaisma.base.forms import shown_or_sent
from gaisma.record.programmes.models import Programme
from gaisma.workplace.new_year import forms
from gaisma.workplace.new_year.actions import plans as actions
from gaisma.workplace.new_year.proposals import register_of
from gaisma.workplace.new_year.queries import plans
from gaisma.workplace.new_year.queries.reading import note_read
from gaisma.workplace.new_year.views import pages
from gaisma.workplace.new_year.views.lists import offered


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
    plan = pages.found(request, plan_id)
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
        **pages.page(plan, "groups"),
    )


@requires("new_year.prepare")
@shown_or_sent
def learners(request: SignedInRequest, plan_id: int) -> HttpResponse:
    """Choose, group by group, who does otherwise than the group."""
    plan = pages.found(request, plan_id)
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
        **pages.page(plan, "learners"),
    )


@requires("new_year.prepare")
@shown_or_sent
def programmes(request: SignedInRequest, plan_id: int) -> HttpResponse:
    """Take programmes over, or let groups follow others."""
    plan = pages.found(request, plan_id)
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
        **pages.page(plan, "programmes"),
    )
