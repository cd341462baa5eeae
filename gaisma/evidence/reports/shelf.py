"""Reports that are built, as files: written whole or not at all; what there is to read."""

import os
import re
from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from django.conf import settings
from django.utils.translation import gettext

from gaisma.base.registry import gathered
from gaisma.evidence.reports.models import PINNED, Report

DRAFT = ".draft"
ORIGINS = "origins."
"""What forms of the annex begin with that lists where a report's figures come from."""


def stem(name: str, school_year: str, language: str) -> str:
    """The name of a report's files without their format: readiness-2024-2025-lv."""
    return f"{name}-{school_year.replace('/', '-')}-{language}"


def file_name(stem: str, form: str) -> str:
    """A file's name: readiness-2024-2025-lv.pdf, readiness-2024-2025-lv-origins.pdf."""
    return f"{stem}-{form}" if form.startswith(ORIGINS) else f"{stem}.{form}"


def write(documents: Mapping[str, bytes], *, folder: Path, stem: str, at: datetime) -> list[Path]:
    """Write the documents by format; each appears whole, and only when all could be written.

    Their time is that moment of the installation's clock, which pages tell. A draft that a kill
    left behind has another ending and is replaced by the next run.
    """
    folder.mkdir(parents=True, exist_ok=True)
    targets = {folder / file_name(stem, form): content for form, content in documents.items()}
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


LANGUAGES = ("lv", "en", "ru")
NAME = re.compile(
    r"(?P<kind>[a-z_]+)-(?P<first>[0-9]{4})-(?P<second>[0-9]{4})-(?P<language>lv|en|ru)"
)
FILE = re.compile(rf"(?P<key>{NAME.pattern})[.-](?P<format>[a-z.]+)")
FORMATS = {
    "html": "text/html; charset=utf-8",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "pdf": "application/pdf",
    "origins.pdf": "application/pdf",
    "origins.xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}
"""Media types by what a file's name ends in; the annex of origins goes with its report."""


@dataclass(frozen=True)
class Download:
    """A file of a report."""

    format: str
    size: int

    @property
    def title(self) -> str:
        """What it is called beside the others: PDF, figures' origins (PDF)."""
        if not self.format.startswith(ORIGINS):
            return self.format.upper()
        form = self.format.removeprefix(ORIGINS).upper()
        return gettext("origins of the figures (%(form)s)") % {"form": form}


@dataclass(frozen=True)
class BuiltReport:
    """A report in one language for one school year, in one to three formats and their annex."""

    key: str
    kind: str
    title: str
    school_year: str
    language: str
    built_at: datetime
    downloads: tuple[Download, ...]

    @property
    def is_readable(self) -> bool:
        return any(download.format == "html" for download in self.downloads)


def reports() -> tuple[BuiltReport, ...]:
    """What all who read reports may read, the newest school year and the latest built first.

    Files of a report that is not approved, or older than its approval, are left out. A report that
    the record does not know was built by who runs the installation, for everybody.
    """
    held = {(row.name, row.school_year): row for row in Report.objects.all()}
    found = (one for one in _within(folder()) if _is_open(one, held))
    return tuple(sorted(found, key=lambda one: (one.school_year, one.built_at), reverse=True))


def built(report: Report) -> tuple[BuiltReport, ...]:
    """The files of a report of the record as it stands: of its draft, or since its approval."""
    if report.state not in PINNED:
        found = _within(drafts())
    else:
        since = report.approved_at
        found = (one for one in _within(folder()) if since is None or one.built_at >= since)
    own = (one for one in found if (one.kind, one.school_year) == (report.name, report.school_year))
    return tuple(sorted(own, key=lambda one: LANGUAGES.index(one.language)))


def report(key: str) -> BuiltReport | None:
    """The report of that name."""
    return next((one for one in reports() if one.key == key), None)


def file(key: str, format_: str) -> Path | None:
    """The file of a report, where it was built in the format and may be read."""
    known = report(key) if NAME.fullmatch(key) else None
    if known is None or format_ not in {download.format for download in known.downloads}:
        return None
    return folder() / file_name(key, format_)


def file_of(found: Report, language: str, format_: str) -> Path | None:
    """The file of a report of the record as it stands."""
    place = folder() if found.state in PINNED else drafts()
    for one in built(found):
        if one.language == language and format_ in {item.format for item in one.downloads}:
            return place / file_name(one.key, format_)
    return None


def type_of(path: Path) -> str:
    """The media type of a report's file."""
    name = FILE.fullmatch(path.name)
    return FORMATS[name["format"]] if name else "application/octet-stream"


def folder() -> Path:
    """Where reports lie that everybody may read."""
    return Path(settings.GAISMA_HOME) / "reports"


def drafts() -> Path:
    """Where reports lie that are not approved yet."""
    return folder() / "drafts"


def _is_open(one: BuiltReport, held: Mapping[tuple[str, str], Report]) -> bool:
    row = held.get((one.kind, one.school_year))
    if row is None:
        return True
    return row.state in PINNED and row.approved_at is not None and one.built_at >= row.approved_at


def _within(place: Path) -> Iterator[BuiltReport]:
    found: dict[str, dict[str, Path]] = defaultdict(dict)
    names: dict[str, re.Match[str]] = {}
    for path in place.glob("*"):
        name = FILE.fullmatch(path.name)
        if name and name["format"] in FORMATS:
            found[name["key"]][name["format"]] = path
            names[name["key"]] = name
    for key, paths in found.items():
        yield _report(names[key], paths)


def _report(name: re.Match[str], paths: Mapping[str, Path]) -> BuiltReport:
    newest = max(path.stat().st_mtime for path in paths.values())
    sizes = {form: path.stat().st_size for form, path in paths.items()}
    return BuiltReport(
        key=name["key"],
        kind=name["kind"],
        title=_title(name["kind"]),
        school_year=f"{name['first']}/{name['second']}",
        language=name["language"],
        built_at=datetime.fromtimestamp(newest, tz=UTC),
        downloads=tuple(Download(one, sizes[one]) for one in FORMATS if one in sizes),
    )


def _title(kind: str) -> str:
    kinds = gathered("REPORTS")
    return gettext(kinds[kind].title) if kind in kinds else kind
