"""Deliveries of other systems: identifiers, several tables at once, endings, mass facts."""

from collections.abc import Callable
from datetime import date
from typing import Any

import polars as pl
import pytest
from django.db import IntegrityError

from gaisma.base.models import Organisation
from gaisma.evidence.interop import committing, intake
from gaisma.evidence.interop.delivery import Delivery, Ending, Origin, Outcome, Table
from gaisma.evidence.interop.findings import Decision, Findings
from gaisma.evidence.interop.models import Import
from gaisma.record.people.models import Employment, Person
from gaisma.record.programmes.models import Enrolment, Group
from tests import factories
from tests.moments import NOW, TODAY

pytestmark = pytest.mark.django_db
ENDS_ON = date(2024, 12, 1)


def table(kind: str, /, **columns: list[str | None]) -> Table:
    frame = pl.DataFrame(columns, schema=dict.fromkeys(columns, pl.String))
    rows = pl.int_range(2, frame.height + 2, eager=True).alias("row")
    return Table(kind, f"{kind}.csv", frame.with_columns(rows))


def take(*tables: Table, source: str = "sis", yes: bool = False, **given: Any) -> Outcome:
    delivery = Delivery(source, "oneroster", "set.zip", 1, "0" * 64, tables, **given)
    return intake.take_in(delivery, by=None, at=NOW, as_of=TODAY, yes=yes)


def school() -> tuple[Table, ...]:
    """An institution, a programme and two classes, each with the sender's identifier."""
    return (
        table(
            "institutions",
            id=["S-1"],
            institution_identifier=["org1"],
            name=["Skola"],
            kind=["basic_school"],
        ),
        table(
            "programmes",
            institution_identifier=["org1"],
            programme_identifier=["prog1"],
            code=["unspecified"],
            title=["Programme"],
            stage=["school"],
        ),
        table(
            "groups",
            institution_identifier=["org1"] * 2,
            group_identifier=["class1", "class2"],
            programme_identifier=["prog1"] * 2,
            group=["1.a", "1.b"],
            school_year=["2024/2025"] * 2,
            grade=["1", "1"],
        ),
    )


def learners(*numbers: int, group: str = "class1", **columns: list[str | None]) -> Table:
    given: dict[str, list[str | None]] = {
        "person_id": [f"user{number}" for number in numbers],
        "given_name": [f"Name {number}" for number in numbers],
        "family_name": ["Family" for _ in numbers],
        "group_identifier": [group for _ in numbers],
        "enrolment_identifier": [f"enrolment{number}" for number in numbers],
        "from": ["2024-09-01" for _ in numbers],
    }
    return table("learners", **{**given, **columns})


@pytest.fixture(autouse=True)
def _installation(installation: object) -> None:
    """The authority that new institutions stand below."""


def test_set_of_tables_is_taken_at_once_and_twice_changes_nothing() -> None:
    first = take(*school(), learners(1, 2, 3))
    second = take(*school(), learners(1, 2, 3))

    assert first.problems == []
    assert first.created == {"institutions": 1, "programmes": 1, "groups": 2, "learners": 3}
    assert second.unchanged == first.created
    assert Group.objects.get(name="1.a").enrolments.count() == 3


def test_tables_may_come_in_any_order() -> None:
    assert take(*reversed((*school(), learners(1)))).status == "taken"


def test_identifier_finds_what_was_renamed() -> None:
    take(*school(), learners(1))

    institutions, programmes, groups = school()
    renamed = groups.frame.with_columns(group=pl.Series(["1.x", "1.b"]))
    outcome = take(institutions, programmes, Table("groups", "groups.csv", renamed))

    assert outcome.changed == {"institutions": 0, "programmes": 0, "groups": 1}
    assert set(Group.objects.values_list("name", flat=True)) == {"1.x", "1.b"}


def test_identifiers_of_another_source_are_others() -> None:
    take(*school())

    outcome = take(learners(1), source="other")

    assert outcome.status == "refused"


def test_enrolment_identifier_follows_a_learner_to_another_class() -> None:
    take(*school(), learners(1))

    outcome = take(learners(1, group="class2"))

    assert outcome.changed == {"learners": 1}
    assert Enrolment.objects.get().group.name == "1.b"


def test_people_without_a_place_are_taken() -> None:
    names = {"given_name": ["Anna"], "family_name": ["Bērziņa"], "language": ["lv"]}
    outcome = take(table("people", person_id=["user9"], **names))

    assert outcome.created == {"people": 1}
    assert Person.objects.get().language == "lv"


def test_problems_are_named_where_the_sender_wrote_the_value() -> None:
    take(*school())

    bad = learners(1, born_on=["2024-13-01"], user_row=["7"])
    frame = bad.frame.with_columns(pl.col("user_row").cast(pl.Int64))
    origins = {"born_on": Origin("demographics.csv", "birthDate", "user_row")}
    outcome = take(Table("learners", "enrollments.csv", frame, origins))

    problem = outcome.problems[0]
    assert (problem.file, problem.row, problem.column) == ("demographics.csv", 7, "birthDate")


def test_problems_of_one_table_are_not_repeated_by_those_that_follow() -> None:
    institutions, programmes, groups = school()
    bad = institutions.frame.with_columns(kind=pl.lit("castle"))

    outcome = take(Table("institutions", "orgs.csv", bad), programmes, groups, learners(1))

    assert [problem.file for problem in outcome.problems] == ["orgs.csv"]


def test_absent_rows_end_on_the_date() -> None:
    take(*school(), learners(*range(1, 21)))

    ending = Ending("learners", "enrollments.csv", ENDS_ON, absent=True)
    outcome = take(learners(*range(1, 20)), endings=(ending,))

    assert (outcome.status, outcome.ended) == ("taken", {"learners": 1})
    assert Enrolment.objects.get(to_on=ENDS_ON).person.given_name == "Name 20"
    again = take(learners(*range(1, 20)), endings=(ending,))
    assert (again.ended, again.unchanged) == ({"learners": 0}, {"learners": 19})


def test_absent_rows_of_other_sources_stay() -> None:
    enrolment = factories.enrolment()
    take(*school(), learners(1, 2))

    ending = Ending("learners", "enrollments.csv", ENDS_ON, absent=True)
    take(learners(1, 2), endings=(ending,))

    enrolment.refresh_from_db()
    assert enrolment.to_on is None


def test_ending_more_than_a_tenth_asks_and_yes_goes_on() -> None:
    take(*school(), learners(*range(1, 11)))
    ending = Ending("learners", "enrollments.csv", ENDS_ON, absent=True)

    asked = take(learners(*range(1, 9)), endings=(ending,))

    assert (asked.status, asked.id) == ("asks", None)
    assert [decision.code for decision in asked.decisions] == ["many_endings"]
    assert "2 of 10" in asked.decisions[0].question
    assert not Enrolment.objects.filter(to_on__isnull=False).exists()
    taken = take(learners(*range(1, 9)), endings=(ending,), yes=True)
    assert (taken.status, taken.ended) == ("taken", {"learners": 2})


def test_named_rows_end_and_unknown_ones_are_noted() -> None:
    take(*school(), learners(*range(1, 21)))

    named = pl.DataFrame(
        {"row": [5, 6], "identifier": ["enrolment3", "nobody"], "on": [date(2024, 10, 1), None]}
    )
    ending = Ending("learners", "enrollments.csv", ENDS_ON, identifiers=named)
    outcome = take(endings=(ending,))

    assert outcome.ended == {"learners": 1}
    assert [(note.row, note.value) for note in outcome.notes] == [(6, "nobody")]
    assert Enrolment.objects.get(to_on=date(2024, 10, 1)).person.given_name == "Name 3"


def test_named_staff_and_institutions_end() -> None:
    take(
        *school(),
        table(
            "staff",
            person_id=["t1"],
            given_name=["Anna"],
            family_name=["Bērziņa"],
            institution_identifier=["org1"],
            role=["head"],
            load=["1"],
            **{"from": ["2020-01-01"]},
        ),
    )

    named: Callable[[str], pl.DataFrame] = lambda text: pl.DataFrame(  # noqa: E731
        {"row": [2], "identifier": [text]}
    )
    endings = (
        Ending("staff", "users.csv", ENDS_ON, identifiers=named("t1")),
        Ending("institutions", "orgs.csv", ENDS_ON, identifiers=named("org1")),
    )
    outcome = take(endings=endings)

    assert outcome.ended == {"staff": 1, "institutions": 1}
    assert Employment.objects.get().to_on == ENDS_ON
    assert Organisation.objects.get(code="S-1").closed_on == ENDS_ON


def test_decisions_of_the_reader_ask_unless_yes() -> None:
    question = Decision("unknown_institution", "orgs.csv", 2, "Is it new?", ("create", "stop"))

    asked = take(*school(), findings=Findings(decisions=[question]))
    taken = take(*school(), findings=Findings(decisions=[question]), yes=True)

    assert (asked.status, taken.status) == ("asks", "taken")


def test_problems_of_the_reader_stop_everything() -> None:
    findings = Findings()
    findings.problem("manifest.csv", "No such version.")

    outcome = take(*school(), findings=findings, yes=True)

    assert (outcome.status, outcome.problems_total) == ("refused", 1)
    assert not Import.objects.exists()


def test_what_the_database_refuses_is_a_problem_and_nothing_is_taken(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def refuse(*_given: object, **_more: object) -> None:
        raise IntegrityError("a rule of the record")

    monkeypatch.setattr(committing, "touch", refuse)

    outcome = take(*school(), learners(1))

    assert outcome.status == "refused"
    assert "names something that is gone" in outcome.problems[0].message
    assert "a rule of the record" not in outcome.problems[0].message
    assert not Person.objects.exists()
    assert not Import.objects.exists()


def test_table_without_a_required_column_is_a_problem() -> None:
    take(*school())
    whole = learners(1)

    outcome = take(Table("learners", "enrollments.csv", whole.frame.drop("from")))

    assert [problem.column for problem in outcome.problems] == ["from"]
