"""What stands in this room's parts of a person's page."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.db.models import Q

from gaisma.base import access
from gaisma.base.permissions import KEEPERS, REVIEWERS
from gaisma.record.people import words
from gaisma.record.people.models import (
    Contact,
    Employment,
    Guardian,
    Person,
    PersonIdentifier,
    ProfessionalDevelopment,
    Qualification,
    Tie,
)
from gaisma.record.people.parts import TITLES, Asking, PersonPart

READ_BY_TEACHERS = (*REVIEWERS, "support", "class_teacher", "teacher")
YEARS_OF_DEVELOPMENT = 3
"""Hours of professional development are counted over so many years (36 hours in three)."""


@dataclass(frozen=True)
class Post:
    """A post, whether it has ended, whether the reader keeps it."""

    employment: Employment
    is_over: bool
    is_kept: bool


@dataclass(frozen=True)
class Posts:
    """All posts of a person, those held first, and the sum of their loads."""

    posts: tuple[Post, ...]
    load: Decimal


@dataclass(frozen=True)
class Learnt:
    """Qualifications, hours of development, and the hours of the years that count."""

    qualifications: tuple[Qualification, ...]
    developments: tuple[ProfessionalDevelopment, ...]
    hours: Decimal
    on: date


@dataclass(frozen=True)
class Relation:
    """A guardianship from one of its sides: the other person, the relation, what may be told."""

    row: Guardian
    other: Person
    relation: str
    reach: str


@dataclass(frozen=True)
class Family:
    """Who answers for the learner, with their contacts, and for whom this person answers."""

    guardians: tuple[tuple[Relation, tuple[Contact, ...]], ...]
    wards: tuple[Relation, ...]


def identity(asking: Asking) -> Person:
    return asking.person


def contacts(asking: Asking) -> tuple[Contact, ...]:
    return tuple(asking.person.contacts.order_by("order", "pk"))


def identifiers(asking: Asking) -> tuple[PersonIdentifier, ...] | None:
    """Numbers in other systems; without any only who keeps the data is shown the place."""
    found = tuple(asking.person.identifiers.order_by("scheme", "value"))
    return found if found or asking.keeps else None


def family(asking: Asking) -> Family | None:
    person = asking.person
    guardians = person.guardians.select_related("guardian").order_by("order", "pk")
    wards = person.wards.select_related("learner").order_by("pk")
    reached = tuple(guardians.prefetch_related("guardian__contacts"))
    hidden = _half_seen(asking, [row.guardian_id for row in reached])
    answer = Family(
        tuple(
            (
                _relation(row, row.guardian),
                () if row.guardian_id in hidden else tuple(row.guardian.contacts.all()),
            )
            for row in reached
        ),
        tuple(_relation(row, row.learner) for row in wards),
    )
    return answer if answer.guardians or answer.wards or _may_learn(asking) else None


def _half_seen(asking: Asking, people: list[int]) -> frozenset[int]:
    """Those of the people whom the reader's institution joined and another one holds."""
    if asking.is_own or not people:
        return frozenset()
    asked = Tie.objects.unconfirmed().filter(
        person__in=people, institution__in=access.reach(asking.user)
    )
    joined = frozenset(asked.values_list("person_id", flat=True))
    if not joined:
        return joined
    seen = Person.objects.visible_to(asking.user, on=asking.on).filter(pk__in=joined)
    return joined - frozenset(seen.values_list("pk", flat=True))


def asked_ties(person: Person) -> tuple[Tie, ...]:
    """Institutions that joined the person and are not confirmed."""
    return tuple(person.ties.unconfirmed().select_related("institution").order_by("pk"))


def _may_learn(asking: Asking) -> bool:
    """Whether somebody may have to be written down: whoever works here answers for themselves."""
    return asking.keeps and not asking.person.employments.exists()


def _relation(row: Guardian, other: Person) -> Relation:
    reach = str(words.REACHES.get(row.reach, row.reach))
    return Relation(row, other, words.relation(row.relation), reach)


def posts(asking: Asking) -> Posts | None:
    """Posts at all institutions: loads add up wherever they are, for who sees them all."""
    rows = asking.person.employments.select_related("institution").order_by("-from_on", "pk")
    if asking.is_limited:
        rows = rows.filter(institution__in=access.reach(asking.user, *REVIEWERS))
    kept = access.reach(asking.user, *KEEPERS)
    every = [
        Post(row, bool(row.to_on and row.to_on < asking.on), row.institution_id in kept)
        for row in rows
    ]
    if not every:
        return None
    held = [post for post in every if not post.is_over]
    load = sum((post.employment.load for post in held), Decimal(0))
    return Posts((*held, *(post for post in every if post.is_over)), load)


def learnt(asking: Asking) -> Learnt | None:
    """What a member of staff has learnt; of others nothing is asked."""
    person = asking.person
    qualifications = tuple(person.qualifications.order_by("-obtained_on", "pk"))
    developments = tuple(person.professional_development.order_by("-completed_on", "pk"))
    if not (qualifications or developments or person.employments.exists()):
        return None
    since = asking.on.replace(year=asking.on.year - YEARS_OF_DEVELOPMENT, day=1)
    counted = (line.hours for line in developments if line.completed_on >= since)
    return Learnt(qualifications, developments, sum(counted, Decimal(0)), asking.on)


def alike(person: Person) -> tuple[Person, ...]:
    """Others of the same name who may be the same person: born on the same or an unknown day."""
    if person.born_on is None or not person.family_name:
        return ()
    same = Person.objects.filter(
        Q(born_on=person.born_on) | Q(born_on__isnull=True),
        family_name=person.family_name,
        given_name=person.given_name,
    )
    return tuple(same.exclude(pk=person.pk).order_by("pk")[:5])


def _part(
    key: str, read: object, order: int, *roles: str, by_institution: bool = False
) -> PersonPart:
    given: dict[str, object] = {"roles": roles} if roles else {}
    given["by_institution"] = by_institution
    template = f"people/parts/{key}.html"
    return PersonPart(f"people.{key}", TITLES[key], template, read, order, **given)  # type: ignore[arg-type]


PARTS = [
    _part("posts", posts, 20, by_institution=True),
    _part("learnt", learnt, 30),
    _part("identity", identity, 100, *READ_BY_TEACHERS),
    _part("contacts", contacts, 110, *READ_BY_TEACHERS),
    _part("guardians", family, 120, *READ_BY_TEACHERS),
    _part("identifiers", identifiers, 130),
]
