import io
from datetime import UTC, date, datetime
from typing import Any

import pytest
from django.utils.translation import override

from gaisma.base.accounts import invitees
from gaisma.base.accounts.actions.invitations import Offer
from gaisma.base.accounts.invitees import Problem, UnableToReadList
from gaisma.base.models import Organisation, User
from tests import factories
from tests.moments import NOW, TODAY

pytestmark = pytest.mark.django_db
HEADING = ["Name and surname", "E-mail address", "Role here", "Place", "First day", "Last day"]
ANNA = ["Anna Ozola", "anna@example.lv", "teacher", "Paraugpils vidusskola", "2024-09-01", ""]


def understood(rows: list[list[Any]], *, by: User) -> tuple[list[Offer], list[Problem]]:
    return invitees.understood(rows, by=by, at=NOW, today=TODAY, language="lv")


def changed(column: int, value: Any) -> list[Any]:
    return [*ANNA[:column], value, *ANNA[column + 1 :]]


def test_understood_row_is_an_offer(head: User, school: Organisation) -> None:
    offers, problems = understood([HEADING, ANNA], by=head)

    assert problems == []
    assert offers == [
        Offer("anna@example.lv", "Anna Ozola", "teacher", school, date(2024, 9, 1), None, "lv")
    ]


def test_understood_reads_headings_and_roles_of_any_language(
    head: User, school: Organisation
) -> None:
    with override("lv"):
        heading = [invitees.gettext(title) for title in invitees.HEADINGS.values()]

    offers, problems = understood([heading, changed(2, "Pedagogs")], by=head)

    assert problems == []
    assert offers[0].role == "teacher"


@pytest.mark.parametrize("place", ["PARAUGPILS VIDUSSKOLA", "school", "Pirmā skola"])
def test_understood_knows_a_place_by_name_code_and_alias(
    head: User, school: Organisation, place: str
) -> None:
    Organisation.objects.filter(pk=school.pk).update(aliases=["Pirmā skola"])

    offers, _problems = understood([HEADING, changed(3, place)], by=head)

    assert offers[0].organisation == school


@pytest.mark.parametrize(
    "day",
    ["2024-09-01", "01.09.2024", "01.09.2024.", date(2024, 9, 1), datetime(2024, 9, 1, tzinfo=UTC)],
)
def test_understood_reads_days_as_people_write_them(head: User, day: Any) -> None:
    offers, _problems = understood([HEADING, changed(4, day)], by=head)

    assert offers[0].from_on == date(2024, 9, 1)


def test_understood_without_a_first_day_begins_today(head: User) -> None:
    offers, _problems = understood([HEADING, changed(4, "")], by=head)

    assert offers[0].from_on == TODAY


@pytest.mark.parametrize(
    ("column", "value", "heading", "advice"),
    [
        (0, "", "Name and surname", "up to 200"),
        (1, "anna", "E-mail address", "name@example.lv"),
        (2, "king", "Role here", "Known are: deputy head"),
        (2, "specialist", "Role here", "does not let you grant"),
        (3, "Cita skola", "Place", "page of institutions"),
        (4, "soon", "First day", "2024-09-01"),
        (5, "2024-08-01", "Last day", "later"),
    ],
)
def test_understood_tells_row_column_and_what_would_be_right(
    head: User, column: int, value: str, heading: str, advice: str
) -> None:
    offers, problems = understood([HEADING, ANNA, changed(column, value)], by=head)

    (problem,) = problems
    assert (problem.row, problem.column, problem.value) == (3, heading, value)
    assert advice in problem.advice
    assert len(offers) == 1


def test_understood_refuses_a_place_beyond_ones_own(head: User) -> None:
    factories.institution(name="Cita skola")

    _offers, problems = understood([HEADING, changed(3, "Cita skola")], by=head)

    assert problems[0].column == "Place"


def test_understood_refuses_one_person_twice(head: User) -> None:
    _offers, problems = understood([HEADING, ANNA, changed(1, "ANNA@example.lv")], by=head)

    assert (problems[0].row, problems[0].column) == (3, "E-mail address")


def test_understood_refuses_who_waits_already(head: User, school: Organisation) -> None:
    factories.invitation(organisation=school, email="anna@example.lv")

    assert understood([HEADING, ANNA], by=head)[1]


def test_understood_passes_over_empty_lines(head: User) -> None:
    offers, problems = understood([HEADING, ["", ""], ANNA, []], by=head)

    assert (len(offers), problems) == (1, [])


@pytest.mark.parametrize(
    ("rows", "message"),
    [
        ([], "heading lacks: Name and surname, E-mail address, Role here, Place"),
        ([["Name and surname", "Place"]], "heading lacks: E-mail address, Role here"),
        ([HEADING], "no people"),
        ([HEADING] + [ANNA] * 501, "more than 500"),
    ],
)
def test_understood_refuses_what_is_no_list(
    head: User, rows: list[list[str]], message: str
) -> None:
    with pytest.raises(UnableToReadList, match=message):
        understood(rows, by=head)


@pytest.mark.parametrize("mark", ["\t", ";", ","])
def test_text_is_read_whatever_separates_it(mark: str) -> None:
    assert invitees.of_text(f"a{mark}b\n1{mark}2\n") == [["a", "b"], ["1", "2"]]


def test_text_that_is_empty_has_no_rows() -> None:
    assert invitees.of_text("  ") == []


@pytest.mark.parametrize("encoding", ["utf-8-sig", "cp1257"])
def test_file_of_text_is_read_in_both_encodings(encoding: str) -> None:
    assert invitees.of_file("people.csv", "Ķirsis;b".encode(encoding)) == [["Ķirsis", "b"]]


def test_file_to_fill_in_is_understood_once_filled_in(head: User) -> None:
    rows = invitees.of_file("people.XLSX", invitees.example(at=NOW))
    rows[1][3] = "Paraugpils vidusskola"

    offers, problems = understood(rows, by=head)

    assert problems == []
    assert offers[0].full_name == "Anna Ozola"


def test_file_that_is_no_workbook_is_refused() -> None:
    with pytest.raises(UnableToReadList, match="Excel"):
        invitees.of_file("people.xlsx", io.BytesIO(b"nonsense").getvalue())
