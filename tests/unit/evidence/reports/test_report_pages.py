from pathlib import Path
from typing import Any

import pytest
from django.test import Client

from gaisma.base.models import User
from gaisma.evidence.reports import reading, shelf
from tests.pages import read

pytestmark = pytest.mark.django_db
KEY = "readiness-2024-2025-lv"
DOCUMENT = """<!doctype html><html><head><style>h1 { color: red }</style></head><body>
<div class="page"><header class="cover"><h1>Gatavības ziņojums</h1></header>
<main id="report"><p>Ir <a class="figure" href="#f1" data-indicator="learners.count" \
data-filters="school_year=2024/2025;institution_kind=preschool|basic_school" \
data-as-of="2024-08-20" data-lake-version="3" data-definition="17982fa6eede42f3">3 770</a> \
bērni.</p></main></div></body></html>"""


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, settings: Any, installation: object) -> Path:
    settings.GAISMA_HOME = tmp_path
    reports = tmp_path / "reports"
    reports.mkdir()
    return reports


@pytest.fixture
def built(folder: Path) -> Path:
    (folder / f"{KEY}.html").write_text(DOCUMENT, encoding="utf-8")
    (folder / f"{KEY}.pdf").write_bytes(b"%PDF-1.7")
    (folder / f".{KEY}.docx.draft").write_bytes(b"half")
    (folder / "notes.txt").write_text("not a report", encoding="utf-8")
    return folder


def test_reports_of_an_empty_folder_are_none(reader: Client, specialist: User) -> None:
    reader.force_login(specialist)

    assert "No report has been built yet" in read(reader, "/reports/")


def test_reports_are_listed_with_their_formats(built: Path) -> None:
    (report,) = shelf.reports()

    assert (report.key, report.school_year, report.language) == (KEY, "2024/2025", "lv")
    assert [download.format for download in report.downloads] == ["html", "pdf"]


def test_reports_page_links_to_reading_and_downloads(
    reader: Client, specialist: User, built: Path
) -> None:
    reader.force_login(specialist)

    page = read(reader, "/reports/")

    assert f'href="/reports/{KEY}/"' in page
    assert f'href="/reports/{KEY}/pdf"' in page
    assert f'href="/reports/{KEY}/docx"' not in page


def test_report_is_read_on_our_page_and_its_figures_open(
    reader: Client, specialist: User, built: Path
) -> None:
    reader.force_login(specialist)

    page = read(reader, f"/reports/{KEY}/")

    assert "Gatavības ziņojums" in page
    assert 'lang="lv"' in page
    assert (
        'href="/figures/learners.count/?school_year=2024%2F2025&amp;'
        'institution_kind=preschool%7Cbasic_school&amp;as_of=2024-08-20&amp;lake_version=3"'
    ) in page
    assert page.count("<main") == 1


def test_report_without_a_web_page_offers_its_files(
    reader: Client, specialist: User, built: Path
) -> None:
    (built / f"{KEY}.html").unlink()
    reader.force_login(specialist)

    assert "no web page" in read(reader, f"/reports/{KEY}/")


def test_document_may_use_its_own_styles_only(
    reader: Client, specialist: User, built: Path
) -> None:
    reader.force_login(specialist)

    answer = reader.get(f"/reports/{KEY}/document/")

    policy = answer.headers["Content-Security-Policy"]
    assert answer.content.decode() == DOCUMENT
    assert policy.startswith("default-src 'none'; style-src 'sha256-")
    assert "unsafe" not in policy


def test_policy_of_a_page_without_styles_allows_none() -> None:
    assert "style-src 'none'" in reading.policy("<html></html>")


def test_policy_names_each_style_by_its_hash() -> None:
    policy = reading.policy("<style>a{}</style><style media=print>b{}</style>")

    assert policy.count("'sha256-") == 2


def test_text_of_something_else_is_none() -> None:
    assert reading.text("<html></html>", User()) is None


@pytest.mark.parametrize("format_", ["html", "pdf"])
def test_download_gives_the_file(
    reader: Client, specialist: User, built: Path, format_: str
) -> None:
    reader.force_login(specialist)

    answer = reader.get(f"/reports/{KEY}/{format_}")

    assert b"".join(answer.streaming_content) == (built / f"{KEY}.{format_}").read_bytes()
    assert f'filename="{KEY}.{format_}"' in answer.headers["Content-Disposition"]


@pytest.mark.parametrize(
    "address",
    [
        f"/reports/{KEY}/docx",
        f"/reports/{KEY}/txt",
        "/reports/notes/",
        "/reports/nonsense-2024-2025-de/pdf",
        "/reports/nonsense/document/",
    ],
)
def test_what_was_not_built_is_not_found(
    reader: Client, specialist: User, built: Path, address: str
) -> None:
    reader.force_login(specialist)

    read(reader, address, status=404)


@pytest.mark.parametrize("address", ["", f"{KEY}/", f"{KEY}/document/", f"{KEY}/pdf"])
@pytest.mark.parametrize(
    ("role", "status"),
    [
        ("specialist", 200),
        ("head", 200),
        ("visitor", 200),
        ("administrator", 403),
        ("teacher", 403),
        ("support", 403),
    ],
)
def test_reports_are_for_those_who_answer_for_them(
    request: pytest.FixtureRequest,
    reader: Client,
    built: Path,
    address: str,
    role: str,
    status: int,
) -> None:
    reader.force_login(request.getfixturevalue(role))

    answer = reader.get(f"/reports/{address}")
    answer.close()

    assert answer.status_code == status


def test_reports_are_read_only(reader: Client, specialist: User, built: Path) -> None:
    reader.force_login(specialist)

    assert reader.post(f"/reports/{KEY}/pdf").status_code == 405
