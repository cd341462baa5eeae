from functools import partial
from io import BytesIO
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from gaisma.base import access, acting, audit, clock, listing, personal_codes
from gaisma.base.access import SignedInRequest, requires
from gaisma.base.audit import Action
from gaisma.base.forms import shown_or_sent
from gaisma.base.models import User
from gaisma.record.people import access_log, audited, merging, parts, queries, selectors
from gaisma.record.people.actions import personal_data, persons, ties
from gaisma.record.people.forms import CodeForm, DetailsForm, EraseForm, FindForm, MergeForm
from gaisma.record.people.lists import LooksFilter, LooksTable
from gaisma.record.people.models import Account, Person, Tie
from gaisma.record.people.permissions import (
    ERASE_PEOPLE,
    KEEP_PEOPLE,
    MERGE_PEOPLE,
    SEE_LOOKS,
    SEE_OWN,
    SEE_PEOPLE,
    SEE_STAFF,
    SHOW_CODE,
)


def crumbs(person: Person) -> tuple[tuple[str, str], ...]:
    return ((str(person), person.get_absolute_url()),)


def page(person: Person, title: str) -> dict[str, Any]:
    """What the page of a form about a person shows beside the form."""
    back = person.get_absolute_url()
    return {"title": title, "button": _("Save"), "back": back, "crumbs": crumbs(person)}


def _way(person: Person, user: User) -> tuple[tuple[str, str], ...]:
    """The list in which the reader finds a member of staff."""
    if access.may(user, SEE_STAFF) and person.employments.exists():
        return ((_("Staff"), reverse("people:staff")),)
    return ()


def shown(
    request: SignedInRequest,
    person: Person,
    *,
    is_own: bool = False,
    is_limited: bool = False,
    code: str = "",
) -> HttpResponse:
    """The page of a person, with the act of reading written down."""
    reads = Person.objects.read_by(request.user).filter(pk=person.pk).exists()
    keeps = reads and selectors.keeps_what_is_read(request.user, person)
    limits = {"is_own": is_own, "is_limited": is_limited}
    asking = parts.Asking(person, request.user, selectors.today(), reads, keeps, **limits)
    _note(audited.READ_PEOPLE, person, request)
    page = {
        "person": person,
        "crumbs": () if is_own else _way(person, request.user),
        "parts": parts.of(asking),
        "code": code,
        "keeps": keeps,
        "is_own": is_own,
        "is_limited": is_limited,
        "ties": queries.asked_ties(person) if keeps or is_limited else (),
        "in_sight": access.reach(request.user),
        "may_show_code": reads and access.may(request.user, SHOW_CODE),
        "may_see_looks": reads and access.may(request.user, SEE_LOOKS),
        "alike": queries.alike(person) if access.may(request.user, MERGE_PEOPLE) else (),
    }
    return render(request, "people/person.html", page)


def _note(action: Action, person: Person, request: SignedInRequest) -> None:
    subject = {"subject": "people.Person", "ids": [person.pk]}
    audit.note(action=action, by=request.user, at=clock.now(), **subject)  # type: ignore[arg-type]


@requires(SEE_PEOPLE)
@require_safe
def person(request: SignedInRequest, person_id: int) -> HttpResponse:
    """One page of a person: who it is, what they do, where.

    Whose institution joined somebody whom another one holds sees what it entered itself.
    """
    known, is_limited = selectors.person_or_part(request.user, person_id)
    return shown(request, known, is_limited=is_limited)


@requires(SEE_OWN)
@require_safe
def me(request: SignedInRequest) -> HttpResponse:
    """The reader's own page, when the account is known to be a person's of the record."""
    account = Account.objects.select_related("person").filter(user=request.user).first()
    if account is None:
        return render(request, "people/unknown_me.html")
    return shown(request, account.person, is_own=True)


@requires(SEE_PEOPLE)
@shown_or_sent
def find(request: SignedInRequest) -> HttpResponse:
    """Look a person up by a code or number; the number is sent, never part of an address."""

    def looked_up(number: str, **_who: Any) -> Person:
        seen = Person.objects.visible_to(request.user, on=selectors.today())
        person = queries.person_called(number, among=seen)
        _note(audited.FIND_PERSON, person, request)
        return person

    return acting.asked(
        request,
        selectors.asked(FindForm, request),
        act=looked_up,
        said=_("Found."),
        leads_to=Person.get_absolute_url,
        title=_("Find a person by a number"),
        button=_("Find"),
    )


@requires(SHOW_CODE)
@require_POST
def show_code(request: SignedInRequest, person_id: int) -> HttpResponse:
    """The page with the personal code in it: looking at it is an act of its own."""
    person = selectors.person(request.user, person_id)
    if not Person.objects.read_by(request.user).filter(pk=person.pk).exists():
        raise PermissionDenied
    if not person.personal_code_encrypted:
        messages.error(request, _("No personal code is recorded."))
        return redirect(person.get_absolute_url())
    _note(audited.SHOW_CODE, person, request)
    return shown(request, person, code=personal_codes.decrypted(person.personal_code_encrypted))


@requires(KEEP_PEOPLE)
@shown_or_sent
def change(request: SignedInRequest, person_id: int) -> HttpResponse:
    """Mend what is known about a person."""
    person = selectors.kept(request.user, person_id)
    initial = {name: getattr(person, name) for name in DetailsForm.base_fields}
    return acting.asked(
        request,
        selectors.asked(DetailsForm, request, initial=initial),
        act=partial(persons.change, person=person),
        said=_("The person's data is changed."),
        title=_("Change the person's data"),
        crumbs=crumbs(person),
    )


@requires(KEEP_PEOPLE)
@shown_or_sent
def code(request: SignedInRequest, person_id: int) -> HttpResponse:
    """Write the personal code, which is never shown in the form."""
    person = selectors.kept(request.user, person_id)
    initial = {"revision": person.revision}
    return acting.asked(
        request,
        selectors.asked(CodeForm, request, initial=initial),
        act=partial(persons.change, person=person),
        said=_("The personal code is written."),
        title=_("Write the personal code"),
        lead=_("What is written here replaces the code that is kept; an empty field removes it."),
        crumbs=crumbs(person),
    )


@requires(MERGE_PEOPLE)
@shown_or_sent
def merge(request: SignedInRequest, person_id: int, other_id: int) -> HttpResponse:
    """Make two records one: what goes over, what stands in the way."""
    kept, other = (selectors.kept(request.user, pk) for pk in (person_id, other_id))
    preview = merging.preview(kept, other)
    return acting.asked(
        request,
        selectors.asked(MergeForm, request),
        act=lambda **_given: persons.merge(kept=kept, other=other, by=request.user, at=clock.now()),
        said=_("The two records are one now."),
        template="people/merge.html",
        title=_("Make two records of one person one"),
        button=_("Make them one"),
        crumbs=crumbs(kept),
        danger=True,
        preview=preview,
        hindrance=" ".join(preview.obstacles),
    )


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
    page = {"person": person, "tables": queries.held_tables(person), "crumbs": way}
    return render(request, "people/held.html", {**page, "may_erase": erases})


@requires(SEE_OWN)
@require_POST
def held_file(request: SignedInRequest, person_id: int) -> HttpResponse:
    """The same as a workbook for the person, with who looked."""
    person = _answered_to(request, person_id)
    file = BytesIO()
    personal_data.take_out(person=person, target=file, by=request.user, at=clock.now())
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
    preview = queries.erasure(person, on=today)
    return acting.asked(
        request,
        selectors.asked(EraseForm, request),
        act=lambda **_given: personal_data.erase(
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
    if not personal_data.is_own(person, request.user) and not selectors.keeps(request.user, person):
        raise PermissionDenied
    return person


@requires(KEEP_PEOPLE)
@require_safe
def tie(request: SignedInRequest, tie_id: int) -> HttpResponse:
    """An institution joined somebody whom the reader keeps: who, what it entered."""
    row = selectors.asked_tie(request.user, tie_id)
    posts = row.person.employments.filter(institution=row.institution).order_by("from_on", "pk")
    page = {"tie": row, "posts": posts, "crumbs": crumbs(row.person)}
    return render(request, "people/tie.html", page)


@requires(KEEP_PEOPLE)
@require_POST
def confirm_tie(request: SignedInRequest, tie_id: int) -> HttpResponse:
    """The institution shall see and keep the whole record."""
    return _tie_answered(request, tie_id, Tie.CONFIRMED, said=_("The tie is confirmed."))


@requires(KEEP_PEOPLE)
@require_POST
def refuse_tie(request: SignedInRequest, tie_id: int) -> HttpResponse:
    """The institution shall see no more than it entered itself."""
    return _tie_answered(request, tie_id, Tie.REFUSED, said=_("The tie is refused."))


def _tie_answered(request: SignedInRequest, tie_id: int, state: str, *, said: str) -> HttpResponse:
    row = selectors.asked_tie(request.user, tie_id)
    return acting.done(
        request,
        partial(ties.answer, tie=row, state=state, revision=row.revision),
        said=said,
        leads_to=row.person.get_absolute_url(),
    )
