"""`gaisma demo` as it is typed."""

import random
import signal
import sqlite3
import subprocess
import time
from datetime import date, timedelta
from pathlib import Path

import pytest

from gaisma.sample import accounts
from tests.installations import SeparateInstallation

pytestmark = pytest.mark.django_db
OF_THE_MACHINE = ("django_migrations", "django_session", "base_user")
STEM = "readiness-2024-2025-lv"


def state(home: Path) -> dict[str, tuple[int, int]]:
    """Files of the lake and the reports, by size and time."""
    files = [*home.glob("lake/**/*"), *home.glob("reports/*")]
    return {str(f): (f.stat().st_size, f.stat().st_mtime_ns) for f in files if f.is_file()}


def test_demo_leaves_a_report_in_three_formats(demo: SeparateInstallation) -> None:
    found = {file.name for file in (demo.home / "reports").glob(f"{STEM}.*")}

    assert found == {f"{STEM}.html", f"{STEM}.docx", f"{STEM}.pdf"}


def test_demo_the_second_time_changes_nothing(demo: SeparateInstallation) -> None:
    demo.run("demo", "--no-serve")
    before = state(demo.home)

    done = demo.run("demo", "--no-serve")

    assert done.returncode == 0, done.stderr
    assert state(demo.home) == before
    assert done.stderr == ""


def test_demo_holds_no_moment_of_the_true_day(demo: SeparateInstallation) -> None:
    """Every day and moment of every table; what guards the machine knows the true time."""
    true = {date.today().isoformat(), (date.today() - timedelta(days=1)).isoformat()}  # noqa: DTZ011
    found = set()
    with sqlite3.connect(demo.home / "record.sqlite3") as record:
        tables = record.execute("SELECT name FROM sqlite_master WHERE type = 'table'").fetchall()
        for (table,) in tables:
            for _number, column, kind, *_rest in record.execute(f"PRAGMA table_info({table})"):
                if kind in ("date", "datetime") and table not in OF_THE_MACHINE:
                    days = record.execute(f'SELECT DISTINCT date("{column}") FROM "{table}"')
                    found |= {(table, column) for (day,) in days if day in true}
    record.close()

    assert found == set()


def test_demo_prints_comparison_and_sign_in_lines(demo: SeparateInstallation) -> None:
    printed = demo.run("demo", "--no-serve", "--language", "en").stdout

    assert "3770" in printed
    assert f"password {accounts.PASSWORD}" in printed
    for account in accounts.ACCOUNTS:
        assert f"  {account.username} " in printed
    assert str(demo.home / "reports" / f"{STEM}.pdf") in printed


def test_demo_shows_the_report_of_last_year_as_published(demo: SeparateInstallation) -> None:
    with sqlite3.connect(demo.home / "record.sqlite3") as record:
        reports = record.execute("SELECT school_year, state FROM reports_report ORDER BY 1")
        found = reports.fetchall()
    record.close()

    assert found == [("2023/2024", "published")]
    assert (demo.home / "reports" / "readiness-2023-2024-lv.html").exists()


def test_demo_refuses_a_real_installation(migrated: SeparateInstallation) -> None:
    migrated.run("init", "--authority", "Pārvalde", "--municipality", "Rēzekne",
                 "--administrator", "anna")  # fmt: skip

    done = migrated.run("demo", "--no-serve", "--language", "en")

    assert done.returncode == 2
    assert "GAISMA_HOME" in done.stderr
    assert not (migrated.home / "lake").exists()


def test_demo_refuses_an_unknown_size(separate: SeparateInstallation) -> None:
    done = separate.run("demo", "--size", "galaxy", "--json")

    assert done.returncode == 2
    assert '"bad_usage"' in done.stdout


@pytest.mark.parametrize("moment", range(3))
def test_demo_killed_at_any_moment_leaves_nothing_half_done(
    migrated: SeparateInstallation, moment: int
) -> None:
    if "GAISMA_DATABASE" in migrated.environment:
        pytest.skip("the record is looked into as a file")
    started = migrated.start(
        "demo", "--no-serve", stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )
    time.sleep(random.Random(moment).uniform(0.5, 2.5) * (1 + moment))
    started.send_signal(signal.SIGKILL)
    started.wait()

    with sqlite3.connect(migrated.home / "record.sqlite3") as record:
        installed = record.execute("SELECT count(*) FROM base_installation").fetchone()[0]
        people = record.execute("SELECT count(*) FROM people_person").fetchone()[0]
    record.close()

    assert (people > 0) == (installed == 1)
