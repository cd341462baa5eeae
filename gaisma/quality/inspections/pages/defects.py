from datetime import timedelta
from functools import partial
from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from gaisma.base import acting, clock, listing
from gaisma.base.access import SignedInRequest, requires
from gaisma.base.files import serving
from gaisma.base.forms import sent, shown_or_sent
from gaisma.quality.inspections import queries, selectors
from gaisma.quality.inspections.actions import defects as actions
from gaisma.quality.inspections.forms import (
    CheckForm,
    DefectChangeForm,
    DefectForm,
    MendForm,
    PhotoForm,
    PostponeForm,
)
from gaisma.quality.inspections.lists import DefectsFilter, DefectsTable
from gaisma.quality.inspections.models import Defect, Inspection, Photo
from gaisma.quality.inspections.pages.inspections import crumbs, way
from gaisma.quality.inspections.permissions import CHECK, INSPECT, MEND, SEE
from gaisma.record.people.selectors import today


@requires(SEE)
@require_safe
def defects(request: SignedInRequest) -> HttpResponse:
    """What is to be mended, until when and by whom."""
    return listing.answer(
        request,
        table=DefectsTable,
        filters=DefectsFilter,
        rows=queries.defects(request.user),
        title=_("Defects"),
        lead=_("What inspections found: it is mended, reported, and checked by the authority."),
        crumbs=way(),
        empty=(_("No defects"), _("Choose another state, or another institution.")),
    )


USUAL = timedelta(days=14)
"""So long a defect usually has."""


@requires(SEE)
@require_safe
def defect(request: SignedInRequest, defect_id: int) -> HttpResponse:
    """One defect: what, where, until when, and how far it has come."""
    row = selectors.defect(request.user, defect_id)
    (line,) = queries.defect_lines(row.inspection, [row], request.user, today=today())
    page = {"line": line, "crumbs": crumbs(row.inspection)}
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
        crumbs=crumbs(row),
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
        "crumbs": crumbs(row.inspection),
    }


@requires(SEE)
@require_safe
def photo(request: SignedInRequest, photo_id: int) -> HttpResponse:
    """The picture itself."""
    return serving.answer(selectors.photo(request.user, photo_id).attachment)


@requires(INSPECT)
@shown_or_sent
def take_photo(request: SignedInRequest, inspection_id: int) -> HttpResponse:
    """Add a photo of an item or a defect."""
    row = selectors.taken(request.user, inspection_id, "take_photo")
    form = PhotoForm(
        sent(request),
        request.FILES or None,
        inspection=row,
        initial={"about": request.GET.get("about", "")},
    )
    return acting.asked(
        request,
        form,
        act=lambda **_given: _taken(request, row, form),
        said=_("The photo is kept, without the place where it was taken."),
        leads_to=row.get_absolute_url() + "#photos",
        title=_("Add a photo"),
        lead=str(row.institution),
        button=_("Add"),
        crumbs=crumbs(row),
    )


def _taken(request: SignedInRequest, row: Inspection, form: PhotoForm) -> Photo:
    chosen, given = form.chosen, form.cleaned_data
    if "defect" in chosen:
        chosen["defect"] = row.defects.get(pk=chosen["defect"])
    return actions.take_photo(
        inspection=row,
        picture=given["picture"],
        caption=given["caption"],
        by=request.user,
        at=clock.now(),
        **chosen,
    )


@requires(INSPECT)
@require_POST
def remove_photo(request: SignedInRequest, photo_id: int) -> HttpResponse:
    """Take a photo away."""
    row = selectors.own_photo(request.user, photo_id)
    return acting.done(
        request,
        partial(actions.remove_photo, photo=row),
        said=_("The photo is taken away."),
        leads_to=row.inspection.get_absolute_url() + "#photos",
    )
