"""`gaisma keys rotate`."""

from argparse import ArgumentParser
from typing import Any

from django.utils.translation import ngettext

from gaisma.base.commands import Command as BaseCommand
from gaisma.record.people.actions import personal_data


class Command(BaseCommand):
    help = "Change the keys of personal codes. Stop server and worker meanwhile."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("act", choices=["rotate"])

    def handle(self, *args: Any, **options: Any) -> None:
        """Rotate and say how many codes stand under the new keys."""
        count = personal_data.rotate_keys(by=None, at=self.now())
        if options["json"]:
            self.print_json({"personal_codes": count})
            return
        told = ngettext(
            "%(count)d personal code stands under new keys; the old ones serve older backups only.",
            "%(count)d personal codes stand under new keys; the old ones serve older backups only.",
            count,
        )
        self.say(told % {"count": count})
