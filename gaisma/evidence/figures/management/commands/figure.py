from datetime import date
from typing import Any

from django.core.management import CommandParser
from django.utils.translation import gettext as _

from gaisma.analytics.calculation import Figure
from gaisma.base.commands import Command as BaseCommand
from gaisma.base.errors import GaismaError
from gaisma.base.models import Installation
from gaisma.evidence.figures import printing, queries
from gaisma.evidence.lake import actions
from gaisma.evidence.lake.queries import UnknownLakeVersion


class Command(BaseCommand):
    help = "Answer a figure: its value, and with --json everything it was computed from."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("indicator")
        parser.add_argument("--filter", action="append", default=[], metavar="k=v", dest="filters")
        parser.add_argument("--by", default="", metavar="DIM,DIM")
        parser.add_argument("--as-of", type=day, metavar="DATE")
        parser.add_argument("--lake-version", type=int, metavar="N")

    def handle(self, *args: Any, **options: Any) -> None:
        if options["lake_version"] is None:
            actions.refresh(reason="figure", at=self.now())
        by = tuple(name for name in options["by"].split(",") if name)
        try:
            figures = queries.answer(
                options["indicator"],
                filters=dict(_pair(text) for text in options["filters"]),
                by=by,
                as_of=options["as_of"] or Installation.current().as_of(),
                lake_version=options["lake_version"],
            )
        except UnknownLakeVersion:
            self.refusal_status = 1
            raise
        self._print(figures, as_list=bool(by), as_json=options["json"])

    def _print(self, figures: list[Figure], *, as_list: bool, as_json: bool) -> None:
        if as_json:
            answers = [printing.as_json(figure) for figure in figures]
            self.print_json(answers if as_list else answers[0])
            return
        for figure in figures:
            self.stdout.write(printing.line(figure))


def day(text: str) -> date:
    """A date written as 2024-08-20."""
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise GaismaError(
            _("“%(text)s” is not a date: write it as 2024-08-20.") % {"text": text}, code="bad_date"
        ) from None


def _pair(text: str) -> tuple[str, str]:
    name, sign, value = text.partition("=")
    if not sign or not value:
        raise GaismaError(
            _("“%(text)s” is not a filter: write name=value, such as stage=preschool.")
            % {"text": text},
            code="bad_filter",
        )
    return name.strip(), value.strip()
