"""What this room offers to others."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from datetime import date
from typing import NamedTuple

from cryptography.exceptions import InvalidTag
from django.db.models import Value
from django.urls import reverse
from django.utils.translation import gettext, gettext_noop, override

from gaisma.analytics.vocabulary import ROLES
from gaisma.base import access, personal_codes, request_cache, rotation, terms, wording
from gaisma.base.duties import Duty, Owed
from gaisma.base.models import Installation, User
from gaisma.base.navigation import RECORD, START, NavigationEntry
from gaisma.base.permissions import KEEPERS
from gaisma.base.registry import gathered
from gaisma.base.rotation import UnderKey
from gaisma.base.wording import dates
from gaisma.evidence.figures.declarations import Name, Offer, RecordsColumn, Titles
from gaisma.record.people import (
    facts,
    imports,
    indicators,
    merging,
    privacy,
    queries,
    report,
    roles,
    selectors,
    visibility,
)
from gaisma.record.people.facts import NOT_SET
from gaisma.record.people.models import Person, ProfessionalDevelopment, Tie, Vacancy
from gaisma.record.people.permissions import SEE_PEOPLE
from gaisma.record.people.visibility import waits_for_anybody


def are_read_by(keys: Sequence[str]) -> bool | None:
    """Whether the key in force opens the newest code; None where there is none."""
    newest = _newest("personal_code_encrypted")
    if newest is None:
        return None
    try:
        personal_codes.opened(newest[0], keys=keys[:1])
    except InvalidTag:
        return False
    return True


def are_found_by(keys: Sequence[str]) -> bool | None:
    """Whether the key in force gives the newest code's hash; None where there is none."""
    newest = _newest("personal_code_encrypted", "personal_code_hash")
    if newest is None:
        return None
    if not keys:
        return False
    sealed, known = newest
    digits = personal_codes.opened(sealed, keys=rotation.known(rotation.CODE))
    return personal_codes.hashed(digits, key=keys[0]) == known


def _newest(*fields: str) -> tuple[str, ...] | None:
    coded = Person.objects.exclude(personal_code_encrypted="").order_by("-pk")
    return coded.values_list(*fields).first()


UNDER_KEYS = [
    UnderKey("people.codes", rotation.CODE, "people_person", are_read_by),
    UnderKey("people.hashes", rotation.HASH, "people_person", are_found_by),
]


class Place(NamedTuple):
    """An organisation by its name."""

    pk: int
    name: str


def ties_owed(user: User, on: date) -> tuple[Owed, ...]:
    """Answers that the user's institutions owe; the authority for who is held nowhere else."""
    reach = access.reach(user, *KEEPERS)
    if not reach or not waits_for_anybody():
        return ()
    asked = Tie.objects.filter(state=Tie.ASKED)
    kept = Person.objects.kept_by(user).filter(pk__in=asked.values("person"))
    rows = asked.filter(person__in=kept).select_related("person", "institution")
    rows = rows.order_by("asked_at", "pk")
    holding = _holding({row.person_id for row in rows}, reach)
    return tuple(_owed(row, _owing(row, holding[row.person_id])) for row in rows)


def _holding(persons: Collection[int], reach: Collection[int]) -> dict[int, list[Place]]:
    """The institutions within reach that hold each person, by kind of tie and as they were tied."""
    found: dict[int, list[Place]] = defaultdict(list)
    first, *others = (
        sight.at(reach)
        .filter(**{f"{sight.person}__in": persons, f"{sight.institution}__isnull": False})
        .order_by()
        .values_list(
            Value(number), "pk", sight.person, sight.institution, f"{sight.institution}__name"
        )
        for number, sight in enumerate(gathered("SIGHTS"))
    )
    for _number, _pk, person, *institution in sorted(first.union(*others, all=True)):
        found[person].append(Place(*institution))
    return found


def _owing(row: Tie, holding: Iterable[Place]) -> Place:
    """The first other institution that holds the person, otherwise the authority."""
    authority = Installation.current().authority or row.institution
    others = (place for place in holding if place.pk != row.institution_id)
    return next(others, Place(authority.pk, authority.name))


def _owed(row: Tie, place: Place) -> Owed:
    return Owed(
        organisation_id=place.pk,
        organisation=place.name,
        due_on=None,
        page="people:tie",
        of=(row.pk,),
        sentence=gettext("%(institution)s joined %(person)s: confirm it or refuse")
        % {"institution": row.institution, "person": row.person},
    )


DUTIES = [Duty("ties", gettext_noop("Institution that joined a person"), ties_owed)]


STAFF = ("staff", "resources", "teachers", "profile", "management")

EVIDENCE_OFFERS = [
    Offer("teachers", "teachers.count", STAFF, order=20),
    Offer("qualified", "teachers.share_qualified", STAFF, order=21),
    Offer("vacancies", "vacancies.load", (*STAFF, "efficiency"), order=22),
    Offer("at-several", "teachers.at_several_institutions", ("staff", "teachers"), order=23),
    Offer("staff", "staff.count", STAFF, order=24),
    Offer("permanent", "staff.share_permanent", ("staff", "teachers", "management"), order=25),
]


def expected(language: str) -> dict[str, str]:
    """Days as the language writes them, the first day first; last, that none is set."""
    titles = {day.isoformat(): dates.short_day(day, language) for day in _days() if day}
    with override(language):
        return titles | {NOT_SET: gettext("no day is set")}


@request_cache.a_request
def _days() -> list[date | None]:
    known = Vacancy.objects.filter(expected_on__isnull=False).order_by("expected_on")
    return list(known.values_list("expected_on", flat=True).distinct())


TITLES = [Titles("expected", expected)]


def person_names(pseudonyms: Collection[int]) -> dict[int, Name]:
    """Family name first, as lists of people are read."""
    found = Person.objects.filter(pseudonym__in=pseudonyms)
    rows = found.values_list("pseudonym", "family_name", "given_name", "pk")
    return {pseudonym: Name(f"{family}, {given}", pk) for pseudonym, family, given, pk in rows}


def person_pages(user: User, pseudonyms: Collection[int]) -> dict[int, str]:
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


def course_names(ids: Collection[int]) -> dict[int, Name]:
    """Topic, hours and day; who completed it is not told."""
    found = ProfessionalDevelopment.objects.filter(pk__in=ids)
    rows = found.values_list("pk", "topic", "hours", "completed_on")
    return {
        pk: Name(f"{topic} · {wording.number(hours)} · {wording.day(day)}", pk)
        for pk, topic, hours, day in rows
    }


RECORDS_COLUMNS = [
    RecordsColumn("course", gettext_noop("Course"), "people.ProfessionalDevelopment", course_names),
    RecordsColumn(
        "person",
        gettext_noop("Person"),
        "people.Person",
        person_names,
        is_personal=True,
        pages=person_pages,
    ),
    RecordsColumn(
        "vacancy", gettext_noop("Vacancy"), "people.Vacancy", vacancy_names, pages=vacancy_pages
    ),
]


FACTS = facts.FACTS
INDICATORS = [
    indicators.staff,
    indicators.loads,
    indicators.permanent,
    indicators.teachers,
    indicators.at_several,
    indicators.qualified,
    indicators.vacancies,
    *indicators.DEVELOPMENT,
]

REPORT_SECTIONS = report.SECTIONS


TABLE_KINDS = imports.TABLE_KINDS
PERSONAL_DATA = privacy.PERSONAL_DATA
RETENTION = privacy.RETENTION
SIGHTS = visibility.SIGHTS

MERGE_OBSTACLES = merging.OBSTACLES
PERSON_PARTS = queries.PARTS
INSTITUTION_PARTS = queries.INSTITUTION_PARTS

NAVIGATION = [
    NavigationEntry(
        "staff", gettext_noop("Staff"), "people:staff", RECORD, "people.see_staff", order=40
    ),
    NavigationEntry("me", gettext_noop("My data"), "people:me", START, "people.see_own", order=900),
]
GRANT_TIES = roles.GRANT_TIES
