from functools import partial
from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from gaisma.base import acting, audit, clock
from gaisma.base.access import SignedInRequest, requires
from gaisma.base.forms import sent, shown_or_sent
from gaisma.base.models import SchoolYear
from gaisma.quality.selfevaluation import audited, selectors
from gaisma.quality.selfevaluation.actions import appraisals as actions
from gaisma.quality.selfevaluation.forms import appraisals as forms
from gaisma.quality.selfevaluation.models import Appraisal
from gaisma.quality.selfevaluation.permissions import APPRAISE, OPEN_APPRAISALS, SEE_APPRAISALS
from gaisma.quality.selfevaluation.queries import appraisals as pages
from gaisma.record.people.fields import kept_institutions
from gaisma.record.people.selectors import today
from gaisma.record.programmes.views import choosing


def crumbs(appraisal: Appraisal | None = None) -> tuple[tuple[str, str], ...]:
    """The way to the pages of appraisals."""
    way = ((_("Appraisal of heads"), reverse("selfevaluation:appraisals")),)
    return (*way, (str(appraisal.head), appraisal.get_absolute_url())) if appraisal else way


def about(appraisal: Appraisal, title: str, button: str) -> dict[str, Any]:
    """What a form about an appraisal shows beside its fields, and where it leads."""
    return {
        "title": title,
        "button": button,
        "back": appraisal.get_absolute_url(),
        "leads_to": appraisal.get_absolute_url(),
        "crumbs": crumbs(appraisal),
    }


@requires(SEE_APPRAISALS)
@require_safe
def appraisal(request: SignedInRequest, appraisal_id: int) -> HttpResponse:
    """One appraisal; that it was looked at is noted."""
    row = selectors.appraisal(request.user, appraisal_id)
    audit.note(
        action=audited.LOOK_AT_APPRAISAL,
        by=request.user,
        at=clock.now(),
        organisation=row.institution,
        subject=Appraisal._meta.label,
        ids=[row.pk],
    )
    page = pages.page(row, request.user)
    return render(request, "selfevaluation/appraisal.html", {"page": page, "crumbs": crumbs()})


@requires(OPEN_APPRAISALS)
@shown_or_sent
def begin(request: SignedInRequest) -> HttpResponse:
    """Begin to appraise the year of a head: first where."""
    places = kept_institutions(request.user).open_on(today())
    institution = choosing.chosen(request, places)
    title = _("Begin an appraisal")
    if institution is None:
        return choosing.ask(request, places, title=title, crumbs=crumbs())
    years = SchoolYear.objects.filter(ends_on__gte=today())
    return acting.asked(
        request,
        forms.OpenForm(sent(request), institution=institution, years=years),
        act=partial(actions.begin, institution=institution),
        said=_("The appraisal is begun: set the tasks for the year."),
        leads_to=Appraisal.get_absolute_url,
        title=title,
        lead=str(institution),
        button=_("Begin"),
        crumbs=crumbs(),
    )


@requires(SEE_APPRAISALS)
@shown_or_sent
def tell(request: SignedInRequest, appraisal_id: int) -> HttpResponse:
    """Write how the own year was, as the head."""
    row = selectors.own_appraisal(request.user, appraisal_id)
    names = ("own_words", "evidence", "revision")
    form = forms.TellForm(sent(request), initial={name: getattr(row, name) for name in names})
    return acting.asked(
        request,
        form,
        act=partial(actions.tell, appraisal=row),
        said=_("Saved."),
        **about(row, _("How I see the year"), _("Save")),
    )


@requires(APPRAISE)
@shown_or_sent
def judge(request: SignedInRequest, appraisal_id: int) -> HttpResponse:
    """Give levels by criterion, and write the conclusion."""
    row = selectors.appraised(request.user, appraisal_id)
    form = forms.JudgeForm(sent(request), appraisal=row, initial=forms.JudgeForm.of(row))
    return acting.asked(
        request,
        form,
        act=lambda **given: actions.judge(
            appraisal=row,
            revision=given["revision"],
            answers=form.answers,
            conclusion=given["conclusion"],
            by=request.user,
            at=clock.now(),
        ),
        said=_("Saved: the head reads it once it is concluded."),
        **about(row, _("Levels and conclusion"), _("Save")),
    )


@requires(APPRAISE)
@shown_or_sent
def conclude(request: SignedInRequest, appraisal_id: int) -> HttpResponse:
    """Say what it comes to."""
    row = selectors.appraised(request.user, appraisal_id)
    initial = {"on": today(), "revision": row.revision}
    return acting.asked(
        request,
        forms.ConcludeForm(sent(request), appraisal=row, initial=initial),
        act=partial(actions.conclude, appraisal=row),
        said=_("Concluded: the head reads it now."),
        lead=_("From then on nothing in it changes, and the head reads it."),
        **about(row, _("Conclude the appraisal"), _("Conclude")),
    )


@requires(SEE_APPRAISALS)
@require_POST
def read(request: SignedInRequest, appraisal_id: int) -> HttpResponse:
    """Note that the head has read the result."""
    row = selectors.own_appraisal(request.user, appraisal_id)
    return acting.done(
        request,
        partial(actions.read, appraisal=row),
        said=_("It is noted that you have read it."),
        leads_to=row.get_absolute_url(),
    )
