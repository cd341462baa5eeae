import csv
import io
from datetime import date

import pytest
from django.http import HttpRequest, HttpResponse
from django.test import Client
from django.urls import path
from django_filters import CharFilter, ChoiceFilter, FilterSet
from python_calamine import CalamineWorkbook

from gaisma.analytics.vocabulary import KINDS
from gaisma.base import listing
from gaisma.base.access import open_to_everyone
from gaisma.base.models import Organisation
from gaisma.config import urls
from tests import factories
from tests.pages import read


class Schools(listing.Table):
    name = listing.Name(verbose_name="Institution")
    kind = listing.Term(KINDS, verbose_name="Kind")
    opened_on = listing.Day(verbose_name="Opened")
    revision = listing.Number(verbose_name="Changes")


class Narrowing(FilterSet):
    q = CharFilter(field_name="name", lookup_expr="icontains", label="Search")
    kind = ChoiceFilter(label="Kind", choices=[("preschool", "Preschool")])


@open_to_everyone
def schools(request: HttpRequest) -> HttpResponse:
    rows = Organisation.objects.institutions().order_by("pk")
    return listing.answer(
        request,
        table=Schools,
        filters=Narrowing,
        rows=rows,
        title="Schools",
        empty=("No school yet", "Take them in."),
    )


@open_to_everyone
def shorter(request: HttpRequest) -> HttpResponse:
    rows = Organisation.objects.institutions()
    return listing.answer(
        request, table=Schools, rows=rows, title="Schools", without=["revision", "kind"]
    )


urlpatterns = [path("schools/", schools), path("shorter/", shorter), *urls.urlpatterns]
pytestmark = pytest.mark.urls(__name__)


@pytest.fixture
def two(installation: object) -> None:
    factories.institution(name="B skola", opened_on=date(1999, 9, 1), revision=1200)
    factories.institution(name="=A skola", kind="preschool")


def test_listing_shows_rows_in_the_readers_words(reader: Client, two: None) -> None:
    page = read(reader, "/schools/")

    assert "1 September 1999" in page
    assert "1,200" in page
    assert "2 rows" in page
    assert page.index("B skola") < page.index("=A skola")


def test_listing_leaves_out_columns_that_are_not_for_the_reader(reader: Client, two: None) -> None:
    page = read(reader, "/shorter/")

    assert "Opened" in page
    assert "Changes" not in page
    assert "Kind" not in page


def test_listing_sorts_by_a_column(reader: Client, two: None) -> None:
    page = read(reader, "/schools/?sort=name")

    assert page.index("=A skola") < page.index("B skola")
    assert 'aria-sort="ascending"' in page


def test_listing_narrowed_says_when_nothing_fits(reader: Client, two: None) -> None:
    page = read(reader, "/schools/?q=nowhere")

    assert "Nothing fits" in page
    assert "No school yet" not in page


def test_listing_without_rows_says_what_to_do(reader: Client, installation: object) -> None:
    page = read(reader, "/schools/")

    assert "No school yet" in page
    assert "Take them in." in page


@pytest.mark.parametrize(
    ("sort", "order"),
    [("name", ["Ābele", "Kalns", "Ķekava", "Zīle"]), ("-name", ["Zīle", "Ķekava"])],
)
def test_listing_is_in_the_order_of_the_alphabet(
    reader: Client, installation: object, sort: str, order: list[str]
) -> None:
    for name in ("Ķekava", "Zīle", "Ābele", "Kalns"):
        factories.institution(name=name)

    page = read(reader, f"/schools/?sort={sort}")

    places = [page.index(name) for name in order]
    assert places == sorted(places)


def test_listing_refuses_a_value_that_nobody_can_choose(reader: Client, two: None) -> None:
    answer = reader.get("/schools/?kind=castle")

    page = answer.content.decode()
    assert answer.status_code == 400
    assert "The list cannot be narrowed so" in page
    assert "Kind: " in page
    assert "B skola" not in page


def test_file_of_a_listing_refuses_a_value_that_nobody_can_choose(
    reader: Client, two: None
) -> None:
    answer = reader.get("/schools/?kind=castle&format=csv")

    assert answer.status_code == 400
    assert "attachment" not in answer.headers.get("Content-Disposition", "")


def test_listing_gives_no_larger_page_than_it_has(reader: Client, two: None) -> None:
    assert "B skola" in read(reader, "/schools/?per_page=-1&sort=1.5")


@pytest.mark.parametrize("page", ["2", "nonsense", "0"])
def test_listing_of_a_page_that_is_not_there_shows_another(
    reader: Client, two: None, page: str
) -> None:
    assert "B skola" in read(reader, f"/schools/?page={page}")


def test_listing_as_csv_holds_values_and_no_formula(reader: Client, two: None) -> None:
    answer = reader.get("/schools/?format=csv&q=skola")

    rows = list(csv.reader(io.StringIO(answer.content.decode("utf-8-sig"))))
    assert answer["Content-Disposition"] == 'attachment; filename="Schools.csv"'
    assert rows[0] == ["Institution", "Kind", "Opened", "Changes"]
    assert rows[1][0] == "B skola"
    assert rows[1][2:] == ["1999-09-01", "1200"]
    assert rows[2][0] == "'=A skola"


def test_listing_as_workbook_holds_dates_and_numbers(reader: Client, two: None) -> None:
    answer = reader.get("/schools/?format=xlsx")

    sheet = CalamineWorkbook.from_filelike(io.BytesIO(answer.content)).get_sheet_by_index(0)
    rows = sheet.to_python()
    assert rows[1] == ["B skola", "secondary school", date(1999, 9, 1), 1200.0]
    assert rows[2][0] == "=A skola"
