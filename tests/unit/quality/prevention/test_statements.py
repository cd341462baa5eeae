"""The yearly statement: its numbers are those of the rows; what is given away tells no few."""

import io
from datetime import date
from decimal import Decimal
from typing import Any
from urllib.parse import parse_qs, urlsplit

import duckdb
import ibis
import polars as pl
import pytest
from django.test import Client
from python_calamine import CalamineWorkbook

from gaisma.base.models import AuditRecord, Installation, Organisation, SchoolYear, User
from gaisma.quality.prevention import facts
from gaisma.quality.prevention.statements import queries
from gaisma.quality.prevention.statements.queries import StatementLine
from tests import factories
from tests.moments import TODAY
from tests.pages import read
from tests.unit.quality.prevention.conftest import working

pytestmark = pytest.mark.django_db
FIRST, SECOND = date(2023, 10, 3), date(2024, 2, 6)
Hours = list[tuple[Any, str, str, date, str | None, str | None]]


@pytest.fixture(autouse=True)
def lake(monkeypatch: pytest.MonkeyPatch) -> None:
    """The lake answers what the record gives it."""

    def answered(asked: Any) -> pl.DataFrame:
        engine = duckdb.connect()
        engine.register("support_given", facts.given().to_arrow())
        return pl.DataFrame(engine.sql(str(ibis.to_sql(asked, dialect="duckdb"))).to_arrow_table())

    monkeypatch.setattr(queries, "answer", answered)


@pytest.fixture
def year() -> SchoolYear:
    found: SchoolYear = factories.school_year("2023/2024")
    factories.term(school_year=found, number=1, from_on=date(2023, 9, 1), to_on=date(2023, 12, 22))
    factories.term(school_year=found, number=2, from_on=date(2024, 1, 8), to_on=date(2024, 5, 31))
    return found


def give(case: Any, kind: str, fund: str, *given: tuple[date, str | None, str | None]) -> None:
    support = factories.support(case=case, kind=kind, funding=fund, from_on=date(2023, 9, 1))
    for on, hours, amount in given:
        factories.given_support(
            support=support,
            on=on,
            hours=Decimal(hours) if hours else None,
            amount=Decimal(amount) if amount else None,
        )


@pytest.fixture
def helped(school: Organisation, year: SchoolYear) -> None:
    """Six learners of the school by the fund: all consultations, one also a psychologist."""
    cases = [factories.support_case(institution=school) for _ in range(6)]
    for case in cases:
        give(case, "consultation", "european_union", (FIRST, "1.5", None))
    give(cases[0], "consultation", "european_union", (SECOND, "2", None))
    give(cases[0], "psychologist", "european_union", (SECOND, "1", None))
    give(cases[1], "transport", "municipality", (FIRST, None, "6.40"), (SECOND, None, "3.20"))


def statement(
    user: User, year: SchoolYear, funding: str = ""
) -> dict[tuple[str, str], StatementLine]:
    found = queries.lines(user, year, on=TODAY, funding=funding)
    return {(line.funding, line.support_kind): line for line in found}


def test_lines_count_what_was_given(helped: None, school: Organisation, year: SchoolYear) -> None:
    told = statement(working("head", school), year)

    assert list(told) == [
        ("municipality", ""),
        ("municipality", "transport"),
        ("european_union", ""),
        ("european_union", "consultation"),
        ("european_union", "psychologist"),
    ]
    fund, kind = told["european_union", ""], told["european_union", "consultation"]
    assert (fund.first.learners, fund.second.learners, fund.year.learners) == (6, 1, 6)
    assert (fund.first.hours, fund.second.hours, fund.year.hours) == (9, 3, 12)
    assert (kind.first.hours, kind.second.hours, kind.year.hours) == (9, 2, 11)
    paid = told["municipality", "transport"]
    assert [one.amount for one in (paid.first, paid.second, paid.year)] == [
        Decimal("6.40"),
        Decimal("3.20"),
        Decimal("9.60"),
    ]


def test_what_was_given_between_terms_is_of_the_year_alone(
    school: Organisation, year: SchoolYear
) -> None:
    case = factories.support_case(institution=school)
    give(case, "mentor", "state", (date(2023, 12, 28), "1", None), (date(2023, 9, 1), "1", None))

    line = statement(working("head", school), year)["state", "mentor"]

    assert (line.first.hours, line.second.hours, line.year.hours) == (1, 0, 2)


def test_other_year_is_not_counted(school: Organisation, year: SchoolYear) -> None:
    case = factories.support_case(institution=school)
    give(case, "mentor", "state", (date(2023, 8, 31), "1", None))

    assert statement(working("head", school), year) == {}


def test_another_school_reads_nothing(reader: Client, helped: None, year: SchoolYear) -> None:
    other = working("head", factories.institution())
    reader.force_login(other)

    assert statement(other, year) == {}
    assert reader.get(f"/prevention/statement/{year.pk}/european_union/").status_code == 404


def test_year_leads_to_the_figure_of_the_same_rows(
    helped: None, school: Organisation, year: SchoolYear
) -> None:
    line = statement(working("head", school), year)["european_union", "psychologist"]

    asked = urlsplit(line.hours_address)
    words = {name: value[0] for name, value in parse_qs(asked.query).items()}
    assert asked.path.endswith("/prevention.hours/")
    assert words == {
        "school_year": "2023/2024",
        "institution": school.code or school.name,
        "funding": "european_union",
        "support_kind": "psychologist",
        "as_of": TODAY.isoformat(),
    } | ({"lake_version": words["lake_version"]} if "lake_version" in words else {})


def told_to_the_fund(reader: Client, year: SchoolYear, funding: str) -> list[list[Any]]:
    answer = reader.get(f"/prevention/statement/{year.pk}/{funding}/")
    book = CalamineWorkbook.from_filelike(io.BytesIO(answer.content))
    rows: list[list[Any]] = book.get_sheet_by_index(0).to_python()
    return rows[1:]


def test_fund_is_told_learners_of_the_year_alone(
    reader: Client, helped: None, school: Organisation, year: SchoolYear
) -> None:
    """Of a kind, and of a term, a few could be told by what is left of the others."""
    reader.force_login(working("head", school))

    every, consultation, psychologist = told_to_the_fund(reader, year, "european_union")

    assert every[1:5] == [6, 9, 3, 12]
    assert consultation[1:5] == ["", 9, 2, 11]
    assert psychologist[1:5] == ["", 0, 1, 1]
    assert AuditRecord.objects.filter(action="support_statement.take_out").count() == 1


@pytest.mark.parametrize(
    ("smallest", "learners", "told"),
    [(5, 4, "< 5"), (5, 5, 5), (10, 9, "< 10"), (10, 10, 10), (3, 3, 3)],
)
def test_fund_is_told_no_number_of_a_few(
    smallest: int, learners: int, told: Any, reader: Client, school: Organisation, year: SchoolYear
) -> None:
    Installation.objects.update(smallest_group=smallest)
    for _ in range(learners):
        give(factories.support_case(institution=school), "mentor", "state", (FIRST, "1", None))
    reader.force_login(working("head", school))

    assert told_to_the_fund(reader, year, "state")[0][1] == told


def test_page_offers_the_file_of_the_fund_that_is_chosen(
    reader: Client, helped: None, school: Organisation, year: SchoolYear
) -> None:
    reader.force_login(working("head", school))
    file = f"/prevention/statement/{year.pk}/european_union/"

    assert file not in read(reader, "/prevention/statement/")
    page = read(reader, "/prevention/statement/?funding=european_union")

    assert file in page
    assert "Transport" not in page
    assert reader.get("/prevention/statement/?funding=nobody").status_code == 404
    assert reader.get("/prevention/statement/?year=1999/2000").status_code == 404


def test_list_that_is_taken_away_is_written_down(
    reader: Client, helped: None, school: Organisation
) -> None:
    reader.force_login(working("head", school))

    assert reader.get("/prevention/statement/?format=xlsx").status_code == 200

    assert AuditRecord.objects.get(action="support_statement.take_out").details == {"rows": 5}
