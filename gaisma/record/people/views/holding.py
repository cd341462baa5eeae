from io import BytesIO

from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from gaisma.base import access, acting, clock, listing
from gaisma.base.access import SignedInRequest, requires
from gaisma.base.forms import shown_or_sent
from gaisma.record.people import access_log, audited, selectors
from gaisma.record.people.actions import answering, erasure
from gaisma.record.people.filters import LooksFilter
from gaisma.record.people.forms.persons import EraseForm
from gaisma.record.people.lists import LooksTable
from gaisma.record.people.models import Person
from gaisma.record.people.permissions import ERASE_PEOPLE, SEE_LOOKS, SEE_OWN, SEE_PEOPLE
from gaisma.record.people.queries import held as holdings
from gaisma.record.people.views.persons import _note, crumbs


@requires(SEE_LOOKS)
@require_safe
def person_looks(request: SignedInRequest, person_id: int) -> HttpResponse:
    """Who opened the person's page, looked at the code, or changed something."""
    person = selectors.person(request.user, person_id)
    return listing.answer(
        request,
        table=LooksTable,
        filters=LooksFilter,
        rows=access_log.acts_on(person),
        title=_("Who looked and who changed"),
        lead=_("Every opening of the page and every change, the latest first."),
        crumbs=crumbs(person),
        empty=(_("Nobody yet"), _("Whoever opens the person's page will stand here.")),
    )


@requires(SEE_OWN)
@require_safe
def held(request: SignedInRequest, person_id: int) -> HttpResponse:
    """What is held about the person, why and for how long."""
    person = _answered_to(request, person_id)
    _note(audited.READ_PEOPLE, person, request)
    # Who opens no other person's page came from the own one, which has an address of its own.
    is_open = access.may(request.user, SEE_PEOPLE)
    way = crumbs(person) if is_open else ((_("My data"), reverse("people:me")),)
    erases = access.may(request.user, ERASE_PEOPLE) and selectors.keeps(request.user, person)
    page = {"person": person, "tables": holdings.tables(person), "crumbs": way}
    return render(request, "people/held.html", {**page, "may_erase": erases})


@requires(SEE_OWN)
@require_POST
def held_file(request: SignedInRequest, person_id: int) -> HttpResponse:
    """The same as a workbook for the person, with who looked."""
    person = _answered_to(request, person_id)
    file = BytesIO()
    answering.answer(person=person, target=file, by=request.user, at=clock.now())
    response = HttpResponse(file.getvalue(), content_type=listing.FORMATS["xlsx"])
    name = content_disposition_header(as_attachment=True, filename=f"{_('Data held')}.xlsx")
    response["Content-Disposition"] = name or "attachment"
    return response


@requires(ERASE_PEOPLE)
@shown_or_sent
def erase(request: SignedInRequest, person_id: int) -> HttpResponse:
    """Erase the person: what goes, what stays without them."""
    person = selectors.kept(request.user, person_id)
    today = selectors.today()
    preview = holdings.erasure(person, on=today)
    return acting.asked(
        request,
        selectors.asked(EraseForm, request),
        act=lambda **_given: erasure.erase(
            person=person, by=request.user, at=clock.now(), as_of=today
        ),
        said=_("The person is erased; backups hold them until they are replaced."),
        leads_to=reverse("people:find"),
        template="people/erase.html",
        title=_("Erase the person"),
        button=_("Erase for ever"),
        crumbs=crumbs(person),
        danger=True,
        preview=preview,
        hindrance=preview.in_force,
    )


def _answered_to(request: SignedInRequest, person_id: int) -> Person:
    """The person who asks, or one whose data the reader keeps."""
    person = selectors.person(request.user, person_id)
    if not answering.is_own(person, request.user) and not selectors.keeps(request.user, person):
        raise PermissionDenied
    return person
