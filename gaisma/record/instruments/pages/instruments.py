from functools import partial
from typing import Any

from django.forms import Form
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from gaisma.base import access, acting, listing
from gaisma.base.access import SignedInRequest, requires
from gaisma.base.changes import UnableToRecord
from gaisma.base.forms import Revised, sent, shown_or_sent
from gaisma.base.models import Installation
from gaisma.record.instruments import actions, lists, queries
from gaisma.record.instruments.forms.instruments import RetireForm, TakeInForm
from gaisma.record.instruments.models import Instrument, Version
from gaisma.record.instruments.permissions import KEEP_INSTRUMENTS, SEE_INSTRUMENTS
from gaisma.record.instruments.xlsforms import UnableToTakeIn

Crumbs = list[tuple[str, str]]


def address(found: Instrument | Version) -> str:
    """The page of the instrument."""
    pk = found.pk if isinstance(found, Instrument) else found.instrument_id
    return reverse("instruments:instrument", args=[pk])


def draft_address(version: Version) -> str:
    """The page on which the draft is written."""
    return reverse("instruments:draft", args=[version.pk])


def crumbs(*found: Instrument | Version) -> Crumbs:
    """The way to what belongs to these."""
    listed = [(_("Instruments"), reverse("instruments:instruments"))]
    return [*listed, *((_called(one), address(one)) for one in found)]


def draft_crumbs(version: Version) -> Crumbs:
    """The way to what belongs to the draft."""
    return [*crumbs(version), (_("Draft"), draft_address(version))]


def _called(found: Instrument | Version) -> str:
    if isinstance(found, Version):
        return queries.called(found.asks)
    return queries.title(found)


@requires(SEE_INSTRUMENTS)
@require_safe
def instruments(request: SignedInRequest) -> HttpResponse:
    """What is asked in the city: observations, surveys, evaluations."""
    taking_in = [(_("Take in an XLSForm"), reverse("instruments:take_in"), "primary")]
    return listing.answer(
        request,
        table=lists.Instruments,
        filters=lists.InstrumentFilters,
        rows=queries.instruments(request.user),
        title=_("Instruments"),
        lead=_("Questionnaires of observations, surveys and evaluations, in versions."),
        actions=taking_in if access.may(request.user, KEEP_INSTRUMENTS) else [],
        empty=(
            _("No instrument has been taken in yet"),
            _("The authority writes questionnaires in Excel and takes them in here."),
        ),
    )


@requires(SEE_INSTRUMENTS)
@require_safe
def instrument(request: SignedInRequest, instrument_id: int) -> HttpResponse:
    """An instrument: its versions, what the latest asks, who uses it."""
    page = queries.page(request.user, queries.instrument(request.user, instrument_id))
    return render(request, "instruments/instrument.html", {"page": page, "crumbs": crumbs()})


@requires(KEEP_INSTRUMENTS)
@shown_or_sent
def take_in(request: SignedInRequest) -> HttpResponse:
    """Take a questionnaire in from Excel, or say by cell what stands in the way."""
    faults: list[Any] = []

    def act(file: Any, **given: Any) -> Version:
        try:
            return actions.take_in(workbook=file.read(), **given)
        except UnableToTakeIn as refused:
            faults.extend(refused.faults)
            raise UnableToRecord(_("Nothing was taken in: mend the workbook first.")) from refused

    return acting.asked(
        request,
        TakeInForm(sent(request), request.FILES or None),
        act=act,
        said=_("The questionnaire is taken in as a draft."),
        leads_to=address,
        template="instruments/take_in.html",
        title=_("Take in an XLSForm"),
        lead=_("A workbook with the form_id of an instrument writes its draft."),
        button=_("Take it in"),
        faults=faults,
        crumbs=crumbs(),
    )


@requires(KEEP_INSTRUMENTS)
@shown_or_sent
def begin(request: SignedInRequest, instrument_id: int) -> HttpResponse:
    """Begin the next version of an instrument."""
    found = queries.instrument(request.user, instrument_id)
    return acting.asked(
        request,
        Form(sent(request)),
        act=partial(actions.begin, instrument=found),
        said=_("The next version is begun: write it, then put it into use."),
        leads_to=draft_address,
        title=_("Begin the next version?"),
        lead=_("It begins with what the latest version asks; that one stays in use until then."),
        button=_("Begin the next version"),
        crumbs=crumbs(found),
    )


@requires(KEEP_INSTRUMENTS)
@shown_or_sent
def retire(request: SignedInRequest, instrument_id: int) -> HttpResponse:
    """Offer an instrument no longer."""
    found = queries.instrument(request.user, instrument_id)
    known = {"revision": found.revision, "on": Installation.current().as_of()}
    return acting.asked(
        request,
        RetireForm(sent(request), initial=known),
        act=partial(actions.retire, instrument=found),
        said=_("The instrument is retired."),
        title=_("Retire the instrument?"),
        lead=_("It is not offered for new work any more. What was answered stays."),
        button=_("Retire"),
        danger=True,
        crumbs=crumbs(found),
    )


@requires(KEEP_INSTRUMENTS)
@shown_or_sent
def bring_back(request: SignedInRequest, instrument_id: int) -> HttpResponse:
    """Offer a retired instrument again."""
    found = queries.instrument(request.user, instrument_id)
    return acting.asked(
        request,
        Revised(sent(request), initial={"revision": found.revision}),
        act=partial(actions.bring_back, instrument=found),
        said=_("The instrument is offered again."),
        title=_("Bring the instrument back?"),
        lead=_("It is offered for new work again, in its latest version."),
        button=_("Bring back"),
        crumbs=crumbs(found),
    )
