"""Reads of persons, and what stands on their pages and on the page of an institution."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from itertools import groupby

from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _

from gaisma.analytics.moments import first_of_september
from gaisma.base import access, personal_codes
from gaisma.base.errors import GaismaError
from gaisma.base.models import Installation, Organisation, User
from gaisma.base.permissions import KEEPERS, REVIEWERS
from gaisma.evidence.figures import asking, presentation
from gaisma.evidence.figures.evidence import Evidence
from gaisma.record.organisations.queries import profiles
from gaisma.record.organisations.queries.profiles import InstitutionPart
from gaisma.record.people import holdings, words
from gaisma.record.people.models import (
    Contact,
    Employment,
    Guardian,
    Person,
    PersonIdentifier,
    ProfessionalDevelopment,
    Qualification,
    Tie,
    Vacancy,
)
from gaisma.record.people.parts import TITLES, Asking, PersonPart
from gaisma.record.people.privacy import open_tables


class UnknownPerson(GaismaError):
    """Nobody, or more than one person, goes by that."""


def person_called(text: str, *, among: QuerySet[Person] | None = None) -> Person:
    """The person with that personal code, number in the state register, or outside identifier.

    `among` are those who may be found.

    Raises UnknownPerson.
    """
    word = text.strip()
    people = Person.objects.all() if among is None else among
    found = list(people.filter(pk__in=ids_of(word))[:2])
    if len(found) != 1:
        raise UnknownPerson(
            _("Nobody goes by that here: give the personal code or the number of one system."),
            code="unknown_person",
        )
    return found[0]


def ids_of(word: str) -> set[int]:
    """The ids of those who have that personal code or number."""
    digits = word.replace("-", "")
    people = Person.objects.filter(identifiers__value=word)
    if word:
        people = people | Person.objects.filter(register_id=word)
    ids = set(people.values_list("pk", flat=True))
    if personal_codes.FORM.fullmatch(word):
        coded = Person.objects.filter(personal_code_hash=personal_codes.keyed_hash(digits))
        ids |= set(coded.values_list("pk", flat=True))
    return ids


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


@dataclass(frozen=True)
class HeldTable:
    """The rows of one table: why they are held, for how many years, each as pairs."""

    title: str
    purpose: str
    years: int
    entries: tuple[tuple[tuple[str, str], ...], ...]


@dataclass(frozen=True)
class RowCount:
    """So many rows of a table."""

    title: str
    rows: int


@dataclass(frozen=True)
class Erasure:
    """What goes, what stays without the person, and what stands in the way."""

    person: Person
    going: tuple[RowCount, ...]
    staying: tuple[RowCount, ...]
    in_force: tuple[RowCount, ...]


def held_tables(person: Person) -> tuple[HeldTable, ...]:
    """Everything held, by table and row."""
    held = holdings.of(person, periods=Installation.current().retention)
    return tuple(
        _table(list(lines)) for _title, lines in groupby(held, key=lambda line: line.table)
    )


def _table(lines: list[holdings.Holding]) -> HeldTable:
    first = lines[0]
    entries = groupby(lines, key=lambda line: line.entry)
    return HeldTable(
        first.table,
        first.purpose,
        first.years,
        tuple(tuple((line.title, line.value) for line in of_one) for _entry, of_one in entries),
    )


def erasure(person: Person, *, on: date) -> Erasure:
    """What erasing the person would do."""
    counted = [
        (table, table.rows_of(person.pk).count(), table.in_force(person.pk, on=on).count())
        for table in open_tables()
    ]
    return Erasure(
        person,
        tuple(RowCount(_(t.title), rows) for t, rows, _held in counted if rows and not t.stays),
        tuple(RowCount(_(t.title), rows) for t, rows, _held in counted if rows and t.stays),
        tuple(RowCount(_(t.title), held) for t, _rows, held in counted if held),
    )


@dataclass(frozen=True)
class RoleCount:
    """How many work in a role, and their loads in sum."""

    role: str
    people: presentation.Reading
    load: presentation.Reading


@dataclass(frozen=True)
class InstitutionStaff:
    """How many work in which role, and which posts are vacant; no names."""

    staff: tuple[RoleCount, ...]
    vacancies: tuple[Vacancy, ...]


def staff_of(user: User, institution: Organisation, basis: Evidence) -> InstitutionStaff:
    """The posts that are held and those that are not."""
    return InstitutionStaff(
        _roles(institution, basis), _vacancies(profiles.ids_of(institution), basis.as_of)
    )


def _roles(institution: Organisation, basis: Evidence) -> tuple[RoleCount, ...]:
    """By role, as it is on the day, or will be on the first one of a year to come."""
    filters = {"institution": institution.code}
    if basis.as_of < first_of_september(basis.school_year):
        filters["school_year"] = basis.school_year
    people, loads = (
        {
            figure.by["role"]: figure
            for figure in asking.broken_down(
                indicator, evidence=basis, filters=filters, by=("role",)
            )
        }
        for indicator in ("staff.count", "staff.load")
    )
    ordered = sorted(people.items(), key=lambda line: (-int(line[1].value or 0), line[0]))
    return tuple(
        RoleCount(role, presentation.read(figure), presentation.read(loads[role]))
        for role, figure in ordered
    )


def _vacancies(ids: list[int], day: date) -> tuple[Vacancy, ...]:
    still_open = Q(closed_on__isnull=True) | Q(closed_on__gte=day)
    found = Vacancy.objects.filter(still_open, institution__in=ids, opened_on__lte=day)
    return tuple(found.order_by("-load", "role", "pk"))


INSTITUTION_PARTS = [InstitutionPart("staff", staff_of)]
