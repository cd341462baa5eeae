"""Learners and staff, by name or by what other systems call them."""

from collections.abc import Iterator
from datetime import date

from django.db.models import Exists, OuterRef, Prefetch, Q, QuerySet
from django.utils.translation import gettext

from gaisma.analytics.vocabulary import ROLES
from gaisma.base import access, searching, terms
from gaisma.base.models import Installation, User
from gaisma.base.permissions import REVIEWERS
from gaisma.base.searching import Hit
from gaisma.record.people.models import Employment, Person
from gaisma.record.people.queries import called
from gaisma.record.programmes.models import Enrolment

OF_PERSON = OuterRef("pk")


def learners(user: User, words: searching.Words, limit: int) -> Iterator[Hit]:
    """Those who learn or have learnt, with their last group."""
    on = Installation.current().as_of()
    seen = Enrolment.objects.visible_to(user, on=on)
    learnt = Exists(seen.filter(person=OF_PERSON))
    last = seen.select_related("group__institution").order_by("-from_on", "-pk")
    found = (
        _named(user, words)
        .filter(learnt)
        .prefetch_related(Prefetch("enrolments", queryset=last, to_attr="learnt"))
    )
    for person in found[:limit]:
        group = person.learnt[0].group
        yield _hit(person, f"{group.name} · {group.institution.name}")


def staff(user: User, words: searching.Words, limit: int) -> Iterator[Hit]:
    """Those who work or have worked, with their last post."""
    seen = Employment.objects.filter(institution__in=access.reach(user, *REVIEWERS))
    worked = Exists(seen.filter(person=OF_PERSON))
    last = seen.select_related("institution").order_by("-from_on", "-pk")
    found = (
        _named(user, words)
        .filter(worked)
        .prefetch_related(Prefetch("employments", queryset=last, to_attr="worked"))
    )
    on = Installation.current().as_of()
    for person in found[:limit]:
        yield _hit(person, _post(person.worked[0], on))


def _named(user: User, words: searching.Words) -> QuerySet[Person]:
    seen = Person.objects.visible_to(user, on=Installation.current().as_of())
    if any(letter.isdecimal() for word in words for letter in word):
        # One word with digits is a code or a number, and has to be whole.
        return seen.filter(pk__in=called.ids_of("".join(words)))
    for word in words:
        seen = seen.filter(Q(family_name__named=word) | Q(given_name__named=word))
    return seen.order_by("family_name", "given_name", "pk")


def _hit(person: Person, line: str) -> Hit:
    return Hit(str(person), line, person.get_absolute_url())


def _post(employment: Employment, on: date) -> str:
    line = f"{terms.title(ROLES, employment.role)} · {employment.institution.name}"
    if employment.to_on and employment.to_on < on:
        return gettext("%(post)s, has left") % {"post": line}
    return line
