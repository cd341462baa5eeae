from collections import Counter
from pathlib import Path
from typing import Any

from django.core.management import CommandParser
from django.utils.translation import gettext as _

from gaisma.base.commands import Command as BaseCommand
from gaisma.evidence.figures import comparison, printing
from gaisma.evidence.figures.comparison import Compared, Outcome
from gaisma.evidence.lake import actions


class Command(BaseCommand):
    help = "Hold published figures against what the records give."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file", type=Path, metavar="FIGURES.csv")

    def handle(self, *args: Any, **options: Any) -> None:
        actions.refresh(reason="compare", at=self.now())
        compared = comparison.compare(options["file"])
        if options["json"]:
            self.print_json([_as_json(one) for one in compared])
        else:
            self._print(compared)
        if any(one.outcome is Outcome.DIFFERS for one in compared):
            self.leave(1)

    def _print(self, compared: list[Compared]) -> None:
        for one in compared:
            if one.outcome is not Outcome.NO_DATA:
                self.stdout.write(_line(one))
        counts = Counter(one.outcome for one in compared)
        summary = ", ".join(f"{_(outcome.value)}: {counts[outcome]}" for outcome in Outcome)
        self.stdout.write(summary)


def _line(one: Compared) -> str:
    row = one.published
    words = "; ".join(f"{name}={value}" for name, value in row.filters.items())
    computed = "" if one.computed is None else f"{one.computed:f}"
    return f"{_(one.outcome.value):<14} {row.published:>9} {computed:>9}  {row.indicator} {words}"


def _as_json(one: Compared) -> dict[str, Any]:
    return {
        "area": one.published.area,
        "indicator": one.published.indicator,
        "filters": one.published.filters,
        "as_of": one.published.as_of.isoformat(),
        "published": printing.plain(one.published.published),
        "computed": printing.plain(one.computed),
        "outcome": one.outcome.value,
    }
