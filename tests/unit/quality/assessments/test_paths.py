"""The same learners' results over years, counted from level to level by hand."""

from datetime import date
from decimal import Decimal

import pytest

from gaisma.quality.assessments.queries.paths import transitions
from tests import factories
from tests.unit.quality.assessments.conftest import somebody

pytestmark = pytest.mark.django_db
BEFORE_AND_NOW = [("19.9", "20"), ("19.9", "45"), ("20", "19"), ("100", "100"), ("39.6", "49.999")]


@pytest.fixture(autouse=True)
def home(tmp_path, settings):
    settings.GAISMA_HOME = tmp_path


@pytest.fixture
def earlier(paper, own_class, school):
    """Grade 7 two years before, told by fifths; those who sat both; now two bands."""
    before = factories.paper(subject=paper.subject, grade=7, held_on=date(2022, 5, 12))
    for number, code, least, most in ((1, "low", 0, 49), (2, "high", 50, 100)):
        bounds = {"basis": "percent", "least": least, "most": most, "title_en": code}
        factories.band(paper=paper, code=code, order=number, **bounds)
    for then, now in BEFORE_AND_NOW:
        person = factories.enrolment(group=own_class).person
        where = {"person": person, "institution": school, "group": own_class}
        factories.result(paper=before, percent=Decimal(then), **where)
        factories.result(paper=paper, percent=Decimal(now), **where)
    alone = factories.enrolment(group=own_class).person
    factories.result(paper=before, person=alone, institution=school, group=own_class)
    return before


def test_learners_are_counted_from_level_to_level(paper, earlier, school):
    (table,) = transitions(paper, somebody("head", school))

    assert (table.earlier, table.both, table.better) == (earlier, 5, 3)
    assert table.columns == ("low", "high")
    assert [(line.title, line.counts) for line in table.lines] == [
        ("0–19%", (2, 0)),
        ("20–39%", (2, 0)),
        ("40–59%", (0, 0)),
        ("60–79%", (0, 0)),
        ("80–100%", (0, 1)),
    ]
    assert sum(line.all for line in table.lines) == table.both


def test_nobody_is_counted_whose_results_the_reader_does_not_read(paper, earlier):
    for role in ("head", "teacher", "support"):
        assert transitions(paper, somebody(role, factories.institution())) == []
    assert transitions(paper, somebody("founder", factories.authority())) == []


@pytest.mark.parametrize(
    "changed",
    [{"absence": "absent", "percent": None, "total": None}, {"attempt": 2}],
    ids=["absent", "second attempt"],
)
def test_who_did_not_sit_the_first_time_is_not_counted(paper, earlier, school, changed):
    row = paper.results.order_by("pk").first()
    for name, value in changed.items():
        setattr(row, name, value)
    row.save()

    assert transitions(paper, somebody("head", school))[0].both == 4


@pytest.mark.parametrize(
    "changed", [{"held_on": date(2025, 5, 1)}, {"subject": None}], ids=["later", "another subject"]
)
def test_only_earlier_tests_of_the_subject_are_followed(paper, earlier, school, changed):
    earlier.held_on = changed.get("held_on", earlier.held_on)
    if "subject" in changed:
        earlier.subject = factories.subject()
    earlier.save()

    assert transitions(paper, somebody("head", school)) == []


def test_page_shows_the_table_gives_it_as_a_file_and_says_where_there_is_none(
    reader, paper, earlier, school
):
    reader.force_login(somebody("head", school))
    address = f"/assessments/papers/{paper.pk}/paths/"

    page = reader.get(address).content.decode()
    assert "0–19%" in page
    assert "Sat both" in page
    assert "0–19%,low,2" in reader.get(f"{address}?format=csv").content.decode()
    assert address in reader.get(f"/assessments/papers/{paper.pk}/").content.decode()
    assert "No earlier test" in reader.get(
        f"/assessments/papers/{earlier.pk}/paths/"
    ).content.decode()  # fmt: skip
