from functools import partial

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from gaisma.analytics.safety_terms import ACTIVITY_KINDS, INSTITUTION, KINDS_OF_AREA, SAFETY
from gaisma.base import access, acting, listing
from gaisma.base.access import SignedInRequest, requires
from gaisma.base.forms import revision_sent, sent, shown_or_sent
from gaisma.base.models import User
from gaisma.quality.wellbeing import actions, queries
from gaisma.quality.wellbeing.forms import ActivityForm, HeldForm, ReasonForm, offered
from gaisma.quality.wellbeing.lists import (
    ActivitiesFilter,
    ActivitiesTable,
    OverviewFilter,
    OverviewTable,
)
from gaisma.quality.wellbeing.models import PartnerBody, SupportActivity
from gaisma.quality.wellbeing.permissions import ARRANGE, ASK, SEE
from gaisma.quality.wellbeing.workflow import ACTIVITY
from gaisma.record.people.selectors import today


@requires(SEE)
@require_safe
def activities(request: SignedInRequest) -> HttpResponse:
    """The activities of a school year."""
    ways = [
        (_("By institution"), reverse("wellbeing:overview"), ""),
        (_("Partner bodies"), reverse("wellbeing:partners"), ""),
    ]
    asks = [(_("Ask for an activity"), reverse("wellbeing:ask"), "primary")]
    return listing.answer(
        request,
        table=ActivitiesTable,
        filters=ActivitiesFilter,
        rows=queries.activities(request.user),
        title=_("Safety and support"),
        lead=_(
            "What institutions do with police and other bodies, for the choice of a career and "
            "for learning the state language: asked for, agreed on, held."
        ),
        actions=[*(asks if access.may(request.user, ASK) else ()), *ways],
        empty=(_("No activities"), _("None was asked for here in this school year.")),
    )


@requires(SEE)
@require_safe
def overview(request: SignedInRequest) -> HttpResponse:
    """What each institution has had in a school year."""
    area = request.GET.get("area", SAFETY)
    told = KINDS_OF_AREA.get(area, KINDS_OF_AREA[SAFETY])
    return listing.answer(
        request,
        table=OverviewTable,
        filters=OverviewFilter,
        rows=queries.institutions(request.user),
        without=[kind for kind in ACTIVITY_KINDS.codes if kind not in told],
        title=_("Who has had what"),
        lead=_(
            "Activities that were held in the school year. Where an institution has classes of "
            "grade 1 or 4 and lacks their talk or visit, it is told as missing."
        ),
        crumbs=crumbs(),
        empty=(_("No institutions"), _("Choose another kind or school year.")),
    )


@requires(SEE)
@require_safe
def activity(request: SignedInRequest, activity_id: int) -> HttpResponse:
    """One activity."""
    row = _found(request.user, activity_id)
    page = {"page": queries.activity_page(row, request.user), "crumbs": crumbs()}
    return render(request, "wellbeing/activity.html", page)


@requires(ASK)
@shown_or_sent
def ask(request: SignedInRequest) -> HttpResponse:
    """Ask for an activity."""
    places = queries.asked_at(request.user)
    only = places.first() if places.count() == 1 else None
    initial = {"institution": only, "arranged_by": INSTITUTION if only else ""}
    form = ActivityForm(
        sent(request),
        places=places,
        partners=PartnerBody.objects.visible_to(request.user).filter(closed_on=None),
        initial=initial | {"kind": request.GET.get("kind", "")},
    )
    return acting.asked(
        request,
        form,
        act=actions.ask,
        said=_("It is asked for: whoever arranges it agrees on it or declines."),
        leads_to=SupportActivity.get_absolute_url,
        title=_("Ask for an activity"),
        button=_("Send the request"),
        crumbs=crumbs(),
    )


@requires(ASK)
@shown_or_sent
def change(request: SignedInRequest, activity_id: int) -> HttpResponse:
    """Say anew what is asked for."""
    row = _found(request.user, activity_id)
    form = ActivityForm(
        sent(request),
        places=None,
        partners=offered(PartnerBody.objects.visible_to(request.user), row),
        initial=ActivityForm.of(row),
    )
    return acting.barred_in(request, ACTIVITY, row, "change") or acting.asked(
        request,
        form,
        act=partial(actions.change, activity=row),
        said=_("The activity is changed."),
        title=_("Change the activity"),
        lead=row.institution.name,
        crumbs=crumbs(row),
    )


@requires(ARRANGE)
@require_POST
def agree(request: SignedInRequest, activity_id: int) -> HttpResponse:
    """Agree on an activity."""
    row = _found(request.user, activity_id)
    return acting.done(
        request,
        partial(actions.agree, activity=row, revision=revision_sent(request)),
        said=_("It is agreed on: mark it as held when it was."),
        leads_to=row.get_absolute_url(),
    )


@requires(ARRANGE)
@shown_or_sent
def hold(request: SignedInRequest, activity_id: int) -> HttpResponse:
    """Mark an activity as held."""
    row = _found(request.user, activity_id)
    initial = {"held_on": min(row.planned_on, today()), "revision": row.revision}
    return acting.barred_in(request, ACTIVITY, row, "hold") or acting.asked(
        request,
        HeldForm(sent(request), initial=initial),
        act=partial(actions.hold, activity=row),
        said=_("It is marked as held."),
        title=_("What was held, and what came of it"),
        lead=capfirst(row.called),
        crumbs=crumbs(row),
    )


@requires(ARRANGE)
@shown_or_sent
def correct(request: SignedInRequest, activity_id: int) -> HttpResponse:
    """Write anew what came of an activity."""
    row = _found(request.user, activity_id)
    return acting.barred_in(request, ACTIVITY, row, "correct") or acting.asked(
        request,
        HeldForm(sent(request), initial=HeldForm.of(row)),
        act=partial(actions.correct, activity=row),
        said=_("It is corrected."),
        title=_("What was held, and what came of it"),
        lead=capfirst(row.called),
        crumbs=crumbs(row),
    )


@requires(ARRANGE)
@require_POST
def take_back(request: SignedInRequest, activity_id: int) -> HttpResponse:
    """Say that an activity did not take place yet."""
    row = _found(request.user, activity_id)
    return acting.done(
        request,
        partial(actions.take_back, activity=row, revision=revision_sent(request)),
        said=_("It is agreed on, and not held yet."),
        leads_to=row.get_absolute_url(),
    )


@requires(ARRANGE)
@shown_or_sent
def decline(request: SignedInRequest, activity_id: int) -> HttpResponse:
    """Say that an activity is not possible."""
    row = _found(request.user, activity_id)
    return acting.barred_in(request, ACTIVITY, row, "decline") or acting.asked(
        request,
        ReasonForm(sent(request), initial={"revision": row.revision}),
        act=partial(actions.decline, activity=row),
        said=_("It is declined: the institution reads why."),
        title=_("Decline the activity"),
        lead=capfirst(row.called),
        button=_("Decline"),
        crumbs=crumbs(row),
    )


@requires(ASK)
@shown_or_sent
def cancel(request: SignedInRequest, activity_id: int) -> HttpResponse:
    """Call an activity off."""
    row = _found(request.user, activity_id)
    return acting.barred_in(request, ACTIVITY, row, "cancel") or acting.asked(
        request,
        ReasonForm(sent(request), initial={"revision": row.revision}),
        act=partial(actions.cancel, activity=row),
        said=_("It is called off."),
        title=_("Call the activity off"),
        lead=capfirst(row.called),
        button=_("Call off"),
        crumbs=crumbs(row),
    )


@requires(ASK)
@require_POST
def reopen(request: SignedInRequest, activity_id: int) -> HttpResponse:
    """Ask for an activity anew."""
    row = _found(request.user, activity_id)
    return acting.done(
        request,
        partial(actions.reopen, activity=row, revision=revision_sent(request)),
        said=_("It is asked for anew."),
        leads_to=row.get_absolute_url(),
    )


def _found(user: User, activity_id: int) -> SupportActivity:
    rows = SupportActivity.objects.visible_to(user)
    whole = rows.select_related("institution", "school_year", "partner")
    return get_object_or_404(whole, pk=activity_id)


def crumbs(row: SupportActivity | None = None) -> tuple[tuple[str, str], ...]:
    """The way to an activity."""
    way = ((_("Safety and support"), reverse("wellbeing:list")),)
    return (*way, (capfirst(row.called), row.get_absolute_url())) if row else way
