from collections import namedtuple
from datetime import timedelta
from typing import Any

import pytest

from gaisma.base.jobs import signs
from gaisma.base.jobs.signs import Present
from gaisma.base.models import Installation
from gaisma.evidence.lake import actions as lake
from gaisma.workplace.administration import health
from gaisma.workplace.administration.health import CHECKS
from tests import factories
from tests.moments import NOW
from tests.pages import Town

pytestmark = pytest.mark.django_db
Usage = namedtuple("Usage", "total used free")


@pytest.fixture(autouse=True)
def real(installation: Installation, settings: Any, tmp_path: Any) -> Installation:
    """An installation that is no demo."""
    settings.GAISMA_HOME = tmp_path
    settings.SESSION_COOKIE_SECURE = False
    Installation.objects.update(is_demo=False, today=None)
    return installation


def demo() -> None:
    Installation.objects.update(is_demo=True)


@pytest.mark.parametrize("check", CHECKS, ids=lambda check: check.__name__)
def test_check_has_words_and_advises_where_something_is_wrong(check: Any) -> None:
    finding = check(NOW)

    assert finding.title
    assert finding.found
    assert finding.word
    assert finding.advice or finding.tone == "good"


def test_lake_without_a_version_wants_data() -> None:
    assert health.lake_version(NOW).tone == "due"


def test_lake_is_in_order_until_the_record_changes(town: Town) -> None:
    before = health.lake_version(NOW)
    lake.touch("people")
    after = health.lake_version(NOW)

    assert (before.tone, after.tone) == ("good", "due")


@pytest.mark.parametrize(("free", "tone"), [(15, "good"), (14, "due"), (7, "due"), (6, "bad")])
def test_disk_space_below_the_threshold_wants_room(
    monkeypatch: pytest.MonkeyPatch, free: int, tone: str
) -> None:
    usage = Usage(100 * health.GIB, 0, free * health.GIB)
    monkeypatch.setattr(health.shutil, "disk_usage", lambda path: usage)

    assert health.disk(NOW).tone == tone


def test_worker_that_is_missing_is_not_in_order() -> None:
    assert health.worker(NOW).tone == "bad"


@pytest.mark.parametrize(("silent_for", "tone"), [(1, "good"), (10, "due")])
def test_worker_that_is_silent_wants_attention(
    monkeypatch: pytest.MonkeyPatch, silent_for: int, tone: str
) -> None:
    seen = Present("worker", NOW - timedelta(minutes=silent_for))
    monkeypatch.setattr(signs, "workers", lambda: [seen])

    assert health.worker(NOW).tone == tone


@pytest.mark.parametrize(
    ("fields", "tone"),
    [
        ({"state": "waiting", "asked_at": NOW - timedelta(minutes=11)}, "due"),
        ({"state": "waiting", "asked_at": NOW - timedelta(minutes=9)}, "good"),
        ({"state": "failed", "ended_at": NOW - timedelta(days=6)}, "due"),
        ({"state": "failed", "ended_at": NOW - timedelta(days=8)}, "good"),
        ({"state": "refused", "ended_at": NOW}, "good"),
    ],
)
def test_work_that_waits_or_has_failed_wants_attention(fields: dict[str, Any], tone: str) -> None:
    factories.job(**fields)

    assert health.jobs(NOW).tone == tone


def test_backup_that_was_never_made_is_missing() -> None:
    before = health.backup(NOW).tone
    demo()

    assert (before, health.backup(NOW).tone) == ("bad", "")


@pytest.mark.parametrize(("days", "tone"), [(1, "good"), (3, "bad")])
def test_backup_grows_old(days: int, tone: str) -> None:
    factories.audit_record(action="backup.make", at=NOW - timedelta(days=30))
    factories.audit_record(action="backup.make", at=NOW - timedelta(days=days))

    assert health.backup(NOW).tone == tone


def test_backup_grows_old_by_the_threshold() -> None:
    factories.changed_threshold(key="health.backup_age", value=4)
    factories.audit_record(action="backup.make", at=NOW - timedelta(days=3))

    assert health.backup(NOW).tone == "good"


def test_mail_into_a_folder_wants_a_server(settings: Any) -> None:
    settings.EMAIL_BACKEND = "django.core.mail.backends.filebased.EmailBackend"
    without = health.mail(NOW).tone
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST = "mail.example.lv"

    assert without == "due"
    assert "mail.example.lv" in health.mail(NOW).found


def test_pages_without_encryption_are_for_a_demo_only(settings: Any) -> None:
    without = health.transport(NOW).tone
    settings.SESSION_COOKIE_SECURE = True
    secure = health.transport(NOW).tone

    assert (without, secure) == ("bad", "good")


def test_sample_need_not_be_what_an_installation_must() -> None:
    demo()

    assert [check(NOW).tone for check in (health.backup, health.mail, health.transport)] == [""] * 3
