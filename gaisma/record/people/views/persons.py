from functools import partial
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from gaisma.base import access, acting, audit, clock, personal_codes
from gaisma.base.access import SignedInRequest, requires
from gaisma.base.audit import Action
from gaisma.base.forms import shown_or_sent
from gaisma.base.models import User
from gaisma.record.people import audited, merging, parts, queries, selectors
from gaisma.record.people.actions import merging as merging_actions
from gaisma.record.people.actions import persons
from gaisma.record.people.forms.persons import CodeForm, DetailsForm, FindForm, MergeForm
from gaisma.record.people.models import Account, Person
from gaisma.record.people.permissions import (
    KEEP_PEOPLE,
    MERGE_PEOPLE,
    SEE_LOOKS,
    SEE_OWN,
    SEE_PEOPLE,
    SEE_STAFF,
    SHOW_CODE,
)
from gaisma.record.people.queries import pages


def crumbs(person: Person) -> tuple[tuple[str, str], ...]:
    return ((str(person), person.get_absolute_url()),)


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
        "ties": pages.asked_ties(person) if keeps or is_limited else (),
        "in_sight": access.reach(request.user),
        "may_show_code": reads and access.may(request.user, SHOW_CODE),
        "may_see_looks": reads and access.may(request.user, SEE_LOOKS),
        "alike": pages.alike(person) if access.may(request.user, MERGE_PEOPLE) else (),
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
        act=lambda **_given: merging_actions.merge(
            kept=kept, other=other, by=request.user, at=clock.now()
        ),
        said=_("The two records are one now."),
        template="people/merge.html",
        title=_("Make two records of one person one"),
        button=_("Make them one"),
        crumbs=crumbs(kept),
        danger=True,
        preview=preview,
        hindrance=" ".join(preview.obstacles),
    )
