"""Writes the documents of a report: all formats or none, and never half a file."""

import os
from collections.abc import Mapping
from datetime import datetime
from pathlib import Path

DRAFT = ".draft"
ORIGINS = "origins."
"""What forms of the annex begin with that lists where a report's figures come from."""


def stem(name: str, school_year: str, language: str) -> str:
    """The name of a report's files without their format: readiness-2024-2025-lv."""
    return f"{name}-{school_year.replace('/', '-')}-{language}"


def name(stem: str, form: str) -> str:
    """A file's name: readiness-2024-2025-lv.pdf, readiness-2024-2025-lv-origins.pdf."""
    return f"{stem}-{form}" if form.startswith(ORIGINS) else f"{stem}.{form}"


def write(documents: Mapping[str, bytes], *, folder: Path, stem: str, at: datetime) -> list[Path]:
    """Write the documents by format; each appears whole, and only when all could be written.

    Their time is that moment of the installation's clock, which pages tell. A draft that a kill
    left behind has another ending and is replaced by the next run.
    """
    folder.mkdir(parents=True, exist_ok=True)
    targets = {folder / name(stem, form): content for form, content in documents.items()}
    drafts = {_draft(target): target for target in targets}
    try:
        for draft, target in drafts.items():
            _durable(draft, targets[target])
            os.utime(draft, (at.timestamp(), at.timestamp()))
        for draft, target in drafts.items():
            draft.replace(target)
    finally:
        for draft in drafts:
            draft.unlink(missing_ok=True)
    _flush(folder)
    return list(targets)


def _draft(target: Path) -> Path:
    return target.with_name(f".{target.name}{DRAFT}")


def _durable(path: Path, content: bytes) -> None:
    with path.open("wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())


def _flush(folder: Path) -> None:
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
