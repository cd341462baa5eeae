"""The sample's journal: its daily sums are those of its lessons, and a few things are amiss."""

import polars as pl
import pytest

from gaisma.record.journals import facts
from tests.installations import SeparateInstallation

pytestmark = pytest.mark.city


def test_daily_sums_of_the_sample_are_those_of_its_lessons(demo: SeparateInstallation) -> None:
    folder = demo.home / "lake"
    lessons = pl.read_parquet(folder / "lessons" / "*.parquet")
    days = pl.read_parquet(folder / "lesson_days" / "*.parquet")
    keys = ["group", "day", "subject"]

    counted = facts.days(lessons).select(days.columns).sort(keys)

    assert days.height > 1_000
    assert counted.equals(days.sort(keys))


def test_sample_says_something_of_every_answer_and_has_faults_to_find(
    demo: SeparateInstallation,
) -> None:
    folder = demo.home / "lake"
    lessons = pl.read_parquet(folder / "lessons" / "*.parquet")
    marks = pl.read_parquet(folder / "lesson_marks" / "*.parquet")

    assert set(lessons["status"]) == {
        None, "present", "late", "absent_excused", "absent_unexcused",
    }  # fmt: skip
    assert lessons.select(pl.struct("person", "day", "lesson").is_duplicated()).sum().item()
    assert marks["mark"].is_between(1, 10).all()
