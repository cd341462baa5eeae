"""The command line's contract, on a copy of the sample city."""

import csv
import json
from pathlib import Path
from typing import Any

import pytest
from python_calamine import CalamineWorkbook

from tests.installations import SeparateInstallation

LEARNERS = "school_year=2024/2025"
UPES = ("--filter", "institution=Paraugpils Upes vidusskola")
KEYS = {
    "indicator",
    "state",
    "compared_state",
    "filters",
    "by",
    "value",
    "compared_value",
    "numerator",
    "denominator",
    "unit",
    "as_of",
    "lake_version",
    "definition",
    "suppressed",
}


def answer(demo: SeparateInstallation, *words: str | Path, status: int = 0) -> Any:
    done = demo.run(*words, "--json")

    assert done.returncode == status, done.stdout + done.stderr
    return json.loads(done.stdout)


def learners(demo: SeparateInstallation, *words: str) -> Any:
    return answer(
        demo, "figure", "learners.count", "--filter", LEARNERS, "--filter", "stage=school", *words
    )


NEW_LEARNER = {
    "person_id": "L-NEW",
    "given_name": "Žanete",
    "family_name": "Ķirse",
    "born_on": "2010-02-03",
    "institution": "Paraugpils Upes vidusskola",
    "group": "no such class",
    "school_year": "2024/2025",
    "registered_on": "2024-08-01",
    "from": "2024-09-01",
}


def new_learner(folder: Path, **fields: str) -> Path:
    file = folder / "learners.csv"
    with file.open("w", encoding="utf-8", newline="") as stream:
        lines = csv.DictWriter(stream, NEW_LEARNER)
        lines.writeheader()
        lines.writerow(NEW_LEARNER | fields)
    return file


def test_figure_is_an_object_of_the_contract(demo: SeparateInstallation) -> None:
    figure = learners(demo)

    assert set(figure) == KEYS
    assert figure["value"] == figure["numerator"] == 8819
    assert figure["filters"] == {"school_year": "2024/2025", "stage": "school"}
    assert (figure["by"], figure["unit"], figure["as_of"]) == ({}, "count", "2024-08-20")
    assert figure["suppressed"] is False


def test_figure_with_breakdown_is_a_list(demo: SeparateInstallation) -> None:
    figures = learners(demo, "--by", "grade,language")

    assert sum(one["value"] for one in figures) == 8819
    assert all(set(one["by"]) == {"grade", "language"} for one in figures)


def test_figure_share_is_unrounded(demo: SeparateInstallation) -> None:
    figure = answer(
        demo,
        "figure",
        "staff.share_permanent",
        "--filter",
        LEARNERS,
        "--filter",
        "institution=Paraugpils Bērnu un jauniešu centrs",
    )

    assert figure["value"] == pytest.approx(100 * figure["numerator"] / figure["denominator"])


@pytest.mark.parametrize(
    ("words", "status", "code"),
    [
        (("figure", "learners.count", "--lake-version", "999"), 1, "no_such_version"),
        (("figure", "pupils.count"), 2, "unknown_word"),
        (("figure", "learners.count", "--filter", "colour=red"), 2, "unknown_word"),
        (("figure", "learners.count", "--filter", "stage=kindergarten"), 2, "unknown_word"),
        (("figure", "learners.count", "--by", "colour"), 2, "unknown_word"),
        (("figure", "learners.count", "--as-of", "yesterday"), 2, "bad_date"),
        (("figure",), 2, "bad_usage"),
        (("compare", "nowhere.csv"), 2, "unreadable"),
        (("import", "table", "castles", "nowhere.csv"), 2, None),
        (("import", "undo", "999"), 2, None),
    ],
)
def test_refusal_says_code_message_and_choices(
    demo: SeparateInstallation, words: tuple[str, ...], status: int, code: str | None
) -> None:
    error = answer(demo, *words, status=status)["error"]

    assert set(error) == {"code", "message", "choices"}
    assert error["message"]
    assert code is None or error["code"] == code


def test_refusal_without_json_is_one_sentence_on_stderr(demo: SeparateInstallation) -> None:
    done = demo.run("figure", "pupils.count")

    assert (done.returncode, done.stdout) == (2, "")
    assert len(done.stderr.strip().splitlines()) == 1
    assert "Traceback" not in done.stderr


def test_compare_every_foundation_row_is_equal_or_named_inconsistent(
    demo: SeparateInstallation,
) -> None:
    published = Path(__file__).parents[2] / "gaisma" / "sample" / "published.csv"

    rows = answer(demo, "compare", published)

    foundation = [row for row in rows if row["area"] == "foundation"]
    odd = [row for row in foundation if row["outcome"] != "equal"]
    assert len(foundation) > 50
    assert [(row["outcome"], row["published"], row["computed"]) for row in odd] == [
        ("inconsistent", 7, 6)
    ]


def test_compare_every_row_of_observations_is_equal(demo: SeparateInstallation) -> None:
    published = Path(__file__).parents[2] / "gaisma" / "sample" / "published.csv"

    rows = answer(demo, "compare", published)

    observed = [row for row in rows if row["indicator"].startswith("observations.")]
    assert [row["outcome"] for row in observed] == ["equal"] * 16


def test_compare_differing_row_has_exit_status_one(
    demo: SeparateInstallation, tmp_path: Path
) -> None:
    file = tmp_path / "published.csv"
    header = "area,indicator,filters,as_of,published,unit,decimals,status,expected,note"
    row = "foundation,learners.count,school_year=2024/2025;stage=school,2024-08-19,1,count,0,,,"
    file.write_text(f"{header}\n{row}\n", encoding="utf-8")

    (compared,) = answer(demo, "compare", file, status=1)

    assert (compared["outcome"], compared["computed"]) == ("differs", 8819)


def test_learner_moves_the_figure_by_one_and_back(
    demo: SeparateInstallation, tmp_path: Path
) -> None:
    before = learners(demo)
    file = new_learner(tmp_path, group=_fifth_class(demo, tmp_path))

    taken = answer(demo, "import", "table", "learners", file)
    after = learners(demo)
    old = learners(demo, "--lake-version", str(before["lake_version"]))
    again = answer(demo, "import", "table", "learners", file)
    undone = demo.run("import", "undo", str(taken["id"]))

    assert taken["created"]["learners"] == 1
    assert after["value"] == before["value"] + 1
    assert old == before
    assert sum(again["created"].values()) == sum(again["changed"].values()) == 0
    assert undone.returncode == 0, undone.stderr
    assert learners(demo)["value"] == before["value"]


def _fifth_class(demo: SeparateInstallation, folder: Path) -> str:
    """The name of a class of grade 5 of Upes vidusskola."""
    workbook = folder / "groups.xlsx"
    assert demo.run("export", "table", "groups", workbook, "--language", "en").returncode == 0
    header, *lines = CalamineWorkbook.from_path(str(workbook)).get_sheet_by_index(0).to_python()
    groups = [dict(zip(header, line, strict=True)) for line in lines]
    upes = (*UPES, "--by", "institution")
    (code,) = (one["by"]["institution"] for one in learners(demo, *upes))
    wanted = {"institution": code, "school_year": "2024/2025", "grade": 5}
    return next(str(group["group"]) for group in groups if wanted.items() <= group.items())


def test_dry_run_gives_the_status_and_takes_nothing(
    demo: SeparateInstallation, tmp_path: Path
) -> None:
    file = new_learner(tmp_path)

    refused = answer(demo, "import", "table", "learners", file, "--dry-run", status=1)

    assert refused["status"] == "refused" or refused["problems"]
    assert refused["problems"][0]["row"] == 2
    assert refused["problems"][0]["column"] == "group"
    assert refused["problems_total"] == len(refused["problems"])


def test_versions_lists_number_when_why_and_rows(demo: SeparateInstallation) -> None:
    versions = answer(demo, "versions")

    assert all({"number", "when", "why", "rows"} <= set(one) for one in versions)
    assert versions[-1]["rows"] > 12_000


def test_indicators_names_everything_that_can_be_asked(demo: SeparateInstallation) -> None:
    known = answer(demo, "indicators")

    assert {"learners.count", "vacancies.load"} <= {one["name"] for one in known}
    assert all(
        {"name", "title", "unit", "parameters", "filters", "by"} <= set(one) for one in known
    )
