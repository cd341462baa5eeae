"""What is held about persons, and for how long: every column of every table, classified.

A room lists its tables under PERSONAL_DATA in its offers; the answer to "what do you hold
about me", erasure and retention read nothing but these lists, and a test fails on a column that
they lack. A title is what the person reads in the answer; a column without one is technical.

Of a table about nobody in the record the model says itself which columns are about those who work
with the program (`account_columns`: held for Purpose.ACCESS, kept as long as the acts that they
explain), which pass (`passing_columns`: an address until a letter is sent to it, whose it is nobody
knows; or, until a survey closes, that an account has drawn a code), and which copy rows that are
classified themselves (`copied_columns`: erasure removes the person from them).

Periods of keeping are settings of the installation. The defaults are usual in the field; the law of
the country and the authority's own list of files go first and are set with `gaisma init --retention
KIND=YEARS`.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import Enum
from typing import Any

from django.apps import apps
from django.db.models import F, Model, Q, QuerySet
from django.utils.translation import gettext_noop

from gaisma.base import audited as base_audited
from gaisma.base.models import AuditRecord
from gaisma.base.registry import gathered
from gaisma.base.retention import RetentionKind, beginning, remove_rows
from gaisma.evidence.interop.imports import forget, forget_content
from gaisma.evidence.lake.actions import touch
from gaisma.record.people.models import Employment, Person

TECHNICAL = ""
TOUCHED = ("people", "employments", "enrolments", "queue")
"""The tables of the lake that name persons, beside those that a room says of its own."""


class Purpose(Enum):
    """Why something is held, as the person reads it."""

    IDENTITY = gettext_noop("To know who is meant and to tell people of one name apart")
    CONTACT = gettext_noop("To reach the person or those responsible for them")
    EDUCATION = gettext_noop("To provide education and to account for it, as the law requires")
    WORK = gettext_noop("To keep the staff's records, as the law requires")
    PLACE = gettext_noop("To give out places in the order of the queue")
    ACCESS = gettext_noop("To let people sign in and to know who did what")


@dataclass(frozen=True)
class PersonalTable:
    """One table: its model, whose a row is, why it is held, for how long, and its columns.

    `owners` are the columns (or paths) that lead to the person. `reasons` are those for which the
    person is kept while the row stands. Rows of `stays` outlive the person without a feature, so
    that figures stay, and `forgets` clears of them what could tell who it was; `touches` are tables
    of the lake that name the person by them. `period` says from when to when they are in force,
    `ends_with` another end that they have at the latest. Of a table that is sealed nothing is told
    but by its own room: not in the answer, nor before a merger or an erasure, which reach it too.
    """

    key: str
    title: str
    purpose: Purpose
    kept: str
    owners: tuple[str, ...]
    columns: Mapping[str, str]
    reasons: tuple[str, ...] = ()
    stays: bool = False
    touches: tuple[str, ...] = ()
    forgets: Callable[[QuerySet[Any]], None] | None = None
    period: tuple[str, str] | None = None
    ends_with: str = ""
    shown: Mapping[str, str] = field(default_factory=dict)
    is_sealed: bool = False

    @property
    def model(self) -> type[Model]:
        return apps.get_model(self.key)

    def rows_of(self, person_id: int) -> QuerySet[Model]:
        """The rows that are about the person."""
        about = Q()
        for owner in self.owners:
            about |= Q(**{owner: person_id})
        return self.model._default_manager.filter(about).order_by("pk")

    def in_force(self, person_id: int, *, on: date) -> QuerySet[Model]:
        """Those of them that have not ended on that day."""
        if self.period is None:
            return self.model._default_manager.none()
        _, end = self.period
        rows = self.rows_of(person_id).filter(
            Q(**{f"{end}__isnull": True}) | Q(**{f"{end}__gte": on})
        )
        return rows.filter(**{f"{self.ends_with}__gte": on}) if self.ends_with else rows


RECORDED = {"id": TECHNICAL, "revision": TECHNICAL, "changed_at": TECHNICAL}


@dataclass(frozen=True)
class LakeHolding:
    """What the lake alone holds of a person, listed under LAKE_HOLDINGS: mass facts of some kind.

    `of` gives, for each fact, when or where it stands and what it says, in the reader's words.
    `hand_over` gives the facts of the second person to the first, with whom they become one, in the
    caller's transaction.
    """

    key: str
    title: str
    purpose: Purpose
    kept: str
    of: Callable[[Person], Iterable[tuple[str, str]]]
    hand_over: Callable[[Person, Person, datetime], None]


FROM, TO = gettext_noop("From"), gettext_noop("To")
ROLE, STAGE, INSTITUTION = gettext_noop("Role"), gettext_noop("Stage"), gettext_noop("Institution")
SYSTEM, NUMBER = gettext_noop("Register or system"), gettext_noop("Number there")


def open_tables() -> Iterator[PersonalTable]:
    """The tables of which everybody is told who is told what is held."""
    return (table for table in gathered("PERSONAL_DATA") if not table.is_sealed)


PERSONAL_DATA = [
    PersonalTable(
        "people.Person",
        title=gettext_noop("Person"),
        purpose=Purpose.IDENTITY,
        kept="person",
        owners=("id",),
        columns=RECORDED
        | {
            "given_name": gettext_noop("Given name"),
            "family_name": gettext_noop("Family name"),
            "born_on": gettext_noop("Date of birth"),
            "language": gettext_noop("Language"),
            "personal_code_encrypted": gettext_noop("Personal code"),
            "personal_code_hash": TECHNICAL,
            "pseudonym": TECHNICAL,
            "register_id": gettext_noop("Number in the state register"),
        },
    ),
    PersonalTable(
        "people.PersonIdentifier",
        title=gettext_noop("Numbers in other systems"),
        purpose=Purpose.IDENTITY,
        kept="person",
        owners=("person_id",),
        columns={"id": TECHNICAL, "person_id": TECHNICAL, "scheme": SYSTEM, "value": NUMBER},
    ),
    PersonalTable(
        "people.Contact",
        title=gettext_noop("Contacts"),
        purpose=Purpose.CONTACT,
        kept="person",
        owners=("person_id",),
        columns=RECORDED
        | {
            "person_id": TECHNICAL,
            "kind": gettext_noop("Kind"),
            "value": gettext_noop("Contact"),
            "order": TECHNICAL,
        },
    ),
    PersonalTable(
        "people.Guardian",
        title=gettext_noop("Responsible for a learner"),
        purpose=Purpose.CONTACT,
        kept="person",
        owners=("learner_id", "guardian_id"),
        reasons=("guardian_id",),
        columns=RECORDED
        | {
            "learner_id": gettext_noop("Learner"),
            "guardian_id": gettext_noop("Who is responsible"),
            "relation": gettext_noop("Relation"),
            "reach": gettext_noop("May be told"),
            "order": TECHNICAL,
        },
    ),
    PersonalTable(
        "people.Employment",
        title=gettext_noop("Employment"),
        purpose=Purpose.WORK,
        kept="employment",
        owners=("person_id",),
        reasons=("person_id",),
        stays=True,
        period=("from_on", "to_on"),
        columns=RECORDED
        | {
            "person_id": TECHNICAL,
            "institution_id": INSTITUTION,
            "role": ROLE,
            "stage": STAGE,
            "load": gettext_noop("Load"),
            "permanent": gettext_noop("Permanent"),
            "from_on": FROM,
            "to_on": TO,
            "qualified": gettext_noop("Qualified for the role"),
        },
    ),
    PersonalTable(
        "people.Tie",
        title=gettext_noop("Institutions that joined the person"),
        purpose=Purpose.ACCESS,
        kept="person",
        owners=("person_id",),
        columns=RECORDED
        | {
            "person_id": TECHNICAL,
            "institution_id": INSTITUTION,
            "state": gettext_noop("State"),
            "asked_by_id": gettext_noop("Joined by"),
            "asked_at": gettext_noop("Joined"),
            "answered_by_id": gettext_noop("Answered by"),
            "answered_at": gettext_noop("When answered"),
        },
    ),
    PersonalTable(
        "people.Qualification",
        title=gettext_noop("Qualifications"),
        purpose=Purpose.WORK,
        kept="person",
        owners=("person_id",),
        columns=RECORDED
        | {
            "person_id": TECHNICAL,
            "title": gettext_noop("Education or qualification"),
            "document": gettext_noop("Document"),
            "obtained_on": gettext_noop("Obtained"),
            "valid_until": gettext_noop("Valid until"),
        },
    ),
    PersonalTable(
        "people.ProfessionalDevelopment",
        title=gettext_noop("Professional development"),
        purpose=Purpose.WORK,
        kept="person",
        owners=("person_id",),
        columns=RECORDED
        | {
            "person_id": TECHNICAL,
            "topic": gettext_noop("Topic"),
            "hours": gettext_noop("Hours"),
            "completed_on": gettext_noop("Completed"),
        },
    ),
    PersonalTable(
        "people.Account",
        title=gettext_noop("Account"),
        purpose=Purpose.ACCESS,
        kept="person",
        owners=("person_id",),
        columns=RECORDED | {"person_id": TECHNICAL, "user_id": gettext_noop("Account")},
    ),
    PersonalTable(
        "people.GrantWithPost",
        title=gettext_noop("Roles that came with a post"),
        purpose=Purpose.ACCESS,
        kept="employment",
        owners=("employment__person_id",),
        columns=RECORDED | {"grant_id": ROLE, "employment_id": TECHNICAL},
    ),
]


def touched() -> tuple[str, ...]:
    """The tables of the lake that name persons of the record: all change when a person goes."""
    return (*TOUCHED, *(name for table in gathered("PERSONAL_DATA") for name in table.touches))


def boundary(kind: RetentionKind, *, periods: Mapping[str, int], as_of: date) -> date:
    """Whatever of the kind ended before this day is over its term."""
    years = int(periods.get(kind.key, kind.years))
    try:
        return as_of.replace(year=as_of.year - years)
    except ValueError:
        return as_of.replace(year=as_of.year - years, day=28)


def over_term(*, periods: Mapping[str, int], as_of: date) -> dict[str, int]:
    """How many rows of each kind are over their term."""
    return {
        kind.key: kind.over(boundary(kind, periods=periods, as_of=as_of)).count()
        for kind in gathered("RETENTION")
    }


def detach(rows: QuerySet[Any], *, at: datetime) -> int:
    """Give the rows to featureless persons, one for each whose they were; their number."""
    owners = set(rows.values_list("person_id", flat=True))
    ids = list(rows.values_list("pk", flat=True))
    for owner in owners:
        nobody = featureless(at=at)
        give(rows.model._default_manager.filter(pk__in=ids, person_id=owner), nobody, at=at)
    forget_content(rows.model, ids)
    return len(ids)


def featureless(*, at: datetime) -> Person:
    """A new person of whom nothing is known, with a pseudonym that nothing else has."""
    return Person.objects.create(given_name="", family_name="", changed_at=at)


def give(rows: QuerySet[Any], person: Person, *, at: datetime, owner: str = "person_id") -> int:
    """Give the rows to another person; no import that knew them can be undone any more."""
    changed = {owner: person.pk, "revision": F("revision") + 1, "changed_at": at}
    return rows.update(**changed)


def of_known(rows: QuerySet[Any]) -> QuerySet[Any]:
    """Those of the rows whose person is known."""
    return rows.exclude(person__given_name="", person__family_name="")


def _old_employments(before: date) -> QuerySet[Any]:
    return of_known(Employment.objects.filter(to_on__lt=before))


def _idle_persons(before: date) -> QuerySet[Any]:
    idle = Person.objects.filter(changed_at__lt=beginning(before))
    for table in gathered("PERSONAL_DATA"):
        for column in table.reasons:
            idle = idle.exclude(pk__in=table.model._default_manager.values(column))
    return idle


def _remove_persons(rows: QuerySet[Any], *, at: datetime) -> int:
    ids = list(rows.values_list("pk", flat=True))
    forget(person_ids=ids)
    Person.objects.filter(pk__in=ids).delete()
    if ids:
        touch(*touched())
    return len(ids)


def _old_acts(before: date) -> QuerySet[Any]:
    # Which keys are in force is told by the acts that changed them.
    old = AuditRecord.objects.filter(at__lt=beginning(before))
    return old.exclude(action=base_audited.ROTATE_KEYS.key)


RETENTION = [
    RetentionKind(
        "employment",
        title=gettext_noop("Posts that have ended; afterwards without the person"),
        years=10,
        source="labour and archives law: files of the staff",
        over=_old_employments,
        remove=detach,
        touches=("people", "employments"),
    ),
    RetentionKind(
        "person",
        title=gettext_noop("People who neither learn, work nor wait any more"),
        years=1,
        source="data protection law: no longer than the purpose needs",
        over=_idle_persons,
        remove=_remove_persons,
    ),
    RetentionKind(
        "audit",
        title=gettext_noop("Who did what"),
        years=3,
        source="data protection and information security law: proof of processing",
        over=_old_acts,
        remove=remove_rows,
    ),
]
