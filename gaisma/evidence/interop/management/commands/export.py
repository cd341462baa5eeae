"""`gaisma export table KIND OUT.xlsx`."""

import argparse
from pathlib import Path
from typing import Any

from django.utils.translation import gettext as _

from gaisma.base.commands import Command as BaseCommand
from gaisma.evidence.interop import imports, kinds, workbook


class Command(BaseCommand):
    help = "Give out what is stored, in the template's shape, for mending and taking in again."

    def add_arguments(self, parser: argparse.ArgumentParser) -> None:
        what = parser.add_subparsers(dest="what", required=True)
        table = what.add_parser("table")
        table.add_argument("kind", metavar="KIND", help=", ".join(kinds.given_kinds()))
        table.add_argument("out", type=Path, metavar="OUT.xlsx")
        table.add_argument("--source", default=imports.SOURCE, help="whose identifiers to write")
        self.accept_common_options(table)

    def handle(self, *args: Any, kind: str, out: Path, source: str, **options: Any) -> None:
        """Write the workbook and tell how many rows it has."""
        kinds.demand(kind, among=kinds.given_kinds())
        out = workbook.wanted(out)
        rows = workbook.write_export(kind, out, source=source, at=self.now())
        if options["json"]:
            self.print_json({"kind": kind, "file": str(out), "rows": rows})
        else:
            told = _("%(count)d rows are in %(file)s.") % {"count": rows, "file": out}
            self.say(told)
