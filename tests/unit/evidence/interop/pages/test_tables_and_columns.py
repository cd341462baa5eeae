import io
from typing import Any

import pytest
import python_calamine
from django.test import Client

from gaisma.base.models import AuditRecord, Organisation, User
from gaisma.evidence.interop import kinds
from gaisma.evidence.interop.models import ColumnMapping
from tests import factories
from tests.pages import read

pytestmark = pytest.mark.django_db


def rows(content: bytes) -> list[list[Any]]:
    book = python_calamine.CalamineWorkbook.from_filelike(io.BytesIO(content))
    return book.get_sheet_by_index(0).to_python()


@pytest.mark.parametrize("kind", kinds.known_kinds())
def test_template_has_the_columns_of_its_table(signed_in: Client, kind: str) -> None:
    answer = signed_in.get(f"/imports/tables/{kind}/template.xlsx")

    assert rows(answer.content) == [[column.name for column in kinds.columns_of(kind)]]
    assert "attachment" in answer["Content-Disposition"]


def test_template_of_no_table_is_not_found(signed_in: Client) -> None:
    read(signed_in, "/imports/tables/nonsense/template.xlsx", status=404)
    read(signed_in, "/imports/tables/nonsense/stored.xlsx", status=404)


def test_tables_are_listed_in_their_order(signed_in: Client) -> None:
    page = read(signed_in, "/imports/tables/")

    assert page.index("Institutions") < page.index("Learners")
    assert "stored.xlsx" in page


def test_stored_rows_of_the_city_are_for_who_reaches_it(
    signed_in: Client, preschool: Organisation
) -> None:
    answer = signed_in.get("/imports/tables/groups/stored.xlsx")

    assert [row[:2] for row in rows(answer.content)[1:]] == [["zilite", "Bitītes"]]


def test_stored_rows_of_a_head_are_of_the_own_institution(
    reader: Client, head: User, school: Organisation, preschool: Organisation
) -> None:
    factories.group(institution=school, name="5.b")
    reader.force_login(head)

    answer = reader.get("/imports/tables/groups/stored.xlsx")

    assert [row[:2] for row in rows(answer.content)[1:]] == [["school", "5.b"]]


def test_stored_rows_hold_no_personal_codes(signed_in: Client, preschool: Organisation) -> None:
    factories.enrolment(person=factories.person(personal_code="32000000001"))

    header, row = rows(signed_in.get("/imports/tables/learners/stored.xlsx").content)

    assert "personal_code" not in header
    assert "32000000001" not in "".join(map(str, row)).replace("-", "")


def test_taking_rows_away_is_noted(signed_in: Client) -> None:
    signed_in.get("/imports/tables/groups/stored.xlsx")

    note = AuditRecord.objects.get(action="table.take_out")
    assert note.details == {"kind": "groups", "rows": 1}


@pytest.mark.parametrize(
    ("who", "tables", "stored", "columns"),
    [
        ("specialist", 200, 200, 200),
        ("head", 200, 200, 403),
        ("auditor", 200, 200, 403),
        ("administrator", 200, 403, 200),
        ("teacher", 403, 403, 403),
        ("support", 403, 403, 403),
        ("visitor", 403, 403, 403),
    ],
)
def test_who_takes_what_out(
    request: Any, reader: Client, who: str, tables: int, stored: int, columns: int
) -> None:
    reader.force_login(request.getfixturevalue(who))

    read(reader, "/imports/tables/", status=tables)
    assert reader.get("/imports/tables/groups/stored.xlsx").status_code == stored
    read(reader, "/imports/columns/", status=columns)


def test_columns_of_a_system_are_added(reader: Client, administrator: User) -> None:
    reader.force_login(administrator)
    given = {
        "source": "journal",
        "kind": "groups",
        "columns": "Klase = group\n\nMācību gads=school_year",
    }

    reader.post("/imports/columns/new/", given)

    mapping = ColumnMapping.objects.get()
    assert mapping.columns == {"Klase": "group", "Mācību gads": "school_year"}
    assert "Klase = group" in read(reader, "/imports/columns/")


@pytest.mark.parametrize(
    ("columns", "told"),
    [("Klase", "has no “=”"), ("Klase = nonsense", "no column “nonsense”"), ("= group", "no “=”")],
)
def test_columns_that_are_wrong_stay_on_the_form(
    signed_in: Client, columns: str, told: str
) -> None:
    given = {"source": "journal", "kind": "groups", "columns": columns}

    answer = signed_in.post("/imports/columns/new/", given)

    assert answer.status_code == 422
    assert told in answer.content.decode()
    assert not ColumnMapping.objects.exists()


def test_columns_are_changed_and_forgotten(signed_in: Client) -> None:
    mapping = factories.column_mapping(source="journal")

    signed_in.post(f"/imports/columns/{mapping.pk}/", {"columns": "Grupa = group"})
    mapping.refresh_from_db()
    assert mapping.columns == {"Grupa": "group"}

    signed_in.post(f"/imports/columns/{mapping.pk}/forget/")
    assert not ColumnMapping.objects.exists()
    assert AuditRecord.objects.filter(action="column_mapping.forget").exists()


@pytest.mark.parametrize("ours", ["group", "grupa", "группа"])
def test_column_is_named_in_any_language(signed_in: Client, ours: str) -> None:
    mapping = factories.column_mapping(source="journal")

    signed_in.post(f"/imports/columns/{mapping.pk}/", {"columns": f"Klase = {ours}"})

    mapping.refresh_from_db()
    assert mapping.columns == {"Klase": "group"}
