"""Why learners of the sample city stayed away: of those whom the journal tells, as it asks."""

from pathlib import Path

import pytest

from gaisma.base.models import Term
from gaisma.base.working_days import Moves, is_worked
from gaisma.evidence.figures import queries as figures
from gaisma.quality.prevention.models import Absence, AbsenceStep
from gaisma.record.journals import lessons
from gaisma.record.journals.answers import answer
from gaisma.record.people.models import Person
from gaisma.sample import absences, actions, plan, scale
from tests.moments import NOW

pytestmark = pytest.mark.django_db


def test_reasons_are_of_those_who_are_listed_and_a_third_waits(home: Path) -> None:
    actions.load(at=NOW)
    scale.ensure("city", at=NOW)
    term = Term.objects.get(school_year__name=plan.LAST_YEAR, number=2)

    people = dict(Person.objects.values_list("pseudonym", "pk"))
    rows = lessons.unexcused_above(figures.lake(), term.from_on, term.to_on, more_than=20)
    found = answer(rows).select("person", "unit").iter_rows()
    every = {(people[person], unit) for person, unit in found}

    entered = Absence.objects.count()
    assert {(row.learner_id, row.institution_id) for row in Absence.objects.all()} <= every
    assert len(every) // 2 < entered < len(every)
    moves = Moves.recorded()
    for step in AbsenceStep.objects.all():
        assert term.from_on <= step.on <= term.to_on
        assert is_worked(step.on, moves=moves)
    absences.ensure(at=NOW)
    assert Absence.objects.count() == entered
