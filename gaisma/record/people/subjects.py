"""How people, by their pseudonyms, their courses and vacancies are called behind figures."""

from collections.abc import Collection

from django.urls import reverse
from django.utils.translation import gettext_noop

from gaisma.analytics.vocabulary import ROLES
from gaisma.base import access, terms, wording
from gaisma.base.models import User
from gaisma.evidence.figures.subjects import Name, Subject
from gaisma.record.people import selectors
from gaisma.record.people.models import Person, ProfessionalDevelopment, Vacancy
from gaisma.record.people.permissions import SEE_PEOPLE


def names(pseudonyms: Collection[int]) -> dict[int, Name]:
    """Family name first, as lists of people are read."""
    found = Person.objects.filter(pseudonym__in=pseudonyms)
    rows = found.values_list("pseudonym", "family_name", "given_name", "pk")
    return {pseudonym: Name(f"{family}, {given}", pk) for pseudonym, family, given, pk in rows}


def pages(user: User, pseudonyms: Collection[int]) -> dict[int, str]:
    """Where those people are whose page the reader may open."""
    if not access.may(user, SEE_PEOPLE):
        return {}
    seen = Person.objects.visible_to(user, on=selectors.today()).filter(pseudonym__in=pseudonyms)
    return {
        pseudonym: reverse("people:person", args=[pk])
        for pseudonym, pk in seen.values_list("pseudonym", "pk")
    }


def vacancy_names(ids: Collection[int]) -> dict[int, Name]:
    """The post that waits to be filled."""
    rows = Vacancy.objects.filter(pk__in=ids).values_list("pk", "role")
    return {pk: Name(terms.title(ROLES, role), pk) for pk, role in rows}


def vacancy_pages(user: User, ids: Collection[int]) -> dict[int, str]:
    """The staff of the institution, among whom its vacancies stand."""
    seen = Vacancy.objects.filter(pk__in=ids, institution__in=access.reach(user))
    return {
        pk: reverse("organisations:staff", args=[institution])
        for pk, institution in seen.values_list("pk", "institution")
    }


def courses(ids: Collection[int]) -> dict[int, Name]:
    """Topic, hours and day; who completed it is not told."""
    found = ProfessionalDevelopment.objects.filter(pk__in=ids)
    rows = found.values_list("pk", "topic", "hours", "completed_on")
    return {
        pk: Name(f"{topic} · {wording.number(hours)} · {wording.day(day)}", pk)
        for pk, topic, hours, day in rows
    }


SUBJECTS = [
    Subject("course", gettext_noop("Course"), "people.ProfessionalDevelopment", courses),
    Subject(
        "person",
        gettext_noop("Person"),
        "people.Person",
        names,
        is_personal=True,
        pages=pages,
    ),
    Subject(
        "vacancy", gettext_noop("Vacancy"), "people.Vacancy", vacancy_names, pages=vacancy_pages
    ),
]
