"""A set from its place to frames that say what the binding lets them say."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path

import polars as pl

from gaisma.evidence.interop.findings import Findings
from gaisma.evidence.interop.oneroster import checks, reading, sources
from gaisma.evidence.interop.oneroster import manifest as manifests
from gaisma.evidence.interop.oneroster.binding import TABLES, is_used
from gaisma.evidence.interop.oneroster.checks import Stored
from gaisma.evidence.interop.oneroster.checks.reporting import tolerant
from gaisma.evidence.interop.oneroster.manifest import Manifest
from gaisma.evidence.interop.oneroster.sources import Place

Frames = Mapping[str, pl.DataFrame]


@dataclass(frozen=True)
class Examined:
    """A set without problems: where it lies, what it says of itself, its files as frames."""

    place: Place
    manifest: Manifest
    said: Frames
    """As the files have them."""
    frames: Frames
    """With words in the letters that are meant."""


def examined(path: Path, findings: Findings, *, stored: Callable[[str], Stored]) -> Examined | None:
    """The set at the path; None when problems stand against it.

    `stored` gives, for the sender's scheme, the identifiers that the record keeps. Raises
    GaismaError when nothing is at the path.
    """
    place = sources.opened(path, findings)
    manifest = manifests.read(place, findings) if place else None
    if place is None or manifest is None:
        return None
    frames = _frames(place, manifest, findings)
    # A file that cannot be read has no identifiers: what refers to it would seem wrong as well.
    if not findings.problems_total:
        _check(frames, manifest, stored(manifest.scheme), findings)
    if findings.problems_total:
        return None
    tables = TABLES[manifest.version]
    meant = {
        name: checks.as_meant(frame, tables[name].of(manifest.version))
        for name, frame in frames.items()
    }
    return Examined(place, manifest, frames, meant)


def _frames(place: Place, manifest: Manifest, findings: Findings) -> Frames:
    frames = {}
    for name, table in TABLES[manifest.version].items():
        if manifest.holds(name):
            shape = reading.Shape.of(name, table.of(manifest.version))
            with tolerant(findings, used=is_used(name)) as told:
                frame = reading.frame_of(place, f"{name}.csv", shape, told)
            if frame is not None:
                frames[name] = frame
    return frames


def _check(frames: Frames, manifest: Manifest, stored: Stored, findings: Findings) -> None:
    tables = TABLES[manifest.version]
    columns = {name: tables[name].of(manifest.version) for name in frames}
    for name, frame in frames.items():
        is_delta = manifest.modes[name] == manifests.DELTA
        checks.check_fields(frame, f"{name}.csv", columns[name], findings, delta=is_delta)
    checks.check_rows(frames, findings)
    checks.check_references(frames, columns, findings, stored=stored, is_bulk=manifest.is_bulk)
