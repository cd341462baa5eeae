from decimal import Decimal
from fractions import Fraction
from pathlib import Path
from types import SimpleNamespace

import pytest

from gaisma.base.errors import GaismaError
from gaisma.evidence.figures import queries
from gaisma.evidence.figures.comparison import Outcome, compare, rounded

HEADER = "area,indicator,filters,as_of,published,unit,decimals,status,expected,note\n"


@pytest.mark.parametrize(
    ("value", "decimals", "result"),
    [
        (Decimal("0.375"), 2, "0.38"),
        (Decimal("-0.375"), 2, "-0.38"),
        (Decimal("3.2210"), 3, "3.221"),
        (Fraction(167, 2), 0, "84"),
        (Fraction(-167, 2), 0, "-84"),
        (Fraction(1, 3), 2, "0.33"),
        (12, 0, "12"),
        (12, 2, "12.00"),
    ],
)
def test_rounded_half_up(value: int | Decimal | Fraction, decimals: int, result: str) -> None:
    assert str(rounded(value, decimals)) == result


@pytest.fixture
def six(monkeypatch: pytest.MonkeyPatch) -> None:
    """Every figure is 6."""
    answers = [SimpleNamespace(value=6)]
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
