from argparse import SUPPRESS
from pathlib import Path
from typing import Any

from django.core.management import CommandParser
from django.utils.translation import gettext as _

from gaisma.base.commands import Command as BaseCommand
from gaisma.base.errors import GaismaError
from gaisma.evidence.figures.management.commands.figure import day
from gaisma.evidence.lake import actions as lake
from gaisma.evidence.lake.queries import UnknownLakeVersion
from gaisma.evidence.reports import doubts, queries, shelf
from gaisma.evidence.reports.builder import Built
from gaisma.evidence.reports.documents import drawing
from gaisma.evidence.reports.models import PINNED, Report
from gaisma.evidence.reports.painting import Painter


class Command(BaseCommand):
    help = "Build a report from the figures: as a web page, DOCX and PDF."

    def add_arguments(self, parser: CommandParser) -> None:
        build = parser.add_subparsers(dest="act", required=True).add_parser("build")
        build.add_argument("name")
        build.add_argument("--school-year", required=True, metavar="2024/2025")
        build.add_argument("--as-of", required=True, type=day, metavar="DATE")
        build.add_argument("--lake-version", type=int, metavar="N")
        build.add_argument("--language", choices=queries.LANGUAGES, default=SUPPRESS)
        build.add_argument("--format", default=",".join(drawing.FORMATS), dest="formats")
        build.add_argument("--out", required=True, type=Path, metavar="DIR")
        build.add_argument("--json", action="store_true", default=SUPPRESS)

    def handle(self, *args: Any, **options: Any) -> None:
        formats = _formats(options["formats"])
        language = options["language"] or self.default_language()
        with Painter() as painter:
            built = self._computed(options, language)
            documents = drawing.documents(built, formats, painter)
        self._warn(options["name"], options["school_year"])
        stem = shelf.stem(options["name"], options["school_year"], language)
        written = self._written(documents, options["out"], stem)
        self._tell(written, built, as_json=options["json"])

    def _computed(self, options: dict[str, Any], language: str) -> Built:
        edition = queries.edition(
            options["name"],
            school_year=options["school_year"],
            as_of=options["as_of"],
            language=language,
        )
        if options["lake_version"] is None:
            lake.refresh(reason="report", at=self.now())
        try:
            return queries.computed(edition, lake_version=options["lake_version"])
        except UnknownLakeVersion:
            self.refusal_status = 1
            raise

    def _warn(self, name: str, school_year: str) -> None:
        """Name what of a report's own texts has to be settled before it is approved."""
        report = Report.objects.filter(name=name, school_year=school_year).first()
        if report is None or report.state in PINNED:
            return
        for doubt in doubts.open_of(report):
            place = f"{doubt.title} ({doubt.language})"
            self.stderr.write(f"{place}: {doubt.kind_title}: {doubt.sentence}")

    def _written(self, documents: dict[str, bytes], folder: Path, stem: str) -> list[Path]:
        try:
            return shelf.write(documents, folder=folder, stem=stem, at=self.now())
        except OSError as problem:
            message = _("The report cannot be written into %(folder)s: %(problem)s.")
            raise GaismaError(
                message % {"folder": folder, "problem": problem.strerror}, code="unwritable"
            ) from None

    def _tell(self, written: list[Path], built: Built, *, as_json: bool) -> None:
        if as_json:
            named = [str(path) for path in written]
            self.print_json({"files": named, "lake_version": built.lake_version})
            return
        for path in written:
            self.stdout.write(str(path))


def _formats(text: str) -> list[str]:
    chosen = [word.strip() for word in text.split(",") if word.strip()]
    for word in chosen or [""]:
        if word not in drawing.FORMATS:
            message = _("There is no format “%(word)s”. Known are: %(choices)s.")
            raise GaismaError(
                message % {"word": word, "choices": ", ".join(drawing.FORMATS)},
                code="unknown_format",
                choices=drawing.FORMATS,
            )
    return list(dict.fromkeys(chosen))
