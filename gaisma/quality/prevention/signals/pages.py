"""Signals, what they say of classes, and the rules that make them."""

from datetime import timedelta
from functools import partial

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from gaisma.analytics.support_terms import SIGNALS
from gaisma.base import access, acting, clock, listing, terms, wording
from gaisma.base.access import SignedInRequest, requires
from gaisma.base.forms import sent, shown_or_sent
from gaisma.base.models import Organisation
from gaisma.quality.prevention.families import queries as families
from gaisma.quality.prevention.permissions import (
    OPEN_CASES,
    SEE_CLIMATE,
    SEE_RULES,
    SEE_SIGNALS,
    SET_RULES,
)
from gaisma.quality.prevention.signals import actions, queries, trying
from gaisma.quality.prevention.signals.forms import DismissForm, RuleForm, TryForm
from gaisma.quality.prevention.signals.lists import ClimateTable
from gaisma.record.people.lists import ByInstitution, Rows
from gaisma.record.people.selectors import today

FOUR_WEEKS = timedelta(days=28)


@requires(SEE_SIGNALS)
@require_safe
def signals(request: SignedInRequest) -> HttpResponse:
    """The learners of own classes, or of the team's institutions, who may need help."""
    page = queries.signals_page(request.user, on=today(), number=request.GET.get("page", ""))
    may_open = access.may(request.user, OPEN_CASES)
    links = families.links(request.user, on=today())
    actions.note_read(page, by=request.user, at=clock.now())
    shown = {"page": page, "links": links, "may_open": may_open}
    return render(request, "prevention/signals.html", shown)


@requires(SEE_SIGNALS)
@shown_or_sent
def dismiss(request: SignedInRequest, person_id: int, signal: str) -> HttpResponse:
    """Say that nothing has to be done, and why."""
    found = queries.signal(request.user, person_id, signal, on=today())
    if found is None:
        raise Http404
    place = get_object_or_404(Organisation, pk=found.unit)
    return acting.asked(
        request,
        DismissForm(sent(request), initial={"until": today() + FOUR_WEEKS}),
        act=partial(
            actions.dismiss, learner=found.learner, institution=place, kind=signal, on=today()
        ),
        said=_("It is written down that nothing has to be done."),
        template="prevention/answered.html",
        answers=(found.answer,) if found.answer else (),
        title=_("Nothing has to be done"),
        lead=f"{found.learner} · {found.facts}",
        crumbs=((_("Signals"), reverse("prevention:signals")),),
    )


@requires(SEE_CLIMATE)
@require_safe
def climate(request: SignedInRequest) -> HttpResponse:
    """The same by class, without names: where many have one, the class is asked about first."""
    return listing.answer(
        request,
        table=ClimateTable,
        rows=Rows(queries.climate(request.user, on=today())),
        filters=ByInstitution,
        title=_("Signals by class"),
        lead=_(
            "On %(day)s: in how many learners of a class a signal is. Where they are many, ask "
            "about the class before its learners."
        )
        % {"day": wording.day(today())},
        empty=(_("No signals"), _("No class has a learner with a signal today.")),
    )


@requires(SEE_RULES)
@require_safe
def rules(request: SignedInRequest) -> HttpResponse:
    """The rules, with every threshold that they had and why."""
    page = {
        "rules": queries.rules(on=today()),
        "may_set": access.may(request.user, SET_RULES),
        "may_try": access.may(request.user, SEE_CLIMATE),
    }
    return render(request, "prevention/rules.html", page)


@requires(SEE_CLIMATE)
@require_safe
def calibration(request: SignedInRequest) -> HttpResponse:
    """How the rules would have done in a past year, and how other thresholds would."""
    held = trying.in_force(today())
    form = TryForm(request.GET or None, years=trying.years(request.user), in_force=held)
    year = form.chosen
    page = trying.page(request.user, year, form.tried, on=today()) if year else None
    crumbs = ((_("Rules of signals"), reverse("prevention:rules")),)
    asked = {"form": form, "page": page, "crumbs": crumbs}
    return render(request, "prevention/calibration.html", asked)


@requires(SET_RULES)
@shown_or_sent
def set_rule(request: SignedInRequest, signal: str) -> HttpResponse:
    """Give a rule another threshold."""
    if signal not in SIGNALS.codes:
        raise Http404
    return acting.asked(
        request,
        RuleForm(sent(request), initial={"from_on": today()}),
        act=partial(actions.set_rule, kind=signal),
        said=_("The threshold is set; everybody who works with signals reads why."),
        title=_("Change a threshold"),
        lead=terms.title(SIGNALS, signal),
        crumbs=((_("Rules of signals"), reverse("prevention:rules")),),
    )
