"""What is done to the lake: told of changes, refreshed, appended to, cleaned."""

import hashlib
from collections.abc import Iterable, Mapping
from datetime import datetime, timedelta
from typing import Any

import polars as pl
from django.db import connection, transaction
from django.db.models import F

from gaisma.base import clock, request_cache
from gaisma.base.registry import gathered
from gaisma.evidence.lake import files, queries
from gaisma.evidence.lake.facts import Fact
from gaisma.evidence.lake.models import LakeVersion, TableChange

KEPT_FOR = timedelta(days=7)
DRAFTS_LIVE = timedelta(hours=6)


def touch(*tables: str) -> None:
    """Count a change of these tables of the record, in the transaction that changes them."""
    for table in sorted(set(tables)):
        TableChange.objects.get_or_create(table=table)
        TableChange.objects.filter(table=table).update(counter=F("counter") + 1)


def refresh(*, reason: str, at: datetime) -> LakeVersion | None:
    """Copy what changed in the record into a new version; nothing changed makes none."""
    if not _outdated(queries.latest()):
        return None
    with transaction.atomic():
        _see_one_state()
        _keep_writers_out()
        latest = queries.latest()
        outdated = _outdated(latest)
        if not outdated:
            return None
        contents = dict(latest.contents) if latest else {}
        with request_cache.reading():
            contents |= {fact.key: _copied(fact) for fact in outdated}
        changes = _counters()
        if latest and contents == latest.contents:
            LakeVersion.objects.filter(pk=latest.pk).update(changes=changes)
            return None
        return _next(latest, contents=contents, changes=changes, reason=reason, at=at)


def append(
    table: str, frame: pl.DataFrame, *, reason: str, at: datetime
) -> tuple[LakeVersion, list[files.LakeFile]]:
    """Add mass facts to a table, inside the caller's transaction; gives the files they are in."""
    return append_many({table: frame}, reason=reason, at=at)


def append_many(
    frames: Mapping[str, pl.DataFrame], *, reason: str, at: datetime
) -> tuple[LakeVersion, list[files.LakeFile]]:
    """Add facts to several tables in one version, inside the caller's transaction.

    The first version is of the record, so that no version lacks a table.
    """
    _keep_writers_out()
    latest = queries.latest() or refresh(reason=reason, at=at)
    contents = dict(latest.contents) if latest else {}
    added: list[files.LakeFile] = []
    for key, frame in frames.items():
        fact = gathered("FACTS")[key]
        written = files.write(fact.table, frame)
        held = [file for file in contents.get(key, {}).get("files", ()) if file["rows"]]
        contents[key] = _content(fact, [*held, *written])
        added += written
    changes = latest.changes if latest else {}
    return _next(latest, contents=contents, changes=changes, reason=reason, at=at), added


def withdraw(names: Iterable[str], *, reason: str, at: datetime) -> LakeVersion | None:
    """Leave files out of the next version, inside the caller's transaction: an undone import."""
    _keep_writers_out()
    latest = queries.latest()
    gone = set(names)
    if latest is None or not gone:
        return None
    contents = dict(latest.contents)
    for key, content in latest.contents.items():
        kept = [file for file in content["files"] if file["name"] not in gone]
        if len(kept) < len(content["files"]):
            fact = gathered("FACTS")[key]
            contents[key] = _content(fact, kept or _empty(fact))
    return _next(latest, contents=contents, changes=latest.changes, reason=reason, at=at)


class Overtaken(Exception):
    """The tables have changed since they were looked at."""


def exchange(
    tables: Mapping[str, list[files.LakeFile]],
    *,
    seen: LakeVersion | None,
    reason: str,
    at: datetime,
) -> LakeVersion:
    """Let each of the tables be made of these files instead, inside the caller's transaction.

    Raises Overtaken where one is made of others by now than in the version that was seen.
    """
    _keep_writers_out()
    newest = queries.latest() or refresh(reason=reason, at=at)
    contents = dict(newest.contents) if newest else {}
    for key, made_of in tables.items():
        if _held(contents, key) != _held(seen.contents if seen else {}, key):
            raise Overtaken
        fact = gathered("FACTS")[key]
        contents[key] = _content(fact, made_of or _empty(fact))
    seen_changes = newest.changes if newest else {}
    return _next(newest, contents=contents, changes=seen_changes, reason=reason, at=at)


def _held(contents: Mapping[str, Any], key: str) -> list[str]:
    return [file["name"] for file in contents.get(key, {}).get("files", ()) if file["rows"]]


def release(version: int, *, reason: str) -> None:
    """Keep a version no longer for what has named it."""
    with transaction.atomic():
        _keep_writers_out()
        row = LakeVersion.objects.filter(number=version).first()
        if row is not None and reason in row.kept_for:
            row.kept_for = [other for other in row.kept_for if other != reason]
            row.save(update_fields=["kept_for"])


def keep(version: int, *, reason: str) -> None:
    """Keep a version for good, because something that was said names it."""
    with transaction.atomic():
        _keep_writers_out()
        row = LakeVersion.objects.get(number=version)
        if reason not in row.kept_for:
            row.kept_for = [*row.kept_for, reason]
            row.save(update_fields=["kept_for"])


def clean(*, at: datetime) -> int:
    """Forget versions by rule and delete what no kept one names; gives the number of files.

    Kept are the latest, the last of each day, those that something names, and all of the last
    seven days. A file younger than a few hours stays, because the version that names it may be
    about to be committed. `at` is of the true clock, as files are.
    """
    with transaction.atomic():
        _keep_writers_out()
        LakeVersion.objects.filter(pk__in=_forgettable(clock.here(at))).delete()
    # Apart, because a file that is gone does not come back with its version.
    with transaction.atomic():
        # Nobody may come to name a file that lies here already while it is deleted.
        _keep_writers_out()
        return _delete_unnamed(older_than=at - DRAFTS_LIVE)


def demand_whole() -> None:
    """Read every file through that a version names. Raises DamagedLake with the first that fails.

    What a disk has lost is found before somebody asks for it, and before no backup is left in which
    it was whole.
    """
    files.read_anew()
    for name in sorted(queries.named_files()):
        files.demand_whole(files.folder() / name)


def _delete_unnamed(*, older_than: datetime) -> int:
    named = queries.named_files()
    gone = 0
    for file in files.folder().glob("*/*"):
        name = str(file.relative_to(files.folder()))
        if name not in named and file.stat().st_mtime < older_than.timestamp():
            file.unlink(missing_ok=True)
            gone += 1
    return gone


def _forgettable(at: datetime) -> list[int]:
    versions = list(LakeVersion.objects.order_by("number"))
    last_of_day = {version.made_at.date(): version.pk for version in versions}
    return [
        version.pk
        for version in versions[:-1]
        if version.made_at < at - KEPT_FOR
        and not version.kept_for
        and last_of_day[version.made_at.date()] != version.pk
    ]


def _outdated(latest: LakeVersion | None) -> list[Fact]:
    counters = _counters()
    seen = latest.changes if latest else {}
    contents = latest.contents if latest else {}
    return [
        fact
        for fact in gathered("FACTS")
        if fact.key not in contents
        or (fact.rows and any(counters.get(t, 0) != seen.get(t, 0) for t in fact.changed_by))
    ]


def _counters() -> dict[str, int]:
    return dict(TableChange.objects.values_list("table", "counter"))


def _see_one_state() -> None:
    # Inside a transaction of the caller's, the caller has chosen what it sees.
    if connection.vendor == "postgresql" and not connection.savepoint_ids:
        with connection.cursor() as cursor:
            cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ")


def _keep_writers_out() -> None:
    """Let nobody else write versions until the transaction ends; readers go on."""
    # SQLite's transactions are immediate. Locking the latest row would not do: whoever waited for
    # it does not see that it is the latest no more. Nothing may be read before, or it is stale.
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            table = LakeVersion._meta.db_table
            cursor.execute(f'LOCK TABLE "{table}" IN SHARE ROW EXCLUSIVE MODE')


def _copied(fact: Fact) -> dict[str, Any]:
    if fact.rows is None:
        return _content(fact, _empty(fact))
    return _content(fact, files.write(fact.table, fact.rows()))


def _empty(fact: Fact) -> list[files.LakeFile]:
    return files.write(fact.table, pl.DataFrame(schema=files.schema(fact.table)))


def _content(fact: Fact, written: list[files.LakeFile]) -> dict[str, Any]:
    return {
        "files": written,
        "schema": dict(fact.table.columns),
        "rows": sum(file["rows"] for file in written),
    }


def _next(
    latest: LakeVersion | None,
    *,
    contents: dict[str, Any],
    changes: dict[str, int],
    reason: str,
    at: datetime,
) -> LakeVersion:
    return LakeVersion.objects.create(
        number=latest.number + 1 if latest else 1,
        made_at=at,
        reason=reason,
        contents=contents,
        digest=_digest(contents),
        changes=changes,
    )


def _digest(contents: dict[str, Any]) -> str:
    names = sorted(file["name"] for content in contents.values() for file in content["files"])
    return hashlib.sha256("\n".join(names).encode()).hexdigest()
