"""Lists of the register of persons, taken in one after another: who is on them, who is on them no
more, and whom of the record they mean.
"""

from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from django.utils import translation

from gaisma.base import personal_codes
from gaisma.base.models import Installation, User
from gaisma.evidence.figures import policies
from gaisma.evidence.figures import queries as figures
from gaisma.evidence.interop import imports
from gaisma.evidence.interop.delivery import Outcome
from gaisma.evidence.lake import actions
from gaisma.quality.prevention.models import Declared
from gaisma.quality.prevention.outside import queries
from gaisma.record.people.models import Person
from tests import factories
from tests.moments import NOW, TODAY

pytestmark = pytest.mark.django_db
FIRST = date(2024, 8, 1)
Take = Callable[..., Outcome]


@pytest.fixture(autouse=True)
def _english() -> Iterator[None]:
    with translation.override("en"):
        yield


@pytest.fixture
def official(installation: Installation) -> User:
    user: User = factories.user()
    factories.role_grant(user=user, role="specialist", organisation=installation.authority)
    return user


HEADER = "given_name,family_name,born_on,personal_code,address,temporary_protection,listed_on"
RUTA = "Rūta,Liepa,2014-05-05,,Parka iela 1,no"


@pytest.fixture
def take(tmp_path: Path, installation: Installation) -> Take:
    def taken(*lines: str, day: str = "2024-08-01", yes: bool = False) -> Outcome:
        path = tmp_path / "declared.csv"
        rows = [HEADER, *(f"{line},{day}" for line in lines), ""]
        path.write_text("\n".join(rows), encoding="utf-8")
        return imports.take_table(path, "declared", by=None, at=NOW, as_of=TODAY, yes=yes)

    return taken


def test_second_list_doubles_nobody(take: Take) -> None:
    first = take(RUTA)
    again = take(RUTA.replace("Parka iela 1", "Jauna iela 2"), day="2024-08-10")

    assert (first.created, again.changed) == ({"declared": 1}, {"declared": 1})
    row = Declared.objects.get()
    assert (row.from_on, row.listed_on, row.to_on) == (FIRST, date(2024, 8, 10), None)
    assert row.address == "Jauna iela 2"
    assert Person.objects.filter(family_name="Liepa").count() == 1


def test_newer_list_ends_whom_it_has_no_more_and_history_stays(take: Take, official: User) -> None:
    janis = RUTA.replace("Rūta", "Jānis")
    take(RUTA, janis)
    outcome = take(janis, day="2024-08-10")

    assert outcome.changed == {"declared": 2}
    ruta = Declared.objects.get(person__given_name="Rūta")
    assert (ruta.listed_on, ruta.to_on) == (FIRST, date(2024, 8, 9))
    assert len(queries.children(official, on=date(2024, 8, 9))) == 2
    assert len(queries.children(official, on=date(2024, 8, 10))) == 1


def test_child_that_comes_back_begins_anew(take: Take) -> None:
    janis = RUTA.replace("Rūta", "Jānis")
    take(RUTA, janis)
    take(janis, day="2024-08-10")
    take(RUTA, janis, day="2024-08-15")

    rows = Declared.objects.filter(person__given_name="Rūta").order_by("from_on")
    assert [(row.from_on, row.to_on) for row in rows] == [
        (FIRST, date(2024, 8, 9)),
        (date(2024, 8, 15), None),
    ]


def test_list_of_residents_ends_nobody_under_protection(take: Take) -> None:
    take("Olena,Bondar,2013-03-03,,Jaunā iela 7,yes")
    take(RUTA, day="2024-08-10")

    assert not Declared.objects.exclude(to_on=None).exists()
    take("Taras,Bondar,2012-03-03,,Jaunā iela 7,yes", day="2024-08-12")
    assert Declared.objects.exclude(to_on=None).get().person.given_name == "Olena"


def test_list_that_tells_of_no_protection_keeps_and_ends_none(take: Take) -> None:
    olena, taras = (f"{name},Bondar,2013-03-03,,Jaunā iela 7" for name in ("Olena", "Taras"))
    take(f"{olena},yes", f"{taras},yes")

    outcome = take(f"{olena},", RUTA, day="2024-08-10")

    assert outcome.created == {"declared": 1}
    assert not Declared.objects.exclude(to_on=None).exists()
    assert Declared.objects.get(person__given_name="Olena").is_protected


def test_older_list_is_refused(take: Take) -> None:
    take(RUTA, day="2024-08-10")
    outcome = take(RUTA.replace("Rūta", "Jānis"), day="2024-08-09")

    assert outcome.status == "refused"
    assert "2024" in outcome.problems[0].message
    assert Declared.objects.count() == 1


def test_list_is_of_one_day(take: Take, tmp_path: Path) -> None:
    path = tmp_path / "two.csv"
    path.write_text(f"{HEADER}\n{RUTA},2024-08-01\n{RUTA.replace('Rūta', 'Jānis')},2024-08-02\n")

    outcome = imports.take_table(path, "declared", by=None, at=NOW, as_of=TODAY)

    assert outcome.status == "refused"
    assert [problem.row for problem in outcome.problems] == [3]


def test_short_list_is_asked_about(take: Take) -> None:
    every = [RUTA.replace("Rūta", f"Rūta{number}") for number in range(20)]
    take(*every)

    asked = take(*every[:8], day="2024-08-10")

    assert asked.status == "asks"
    assert not Declared.objects.exclude(to_on=None).exists()
    assert take(*every[:8], day="2024-08-10", yes=True).changed == {"declared": 20}


def test_learner_is_found_by_code_or_by_name_and_birth(take: Take) -> None:
    code = "32000000021"
    coded = factories.person(
        given_name="Ruta",
        family_name="Liepina",
        born_on=None,
        personal_code_hash=personal_codes.keyed_hash(code),
        personal_code_encrypted=personal_codes.encrypted(code),
    )
    named = factories.person(given_name="Jānis", family_name="Liepa", born_on=date(2014, 5, 5))
    before = Person.objects.count()

    outcome = take(RUTA.replace(",,", ",320000-00021,"), RUTA.replace("Rūta,Liepa", "JĀNIS,liepa"))

    assert outcome.problems == []
    assert {row.person_id for row in Declared.objects.all()} == {coded.pk, named.pk}
    assert Person.objects.count() == before
    coded.refresh_from_db()
    assert (coded.given_name, coded.born_on) == ("Ruta", date(2014, 5, 5))


def test_other_code_is_another_child(take: Take) -> None:
    code = "32000000099"
    factories.person(
        given_name="Rūta",
        family_name="Liepa",
        born_on=date(2014, 5, 5),
        personal_code_hash=personal_codes.keyed_hash(code),
        personal_code_encrypted=personal_codes.encrypted(code),
    )

    take(RUTA.replace(",,", ",320000-00021,"))

    assert Person.objects.filter(family_name="Liepa").count() == 2
    kept = Declared.objects.get().person
    assert kept.personal_code_hash == personal_codes.keyed_hash("32000000021")
    assert "00021" not in kept.personal_code_encrypted


def test_two_of_one_name_and_birth_are_asked_for_the_code(take: Take) -> None:
    for _ in range(2):
        factories.person(given_name="Rūta", family_name="Liepa", born_on=date(2014, 5, 5))

    outcome = take(RUTA)

    assert outcome.status == "refused"
    assert "personal code" in outcome.problems[0].message


def test_figure_counts_the_list_and_hides_few_from_who_opens_no_records(
    take: Take, official: User
) -> None:
    every = [RUTA.replace("Rūta", f"Rūta{number}") for number in range(4)]
    take(*every, "Olena,Bondar,2013-03-03,,Jaunā iela 7,yes")
    learning = Declared.objects.get(person__given_name="Rūta0").person
    take_in = factories.enrolment(person=learning)
    actions.touch("enrolments")
    actions.refresh(reason="enrolled", at=NOW)
    head = factories.role_grant(role="head", organisation=take_in.group.institution).user

    def told(user: User, **filters: str) -> tuple[Any, bool]:
        (figure,) = figures.answer("out_of_education.count", filters=filters, as_of=TODAY)
        shown = policies.shown(user, figure)
        return shown.value, shown.suppressed

    assert told(official) == (4, False)
    assert told(official, protection="temporary") == (1, False)
    assert told(head) == told(head, protection="temporary") == (None, True)
    assert told(official, tracing="contacted") == (0, False)
