"""A closing is looked at as a whole, carried out, undone, thrown away."""

from functools import partial

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from gaisma.base import acting, clock, jobs
from gaisma.base.access import SignedInRequest, requires
from gaisma.base.forms import Revised, shown_or_sent
from gaisma.base.models import Installation
from gaisma.workplace.closing import actions, forms, queries
from gaisma.workplace.closing.views import pages


@requires("closing.prepare")
@require_safe
def preview(request: SignedInRequest, closing_id: int) -> HttpResponse:
    """Everything that the closing changes; once it is carried out, that it is."""
    closing = pages.found(request, closing_id)
    today = Installation.current().as_of()
    shown = queries.preview(closing, today=today) if closing.is_open else None
    page = {"preview": shown, **pages.page(closing, "preview")}
    return render(request, "closing/preview.html", page)


@requires("closing.prepare")
@require_POST
def carry_out(request: SignedInRequest, closing_id: int) -> HttpResponse:
    """Close the institution, in the background: it touches much of the record."""
    closing = pages.found(request, closing_id)
    job = jobs.begin(
        "closing.carry_out",
        by=request.user,
        at=clock.now(),
        about=closing.institution.name,
        organisation=closing.institution,
        closing_id=closing.pk,
        revision=pages.revision(request),
    )
    return redirect(job)


@requires("closing.prepare")
@shown_or_sent
def undo(request: SignedInRequest, closing_id: int) -> HttpResponse:
    """Open the institution again as it was."""
    closing = pages.found(request, closing_id)
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
    closing = pages.found(request, closing_id)
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
