"""The results of a class saved at once, in a process that may be killed."""

from decimal import Decimal

from django.db import transaction

from gaisma.base.models import AuditRecord
from gaisma.evidence.lake import actions as lake
from gaisma.quality.assessments.actions import results
from gaisma.quality.assessments.actions.results import Entered
from gaisma.quality.assessments.models import FormerResult, Paper, Result
from gaisma.record.people.models import Person
from gaisma.record.programmes.models import Group
from tests import factories
from tests.integration import agreement, small_city
from tests.moments import NOW, TODAY

CLASS = 30


def prepare() -> None:
    """A city, and a class that is to sit a paper."""
    small_city.make(2)
    with transaction.atomic():
        group = factories.group(name="9.b", grade=9)
        factories.paper(assessment=factories.assessment(school_year=group.school_year))
        for _number in range(CLASS):
            factories.enrolment(group=group)
        lake.touch(*small_city.EVERYTHING, "assessments")
    lake.refresh(reason="test", at=NOW)


def save() -> None:
    """Write down one point more for everybody than stands there."""
    group, paper = Group.objects.get(name="9.b"), Paper.objects.get()
    stored = {row.person_id: row for row in Result.objects.select_related("paper")}
    rows = []
    for person in Person.objects.filter(enrolments__group=group):
        result = stored.get(person.pk)
        points = ((result.total or Decimal(0)) if result else Decimal(0)) + 1
        told: results.Told = {"total": points % paper.maximum}
        rows.append(Entered(person, result, result.revision if result else 0, told))
    given = {"paper": paper, "group": group, "attempt": 1, "rows": rows, "on": TODAY}
    results.enter_class(**given, by=None, at=NOW)


def state() -> dict[str, object]:
    """How many of the class have so many points; how many rows of history and of the audit."""
    small_city.wait_for_killed()
    return {
        "points": [int(total) for total in Result.objects.values_list("total", flat=True)],
        "former": FormerResult.objects.count(),
        "acts": AuditRecord.objects.filter(action__startswith="result.").count(),
        "problems": list(agreement.problems()),
    }
