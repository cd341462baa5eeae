"""The list of closings, and the steps of one: decision, groups, staff."""

from functools import partial
from typing import Any

from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from gaisma.base import access, acting, audit, clock, listing
from gaisma.base.access import SignedInRequest, requires
from gaisma.base.forms import shown_or_sent
from gaisma.base.models import Installation
from gaisma.base.permissions import OFFICIALS
from gaisma.record.people import audited as people_audited
from gaisma.workplace.closing import actions, forms, queries, tables
from gaisma.workplace.closing.views import pages

TERMS = ("on", "successor", "further", "decision", "decided_on", "staff_go", "sites_go")


@requires("closing.prepare")
@require_safe
def closings(request: SignedInRequest) -> HttpResponse:
    """Institutions that close or have closed with a plan."""
    return listing.answer(
        request,
        table=tables.Closings,
        rows=queries.closings(access.reach(request.user, *OFFICIALS)),
        title=_("Closing and merging"),
        actions=[(_("Close or merge an institution"), reverse("closing:begin"))],
        empty=(
            _("Nothing is planned"),
            _("When an institution closes or is merged, its groups and staff go over from here."),
        ),
    )


@requires("closing.prepare")
@shown_or_sent
def begin(request: SignedInRequest) -> HttpResponse:
    """Choose the institution, the day, who takes over, and the decision."""
    form = forms.ClosingForm(
        request.POST or None,
        initial={"staff_go": True, "sites_go": True, "institution": request.GET.get("institution")},
        institutions=_institutions(request),
    )
    return acting.asked(
        request,
        form,
        act=actions.begin,
        said=_("The plan is begun: look through what is proposed."),
        leads_to=lambda closing: reverse("closing:groups", args=[closing.pk]),
        title=_("Close or merge an institution"),
        lead=_("Nothing changes before you carry the plan out."),
        button=_("Begin"),
        crumbs=[(_("Closing and merging"), reverse("closing:closings"))],
    )


@requires("closing.prepare")
@shown_or_sent
def change(request: SignedInRequest, closing_id: int) -> HttpResponse:
    """Change the day, the successors, the decision."""
    closing = pages.found(request, closing_id)
    given: dict[str, Any] = {name: getattr(closing, name) for name in TERMS}
    given["revision"] = closing.revision
    form = forms.ChangeForm(
        request.POST or None, initial=given, institutions=_institutions(request)
    )
    return acting.asked(
        request,
        form,
        act=partial(actions.change, closing=closing),
        said=_("The decision is as you say."),
        title=closing.institution.name,
        back=reverse("closing:groups", args=[closing.pk]),
        crumbs=[(_("Closing and merging"), reverse("closing:closings"))],
    )


@requires("closing.prepare")
@shown_or_sent
def groups(request: SignedInRequest, closing_id: int) -> HttpResponse:
    """Say where every group goes."""
    closing = pages.found(request, closing_id)
    form = forms.GroupsForm(
        request.POST or None,
        initial={"revision": closing.revision},
        moves=queries.moves_of(closing),
        successors=closing.successors,
        groups=queries.groups_at(closing),
    )
    return acting.asked(
        request,
        form,
        act=lambda **given: actions.change_groups(
            closing=closing,
            destinations=form.destinations(),
            revision=given["revision"],
            by=request.user,
            at=clock.now(),
        ),
        said=_("The groups go where you say."),
        leads_to=reverse("closing:posts", args=[closing.pk]),
        template="closing/groups.html",
        **pages.page(closing, "groups"),
    )


@requires("closing.prepare")
@shown_or_sent
def posts(request: SignedInRequest, closing_id: int) -> HttpResponse:
    """Say whose posts end though others go to the successor."""
    closing = pages.found(request, closing_id)
    held = queries.posts_of(closing)
    audit.note(
        action=people_audited.READ_PEOPLE,
        by=request.user,
        at=clock.now(),
        organisation=closing.institution,
        subject="people.Person",
        ids=sorted({post.person_id for post in held}),
        details={"page": "closing"},
    )
    given = {"revision": closing.revision, "ending": closing.ending_posts}
    form = forms.PostsForm(request.POST or None, initial=given, posts=held)
    return acting.asked(
        request,
        form,
        act=lambda **given: actions.change_posts(
            closing=closing,
            ending=form.ids(),
            revision=given["revision"],
            by=request.user,
            at=clock.now(),
        ),
        said=_("It is noted whose posts end."),
        leads_to=reverse("closing:preview", args=[closing.pk]),
        template="closing/posts.html",
        **pages.page(closing, "posts"),
    )


def _institutions(request: SignedInRequest) -> Any:
    today = Installation.current().as_of()
    return queries.institutions(access.reach(request.user, *OFFICIALS), on=today)
