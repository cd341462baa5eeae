"""`gaisma backup OUT`."""

from argparse import ArgumentParser
from dataclasses import asdict
from pathlib import Path
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

from gaisma.base.commands import Command as BaseCommand
from gaisma.evidence.archive import actions


class Command(BaseCommand):
    help = "Write record and files as one consistent state into an encrypted file, without keys."
    # Also a record that is older than the program is backed up, above all before it is migrated.
    needs_record = False

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "out", type=Path, metavar="OUT", help="a file (.tar.age, .tar.gz.age) or folder"
        )
        parser.add_argument("--replace", action="store_true", help="write over an existing file")

    def handle(self, *args: Any, out: Path, replace: bool, **options: Any) -> None:
        """Make the backup and say what is in it."""
        made = actions.back_up(out.absolute(), at=timezone.now(), overwrite=replace)
        if options["json"]:
            self.print_json(asdict(made))
            return
        told = _(
            "%(file)s holds %(files)d files, encrypted and signed. Only the keys in"
            " GAISMA_HOME/keys open it, and it does not hold them: keep a copy of them elsewhere."
        )
        self.say(told % {"file": made.file, "files": made.files})
