from typing import Any

from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from gaisma.base import acting, clock
from gaisma.base.access import SignedInRequest, requires
from gaisma.base.forms import sent, shown_or_sent
from gaisma.quality.inspections import selectors
from gaisma.quality.inspections.actions import sheets
from gaisma.quality.inspections.forms.sheets import FINISH, SheetForm
from gaisma.quality.inspections.models import Inspection
from gaisma.quality.inspections.permissions import INSPECT
from gaisma.quality.inspections.views.pages import crumbs

WAYS = {
    "defect": "inspections:write_down",
    "photo": "inspections:take",
    "keep": "inspections:sheet",
}
"""Where the buttons that keep the sheet lead on."""


@requires(INSPECT)
@shown_or_sent
def sheet(request: SignedInRequest, inspection_id: int) -> HttpResponse:
    """The sheet: kept while it is filled in, and finished."""
    row = selectors.taken(request.user, inspection_id, "fill")
    form = SheetForm(sent(request), inspection=row)
    act = request.POST.get("act", "")
    finished = _("Filled in: the head of the commission can sign the act now.")
    return acting.asked(
        request,
        form,
        act=lambda by, at, **given: _written(request, row, form, given),
        said=finished if act == FINISH else _("The sheet is saved; it is not finished yet."),
        leads_to=reverse(WAYS[act], args=[row.pk]) if act in WAYS else row.get_absolute_url(),
        template="inspections/sheet.html",
        inspection=row,
        crumbs=crumbs(row),
    )


def _written(
    request: SignedInRequest, row: Inspection, form: SheetForm, given: dict[str, Any]
) -> Inspection:
    common: dict[str, Any] = {"revision": given["revision"], "answers": given["answers"]}
    common |= {"inspection": row, "by": request.user, "at": clock.now()}
    if form.is_complete:
        return sheets.finish(on=given["on"], language=form.language, **common)
    return sheets.keep(**common)
