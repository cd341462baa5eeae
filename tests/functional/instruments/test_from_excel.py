"""A questionnaire made by hand in Excel: it goes in, is answered, and comes out as it was."""

import io
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

import openpyxl
import pytest
from openpyxl.cell.rich_text import CellRichText, TextBlock
from openpyxl.cell.text import InlineFont
from openpyxl.comments import Comment
from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.worksheet import Worksheet

from gaisma.base.models import Installation, User
from gaisma.quality.surveys import codes
from gaisma.quality.surveys.models import Batch
from gaisma.record.instruments.models import Version
from tests import factories
from tests.factories.surveys import OPEN_ON
from tests.sheets import given
from tests.unit.record.instruments.conftest import CHOICES, SETTINGS, SURVEY, written
from tests.unit.record.instruments.test_xlsforms import cells

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

LINE = Side(style="thin", color="999999")
REQUIRED = SURVEY[0].index("required") + 1


def by_hand() -> bytes:
    """The workbook as a person leaves it: coloured, commented, with empty rows and stray spaces.

    `required` is a truth value, numbers are numbers, a text has bold letters in it, borders reach
    far below the last row, and a sheet of notes is nobody's business.
    """
    book = openpyxl.Workbook()
    book.remove(book.worksheets[0])
    for name, rows in {"survey": SURVEY, "choices": CHOICES, "settings": SETTINGS}.items():
        _fill(book.create_sheet(name.capitalize()), rows)
    survey = book["Survey"]
    for row in range(2, survey.max_row + 1):
        if survey.cell(row, REQUIRED).value == "yes ":
            survey.cell(row, REQUIRED, value=True)
    survey.cell(3, 3, CellRichText("Paldies, ka ", TextBlock(InlineFont(b=True), "atbildi!")))
    survey.cell(3, 3).comment = Comment("Vai uzrunāt ar „jūs”?", "Autors")
    offered = DataValidation(type="list", formula1='"yes,no"', allow_blank=True)
    survey.add_data_validation(offered)
    offered.add(f"F2:F{survey.max_row}")
    notes = book.create_sheet("Piezīmes")
    notes["A1"] = "Vēl jāsaskaņo ar metodiķi."
    notes.sheet_state = "hidden"
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


def _fill(sheet: Worksheet, rows: Any) -> None:
    sheet.freeze_panes = "C2"
    place = 0
    for row in rows:
        place += 1
        for column, value in enumerate(row, start=1):
            if value != "":
                sheet.cell(place, column, f"{value} " if isinstance(value, str) else value)
        if row[0] == "end_group" or place == 1:
            place += 1  # an empty row sets the groups apart
    for row in sheet.iter_rows(min_row=1, max_row=place + 40, max_col=16):
        for cell in row:
            cell.border = Border(bottom=LINE)
            cell.alignment = Alignment(wrap_text=True)
    for cell in sheet[1]:
        cell.font, cell.fill = Font(bold=True), PatternFill("solid", fgColor="FFE08A")
    sheet.column_dimensions["C"].width = 48


@pytest.fixture
def version(
    page: "Page", specialist: User, sign_in: Callable[[User], None], tmp_path: Path
) -> Version:
    """The version that a specialist took in from the workbook and put into use."""
    file = tmp_path / "Skolēnu aptauja (2).xlsx"
    file.write_bytes(by_hand())
    page.set_default_timeout(30_000)
    sign_in(specialist)
    page.goto("/instruments/new/")
    page.locator("input[type=file]").set_input_files(file)
    page.locator("select[name=use]").select_option("survey")
    page.get_by_role("button", name="Ievadīt").click()
    page.get_by_role("link", name="Nodot lietošanā").click()
    page.locator("main form button.primary").click()
    page.get_by_text("tiek lietots").first.wait_for()
    return Version.objects.get()


@pytest.fixture
def batch(installation: Installation, version: Version) -> Batch:
    """Codes of a survey that asks it today."""
    Installation.objects.update(today=OPEN_ON)
    row: Batch = factories.batch(part=factories.part(version=version))
    return row


def test_workbook_made_by_hand_is_answered_and_comes_out_equal(
    page: "Page", browser: "Browser", live_server: Any, version: Version, batch: Batch
) -> None:
    context = browser.new_context(base_url=live_server.url, locale="en", java_script_enabled=False)
    answering = context.new_page()
    answering.goto(f"/answer/{codes.written(codes.letters(batch.pk, 1))}/")
    _answer(answering, grade="13")
    answering.get_by_text("Klase ir no 1. līdz 12.").first.wait_for()
    _answer(answering, grade="5")
    answering.get_by_role("heading", name="Thank you").wait_for()
    context.close()
    with page.expect_download() as download:
        page.get_by_role("link", name="XLSForm").first.click()

    out = Path(download.value.path()).read_bytes()
    [answers] = given()
    assert answers == {
        "grade": "5",
        "travels": "yes",
        "minutes": "7.5",
        "likes": "often",
        "afraid": "unknown",
        "best": "maths art",
        "since": "2023-09-01",
    }
    assert cells(out) == cells(written())


def _answer(page: "Page", *, grade: str) -> None:
    page.get_by_label("Which grade are you in?").fill(grade)
    page.get_by_label("yes", exact=True).check()
    page.get_by_label("How many minutes?").fill("7.5")
    page.locator("[name=answer-likes][value=often]").check()
    page.locator("[name=answer-afraid][value=unknown]").check()
    for subject in ("maths", "art"):
        page.locator(f"[name=answer-best][value={subject}]").check()
    page.get_by_label("Since when?").fill("2023-09-01")
    page.locator("main form button.primary").last.click()
