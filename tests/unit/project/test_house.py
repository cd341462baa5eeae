"""The house is measured from its source: a small one whose figures are known, and its page."""

from pathlib import Path

import pytest

from benchmarks import drawing, house
from benchmarks.source import House

FILES = {
    "base/__init__.py": "",
    "base/apps.py": '"""The app."""\n\nNAME = "base"\n',
    "base/registry.py": (
        '"""Registries. They are few."""\n\n\ndef gathered(name):\n    return name\n'
    ),
    "record/__init__.py": "",
    "record/groups/__init__.py": "",
    "record/groups/apps.py": "NAME = 'groups'\n",
    "record/groups/models.py": (
        "class Group:\n    regime = 1  # of the day\n\n\nclass Line:\n    pass\n\n\n"
        "class Question(Line):\n    pass\n"
    ),
    "record/groups/offers.py": "from toy.record.groups import indicators\n\nFACTS = []\n",
    "record/groups/indicators.py": (
        '"""Figures of groups."""\n\nfrom toy.record.groups.models import Group\n\n\n'
        '@indicator("groups.count")\ndef groups():\n    """Groups."""\n    return _one() + _one()\n'
        "\n\ndef _one():\n    return _two()\n\n\ndef _two():\n    return Group.regime\n"
    ),
    "record/groups/report.py": 'TEXT = "[[groups.count stage=school]]"\n',
    "record/groups/migrations/0001_first.py": "regime = 1\n",
    "record/groups/templates/groups/list.html": (
        f"<p>{'a' * 120}</p>\n<p>{{{{ group.regime }}}}</p>\n"
    ),
    "workplace/__init__.py": "",
    "workplace/home/__init__.py": "",
    "workplace/home/apps.py": "NAME = 'home'\n",
    "workplace/home/views.py": (
        '"""What is told at home."""\n\nfrom toy.base.registry import gathered\n'
        "from toy.record.groups import models\nfrom toy.record.groups.indicators import groups\n\n"
        "\ndef page():\n    is_open(1)\n    return gathered('FACTS'), gathered('PARTS'), models\n\n"
        "\ndef is_open(day) -> None:\n    raise ValueError(groups)\n\n\n"
        "def is_told(day) -> bool:\n    told = True\n    return told\n"
    ),
}


@pytest.fixture
def toy(tmp_path: Path) -> House:
    for name, text in FILES.items():
        file = tmp_path / "toy" / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, encoding="utf-8")
    tests = tmp_path / "tests"
    tests.mkdir()
    (tests / "test_groups.py").write_text('"""Tests."""\n\n\ndef test_one():\n    assert 1\n')
    return House(tmp_path / "toy", tests=tests)


def test_figures_of_the_whole_are_counted(toy: House) -> None:
    told = house.whole(toy)

    assert {
        "modules": "9",
        "lines of Python that are code": "33",
        "functions and methods": "7",
        "modules that exactly one other imports": "1",
        "private functions": "2",
        "private functions called once": "1",
        "functions named is_… that answer nothing": "1",
        "registries": "2",
        "registries with one provider": "1",
        "registries with none": "1",
        "templates": "1",
        "lines of templates": "2",
        "template lines over 120": "1",
        "longest template line": "127",
        "files that name a field of a group (`regime`)": "3",
        "files that name an indicator of the report: median, most": "2, 2",
        "modules that name `told`": "1",
        "classes named `Question`": "1",
        "classes named `Line`": "1",
        "classes named `Step`": "0",
    }.items() <= told.items()


def test_rooms_are_measured_with_who_names_them_outside(toy: House) -> None:
    assert house.rooms(toy) == {
        "`base`": "3 files, 2 Python, 3 lines; 1 outside",
        "`record.groups`": "7 files, 5 Python, 18 lines; 1 outside",
        "`workplace.home`": "3 files, 2 Python, 12 lines; 0 outside",
    }


def test_registries_are_told_with_what_they_are_for(toy: House) -> None:
    assert house.registries(toy) == {"`FACTS`": "1", "`PARTS`": "0"}
    assert house.purposes(toy).splitlines() == [
        "- `FACTS`: What is told at home (`workplace.home.views`)",
        "- `PARTS`: What is told at home (`workplace.home.views`)",
    ]


def test_times_are_read_from_what_the_tests_printed() -> None:
    log = "noise\nTests:\n  sqlite      passed        1262 s\n  walk        FAILED          90 s\n"

    assert house.times(log) == {"sqlite": "21.0 min", "walk": "1.5 min"}


def test_a_later_column_leaves_the_earlier_ones() -> None:
    first = house.page({"Whole": {"modules": "9", "gone": "1"}}, column="before", known="")

    second = house.page({"Whole": {"modules": "7", "new": "2"}}, column="after", known=first)
    again = house.page({"Whole": {"modules": "6"}}, column="after", known=second)

    assert "|  | before | after |\n| --- | --: | --: |\n| modules | 9 | 7 |\n" in second
    assert "| gone | 1 |  |\n| new |  | 2 |\n" in second
    assert "| modules | 9 | 6 |\n" in again


def test_floors_are_drawn_from_the_top_with_the_arrows_that_do_not_follow(toy: House) -> None:
    page = drawing.drawn(toy)

    assert page.index("subgraph workplace") < page.index("subgraph record")
    assert "  workplace_home --> record_groups\n" in page
    assert "workplace_home --> workplace_home" not in page


def test_an_arrow_that_follows_from_others_is_left_out() -> None:
    arrows = [("a", "b"), ("b", "c"), ("a", "c"), ("c", "d"), ("d", "c")]

    assert drawing.essential(arrows) == {*arrows} - {("a", "c")}
