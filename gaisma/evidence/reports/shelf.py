"""Reports that were built, as files: what there is to read and to download."""

import re
from collections import defaultdict
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from django.conf import settings
from django.utils.translation import gettext

from gaisma.base.registry import gathered

NAME = re.compile(
    r"(?P<kind>[a-z_]+)-(?P<first>[0-9]{4})-(?P<second>[0-9]{4})-(?P<language>lv|en|ru)"
)
FORMATS = {
    "html": "text/html; charset=utf-8",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "pdf": "application/pdf",
}


@dataclass(frozen=True)
class Download:
    """A file of a report."""

    format: str
    size: int


@dataclass(frozen=True)
class BuiltReport:
    """A report in one language for one school year, in one to three formats."""

    key: str
    title: str
    school_year: str
    language: str
    built_at: datetime
    downloads: tuple[Download, ...]

    @property
    def is_readable(self) -> bool:
        return any(download.format == "html" for download in self.downloads)


def reports() -> tuple[BuiltReport, ...]:
    """All built reports, the newest school year and the latest built first."""
    files: dict[str, list[Path]] = defaultdict(list)
    names: dict[str, re.Match[str]] = {}
    for file in folder().glob("*"):
        name = NAME.fullmatch(file.stem)
        if name and file.suffix.removeprefix(".") in FORMATS:
            files[file.stem].append(file)
            names[file.stem] = name
    found = (_report(names[key], group) for key, group in files.items())
    return tuple(sorted(found, key=lambda one: (one.school_year, one.built_at), reverse=True))


def report(key: str) -> BuiltReport | None:
    """The report of that name."""
    return next((one for one in reports() if one.key == key), None)


def file(key: str, format_: str) -> Path | None:
    """The file of a report, where it was built in the format."""
    if not NAME.fullmatch(key) or format_ not in FORMATS:
        return None
    path = folder() / f"{key}.{format_}"
    return path if path.is_file() else None


def folder() -> Path:
    return Path(settings.GAISMA_HOME) / "reports"


def _report(name: re.Match[str], files: list[Path]) -> BuiltReport:
    newest = max(file.stat().st_mtime for file in files)
    sizes = {file.suffix.removeprefix("."): file.stat().st_size for file in files}
    return BuiltReport(
        key=name[0],
        title=_title(name["kind"]),
        school_year=f"{name['first']}/{name['second']}",
        language=name["language"],
        built_at=datetime.fromtimestamp(newest, tz=UTC),
        downloads=tuple(Download(one, sizes[one]) for one in FORMATS if one in sizes),
    )


def _title(kind: str) -> str:
    kinds = gathered("REPORTS")
    return gettext(kinds[kind].title) if kind in kinds else kind
