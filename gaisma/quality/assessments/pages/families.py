"""Results told to families: slips of a class, and what a slip opens once without a sign-in."""

from functools import partial
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from gaisma.base import acting, clock, listing, secret_addresses
from gaisma.base.access import SignedInRequest, open_to_everyone, requires
from gaisma.base.forms import shown_or_sent
from gaisma.base.secret_pages import is_remembered, remember, untold
from gaisma.quality.assessments import selectors, slips
from gaisma.quality.assessments.actions import assessments, families
from gaisma.quality.assessments.lists import FamiliesTable
from gaisma.quality.assessments.pages.assessments import crumbs, moved
from gaisma.quality.assessments.permissions import DEFINE, ENTER
from gaisma.quality.assessments.queries import families as queries

COOKIE = "results"
"""That this browser used a slip, in its address alone."""


@requires(DEFINE)
@require_POST
def tell(request: SignedInRequest, assessment_id: int) -> HttpResponse:
    """Open results to families."""
    said = _("Families can read the results: the institutions print the slips.")
    return moved(request, assessment_id, "tell", assessments.tell, said=said)


@requires(DEFINE)
@require_POST
def withhold(request: SignedInRequest, assessment_id: int) -> HttpResponse:
    """Close results to families."""
    said = _("Families read the results no more.")
    return moved(request, assessment_id, "withhold", assessments.withhold, said=said)


@requires(ENTER)
@require_safe
def classes(request: SignedInRequest, assessment_id: int) -> HttpResponse:
    """The classes whose families are given slips."""
    row = selectors.assessment(request.user, assessment_id)
    rows = queries.classes(request.user, row)
    for group in rows:
        group.leads_to = reverse("assessments:slips", args=[row.pk, group.pk])
    return listing.answer(
        request,
        table=FamiliesTable,
        rows=rows,
        title=_("Slips for families"),
        lead=_("Choose the class whose families read what came out."),
        crumbs=crumbs(row),
        empty=(_("No classes"), _("No class of yours has results of this assessment.")),
    )


@requires(ENTER)
@shown_or_sent
def class_slips(request: SignedInRequest, assessment_id: int, group_id: int) -> HttpResponse:
    """Learners of a class with their slips; what is sent makes slips, which are shown this once."""
    row = selectors.assessment(request.user, assessment_id)
    group = selectors.class_told(request.user, row, group_id)
    way = (
        *crumbs(row),
        (_("Slips for families"), reverse("assessments:families", args=[row.pk])),
    )
    page = {"assessment": row, "group": group, "days": queries.OPENS.days, "crumbs": way}
    if request.method == "POST":
        people = queries.chosen(queries.learners(row, group), request.POST.get("person", ""))
        made = acting.attempted(
            lambda: families.make_slips(
                assessment=row, group=group, people=people, by=request.user, at=clock.now()
            ),
            refused=partial(messages.error, request),
        )
        if not isinstance(made, dict):
            return redirect(request.path)
        own = (str(group), request.path)
        door = secret_addresses.door("assessments:read")
        page |= {"sheets": slips.sheets(made), "door": door, "crumbs": (*way, own)}
        return render(request, "assessments/families/sheet.html", page)
    page["lines"] = queries.lines(row, group)
    return render(request, "assessments/families/class.html", page)


@open_to_everyone
@shown_or_sent
def read(request: HttpRequest, token: str) -> HttpResponse:
    """What a slip opens: first a button, so that no preview uses it up; then the results."""
    now = clock.now()
    link = queries.link(token, at=now)
    if link is None:
        page: dict[str, Any] = {"days": queries.OPENS.days}
        return untold(render(request, "assessments/families/nothing.html", page, status=404))
    if request.method == "POST":
        answer = redirect(request.path)
        if families.used(link, at=now):
            remember(answer, link, cookie=COOKIE, path=request.path, lasts=queries.READS_ON)
        return untold(answer)
    if link.read_at is None:
        return untold(render(request, "assessments/families/door.html", {"link": link}))
    if not (queries.reads_on(link, at=now) and is_remembered(request, link, cookie=COOKIE)):
        return untold(render(request, "assessments/families/nothing.html", {"link": link}))
    page = {"link": link, "told": queries.told(link)}
    return untold(render(request, "assessments/families/results.html", page))
