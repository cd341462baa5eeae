from fractions import Fraction
from pathlib import Path
from types import SimpleNamespace

import pytest

from gaisma.base.errors import GaismaError
from gaisma.evidence.figures import queries
from gaisma.evidence.figures.comparison import Outcome, compare

HEADER = "area,indicator,filters,as_of,published,unit,decimals,status,expected,note\n"


@pytest.fixture
def six(monkeypatch: pytest.MonkeyPatch) -> None:
    """Every figure is 6."""
    answers = [SimpleNamespace(value=6, unit="count")]
    monkeypatch.setattr(queries, "answer", lambda *_, **__: answers)


def outcome(folder: Path, line: str) -> Outcome:
    file = folder / "published.csv"
    file.write_text(HEADER + line + "\n", encoding="utf-8")
    return compare(file)[0].outcome


@pytest.mark.usefixtures("six")
@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("foundation,groups.count,,2024-08-20,6,count,0,consistent,,", Outcome.EQUAL),
        ("foundation,groups.count,,2024-08-20,7,count,0,consistent,,", Outcome.DIFFERS),
        ("foundation,groups.count,,2024-08-20,7,count,0,inconsistent,6,", Outcome.INCONSISTENT),
        ("foundation,groups.count,,2024-08-20,7,count,0,inconsistent,5,", Outcome.DIFFERS),
        ("operations,devices.count,,2024-08-20,7,count,0,consistent,,", Outcome.NO_DATA),
    ],
)
def test_compare_outcome(tmp_path: Path, line: str, expected: Outcome) -> None:
    assert outcome(tmp_path, line) is expected


@pytest.mark.parametrize(
    ("qualified", "published", "decimals", "expected", "computed"),
    [
        (490, "100", 0, Outcome.EQUAL, "100"),
        (489, "100", 0, Outcome.DIFFERS, "99.8"),
        (489, "99.8", 1, Outcome.EQUAL, "99.8"),
        (489, "100", 1, Outcome.DIFFERS, "99.8"),
        (1, "0", 0, Outcome.DIFFERS, "0.2"),
        (0, "0", 0, Outcome.EQUAL, "0"),
        (490, "99.8", 1, Outcome.DIFFERS, "100.0"),
    ],
)
def test_compare_all_and_nothing_are_equal_to_exactly_that(
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    qualified: int,
    published: str,
    decimals: int,
    expected: Outcome,
    computed: str,
) -> None:
    answers = [SimpleNamespace(value=Fraction(qualified * 100, 490), unit="percent")]
    monkeypatch.setattr(queries, "answer", lambda *_, **__: answers)
    file = tmp_path / "published.csv"
    line = f"people,teachers.share_qualified,,2024-08-20,{published},%,{decimals},consistent,,"
    file.write_text(HEADER + line + "\n", encoding="utf-8")

    (found,) = compare(file)

    assert (found.outcome, str(found.computed)) == (expected, computed)


@pytest.mark.parametrize(
    ("line", "column"),
    [
        ("foundation,groups.count,,20.08.2024,6,count,0,consistent,,", "as_of"),
        ("foundation,groups.count,,2024-08-20,six,count,0,consistent,,", "published"),
        ("foundation,groups.count,,2024-08-20,6,count,none,consistent,,", "decimals"),
        ("foundation,groups.count,stage,2024-08-20,6,count,0,consistent,,", "filters"),
    ],
)
def test_compare_bad_value_names_row_and_column(tmp_path: Path, line: str, column: str) -> None:
    with pytest.raises(GaismaError, match=f"2.*{column}"):
        outcome(tmp_path, line)


def test_compare_missing_column_is_named(tmp_path: Path) -> None:
    file = tmp_path / "published.csv"
    file.write_text("area,indicator\nfoundation,groups.count\n", encoding="utf-8")

    with pytest.raises(GaismaError, match="published"):
        compare(file)


def test_compare_unreadable_file_is_named(tmp_path: Path) -> None:
    file = tmp_path / "published.csv"
    file.write_bytes(b"\xff\xfe\x00broken")

    with pytest.raises(GaismaError, match=r"published\.csv"):
        compare(file)
