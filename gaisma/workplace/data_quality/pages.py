from typing import Any

from django import forms
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe

from gaisma.base import access, acting, audit, clock, listing
from gaisma.base.access import SignedInRequest, requires
from gaisma.base.forms import shown_or_sent
from gaisma.base.models import Installation, User
from gaisma.record.people import audited as people_audited
from gaisma.record.people.lists import ByInstitution, Rows
from gaisma.workplace.data_quality import actions, lists, queries
from gaisma.workplace.data_quality.checks import Check
from gaisma.workplace.data_quality.models import Judgement


class RightForm(forms.Form):
    """Why a finding is right as it is."""

    subject = forms.CharField(widget=forms.HiddenInput, max_length=120)
    note = forms.CharField(
        label=gettext_lazy("Why it is right"),
        max_length=500,
        help_text=gettext_lazy("The finding does not come back. Write no names here."),
    )


class SureForm(forms.Form):
    """Nothing is asked but whether one is sure."""

    is_sure = forms.BooleanField(label=gettext_lazy("The finding is to come back."))


@requires("data_quality.see")
@require_safe
def overview(request: SignedInRequest) -> HttpResponse:
    """All checks with what they find, of all institutions within reach or of one."""
    scope = _scope(request)
    form = lists.InstitutionForm(request.GET, institutions=queries.institutions(scope))
    counts = queries.counts(scope.within(form.chosen))
    page = {"form": form, "chosen": form.chosen, "counts": counts}
    return render(request, "data_quality/overview.html", page)


@requires("data_quality.see")
@require_safe
def of_check(request: SignedInRequest, key: str) -> HttpResponse:
    """What one check finds; each row opens the place to mend it."""
    check = _check(key)
    rows = Rows(queries.found(check, _scope(request)))
    audit.note(
        action=people_audited.READ_PEOPLE,
        by=request.user,
        at=clock.now(),
        subject="people.Person",
        ids=queries.ids_of([row.subject for row in rows]),
        details={"page": "data_quality", "check": key},
    )
    return listing.answer(
        request,
        table=lists.Findings,
        rows=rows,
        filters=ByInstitution,
        without=_not_for(request.user, "subject"),
        title=_(check.title),
        lead=_(check.explanation),
        crumbs=_crumbs(),
        empty=(_("Nothing is found"), _("This check finds nothing within your reach.")),
    )


@requires("data_quality.judge")
@shown_or_sent
def right(request: SignedInRequest, key: str) -> HttpResponse:
    """Say that a finding is right as it is, and why."""
    check = _check(key)
    asked = request.POST.get("subject") or request.GET.get("subject", "")
    found = {row.subject: row for row in queries.found(check, _scope(request))}
    finding = found.get(asked)
    form = RightForm(request.POST or None, initial={"subject": asked})
    return acting.asked(
        request,
        form,
        act=lambda **given: actions.call_right(
            finding=actions.demanded(finding),
            note=given["note"],
            by=request.user,
            at=clock.now(),
        ),
        said=_("It is noted as right and does not come back."),
        title=_("This is right"),
        lead=f"{finding.name}: {finding.sentence}" if finding else _(check.explanation),
        button=_("It is right"),
        back=reverse("data_quality:findings", args=[key]),
        crumbs=[*_crumbs(), (_(check.title), reverse("data_quality:findings", args=[key]))],
    )


@requires("data_quality.see")
@require_safe
def judged(request: SignedInRequest) -> HttpResponse:
    """What was called right, why and by whom."""
    return listing.answer(
        request,
        table=lists.Judgements,
        rows=queries.judgements(request.user),
        without=_not_for(request.user, "id"),
        title=_("Called right"),
        lead=_("Findings that do not come back, because somebody has looked and said why."),
        crumbs=_crumbs(),
        empty=(_("Nothing yet"), _("Where a finding is right as it is, say so in its row.")),
    )


@requires("data_quality.judge")
@shown_or_sent
def take_back(request: SignedInRequest, judgement_id: int) -> HttpResponse:
    """Let a finding come back."""
    found = get_object_or_404(Judgement.objects.select_related("institution"), pk=judgement_id)
    access.found(request.user, found.institution_id)
    return acting.asked(
        request,
        SureForm(request.POST or None),
        act=lambda **_given: actions.take_back(judgement=found, by=request.user, at=clock.now()),
        said=_("The check finds it again."),
        title=_("Take back that it is right"),
        lead=found.note,
        button=_("Take back"),
        back=reverse("data_quality:judged"),
        crumbs=_crumbs(),
    )


def _not_for(user: User, acts: str) -> tuple[str, ...]:
    """The column of acts, when the person only reads."""
    return () if access.may(user, "data_quality.judge") else (acts,)


def _scope(request: SignedInRequest) -> queries.Scope:
    return queries.Scope.of(request.user, as_of=Installation.current().as_of())


def _check(key: str) -> Check:
    known = queries.known()
    if key not in known:
        raise Http404
    return known[key]


def _crumbs() -> list[tuple[Any, str]]:
    return [(_("Data quality"), reverse("data_quality:overview"))]
