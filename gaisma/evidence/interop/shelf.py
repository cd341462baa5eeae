"""Where files lie that wait to be taken in: a folder each, readable by the owner only."""

import hashlib
import os
import secrets
import shutil
from collections.abc import Iterable
from datetime import datetime
from pathlib import Path

from django.conf import settings

LONGEST_NAME = 200
"""Bytes of a name; file systems take no more than 255."""


def put(name: str, chunks: Iterable[bytes]) -> tuple[str, str, int]:
    """Write the file; gives its folder, SHA-256 and size."""
    folder = secrets.token_hex(16)
    place = _shelf() / folder
    place.mkdir(mode=0o700, parents=True)
    digest, size = hashlib.sha256(), 0
    descriptor = os.open(place / harmless(name), os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(descriptor, "wb") as stream:
        for chunk in chunks:
            digest.update(chunk)
            size += stream.write(chunk)
        stream.flush()
        os.fsync(stream.fileno())
    return folder, digest.hexdigest(), size


def path(folder: str, name: str) -> Path:
    """Where the file lies."""
    return _shelf() / folder / harmless(name)


def remove(folder: str) -> None:
    """Delete the file; one that is gone already is no trouble."""
    shutil.rmtree(_shelf() / folder, ignore_errors=True)


def remove_older(folder: str, *, than: datetime) -> None:
    """Delete the folder when it was last written before the moment."""
    place = _shelf() / folder
    if place.exists() and place.stat().st_mtime < than.timestamp():
        remove(folder)


def folders() -> list[str]:
    """All folders that lie there."""
    return [place.name for place in _shelf().glob("*")] if _shelf().exists() else []


def harmless(name: str) -> str:
    """The sender's name of a file without what a file system would take for something else."""
    kept = "".join(
        letter if letter.isprintable() and letter not in "/\\:" else "_" for letter in name
    )
    stem, dot, suffix = kept.strip(" .").rpartition(".")
    end = _cut(dot + suffix, LONGEST_NAME)
    return _cut(stem, LONGEST_NAME - len(end.encode())) + end or "file"


def _cut(text: str, most: int) -> str:
    """The text, cut to so many bytes between two letters."""
    return text.encode()[:most].decode(errors="ignore")


def _shelf() -> Path:
    return Path(settings.GAISMA_HOME) / "uploads"
