"""`gaisma retention`."""

from argparse import ArgumentParser
from typing import Any

from django.utils.translation import gettext as _

from gaisma.base.commands import Command as BaseCommand
from gaisma.base.models import Installation
from gaisma.base.registry import gathered
from gaisma.base.retention import demand
from gaisma.record.people import privacy
from gaisma.record.people.actions import personal_data


class Command(BaseCommand):
    help = "List what is over its term; with --remove remove it. Figures stay."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("kinds", nargs="*", metavar="KIND", help="only these kinds")
        parser.add_argument("--remove", action="store_true", help="it cannot be undone")

    def handle(self, *args: Any, kinds: list[str], remove: bool, **options: Any) -> None:
        """List or remove, by kind."""
        demand(kinds)
        installation = Installation.current()
        as_of = installation.as_of()
        if remove:
            rows = personal_data.remove_overdue(by=None, at=self.now(), as_of=as_of, kinds=kinds)
        else:
            found = privacy.over_term(periods=installation.retention, as_of=as_of)
            rows = {kind: count for kind, count in found.items() if not kinds or kind in kinds}
        if options["json"]:
            self.print_json(rows)
            return
        titles = {kind.key: _(kind.title) for kind in gathered("RETENTION")}
        for kind, count in rows.items():
            self.stdout.write(f"{count:>8}  {kind:<12} {titles[kind]}")
