"""Closing an institution: the list, the steps of a plan, and what is done with the whole of it."""

from functools import partial
from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST, require_safe

from gaisma.base import access, acting, audit, clock, jobs, listing
from gaisma.base.access import SignedInRequest, requires
from gaisma.base.forms import Revised, revision_sent, shown_or_sent
from gaisma.base.models import Installation
from gaisma.base.permissions import OFFICIALS
from gaisma.base.workflow import Step, walked
from gaisma.record.people import audited as people_audited
from gaisma.workplace.closing import actions, forms, queries
from gaisma.workplace.closing.models import Closing
from gaisma.workplace.closing.workflow import CLOSING, DONE


def _address(record: Any) -> str:
    """Where a closing goes on."""
    step = "preview" if record.state == DONE else "groups"
    return reverse(f"closing:{step}", args=[record.id])


class Closings(listing.Table):
    """Institutions that close, with the state of the plan."""

    institution = listing.Name(verbose_name=gettext_lazy("Institution"), linkify=_address)
    on = listing.Day(verbose_name=gettext_lazy("Last day"))
    successors = listing.Words(verbose_name=gettext_lazy("Successors"), orderable=False)
    state = listing.Words(verbose_name=gettext_lazy("State"))
    changed_at = listing.Moment(verbose_name=gettext_lazy("Last changed"))
    changed_by = listing.Words(verbose_name=gettext_lazy("by whom"))

    def render_state(self, value: str) -> str:
        """The state as its word, with a colour beside it."""
        badge = '<span class="badge {}">{}</span>'
        return format_html(badge, CLOSING.tone(value), CLOSING.said(value))

    def value_state(self, value: str) -> str:
        """The state in a file."""
        return CLOSING.said(value)


def _found(request: SignedInRequest, closing_id: int) -> Closing:
    """The closing, or Http404 when it is not of an institution within reach."""
    closing = queries.known(closing_id)
    if closing is None or closing.institution_id not in access.reach(request.user, *OFFICIALS):
        raise Http404
    return closing


def _page(closing: Closing, step: str) -> dict[str, Any]:
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


TERMS = ("on", "successor", "further", "decision", "decided_on", "staff_go", "sites_go")


@requires("closing.prepare")
@require_safe
def closings(request: SignedInRequest) -> HttpResponse:
    """Institutions that close or have closed with a plan."""
    return listing.answer(
        request,
        table=Closings,
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
    closing = _found(request, closing_id)
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
    closing = _found(request, closing_id)
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
        **_page(closing, "groups"),
    )


@requires("closing.prepare")
@shown_or_sent
def posts(request: SignedInRequest, closing_id: int) -> HttpResponse:
    """Say whose posts end though others go to the successor."""
    closing = _found(request, closing_id)
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
        **_page(closing, "posts"),
    )


def _institutions(request: SignedInRequest) -> Any:
    today = Installation.current().as_of()
    return queries.institutions(access.reach(request.user, *OFFICIALS), on=today)


@requires("closing.prepare")
@require_safe
def preview(request: SignedInRequest, closing_id: int) -> HttpResponse:
    """Everything that the closing changes; once it is carried out, that it is."""
    closing = _found(request, closing_id)
    today = Installation.current().as_of()
    shown = queries.preview(closing, today=today) if closing.is_open else None
    page = {"preview": shown, **_page(closing, "preview")}
    return render(request, "closing/preview.html", page)


@requires("closing.prepare")
@require_POST
def carry_out(request: SignedInRequest, closing_id: int) -> HttpResponse:
    """Close the institution, in the background: it touches much of the record."""
    closing = _found(request, closing_id)
    job = jobs.begin(
        "closing.carry_out",
        by=request.user,
        at=clock.now(),
        about=closing.institution.name,
        organisation=closing.institution,
        closing_id=closing.pk,
        revision=revision_sent(request),
    )
    return redirect(job)


@requires("closing.prepare")
@shown_or_sent
def undo(request: SignedInRequest, closing_id: int) -> HttpResponse:
    """Open the institution again as it was."""
    closing = _found(request, closing_id)
    return acting.asked(
        request,
        forms.SureForm(request.POST or None),
        act=lambda **_given: actions.undo(closing=closing, by=request.user, at=clock.now()),
        said=_("The institution is as it was before; the plan can be changed and carried out."),
        title=_("Undo the closing"),
        lead=_(
            "Groups, learners, staff and programmes are again where they were. It is possible as "
            "long as nobody has changed these rows or built on them."
        ),
        button=_("Undo everything"),
        back=reverse("closing:preview", args=[closing.pk]),
        danger=True,
    )


@requires("closing.prepare")
@shown_or_sent
def drop(request: SignedInRequest, closing_id: int) -> HttpResponse:
    """Throw the plan away."""
    closing = _found(request, closing_id)
    return acting.asked(
        request,
        Revised(request.POST or None, initial={"revision": closing.revision}),
        act=partial(actions.drop, closing=closing),
        said=_("The plan is thrown away."),
        leads_to=reverse("closing:closings"),
        title=_("Throw the plan away"),
        lead=_("What you have chosen is lost; the institution stays as it is."),
        button=_("Throw away"),
        back=reverse("closing:groups", args=[closing.pk]),
        danger=True,
    )
