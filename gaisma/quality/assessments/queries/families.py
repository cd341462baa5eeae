"""What families read by a slip, and whose slips were made and used."""

from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.db.models import QuerySet

from gaisma.base.models import User
from gaisma.base.secret_addresses import hashed
from gaisma.quality.assessments import selectors
from gaisma.quality.assessments.models import Assessment, FamilyLink, Result
from gaisma.quality.assessments.queries.assessments import beside
from gaisma.quality.assessments.queries.results import Reached, reached
from gaisma.quality.assessments.workflow import TOLD
from gaisma.record.people.models import Person
from gaisma.record.programmes.models import Group

OPENS = timedelta(days=60)
"""So long a slip opens something."""
READS_ON = timedelta(hours=1)
"""So long the browser that used a slip reads on."""


def classes(user: User, assessment: Assessment) -> list[Any]:
    """Classes with results of the assessment whose slips the user makes, with how many were."""
    learners: dict[int, set[int]] = defaultdict(set)
    groups = {row.pk: row for row in selectors.classes_told(user, assessment)}
    rows = Result.objects.filter(paper__assessment=assessment, group__in=groups)
    for group_id, person_id in rows.values_list("group_id", "person_id"):
        learners[group_id].add(person_id)
    links = dict(assessment.family_links.values_list("person_id", "read_at"))
    for group_id, people in learners.items():
        made = people & links.keys()
        row: Any = groups[group_id]
        row.learners, row.slips = len(people), len(made)
        row.read = sum(links[person] is not None for person in made)
    return sorted(groups.values(), key=lambda row: (row.institution.name, row.name, row.pk))


@dataclass(frozen=True)
class SlipLine:
    """A learner of a class, and the slip that was made last."""

    person: Person
    slip: FamilyLink | None


def lines(assessment: Assessment, group: Group) -> tuple[SlipLine, ...]:
    """Learners of the class who have a result of the assessment, by name."""
    links = {link.person_id: link for link in assessment.family_links.all()}
    return tuple(SlipLine(row, links.get(row.pk)) for row in learners(assessment, group))


def learners(assessment: Assessment, group: Group) -> "QuerySet[Person]":
    """Who of the class has a result of the assessment, by name."""
    held = Result.objects.filter(paper__assessment=assessment, group=group)
    found = Person.objects.filter(pk__in=held.values("person"))
    return found.order_by("family_name", "given_name", "pk")


def link(token: str, *, at: datetime) -> FamilyLink | None:
    """What the secret opens: nothing when it is old, replaced, or results are not told."""
    rows = FamilyLink.objects.filter(assessment__state=TOLD, made_at__gt=at - OPENS)
    return rows.select_related("person", "assessment").filter(token_hash=hashed(token)).first()


def reads_on(row: FamilyLink, *, at: datetime) -> bool:
    """Whether whoever used the slip still reads."""
    return row.read_at is not None and row.read_at > at - READS_ON


@dataclass(frozen=True)
class Told:
    """What a learner reached in a paper, and what is published of others beside it."""

    page: Reached
    beside: str


def told(row: FamilyLink) -> tuple[Told, ...]:
    """All that the learner reached in the sitting, in the order of its days."""
    rows = Result.objects.filter(person=row.person, paper__assessment=row.assessment)
    rows = rows.select_related("paper__subject", "institution", "group", "person")
    rows = rows.prefetch_related("paper__references", "paper__bands")
    found = sorted(rows, key=lambda one: (one.paper.held_on, one.paper.code, one.attempt))
    return tuple(Told(reached(one), beside(one.paper)) for one in found)


def chosen(found: Collection[Person], text: str) -> list[Person]:
    """The learner whose number was sent; all of them where none was."""
    return [person for person in found if not text or str(person.pk) == text]
