"""A refusal tells nobody of a row that they do not see.

The code is read for refusals that name what was found in the record: what a function was given is
known to who gave it, what it finds may belong to another institution.
"""

import ast
from collections.abc import Callable, Iterator
from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from gaisma.base.changes import UnableToRecord
from gaisma.base.models import Organisation, User
from gaisma.record.people.actions import employments, persons
from gaisma.record.people.models import Person
from gaisma.record.programmes import policies
from gaisma.record.programmes.actions import enrolments, transfers
from tests import factories
from tests.moments import NOW, TODAY
from tests.unit.project import tree

pytestmark = pytest.mark.django_db
CODE, BORN_ON, SINCE = "32000000001", date(2010, 5, 1), date(2023, 9, 4)
NAMED = {"given_name": "Elza", "family_name": "Kalniņa", "born_on": BORN_ON}
TELLING = ("Cita skola", "5.x", "2023", "04.09", "4 September", "Elza", "Kalniņa")

ROOMS = ("gaisma/record/", "gaisma/quality/", "gaisma/workplace/", "gaisma/base/accounts/")
REFUSALS = ("Unable", "NotPermitted")
OFFICIAL = "by officials of the authority, who see all"
KNOWN = {
    "record/programmes/policies.py:check_does_not_overlap": "to who sees the row: tested below",
    "record/programmes/privacy.py:_learning": OFFICIAL,
    "workplace/closing/actions.py:check_can_close": OFFICIAL,
    "workplace/closing/actions.py:whole": OFFICIAL,
    "workplace/new_year/policies.py:whole": "groups of the plan itself",
    "quality/assessments/actions/assessments.py:_check": "points of the tasks that were given",
    "quality/assessments/imports/learners.py:_why_unknown": OFFICIAL,
    "quality/assessments/reaching.py:check_levels": "levels of the paper, which tell of nobody",
    "quality/assessments/reaching.py:percent": "computed of what was given",
    "quality/assessments/reaching.py:total": "computed of what was given",
    "quality/inspections/actions/inspections.py:check_officials": "the people that were chosen",
    "quality/observations/policies.py:check_may_observe": "the people that were chosen",
    "quality/wellbeing/actions.py:_check_held": "the school year of the activity that is held",
    "record/instruments/actions.py:_check_without_draft": "numbers of versions, which are no one's",
    "record/instruments/actions.py:_check_comparable": "questions of the draft itself",
    "record/instruments/editing.py:_faults_of_expression": "questions of the draft itself",
    "record/instruments/editing.py:_faults_of_matrix": "questions of the draft itself",
    "record/instruments/editing.py:faults": "questions of the draft itself",
    "base/accounts/invitees.py:_columns": "columns of the list that was sent",
    "workplace/administration/actions.py:_check": "languages of the program",
}
"""Refusals that name what was found, and why nobody learns by them what they may not see."""
NO_ROWS = ("first", "last", "begins", "ends", "day")
"""What is computed and no row: days of a period."""


def naming(source: str) -> Iterator[tuple[str, str]]:
    """Functions with what their refusals name that the function was not given."""
    module = ast.parse(source)
    for function in ast.walk(module):
        if isinstance(function, ast.FunctionDef):
            local = _local(function)
            for value in _told(function):
                names = {node.id for node in ast.walk(value) if isinstance(node, ast.Name)}
                for name in sorted(names & local):
                    yield function.name, name


def _local(function: ast.FunctionDef) -> set[str]:
    """What the function found: names that it gives a value itself."""
    nodes = [node for node in ast.walk(function) if isinstance(node, ast.Name)]
    return {node.id for node in nodes if isinstance(node.ctx, ast.Store)}


def _told(function: ast.FunctionDef) -> Iterator[ast.expr]:
    """The values of the words that stand in the sentences of its refusals."""
    for node in ast.walk(function):
        is_sentence = isinstance(node, ast.BinOp) and isinstance(node.op, ast.Mod)
        if is_sentence and isinstance(node.right, ast.Dict) and _is_refused(function, node):
            yield from node.right.values


def _is_refused(function: ast.FunctionDef, sentence: ast.expr) -> bool:
    for node in ast.walk(function):
        is_sentence = isinstance(node, ast.Call) and _called(node).startswith(REFUSALS)
        if (is_sentence or isinstance(node, ast.Yield)) and sentence in ast.walk(node):
            return True
    return False


def _called(call: ast.Call) -> str:
    return getattr(call.func, "id", getattr(call.func, "attr", ""))


def found() -> set[str]:
    """All of them in the rooms where institutions stand side by side."""
    files = [file for file in tree.modules() if tree.name(file).startswith(ROOMS)]
    return {
        f"{tree.name(file).removeprefix('gaisma/')}:{function}"
        for file in files
        for function, name in naming(file.read_text(encoding="utf-8"))
        if name not in NO_ROWS and "expressions/" not in tree.name(file)
    }


def test_every_refusal_that_names_what_it_found_is_known() -> None:
    assert found() == set(KNOWN)


def test_refusal_that_names_what_it_found_is_noticed() -> None:
    """The weakened twin of the code: as the overlap was refused before."""
    silent = "def check(person):\n    raise UnableToRecord(_('%(n)s') % {'n': person.name})\n"
    telling = (
        "def check(person):\n"
        "    other = person.enrolments.first()\n"
        "    raise UnableToRecord(_('%(n)s') % {'n': other.group.institution.name})\n"
    )

    assert list(naming(silent)) == []
    assert list(naming(telling)) == [("check", "other")]


@pytest.fixture
def victim() -> Person:
    """Somebody who learns, and works, at another school."""
    elsewhere = factories.institution(name="Cita skola")
    person: Person = factories.person(personal_code=CODE, **NAMED)
    group = factories.group(institution=elsewhere, name="5.x")
    factories.enrolment(person=person, group=group, from_on=SINCE)
    factories.employment(person=person, institution=elsewhere, load=Decimal("1.2"), from_on=SINCE)
    factories.person_identifier(person=person, scheme="viis", value="77")
    return person


def _here(school: Organisation, victim: Person) -> Any:
    """A place at the reader's school, which ended before the other one began."""
    ended = {"from_on": date(2023, 9, 1), "to_on": date(2023, 9, 3), "leaving_reason": "moved"}
    return factories.enrolment(person=victim, group=_group(school), **ended)


def _group(school: Organisation) -> Any:
    return factories.group(institution=school)


def _open_here(school: Organisation, victim: Person) -> Any:
    return factories.enrolment(person=victim, group=_group(school), from_on=date(2023, 9, 1))


def _offered(school: Organisation, victim: Person) -> Any:
    third = factories.enrolment(person=victim, group=factories.group(), from_on=date(2023, 9, 1))
    return factories.transfer_offer(
        enrolment=third, to=school, on=TODAY, offered_by=factories.user()
    )


Act = Callable[[Organisation, Person, User], Any]
COMPARING: dict[str, Act] = {
    "enrol": lambda school, victim, by: enrolments.enrol(
        learner=victim, group=_group(school), from_on=TODAY, by=by, at=NOW
    ),
    "enrol by code": lambda school, victim, by: enrolments.enrol_called(
        personal_code=CODE,
        details=NAMED,  # type: ignore[arg-type]
        group=_group(school),
        from_on=TODAY,
        by=by,
        at=NOW,
    ),
    "mend an enrolment": lambda school, victim, by: enrolments.change(
        enrolment=_here(school, victim),
        from_on=date(2023, 9, 1),
        to_on=TODAY,
        leaving_reason="moved",
        home_municipality="",
        revision=1,
        by=by,
        at=NOW,
    ),
    "move to another group": lambda school, victim, by: enrolments.transfer(
        enrolment=_open_here(school, victim), to=_group(school), on=TODAY, revision=1, by=by, at=NOW
    ),
    "accept a learner": lambda school, victim, by: transfers.accept(
        offer=_offered(school, victim), group=_group(school), revision=1, by=by, at=NOW
    ),
}
"""Acts that are refused for a place elsewhere."""
OTHERS: dict[str, Act] = {
    "take on": lambda school, victim, by: employments.employ(
        person=victim,
        institution=school,
        role="mathematics_teacher",
        load=Decimal(1),
        from_on=TODAY,
        by=by,
        at=NOW,
    ),
    "write a code": lambda school, victim, by: persons.change(
        person=factories.employment(institution=school).person,
        revision=1,
        personal_code=CODE,
        by=by,
        at=NOW,
    ),
    "write a number": lambda school, victim, by: persons.add_identifier(
        person=factories.employment(institution=school).person,
        scheme="viis",
        value="77",
        by=by,
        at=NOW,
    ),
}
"""Acts that compare with other rows elsewhere, and are refused or warned of."""


def said(act: Act, school: Organisation, victim: Person, by: User) -> str:
    """What the act is answered with: its refusal, or its warnings."""
    try:
        done = act(school, victim, by)
    except UnableToRecord as refusal:
        return refusal.message
    return " ".join(done.warnings)


@pytest.mark.parametrize("name", [*COMPARING, *OTHERS])
def test_who_does_not_see_the_row_is_told_nothing_of_it(
    school: Organisation, head: User, victim: Person, name: str
) -> None:
    told = said((COMPARING | OTHERS)[name], school, victim, head)

    assert [word for word in TELLING if word in told] == []
    assert bool(told) == (name != "take on")


@pytest.mark.parametrize("name", COMPARING)
def test_who_sees_the_row_is_told_where_it_is(
    school: Organisation, specialist: User, victim: Person, name: str
) -> None:
    assert "5.x of Cita skola" in said(COMPARING[name], school, victim, specialist)


@pytest.mark.parametrize("name", COMPARING)
def test_everybody_was_told_before(
    school: Organisation,
    head: User,
    victim: Person,
    name: str,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """The weakened twin: where nobody asks who sees the row, the test above fails."""
    monkeypatch.setattr(policies, "_is_seen", lambda *_given, **_named: True)

    assert "Cita skola" in said(COMPARING[name], school, victim, head)
