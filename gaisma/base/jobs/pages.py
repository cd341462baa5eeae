from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from gaisma.base import access, acting, clock, listing
from gaisma.base.access import SignedInRequest, requires
from gaisma.base.jobs import actions, queries
from gaisma.base.jobs.lists import Everybodys, JobFilters, Jobs
from gaisma.base.jobs.models import DONE
from gaisma.base.jobs.permissions import SEE_ALL, SEE_OWN


@requires(SEE_OWN)
@require_safe
def jobs(request: SignedInRequest) -> HttpResponse:
    """The background work that the reader asked for; for an administrator everybody's."""
    everybodys = access.may(request.user, SEE_ALL)
    rows = queries.visible_to(request.user).select_related("by").order_by("-asked_at")
    return listing.answer(
        request,
        table=Everybodys if everybodys else Jobs,
        filters=JobFilters,
        rows=rows,
        title=_("Background work"),
        lead=_("What takes longer goes on here while you do something else."),
        empty=(
            _("Nothing has been asked for yet"),
            _("Imports and reports that take longer appear here and can be found again."),
        ),
    )


@requires(SEE_OWN)
@require_safe
def job(request: SignedInRequest, job_id: int) -> HttpResponse:
    """How far a job is; who asked for it is led to its result when it is seen for the first time.

    A script that follows it gets the part that changes.
    """
    found = queries.found(request.user, job_id)
    page = queries.page(found, reader=request.user)
    if request.headers.get("HX-Request"):
        return render(request, "works/state.html", {"job": page})
    is_news = page.is_own and found.seen_at is None
    if page.is_own:
        actions.see(found, at=clock.now())
    if is_news and found.state == DONE and page.result:
        messages.success(request, _("Done: %(work)s.") % {"work": page.title})
        return redirect(page.result)
    return render(request, "works/work.html", {"job": page})


@requires(SEE_OWN)
@require_POST
def try_again(request: SignedInRequest, job_id: int) -> HttpResponse:
    """Ask once more for a job of the reader's own that was refused or has failed."""
    found = queries.found_own(request.user, job_id)
    return acting.done(
        request,
        lambda by, at: actions.try_again(found, at=at),
        said=_("It is being tried again."),
        leads_to=found.get_absolute_url(),
    )


@requires(SEE_OWN)
@require_POST
def cancel(request: SignedInRequest, job_id: int) -> HttpResponse:
    """Take back a job that nobody has begun."""
    found = queries.found(request.user, job_id)
    return acting.done(
        request,
        lambda by, at: actions.cancel(found, at=at),
        said=_("It has been taken back: nothing was changed."),
        leads_to=found.get_absolute_url(),
    )
