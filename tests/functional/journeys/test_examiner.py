"""An examiner's file, with headings and mistakes of its own, becomes results and a report."""

import io
import json
import re
from decimal import ROUND_HALF_UP, Decimal
from typing import TYPE_CHECKING

import pytest
import xlsxwriter

from tests.functional.journeys.conftest import Entered, open_result
from tests.functional.walk.serving import Site

if TYPE_CHECKING:
    from playwright.sync_api import Page

pytestmark = pytest.mark.browser

TITLE, KEY = "Matemātikas diagnostika 8. klasei", "mathematics grade 8 2024"
MONITORING = "Pilsētas monitoringa darbs"
SENDER, MOST = "VISC", 20
HEADINGS = ("Skola", "Klase", "Vārds", "Uzvārds", "Pārbaudījums", "Punktu summa")
OURS = {"Skola": "iestāde", "Klase": "grupa vai klase", "Punktu summa": "punkti"}
"""What the examiner's headings are called here, where nobody would know."""
PLAIN = str.maketrans("āčēģīķļņšūž", "acegiklnsuz")

CLASS = """
import json
from gaisma.record.programmes.models import Group
group = Group.objects.filter(grade=8, school_year__name="2023/2024").order_by("pk")[0]
rows = [(group.institution.name, group.name, one.person.given_name, one.person.family_name)
        for one in group.enrolments.order_by("pk").select_related("person")
        if str(one.to_on) > "2024-05-14"]
print(json.dumps(rows))
"""


@pytest.fixture(scope="module")
def learners(site: Site) -> list[list[str]]:
    """A class as the examiner has it on paper: institution, class, given name, family name."""
    done = site.installation.run("shell", "-v", "0", "-c", CLASS)
    assert done.returncode == 0, done.stderr
    found: list[list[str]] = json.loads(done.stdout)
    return found


def test_file_of_an_examiner_becomes_results_and_a_line_of_the_report(
    entered: Entered, learners: list[list[str]]
) -> None:
    specialist = entered("specialist")
    report = begun(specialist)
    before = examined(specialist, report)
    plan(specialist)
    points = [(3 * number) % (MOST + 1) for number in range(len(learners))]

    # Headings that nobody knows are matched; what is beyond the maximum is told by its cell.
    send(specialist, learners, [MOST + 5, *points[1:]])
    for heading, ours in OURS.items():
        specialist.get_by_label(heading).select_option(label=ours)
    specialist.get_by_role("button", name="Saglabāt un pārbaudīt vēlreiz").click()
    problem = specialist.locator("main tr", has_text=str(MOST + 5))
    open_result(specialist, problem.first)
    assert problem.first.locator("td, th").first.inner_text() == "2"
    assert specialist.get_by_role("button", name="Ievadīt").count() == 0

    # What was matched is remembered. A name without its marks is a doubt, which a person settles.
    doubtful = next(
        number for number, row in enumerate(learners) if row[3].translate(PLAIN) != row[3]
    )
    written = [list(row) for row in learners]
    written[doubtful][3] = learners[doubtful][3].translate(PLAIN)
    send(specialist, written, points)
    take_in = specialist.get_by_role("button", name="Ievadīt")
    open_result(specialist, take_in)
    assert f"{' '.join(learners[doubtful][2:])} {learners[doubtful][1]}?" in said(specialist)
    specialist.get_by_label("Jā, tā ir pareizi").check()
    take_in.click()
    open_result(specialist, specialist.get_by_role("link", name="Atsaukt"))

    # The analysis tells what the file held.
    specialist.goto("/assessments/?school_year=2023/2024")
    specialist.get_by_role("link", name=TITLE).click()
    specialist.get_by_role("link", name="Matemātika").click()
    specialist.get_by_role("link", name="Analīze").click()
    told = said(specialist)
    mean = Decimal(100 * sum(points)) / MOST / len(points)
    mean = mean.quantize(Decimal("0.1"), ROUND_HALF_UP)
    assert f"Pildīja {len(points)} Vidēji {str(mean).replace('.', ',')} %" in told

    # Made final, it stands in the report.
    specialist.goto("/assessments/?school_year=2023/2024")
    specialist.get_by_role("link", name=TITLE).click()
    specialist.get_by_role("button", name="Apstiprināt rezultātus").click()
    specialist.locator("h1 .badge", has_text="gala").or_(
        specialist.locator("h1 .badge", has_text="Rezultāti")
    ).first.wait_for()
    assert examined(specialist, report) == before + len(points)


def plan(page: "Page") -> None:
    """Plan a test with one paper, and take results for it."""
    page.goto("/assessments/plan/")
    page.fill("#id_title_lv", TITLE)
    page.fill("#id_key", KEY)
    page.select_option("#id_kind", label=MONITORING)
    page.select_option("#id_school_year", label="2023./2024.")
    page.locator("main form.form button.primary").click()
    page.locator("main a[href$='/paper/']").first.click()
    page.fill("#id_code", "mathematics")
    page.select_option("#id_subject", label="Matemātika")
    page.select_option("#id_stage", value="school")
    page.fill("#id_grade", "8")
    page.fill("#id_held_on", "2024-05-14")
    page.fill("#id_maximum", str(MOST))
    page.locator("main form.form button.primary").click()
    page.locator(".message.good").first.wait_for()
    page.goto("/assessments/?school_year=2023/2024")
    page.get_by_role("link", name=TITLE).click()
    page.get_by_role("button", name="Pieņemt rezultātus").click()
    page.get_by_role("button", name="Apstiprināt rezultātus").wait_for()


def send(page: "Page", people: list[list[str]], points: list[int]) -> None:
    """Send the workbook of the class, and wait until it is read."""
    written = io.BytesIO()
    with xlsxwriter.Workbook(written) as book:
        sheet = book.add_worksheet("Rezultāti")
        sheet.write_row(0, 0, HEADINGS)
        for row, (person, reached) in enumerate(zip(people, points, strict=True), start=1):
            sheet.write_row(row, 0, [*person, KEY, reached])
    page.goto("/imports/new/")
    page.set_input_files(
        "#id_files",
        [{"name": "rezultati.xlsx", "mimeType": "application/octet-stream",
          "buffer": written.getvalue()}],
    )  # fmt: skip
    page.fill("#id_source", SENDER)
    page.locator("main form.form button.primary").click()
    open_result(page, page.get_by_role("heading", name="Kas nolasīts"))


def said(page: "Page") -> str:
    """All words of the page, white space as in print."""
    return " ".join(page.locator("main").inner_text().split())


def begun(page: "Page") -> str:
    """The address of a draft of this year's report."""
    page.goto("/reports/new/")
    page.select_option("#id_school_year", label="2024./2025.")
    page.locator("main form.form button.primary").click()
    page.wait_for_url(re.compile(r"/reports/\d+/$"))
    return page.url


def examined(page: "Page", report: str) -> int:
    """How many learners did tests of the city's monitoring, as the draft says."""
    page.goto(f"{report}texts/assessments.monitoring/lv/")
    said = page.locator("#preview").inner_text()
    found = re.search(r"skaits: ([\d\s]+)", said)
    assert found, said
    return int(re.sub(r"\s", "", found[1]))
