"""Holds the locked parts against an advisory database: python -m supply.audit [DATABASE.zip].

The database is a zip of advisories in the OSV format, as osv.dev gives it out for PyPI. Nothing is
fetched: where no database is at hand that is said, and it is no failure.
"""

import json
import sys
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from packaging.utils import canonicalize_name
from packaging.version import InvalidVersion, Version

from supply.locks import RUNTIME, Part, parts

FOUND = 1
NONE_AT_HAND = (
    "No advisory database is at hand, so nothing was looked up: name a zip of OSV advisories for"
    " PyPI, make audit ADVISORIES=all.zip.\n"
)


@dataclass(frozen=True)
class Finding:
    """An advisory that concerns a part."""

    part: Part
    advisory: str
    summary: str
    mended_in: str

    def __str__(self) -> str:
        mended = f"; mended in {self.mended_in}" if self.mended_in else ""
        return f"{self.part.name} {self.part.version}: {self.advisory}, {self.summary}{mended}"


def findings(database: Path, held: list[Part]) -> Iterator[Finding]:
    """Every advisory of the database that concerns a part. Raises BadZipFile, OSError."""
    by_name = {canonicalize_name(part.name): part for part in held}
    with zipfile.ZipFile(database) as archive:
        for name in sorted(archive.namelist()):
            if name.endswith(".json"):
                yield from _of(json.loads(archive.read(name)), by_name)


def _of(advisory: dict[str, Any], by_name: dict[Any, Part]) -> Iterator[Finding]:
    if advisory.get("withdrawn"):
        return
    for affected in advisory.get("affected", ()):
        package = affected.get("package", {})
        part = by_name.get(canonicalize_name(package.get("name", "")))
        if part and package.get("ecosystem") == "PyPI" and _is_affected(part.version, affected):
            summary = advisory.get("summary") or advisory.get("details", "").partition("\n")[0]
            yield Finding(part, advisory["id"], summary[:120], _mended_in(part, affected))
            return


def _is_affected(version: str, affected: dict[str, Any]) -> bool:
    if version in affected.get("versions", ()):
        return True
    return any(_is_within(Version(version), each) for each in _ranges(affected))


def _ranges(affected: dict[str, Any]) -> Iterator[list[dict[str, str]]]:
    yield from (
        each["events"] for each in affected.get("ranges", ()) if each.get("type") == "ECOSYSTEM"
    )


def _is_within(version: Version, events: list[dict[str, str]]) -> bool:
    """Whether the last event that comes before the version leaves it affected."""
    is_within = False
    for kind, at in sorted(_moments(events), key=lambda event: event[1]):
        if kind == "introduced" and at <= version:
            is_within = True
        if (kind == "fixed" and at <= version) or (kind == "last_affected" and at < version):
            is_within = False
    return is_within


def _moments(events: list[dict[str, str]]) -> Iterator[tuple[str, Version]]:
    for event in events:
        for kind, text in event.items():
            try:
                yield kind, Version(text)
            except InvalidVersion:
                continue


def _mended_in(part: Part, affected: dict[str, Any]) -> str:
    later = [
        at
        for events in _ranges(affected)
        for kind, at in _moments(events)
        if kind == "fixed" and at > Version(part.version)
    ]
    return str(min(later)) if later else ""


def main(words: list[str]) -> int:
    """Say what was found; the exit status says whether anything was."""
    if not words or not Path(words[0]).is_file():
        sys.stderr.write(NONE_AT_HAND)
        return 0
    try:
        found = list(findings(Path(words[0]), parts(RUNTIME)))
    except (zipfile.BadZipFile, ValueError) as trouble:
        sys.stderr.write(f"{words[0]} is no zip of OSV advisories: {trouble}\n")
        return 2
    for finding in found:
        sys.stdout.write(f"{finding}\n")
    sys.stderr.write(f"{len(found)} advisories concern the {len(parts(RUNTIME))} locked parts.\n")
    return FOUND if found else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
