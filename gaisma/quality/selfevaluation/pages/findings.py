from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from gaisma.base import access, acting, clock, listing
from gaisma.base.access import SignedInRequest, requires
from gaisma.base.forms import sent, shown_or_sent
from gaisma.quality.selfevaluation import selectors
from gaisma.quality.selfevaluation.actions import findings as actions
from gaisma.quality.selfevaluation.forms import FindingForm
from gaisma.quality.selfevaluation.lists import FindingsFilter, FindingsTable
from gaisma.quality.selfevaluation.models import Finding
from gaisma.quality.selfevaluation.pages.reports import way
from gaisma.quality.selfevaluation.permissions import KEEP_FINDINGS, SEE_FINDINGS
from gaisma.quality.selfevaluation.scales import groups, level_title
from gaisma.quality.selfevaluation.tables import FINDINGS
from gaisma.record.instruments.forms.instruments import offered
from gaisma.record.instruments.titles import title
from gaisma.record.people.selectors import today


@requires(SEE_FINDINGS)
@require_safe
def findings(request: SignedInRequest) -> HttpResponse:
    """What was found at institutions from outside."""
    rows = Finding.objects.visible_to(request.user).select_related("institution", "version")
    enter = [(_("Enter a finding"), reverse("selfevaluation:enter"), "primary")]
    return listing.answer(
        request,
        table=FindingsTable,
        filters=FindingsFilter,
        rows=rows.order_by("-held_on", "pk"),
        title=_("Evaluations from outside"),
        lead=_("External visits, and appraisals of how institutions are led."),
        actions=enter if access.may(request.user, KEEP_FINDINGS) else [],
        crumbs=way(),
        empty=(_("Nothing found yet"), _("The authority enters what the state service found.")),
    )


def crumbs() -> tuple[tuple[str, str], ...]:
    """The way to a page about what was found."""
    return (*way(), (_("Evaluations from outside"), reverse("selfevaluation:findings")))


@requires(SEE_FINDINGS)
@require_safe
def finding(request: SignedInRequest, finding_id: int) -> HttpResponse:
    """What was found at an institution."""
    row = selectors.finding(request.user, finding_id)
    asked = row.version.asks
    page = {
        "finding": row,
        "instrument": title(asked),
        "kind": _(FINDINGS[row.kind]),
        "level": level_title(asked, row.level),
        "groups": groups(asked, row.answers) if row.answers else (),
        "may_keep": access.may(request.user, KEEP_FINDINGS, row.institution),
        "crumbs": crumbs(),
    }
    return render(request, "selfevaluation/finding.html", page)


@requires(KEEP_FINDINGS)
@shown_or_sent
def enter(request: SignedInRequest) -> HttpResponse:
    """Enter what was found: first by which instrument, then the rest."""
    number = request.GET.get("instrument", "")
    if not number.isdecimal():
        versions = [(title(one.asks), one.pk) for one in offered("visit")]
        page = {"versions": sorted(versions), "crumbs": crumbs()}
        return render(request, "selfevaluation/instruments.html", page)
    version = get_object_or_404(offered("visit"), pk=number)
    form = FindingForm(
        sent(request), version=version, user=request.user, is_new=True, initial={"held_on": today()}
    )
    return acting.asked(
        request,
        form,
        act=lambda **_given: actions.enter(
            version=version, by=request.user, at=clock.now(), **form.found
        ),
        said=_("The finding is entered."),
        leads_to=Finding.get_absolute_url,
        title=_("Enter a finding"),
        lead=title(version.asks),
        crumbs=crumbs(),
    )


@requires(KEEP_FINDINGS)
@shown_or_sent
def change(request: SignedInRequest, finding_id: int) -> HttpResponse:
    """Mend what was entered."""
    row = selectors.kept_finding(request.user, finding_id)
    form = FindingForm(
        sent(request),
        version=row.version,
        user=request.user,
        is_new=False,
        initial=FindingForm.of(row),
    )
    return acting.asked(
        request,
        form,
        act=lambda **_given: actions.change(
            finding=row, by=request.user, at=clock.now(), **form.found
        ),
        said=_("The finding is changed."),
        title=_("Change the finding"),
        lead=str(row.institution),
        back=row.get_absolute_url(),
        crumbs=crumbs(),
    )
