from functools import partial

from django.http import HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from gaisma.base import acting, clock
from gaisma.base.access import SignedInRequest, requires
from gaisma.base.files import serving
from gaisma.base.forms import sent, shown_or_sent
from gaisma.quality.inspections import selectors
from gaisma.quality.inspections.actions import photos as actions
from gaisma.quality.inspections.forms.sheets import PhotoForm
from gaisma.quality.inspections.models import Inspection, Photo
from gaisma.quality.inspections.permissions import INSPECT, SEE
from gaisma.quality.inspections.views.pages import crumbs


@requires(SEE)
@require_safe
def photo(request: SignedInRequest, photo_id: int) -> HttpResponse:
    """The picture itself."""
    return serving.answer(selectors.photo(request.user, photo_id).attachment)


@requires(SEE)
@require_safe
def of_act(request: SignedInRequest, act_photo_id: int) -> HttpResponse:
    """The picture as it stood when the act was signed."""
    return serving.answer(selectors.act_photo(request.user, act_photo_id).attachment)


@requires(INSPECT)
@shown_or_sent
def take(request: SignedInRequest, inspection_id: int) -> HttpResponse:
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
    return actions.take(
        inspection=row,
        picture=given["picture"],
        caption=given["caption"],
        by=request.user,
        at=clock.now(),
        **chosen,
    )


@requires(INSPECT)
@require_POST
def remove(request: SignedInRequest, photo_id: int) -> HttpResponse:
    """Take a photo away."""
    row = selectors.own_photo(request.user, photo_id)
    return acting.done(
        request,
        partial(actions.remove, photo=row),
        said=_("The photo is taken away."),
        leads_to=row.inspection.get_absolute_url() + "#photos",
    )
