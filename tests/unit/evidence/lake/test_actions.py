from datetime import datetime, timedelta
from pathlib import Path

import polars as pl
import pytest
from django.db import transaction

from gaisma.evidence.lake import actions, files, queries
from gaisma.evidence.lake.models import LakeVersion
from tests import factories
from tests.moments import NOW

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def home(tmp_path: Path, settings: object) -> Path:
    settings.GAISMA_HOME = tmp_path  # type: ignore[attr-defined]
    return tmp_path


def refreshed(at: datetime = NOW) -> LakeVersion:
    version = actions.refresh(reason="test", at=at)
    assert version is not None
    return version


def changed(code: str) -> None:
    factories.institution(code=code)
    actions.touch("organisations")


def test_refresh_makes_a_first_version_of_every_table() -> None:
    version = refreshed()

    assert version.number == 1
    assert {"institutions", "enrolments", "vacancies"} <= set(version.contents)
    assert all(file.exists() for paths in queries.paths(version).values() for file in paths)


def test_refresh_of_nothing_changed_makes_no_version() -> None:
    refreshed()

    assert actions.refresh(reason="test", at=NOW) is None


def test_refresh_copies_only_what_changed() -> None:
    first = refreshed()
    changed("new")

    second = refreshed()

    assert second.contents["institutions"]["rows"] == first.contents["institutions"]["rows"] + 2
    assert second.contents["queue"] == first.contents["queue"]


def test_refresh_of_a_change_that_changed_nothing_makes_no_version() -> None:
    refreshed()
    actions.touch("organisations")

    assert actions.refresh(reason="test", at=NOW) is None
    assert queries.version(None).changes["organisations"] == 1


def test_refresh_leaves_old_versions_as_they_were() -> None:
    first = refreshed()
    before = {file: file.read_bytes() for file in queries.paths(first)["institutions"]}
    changed("new")
    refreshed()

    assert {file: file.read_bytes() for file in before} == before


def test_touch_counts_each_change() -> None:
    actions.touch("organisations", "statuses")
    actions.touch("organisations")

    assert actions._counters() == {"organisations": 2, "statuses": 1}


def test_touch_is_undone_with_its_transaction() -> None:
    with transaction.atomic():
        actions.touch("organisations")
        transaction.set_rollback(True)

    assert actions._counters() == {}


def queue_rows(*people: int) -> pl.DataFrame:
    schema = files.schema(_queue())
    return pl.DataFrame({"person": list(people)}).select(
        pl.col(name).cast(kind) if name == "person" else pl.lit(None, kind).alias(name)
        for name, kind in schema.items()
    )


def _queue() -> object:
    from gaisma.record.programmes.facts import QUEUE

    return QUEUE


def test_append_adds_files_and_withdraw_takes_them_back() -> None:
    refreshed()

    added, written = actions.append("queue", queue_rows(1, 2), reason="import", at=NOW)
    back = actions.withdraw([file["name"] for file in written], reason="undo", at=NOW)

    assert added.contents["queue"]["rows"] == 2
    assert back is not None
    assert back.contents["queue"]["rows"] == 0
    assert back.number == added.number + 1


def test_append_adds_to_what_the_table_held() -> None:
    refreshed()
    actions.append("queue", queue_rows(1, 2), reason="import", at=NOW)

    added, _ = actions.append("queue", queue_rows(3), reason="import", at=NOW)

    assert added.contents["queue"]["rows"] == 3


def append_to_two() -> tuple[LakeVersion, list[files.LakeFile]]:
    frames = {"queue": queue_rows(1, 2), "vacancies": vacancy_rows(1)}
    return actions.append_many(frames, reason="import", at=NOW)


def vacancy_rows(*institutions: int) -> pl.DataFrame:
    from gaisma.record.people.facts import VACANCIES

    schema = files.schema(VACANCIES)
    return pl.DataFrame({"institution": list(institutions)}).select(
        pl.col(name).cast(kind) if name == "institution" else pl.lit(None, kind).alias(name)
        for name, kind in schema.items()
    )


def test_withdraw_takes_facts_back_out_of_every_table() -> None:
    before = refreshed()
    added, written = append_to_two()

    back = actions.withdraw([file["name"] for file in written], reason="undo", at=NOW)

    assert (added.contents["queue"]["rows"], added.contents["vacancies"]["rows"]) == (2, 1)
    assert back is not None
    assert back.contents == before.contents


@pytest.mark.parametrize("act", ["append", "withdraw"])
def test_what_changed_before_facts_came_or_went_is_copied_afterwards(act: str) -> None:
    before = refreshed()
    _, written = append_to_two()
    changed("new")

    if act == "append":
        append_to_two()
    else:
        actions.withdraw([file["name"] for file in written], reason="undo", at=NOW)
    after = refreshed()

    rows = {version: version.contents["institutions"]["rows"] for version in (before, after)}
    assert rows[after] == rows[before] + 2


def test_clean_keeps_the_latest_the_last_of_each_day_and_what_is_named() -> None:
    days = [NOW - timedelta(days=30, hours=-hour) for hour in (1, 2, 3)]
    for number, at in enumerate([*days, NOW]):
        changed(f"new-{number}")
        refreshed(at)
    actions.keep(1, reason="report readiness")

    actions.clean(at=NOW)

    assert set(LakeVersion.objects.values_list("number", flat=True)) == {1, 3, 4}


def test_clean_keeps_a_week_whole() -> None:
    for number in range(3):
        changed(f"new-{number}")
        refreshed(NOW - timedelta(days=6))

    actions.clean(at=NOW)

    assert LakeVersion.objects.count() == 3


def test_clock_that_goes_back_loses_nothing() -> None:
    refreshed(NOW)
    changed("new-1")
    version = refreshed(NOW - timedelta(days=40))

    actions.clean(at=NOW - timedelta(days=40))
    actions.clean(at=NOW)

    latest = queries.latest()
    assert latest is not None
    assert (latest.number, LakeVersion.objects.count()) == (version.number, 2)
    assert all(file.exists() for paths in queries.readable(latest).values() for file in paths)


def test_clean_deletes_old_files_that_no_version_names() -> None:
    version = refreshed()
    stray = files.folder() / "queue" / "stray.parquet"
    stray.write_bytes(b"nothing")

    kept = actions.clean(at=NOW - timedelta(days=10_000))
    gone = actions.clean(at=NOW + timedelta(days=10_000))

    assert (kept, gone) == (0, 1)
    assert all(file.exists() for paths in queries.paths(version).values() for file in paths)


def test_version_unknown_is_refused_with_those_that_are_kept() -> None:
    refreshed()

    with pytest.raises(queries.UnknownLakeVersion) as refused:
        queries.version(99)

    assert refused.value.choices == ["1"]
