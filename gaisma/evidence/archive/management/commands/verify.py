"""`gaisma verify IN`."""

from argparse import ArgumentParser
from dataclasses import asdict
from pathlib import Path
from typing import Any

from django.utils.translation import gettext as _

from gaisma.base.commands import Command as BaseCommand
from gaisma.evidence.archive import actions


class Command(BaseCommand):
    help = "Read a backup to its end: whether it opens, was made here, and is whole."
    needs_record = False

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("source", type=Path, metavar="IN", help="a file made by `backup`")
        parser.add_argument("--keys", type=Path, metavar="DIR", help="the keys of the backup")
        parser.add_argument(
            "--unsigned", action="store_true", help="read one of the earlier form, unsigned"
        )

    def handle(
        self, *args: Any, source: Path, keys: Path | None, unsigned: bool, **options: Any
    ) -> None:
        """Read it, write nothing, and say what it is."""
        found = actions.verify(source.absolute(), keys_folder=keys, unsigned=unsigned)
        if options["json"]:
            self.print_json(asdict(found))
            return
        told = {"file": found.file, "moment": found.made_at, "files": found.files}
        if unsigned:
            self.say(_("%(file)s is whole: %(files)d files of %(moment)s.") % told)
            return
        self.say(_("%(file)s is whole and ours: %(files)d files of %(moment)s.") % told)
