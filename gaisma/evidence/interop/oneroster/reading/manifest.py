"""What a set says about itself: versions, and how each file is sent."""

from collections.abc import Iterable
from dataclasses import dataclass

import polars as pl
from django.utils.translation import gettext as _

from gaisma.evidence.interop.findings import Findings
from gaisma.evidence.interop.oneroster.binding import TABLES, VERSIONS, is_used
from gaisma.evidence.interop.oneroster.reading import csv_files
from gaisma.evidence.interop.oneroster.reading.sources import MANIFEST, Place

BULK, DELTA, ABSENT = "bulk", "delta", "absent"
MODES = (BULK, DELTA, ABSENT)
PROPERTY, VALUE = "propertyName", "value"


@dataclass(frozen=True)
class Manifest:
    """The version, how each file is sent, and from which system."""

    version: str
    modes: dict[str, str]
    system: str

    @property
    def scheme(self) -> str:
        """The scheme of the sender's identifiers: systems may use the same ones."""
        return f"oneroster:{self.system}"[:64] if self.system else "oneroster"

    def is_bulk(self, *names: str) -> bool:
        """Whether all these files are whole."""
        return all(self.modes.get(name) == BULK for name in names)

    def holds(self, name: str) -> bool:
        """Whether the file is sent."""
        return self.modes.get(name, ABSENT) != ABSENT


def read(place: Place, findings: Findings) -> Manifest | None:
    """The manifest; None when it cannot be followed."""
    frame = csv_files.frame_of(place, MANIFEST, csv_files.PLAIN, findings)
    if frame is None or not csv_files.has_columns(frame, MANIFEST, (PROPERTY, VALUE), findings):
        return None
    said = _properties(frame, findings)
    version = _version(said, findings)
    if version is None:
        return None
    modes = _modes(said, place.names, version, findings)
    _compare(place.names, modes, version, findings)
    system = said.get("source.systemCode") or said.get("source.systemName") or ""
    return Manifest(version, modes, system) if not findings.problems_total else None


def _properties(frame: pl.DataFrame, findings: Findings) -> dict[str, str]:
    said: dict[str, str] = {}
    for row, name, value in frame.select("row", PROPERTY, VALUE).iter_rows():
        if name in said and said[name] != value:
            findings.problem(
                MANIFEST,
                _("%(property)s is given twice, with different values: leave one.")
                % {"property": name},
                row=row,
                column=PROPERTY,
                value=name,
            )
        elif name:
            said[name] = (value or "").strip()
    return said


def _version(said: dict[str, str], findings: Findings) -> str | None:
    if not said.get("manifest.version"):
        findings.note(
            MANIFEST, _("manifest.version is empty: taken as 1.0."), column="manifest.version"
        )
    elif said["manifest.version"] != "1.0":
        findings.problem(
            MANIFEST,
            _("The version of the manifest is unknown: manifest.version must be 1.0."),
            column="manifest.version",
            value=said["manifest.version"],
        )
    version = said.get("oneroster.version", "")
    if version not in VERSIONS:
        findings.problem(
            MANIFEST,
            _("This version of OneRoster is not read: oneroster.version must be 1.1 or 1.2."),
            column="oneroster.version",
            value=version or None,
        )
        return None
    return version


def _modes(
    said: dict[str, str], present: Iterable[str], version: str, findings: Findings
) -> dict[str, str]:
    # The binding's own table marks the files that are new in 1.2 with an asterisk, which some
    # senders copy.
    files = {
        name.removeprefix("file.").removesuffix("*"): value.lower()
        for name, value in said.items()
        if name.startswith("file.")
    }
    for name in [name for name in files if name not in TABLES[version]]:
        findings.note(
            MANIFEST,
            _("OneRoster %(version)s has no file %(name)s.csv; it is left aside.")
            % {"version": version, "name": name},
            column=f"file.{name}",
        )
        del files[name]
    # Of a file that is not there, or not used, it need not be said how it is sent.
    for name in [
        name
        for name, value in files.items()
        if value not in MODES and not (is_used(name) and f"{name}.csv" in present)
    ]:
        if files[name]:
            findings.note(
                MANIFEST,
                _("The value must be bulk, delta or absent."),
                column=f"file.{name}",
                value=files[name],
            )
        del files[name]
    for name, value in files.items():
        if value not in MODES:
            findings.problem(
                MANIFEST,
                _("The value must be bulk, delta or absent."),
                column=f"file.{name}",
                value=value or None,
            )
    if unsaid := [name for name in TABLES[version] if name not in files]:
        findings.note(
            MANIFEST,
            _("Nothing is said about %(names)s: taken as absent.") % {"names": ", ".join(unsaid)},
        )
    return {name: files.get(name, ABSENT) for name in TABLES[version]}


def _compare(names: Iterable[str], modes: dict[str, str], version: str, findings: Findings) -> None:
    present = {name for name in names if name != MANIFEST}
    declared = {f"{name}.csv" for name, mode in modes.items() if mode in (BULK, DELTA)}
    alike = {name.lower(): name for name in present}
    for name in sorted(declared - present):
        other = alike.get(name.lower())
        findings.problem(
            name,
            _("The file is called %(other)s in the set: capital letters count.") % {"other": other}
            if other
            else _("The manifest declares this file, but the set does not hold it."),
        )
    for name in sorted(present - declared):
        known = name.removesuffix(".csv") in TABLES[version]
        findings.note(
            name,
            _("The manifest does not declare this file; it is left aside.")
            if known
            else _("This is no file of OneRoster %(version)s; it is left aside.")
            % {"version": version},
        )
