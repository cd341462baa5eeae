from functools import partial
from typing import Any

from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from gaisma.base import acting, listing, wording
from gaisma.base.access import SignedInRequest, requires
from gaisma.base.forms import sent, shown_or_sent
from gaisma.workplace.administration import queries, tables
from gaisma.workplace.administration.actions import years as actions
from gaisma.workplace.administration.forms import MovedDayForm
from gaisma.workplace.administration.permissions import KEEP_REFERENCE_DATA
from gaisma.workplace.administration.views.installation import crumbs
from gaisma.workplace.administration.views.removing import removing

LIST = "administration:moved_days"


def _crumbs() -> list[tuple[str, str]]:
    return crumbs((_("Moved working days"), reverse(LIST)))


def _asked(request: SignedInRequest, form: MovedDayForm, **page: Any) -> HttpResponse:
    return acting.asked(
        request,
        form,
        template="administration/row.html",
        back=reverse(LIST),
        crumbs=_crumbs(),
        **page,
    )


@requires(KEEP_REFERENCE_DATA)
@require_safe
def moved_days(request: SignedInRequest) -> HttpResponse:
    """The working days that the government has moved."""
    return listing.answer(
        request,
        table=tables.MovedDays,
        rows=queries.moved_days(),
        title=_("Moved working days"),
        lead=_("The government decides each year which working days are exchanged for free ones."),
        crumbs=crumbs(),
        actions=[(_("Add a moved working day"), reverse("administration:move_day"), "primary")],
        empty=(_("No working day has been moved yet"), _("Add those that have been announced.")),
    )


@requires(KEEP_REFERENCE_DATA)
@shown_or_sent
def move_day(request: SignedInRequest) -> HttpResponse:
    """Record a working day that was moved."""
    return _asked(
        request,
        MovedDayForm(sent(request)),
        act=actions.move_day,
        title=_("Add a moved working day"),
        said=_("The moved working day has been added."),
    )


@requires(KEEP_REFERENCE_DATA)
@shown_or_sent
def change_moved_day(request: SignedInRequest, moved_day_id: int) -> HttpResponse:
    """Change which days were exchanged."""
    found = queries.moved_day(moved_day_id)
    shown = {name: getattr(found, name) for name in MovedDayForm.base_fields}
    return _asked(
        request,
        MovedDayForm(sent(request), initial=shown),
        act=partial(actions.change_moved_day, moved=found),
        title=_("Change the moved working day"),
        said=_("The moved working day has been changed."),
        remove=reverse("administration:remove_moved_day", args=[found.pk]),
    )


@requires(KEEP_REFERENCE_DATA)
@shown_or_sent
def remove_moved_day(request: SignedInRequest, moved_day_id: int) -> HttpResponse:
    """Take back that a working day was moved."""
    found = queries.moved_day(moved_day_id)
    return removing(
        request,
        act=partial(actions.remove_moved_day, moved=found),
        title=_("Remove the moved working day?"),
        lead=f"{wording.day(found.day_off_on)} → {wording.day(found.worked_on)}",
        leads_to=reverse(LIST),
        back=reverse("administration:change_moved_day", args=[found.pk]),
        crumbs=_crumbs(),
    )
