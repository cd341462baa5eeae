from datetime import timedelta
from functools import partial
from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from gaisma.base import acting
from gaisma.base.access import SignedInRequest, requires
from gaisma.base.forms import sent, shown_or_sent
from gaisma.quality.inspections import selectors
from gaisma.quality.inspections.actions import defects as actions
from gaisma.quality.inspections.forms.defects import (
    CheckForm,
    DefectChangeForm,
    DefectForm,
    MendForm,
    PostponeForm,
)
from gaisma.quality.inspections.models import Defect
from gaisma.quality.inspections.permissions import CHECK, INSPECT, MEND, SEE
from gaisma.quality.inspections.queries import pages
from gaisma.quality.inspections.views.pages import crumbs as way
from gaisma.record.people.selectors import today

USUAL = timedelta(days=14)
"""So long a defect usually has."""


@requires(SEE)
@require_safe
def defect(request: SignedInRequest, defect_id: int) -> HttpResponse:
    """One defect: what, where, until when, and how far it has come."""
    row = selectors.defect(request.user, defect_id)
    (line,) = pages.defect_lines(row.inspection, [row], request.user, today=today())
    page = {"line": line, "crumbs": way(row.inspection)}
    return render(request, "inspections/defect.html", page)


@requires(INSPECT)
@shown_or_sent
def write_down(request: SignedInRequest, inspection_id: int) -> HttpResponse:
    """Write down a defect."""
    row = selectors.taken(request.user, inspection_id, "write_down")
    initial = {"item": request.GET.get("item", ""), "due_on": today() + USUAL}
    return acting.asked(
        request,
        DefectForm(sent(request), inspection=row, initial=initial),
        act=partial(actions.write_down, inspection=row),
        said=_("The defect is written down."),
        leads_to=row.get_absolute_url() + "#defects",
        title=_("Write down a defect"),
        lead=str(row.institution),
        button=_("Write it down"),
        back=row.get_absolute_url(),
        crumbs=way(row),
    )


@requires(INSPECT)
@shown_or_sent
def change(request: SignedInRequest, defect_id: int) -> HttpResponse:
    """Change a defect before the act is signed."""
    row = selectors.own_defect(request.user, defect_id)
    form = DefectChangeForm(
        sent(request), inspection=row.inspection, initial=DefectChangeForm.of(row)
    )
    return acting.asked(
        request,
        form,
        act=partial(actions.change, defect=row),
        said=_("The defect is changed."),
        **_about(row, _("Change the defect"), _("Save")),
    )


@requires(INSPECT)
@require_POST
def remove(request: SignedInRequest, defect_id: int) -> HttpResponse:
    """Take away a defect that was a mistake."""
    row = selectors.own_defect(request.user, defect_id)
    return acting.done(
        request,
        partial(actions.remove, defect=row),
        said=_("The defect is taken away."),
        leads_to=row.inspection.get_absolute_url(),
    )


@requires(MEND)
@shown_or_sent
def mend(request: SignedInRequest, defect_id: int) -> HttpResponse:
    """Report a defect as mended."""
    row = selectors.mended_defect(request.user, defect_id)
    initial = {"on": today(), "revision": row.revision}
    return acting.asked(
        request,
        MendForm(sent(request), request.FILES or None, initial=initial),
        act=partial(actions.mend, defect=row),
        said=_("Reported: the authority looks and confirms it."),
        **_about(row, _("Report as mended"), _("Report it")),
    )


@requires(CHECK)
@shown_or_sent
def postpone(request: SignedInRequest, defect_id: int) -> HttpResponse:
    """Move the deadline after the act is signed."""
    row = selectors.defect(request.user, defect_id)
    initial = {"due_on": row.due_on, "revision": row.revision}
    return acting.asked(
        request,
        PostponeForm(sent(request), initial=initial),
        act=partial(actions.postpone, defect=row, on=today()),
        said=_("The deadline is moved; the act stays as it was signed."),
        **_about(row, _("Move the deadline"), _("Move it")),
    )


@requires(CHECK)
@shown_or_sent
def check(request: SignedInRequest, defect_id: int) -> HttpResponse:
    """Say after a look whether it is mended."""
    row = selectors.defect(request.user, defect_id)
    return acting.asked(
        request,
        CheckForm(sent(request), initial={"revision": row.revision}),
        act=partial(_checked, row),
        said=_("The check is noted."),
        **_about(row, _("Check whether it is mended"), _("Save")),
    )


def _checked(row: Defect, *, is_mended: str, because: str, **common: Any) -> Defect:
    if is_mended == "yes":
        return actions.confirm(defect=row, on=today(), **common)
    return actions.send_back(defect=row, because=because, **common)


def _about(row: Defect, title: str, button: str) -> dict[str, Any]:
    """What a form about a defect shows beside its fields, and where it leads."""
    return {
        "title": title,
        "lead": row.what,
        "button": button,
        "back": row.get_absolute_url(),
        "crumbs": way(row.inspection),
    }
