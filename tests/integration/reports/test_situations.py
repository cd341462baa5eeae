"""Reports of a city with data and without: no false and no empty sentence, in any language."""

import html
import re
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from gaisma.analytics.calculation import State
from gaisma.base.models import Organisation
from gaisma.evidence.figures import states
from gaisma.evidence.lake import actions as lake
from gaisma.evidence.reports import charts, queries
from gaisma.evidence.reports.documents.texts import texts_of, texts_of_origins
from tests import factories
from tests.installations import SeparateInstallation
from tests.integration.reports import situations
from tests.integration.reports.situations import LANGUAGES
from tests.moments import NOW
from tests.pages import populated

pytestmark = pytest.mark.city

TEXT = re.compile(r"<(p|li)(?: [^>]*)?>(.*?)</\1>", re.DOTALL)
FIGURE = re.compile(r'<a class="figure"[^>]*>([^<]*)</a>')
REST = re.compile(
    r"<table.*?</table>|<svg.*?</svg>|<dl>.*?</dl>|<p class=\"note\">.*?</p>|"
    r'<(?:div|section) class="signature.*?</(?:div|section)>',
    re.DOTALL,
)
FALSE = {
    "no figure": re.compile("|".join(rf"^{re.escape(sign)}$" for sign in states.SIGNS.values())),
    "a zero": re.compile(r"^0(?:[ \u00a0\u202f]?%)?(?:[ \u00a0].*)?$"),
}
TABLE = re.compile(r"(<table.*?</table>)(.*?)(?=<table|<h\d|</section>|$)", re.DOTALL)
CELL = re.compile(r'<td class="n">(.*?)</td>', re.DOTALL)
EMPTY = re.compile(r"\(\s*\)|[:–]\s*[.;,]|\s[.,;](?:\s|$)|\.\.|^\s*[.,;:–]|\[\[|\]\]")


def sentences(body: str) -> Iterator[str]:
    """The paragraphs and items of a report's texts, with their figures as links."""
    chapters = body.split('aria-labelledby="figures"')[0]
    for _tag, inner in TEXT.findall(REST.sub("", chapters)):
        yield inner


def unexplained(body: str) -> Iterator[str]:
    """The signs in cells of tables below which nothing says what they mean."""
    for table, below in TABLE.findall(body):
        cells = {
            html.unescape(re.sub(r"<[^>]*>", "", cell)).strip() for cell in CELL.findall(table)
        }
        for sign in cells & set(states.SIGNS.values()):
            if not re.search(rf'<p class="note">[^<]*{re.escape(sign)} ', html.unescape(below)):
                yield sign


def faults(body: str) -> list[str]:
    """What is false or empty in a report's texts."""
    found = []
    for sentence in sentences(body):
        for figure in FIGURE.findall(sentence):
            said = html.unescape(figure)
            found += [f"{what}: {said}" for what, pattern in FALSE.items() if pattern.match(said)]
        plain = html.unescape(re.sub(r"<[^>]*>", "", sentence)).strip()
        if not plain or EMPTY.search(plain):
            found.append(f"empty clause: {plain}")
    found += [f"no legend: {sign}" for sign in unexplained(body)]
    lists = re.findall(r"([^>]*:)</p>\s*(<\w+)", REST.sub("", body))
    found += [f"no list below: {lead}" for lead, following in lists if following != "<ul"]
    return found


OTHER_YEARS = (
    ("2017/2018", "2017-08-20"),
    ("2023/2024", "2023-08-22"),
    ("2025/2026", "2024-08-20"),
)


@pytest.fixture
def empty(db: None, tmp_path: Path, settings: Any) -> object:
    """An installation of which nothing is known but its authority."""
    settings.GAISMA_HOME = tmp_path
    made = factories.installation()
    lake.refresh(reason="test", at=NOW)
    return made


@pytest.fixture
def one_school(school: Organisation, tmp_path: Path, settings: Any) -> object:
    """One imported school: a class with its pupils."""
    settings.GAISMA_HOME = tmp_path
    programme = factories.programme(institution=school, stage="school")
    year = factories.school_year("2024/2025")
    group = factories.group(programme=programme, school_year=year, name="1.a", grade=1)
    for number in range(12):
        person = factories.person(family_name=f"Ozols {number}")
        factories.enrolment(
            person=person, group=group, from_on=date(2024, 9, 1), to_on=date(2025, 8, 31)
        )
    factories.employment(institution=school)
    lake.touch("organisations", "programmes", "groups", "enrolments", "people", "employments")
    lake.refresh(reason="test", at=NOW)
    return school


@pytest.fixture
def two_institutions(school: Organisation, tmp_path: Path, settings: Any) -> object:
    settings.GAISMA_HOME = tmp_path
    return populated(school)


@pytest.mark.django_db
@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize(
    ("situation", "school_year", "as_of"),
    [
        ("empty", "2024/2025", date(2024, 8, 20)),
        ("one_school", "2024/2025", date(2024, 8, 20)),
        ("one_school", "2019/2020", date(2019, 8, 20)),
        ("one_school", "2025/2026", date(2024, 8, 20)),
        ("two_institutions", "2024/2025", date(2024, 8, 20)),
        ("two_institutions", "2023/2024", date(2023, 8, 20)),
    ],
)
def test_report_says_nothing_false_and_nothing_empty(
    request: pytest.FixtureRequest, situation: str, school_year: str, as_of: date, language: str
) -> None:
    request.getfixturevalue(situation)
    edition = queries.edition("readiness", school_year=school_year, as_of=as_of, language=language)

    built = queries.computed(edition, lake_version=None)

    assert faults(built.body) == []
    for texts in (texts_of(built), texts_of_origins(built)):
        words = [word for word in vars(texts).values() if isinstance(word, str)]
        assert not any("None" in word for word in words), words
    assert not any(charts.is_empty(chart) for chart in built.charts)
    if situation == "one_school" and school_year == "2024/2025":
        assert any("12" in FIGURE.findall(one) for one in sentences(built.body))
        # Of vacancies nothing was imported: that there are none is not known.
        known = {figure.indicator for figure in built.figures if figure.state is State.KNOWN}
        assert "staff.count" in known
        assert "vacancies.load" not in known
    if situation == "empty":
        assert len(built.left_out) > 15
    for title in built.left_out:
        assert title in html.unescape(built.body)


def test_demo_says_nothing_false_and_nothing_empty_and_follows_its_data(
    demo: SeparateInstallation,
) -> None:
    this_year = situations.called(demo, "reports('2024/2025', '2024-08-20')")
    for language in LANGUAGES:
        assert faults(this_year[language]["body"]) == []
    before = this_year["en"]["body"]
    assert "All preschool teachers" in before
    assert "“Labbūtība 2024”" in html.unescape(before)
    assert "whose environment does not meet them" in before

    for year, day in OTHER_YEARS:
        other = situations.called(demo, f"reports({year!r}, {day!r})")
        for language in LANGUAGES:
            assert faults(other[language]["body"]) == [], (year, language)
            assert "Labbūtība 2024" not in other[language]["body"]
        # Of 2017 those are recorded who still work, but nobody who has left since.
        staff = "Teachers and staff of the municipality's institutions"
        assert (staff in other["en"]["left_out"]) is (year != "2023/2024")

    situations.called(demo, "unqualify()")
    situations.called(demo, "change_finding()")
    situations.called(demo, "add_campaign()")
    after = situations.called(demo, "reports('2024/2025', '2024-08-20')")["en"]

    assert "All teachers of general education" not in after["body"]
    assert re.search(r"Of the teachers of general education <a[^>]*>99\.\d+%</a>", after["body"])
    assert "whose environment does not meet them" not in after["body"]
    assert "Labbūtība 2024" not in after["body"]
    assert "What surveys of wellbeing told" in after["left_out"]
    assert faults(after["body"]) == []
