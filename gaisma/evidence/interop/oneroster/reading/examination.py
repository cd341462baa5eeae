"""A set from its place to frames that say what the binding lets them say."""

import io
from collections.abc import Callable, Mapping
from dataclasses import asdict, dataclass
from pathlib import Path

import polars as pl

from gaisma.base import apart
from gaisma.evidence.interop.findings import Findings, tolerant
from gaisma.evidence.interop.oneroster.binding import TABLES, is_used
from gaisma.evidence.interop.oneroster.reading import csv_files, fields, sources
from gaisma.evidence.interop.oneroster.reading import manifest as manifests
from gaisma.evidence.interop.oneroster.reading.manifest import Manifest
from gaisma.evidence.interop.oneroster.reading.rows import (
    StoredIdentifiers,
    check_references,
    check_rows,
)
from gaisma.evidence.interop.oneroster.reading.sources import Place

Frames = Mapping[str, pl.DataFrame]


@dataclass(frozen=True)
class Sent:
    """A set as it was sent: its size and hash, what it says of itself, its files as frames."""

    size: int
    sha256: str
    manifest: Manifest
    frames: Frames


@dataclass(frozen=True)
class Examined:
    """A set without problems."""

    sent: Sent
    manifest: Manifest
    said: Frames
    """As the files have them."""
    frames: Frames
    """With words in the letters that are meant."""


def examined(
    path: Path, findings: Findings, *, stored: Callable[[str], StoredIdentifiers]
) -> Examined | None:
    """The set at the path; None when problems stand against it.

    `stored` gives, for the sender's scheme, the identifiers that the record keeps. Raises
    GaismaError when nothing is at the path.
    """
    sources.demand(path)
    sent = _sent(path, findings)
    if sent is None:
        return None
    manifest, frames = sent.manifest, sent.frames
    # A file that cannot be read has no identifiers: what refers to it would seem wrong as well.
    if not findings.problems_total:
        _check(frames, manifest, stored(manifest.scheme), findings)
    if findings.problems_total:
        return None
    tables = TABLES[manifest.version]
    meant = {
        name: fields.as_meant(frame, tables[name].of(manifest.version))
        for name, frame in frames.items()
    }
    return Examined(sent, manifest, frames, meant)


def _sent(path: Path, findings: Findings) -> Sent | None:
    try:
        answer = apart.asked(unpacked, path, limits=apart.TABLE)
    except apart.UnableToRead as refusal:
        findings.problem(path.name, refusal.message)
        return None
    said = answer.said
    findings.extend(Findings.of_json(said["findings"]))
    if said["manifest"] is None:
        return None
    frames = {
        name: pl.read_ipc(io.BytesIO(part))
        for name, part in zip(said["frames"], answer.parts, strict=True)
    }
    return Sent(said["size"], said["sha256"], Manifest(**said["manifest"]), frames)


def unpacked(path: Path) -> apart.Answer:
    """Reads the set, in the process that may die."""
    findings = Findings()
    place = sources.opened(path, findings)
    manifest = manifests.read(place, findings) if place else None
    if place is None or manifest is None:
        return apart.Answer({"findings": findings.as_json(), "manifest": None})
    frames = _frames(place, manifest, findings)
    said = {
        "findings": findings.as_json(),
        "manifest": asdict(manifest),
        "size": place.size,
        "sha256": place.sha256,
        "frames": list(frames),
    }
    return apart.Answer(said, tuple(_packed(frame) for frame in frames.values()))


def _packed(frame: pl.DataFrame) -> bytes:
    packed = io.BytesIO()
    frame.write_ipc(packed)
    return packed.getvalue()


def _frames(place: Place, manifest: Manifest, findings: Findings) -> Frames:
    frames = {}
    for name, table in TABLES[manifest.version].items():
        if manifest.holds(name):
            shape = csv_files.Shape.of(name, table.of(manifest.version))
            with tolerant(findings, used=is_used(name)) as told:
                frame = csv_files.frame_of(place, f"{name}.csv", shape, told)
            if frame is not None:
                frames[name] = frame
    return frames


def _check(
    frames: Frames, manifest: Manifest, stored: StoredIdentifiers, findings: Findings
) -> None:
    tables = TABLES[manifest.version]
    columns = {name: tables[name].of(manifest.version) for name in frames}
    for name, frame in frames.items():
        is_delta = manifest.modes[name] == manifests.DELTA
        fields.check_fields(frame, f"{name}.csv", columns[name], findings, delta=is_delta)
    check_rows(frames, findings)
    check_references(frames, columns, findings, stored=stored, is_bulk=manifest.is_bulk)
