"""The record's database: embedded SQLite, or the PostgreSQL that GAISMA_DATABASE names."""

from pathlib import Path
from typing import Any
from urllib.parse import unquote

from gaisma.config import environment

KEPT_OPEN = 60
"""Seconds for which a connection serves one request after another: opening one costs milliseconds,
and what SQLite has read into memory goes with it."""
PREPARED_AFTER = 5
"""PostgreSQL keeps the plan of a statement that was asked so often on a connection."""


def database(home: Path) -> dict[str, Any]:
    """Django's settings of the one database.

    Raises UnableToReadSetting when GAISMA_DATABASE is set and is no PostgreSQL address.
    """
    address = environment.text("GAISMA_DATABASE")
    return _postgresql() if address else _sqlite(home / "record.sqlite3")


def _sqlite(file: Path) -> dict[str, Any]:
    # IMMEDIATE takes the write lock at the start, so that two writers wait instead of failing.
    return {
        "ENGINE": "django.db.backends.sqlite3",
        "NAME": file,
        "CONN_MAX_AGE": KEPT_OPEN,
        "OPTIONS": {
            "transaction_mode": "IMMEDIATE",
            "timeout": 30,
            "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL;"
            "PRAGMA cache_size=-65536; PRAGMA temp_store=MEMORY;",
        },
    }


def _postgresql() -> dict[str, Any]:
    parts = environment.address("GAISMA_DATABASE")
    if parts.scheme not in {"postgres", "postgresql"} or not parts.path.strip("/"):
        raise environment.UnableToReadSetting(
            "GAISMA_DATABASE must read postgresql://user:password@host:5432/name."
        )
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": unquote(parts.path.strip("/")),
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": parts.hostname or "",
        "PORT": parts.port or "",
        "CONN_MAX_AGE": KEPT_OPEN,
        # Only statements that go to the driver itself: those of Django are never prepared.
        "OPTIONS": {"prepare_threshold": PREPARED_AFTER},
    }
