"""How views find what an address names: outside the reader's sight it is not there."""

from datetime import date
from typing import Any, TypeVar, cast

from django import forms
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest
from django.shortcuts import get_object_or_404

from gaisma.base import access
from gaisma.base.models import Installation, Recorded, User
from gaisma.base.permissions import KEEPERS, REVIEWERS
from gaisma.record.people.models import Person, PersonIdentifier, Tie

Row = TypeVar("Row", bound=Recorded | PersonIdentifier)
Form = TypeVar("Form", bound=forms.Form)


def today() -> date:
    """The day on which the record is looked at."""
    return Installation.current().as_of()


def person(user: User, person_id: int) -> Person:
    """The person, where the user may look at them. Raises Http404."""
    seen = Person.objects.visible_to(user, on=today()).filter(pk=person_id).first()
    if seen is None:
        raise Http404
    return seen


def person_or_part(user: User, person_id: int) -> tuple[Person, bool]:
    """The person, and whether the user sees no more than the own institution entered.

    Raises Http404.
    """
    seen = Person.objects.visible_to(user, on=today()).filter(pk=person_id).first()
    if seen is not None:
        return seen, False
    return get_object_or_404(Person.objects.known_to(user, on=today()), pk=person_id), True


def asked_tie(user: User, tie_id: int) -> Tie:
    """An institution that joined somebody whom the user keeps. Raises Http404."""
    kept = Person.objects.kept_by(user)
    rows = Tie.objects.select_related("person", "institution", "asked_by", "answered_by")
    return get_object_or_404(rows.filter(person__in=kept.values("pk")), pk=tie_id)


def kept(user: User, person_id: int) -> Person:
    """The person, where the user keeps the data. Raises Http404, PermissionDenied."""
    seen = person(user, person_id)
    if not keeps(user, seen):
        raise PermissionDenied
    return seen


def keeps(user: User, person: Person) -> bool:
    """Whether the user keeps the person's data true."""
    return Person.objects.kept_by(user).filter(pk=person.pk).exists()


def keeps_what_is_read(user: User, person: Person) -> bool:
    """The same of a person whose record the user reads: asked only of who reads more than keeps."""
    return kept_reach(user) == access.reach(user, *REVIEWERS) or keeps(user, person)


def kept_reach(user: User) -> frozenset[int]:
    """The organisations whose record the user keeps."""
    return access.reach(user, *KEEPERS)


def kept_row(model: type[Row], pk: int, *, by: User, owner: str = "person") -> Row:
    """A row of a person whose data the user keeps. Raises Http404, PermissionDenied."""
    rows = model._default_manager.select_related(owner)
    row = cast("Row", get_object_or_404(rows, pk=pk))
    kept(by, getattr(row, f"{owner}_id"))
    return row


def asked(kind: type[Form], request: HttpRequest, **given: Any) -> Form:
    """The form as it was sent, or empty with what stands in the record."""
    return kind(request.POST if request.method == "POST" else None, **given)
