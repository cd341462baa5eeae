"""A record changes, and whatever tells of it says the same: text, table, chart, home, comparison,
appendix."""

import json
import re
from collections.abc import Mapping
from decimal import ROUND_HALF_UP, Decimal
from pathlib import Path
from typing import Any

import pytest

from tests.installations import copy_of

pytestmark = pytest.mark.city

CHANGES = ("nothing", "one_unqualified", "merger_undone", "campaign_added", "finding_changed")
NUMBER = re.compile(r"[−-]?\d[\d\s\u00a0\u202f]*(?:,\d+)?")
REPORT = "/reports/readiness-2024-2025-lv/"
BESIDE = ("charts", "appendix", "comparison", "published")
Door = Mapping[str, Any]
Doors = list[Door]


@pytest.fixture(scope="module")
def seen(city: Path, tmp_path_factory: pytest.TempPathFactory) -> dict[str, Doors]:
    """What the pages said after each change, one made after the other."""
    demo = copy_of(city, tmp_path_factory.mktemp("perturbed") / "home")
    made = ", ".join(f"changes.{name}" for name in CHANGES)
    line = f"from tests.integration.perturbations import changes, seen; seen.after_each([{made}])"
    done = demo.run("shell", "--no-imports", "-c", line, timeout=900)
    assert done.returncode == 0, done.stderr[-3000:]
    said = [json.loads(told) for told in done.stdout.splitlines() if told.startswith("[")]
    return dict(zip(CHANGES, said, strict=True))


@pytest.mark.parametrize("change", CHANGES)
def test_every_number_is_the_answer_to_its_question(change: str, seen: dict[str, Doors]) -> None:
    doors = seen[change]

    assert len(doors) > 1000
    assert {door["page"] for door in doors} == {"/", REPORT, *BESIDE}
    assert [door for door in doors if not _agrees(door)] == []


@pytest.mark.parametrize("change", CHANGES)
def test_one_question_has_one_answer_on_all_pages(change: str, seen: dict[str, Doors]) -> None:
    said: dict[str, set[str]] = {}
    for door in seen[change]:
        words = NUMBER.search(door["words"])
        decimals = len(words[0].partition(",")[2]) if words else 0
        question = f"{door['indicator']} {sorted(door['filters'].items())} {decimals}"
        said.setdefault(question, set()).add(words[0].lstrip("−") if words else "")

    assert {question: words for question, words in said.items() if len(words) > 1} == {}


def test_share_of_all_is_not_told_with_one_teacher_unqualified(seen: dict[str, Doors]) -> None:
    before = _of(seen["nothing"], "teachers.share_qualified", stage="school")
    after = _of(seen["one_unqualified"], "teachers.share_qualified", stage="school")
    of_all = [door for door in after if "institution_kind" not in door["filters"]]

    assert {door["words"] for door in before} == {"100 %"}
    assert {door["page"] for door in of_all} >= {"/", REPORT}
    assert {door["words"] for door in of_all} == {"99,9 %"}


def test_school_stands_beside_its_own_year_with_its_merger_undone(
    seen: dict[str, Doors],
) -> None:
    asked = {"institution": "VSK-03", "stage": "school"}

    before = _of(seen["one_unqualified"], "learners.change", **asked)
    after = _of(seen["merger_undone"], "learners.change", **asked)

    assert {door["words"] for door in before} == {"−113"}
    assert {door["words"].lstrip("+") for door in after} == {"244"}


def test_report_tells_of_the_latest_wave_with_one_added(seen: dict[str, Doors]) -> None:
    def waves(doors: Doors) -> set[str]:
        return {door["filters"]["survey"] for door in doors if "survey" in door["filters"]}

    assert waves(seen["merger_undone"]) == {"wellbeing 2024"}
    assert waves(seen["campaign_added"]) == {"wellbeing 2024 june"}


def test_findings_are_counted_anew_with_one_changed(seen: dict[str, Doors]) -> None:
    asked = {"instrument": "unified school: environment", "kind": "external visit"}

    before = _of(seen["campaign_added"], "evaluations.count", level="meets", **asked)
    after = _of(seen["finding_changed"], "evaluations.count", level="meets", **asked)

    assert {door["words"] for door in before} == {"9"}
    assert {door["words"] for door in after} == {"8"}


def _of(doors: Doors, indicator: str, **filters: str) -> Doors:
    return [
        door
        for door in doors
        if door["indicator"] == indicator and filters.items() <= door["filters"].items()
    ]


def _agrees(door: Door) -> bool:
    """Whether the words' number is the answer's, rounded half up as it is written."""
    found = NUMBER.search(door["words"])
    if found is None or door["value"] == "None":
        return False
    written = Decimal(re.sub(r"\s", "", found[0]).replace(",", ".").replace("−", "-"))
    step = Decimal(1).scaleb(int(written.as_tuple().exponent))
    value = Decimal(door["value"]).quantize(step, ROUND_HALF_UP)
    # “538 fewer” says its sign in words.
    return written == value or (door["indicator"].endswith(".change") and abs(value) == written)


@pytest.mark.parametrize(
    ("change", "indicator", "asked", "beside"),
    [
        (
            "one_unqualified",
            "teachers.share_qualified",
            {"stage": "school"},
            ("appendix", "comparison"),
        ),
        ("merger_undone", "learners.change", {"institution": "VSK-03"}, ("comparison",)),
        ("campaign_added", "surveys.share", {"survey": "wellbeing 2024 june"}, ("appendix",)),
        ("finding_changed", "evaluations.count", {"level": "meets"}, ("appendix",)),
    ],
)
def test_change_is_told_beside_the_report_too(
    change: str,
    indicator: str,
    asked: dict[str, str],
    beside: tuple[str, ...],
    seen: dict[str, Doors],
) -> None:
    pages = {door["page"] for door in _of(seen[change], indicator, **asked)}

    assert pages >= {REPORT, *beside}


def test_what_was_published_stays_as_it_was(seen: dict[str, Doors]) -> None:
    said = [
        {(door["indicator"], door["words"]) for door in doors if door["page"] == "published"}
        for doors in seen.values()
    ]

    assert len(said[0]) > 100
    assert all(one == said[0] for one in said)
