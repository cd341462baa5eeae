"""`gaisma restore IN`."""

from argparse import ArgumentParser
from dataclasses import asdict
from pathlib import Path
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

from gaisma.base.commands import Command as BaseCommand
from gaisma.evidence.archive import actions


class Command(BaseCommand):
    help = "Bring back a backup, whole or not at all."
    # The record is what it brings.
    needs_record = False

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("source", type=Path, metavar="IN", help="a file made by `backup`")
        parser.add_argument("--keys", type=Path, metavar="DIR", help="the keys of the backup")
        parser.add_argument(
            "--replace", action="store_true", help="put it in the place of the record that is here"
        )

        parser.add_argument(
            "--unsigned", action="store_true", help="take one of the earlier form, unsigned"
        )

    def handle(
        self,
        *args: Any,
        source: Path,
        keys: Path | None,
        replace: bool,
        unsigned: bool,
        **options: Any,
    ) -> None:
        """Restore and say of when the state is."""
        back = actions.restore(
            source.absolute(),
            at=timezone.now(),
            keys_folder=keys,
            overwrite=replace,
            unsigned=unsigned,
        )
        if options["json"]:
            self.print_json(asdict(back))
            return
        self.say(_("The state of %(moment)s is back.") % {"moment": back.made_at})
        if back.is_older_than_program:
            self.say(_("It was made by an older Gaisma: run `gaisma migrate`."))
