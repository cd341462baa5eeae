"""The base of our commands: the record comes into being, mistakes are answered in a sentence."""

import json
import sys
from argparse import ArgumentParser
from typing import Any, NoReturn

from django.core.management import CommandParser
from django.core.management.base import BaseCommand
from django.utils import timezone, translation

from gaisma.base import readiness
from gaisma.base.errors import GaismaError

REFUSED = 2


class Command(BaseCommand):
    """A command of `gaisma`.

    With `--json` a refusal is `{error: {code, message, choices}}` on stdout, otherwise one
    sentence on stderr; its exit status is the `status` that the command's refusals have.
    """

    requires_system_checks: list[str] = []
    needs_record = True
    refusal_status = REFUSED

    def create_parser(self, prog_name: str, subcommand: str, **kwargs: Any) -> CommandParser:
        parser = super().create_parser(prog_name, subcommand, **kwargs)
        parser.add_argument("--json", action="store_true", help="print JSON")
        parser.add_argument("--language", choices=["lv", "en", "ru"], help="language of the answer")
        _hide_django_options(parser)
        return parser

    def execute(self, *args: Any, **options: Any) -> None:
        # Django's own execute would switch translations off and colour the answer.
        try:
            if self.needs_record:
                readiness.ensure()
            with translation.override(options.get("language") or self.default_language()):
                self.handle(*args, **options)
        except GaismaError as refusal:
            self._refuse(refusal, as_json=options.get("json", False))

    def default_language(self) -> str:
        """The installation's language."""
        from gaisma.base.models import Installation

        if not self.needs_record:
            return "lv"
        installation = Installation.objects.filter(pk=1).first()
        return installation.language if installation else "lv"

    def now(self) -> Any:
        """The moment at which the command was given: the one clock of a command."""
        return timezone.now()

    def print_json(self, answer: Any) -> None:
        """Print the answer as one JSON document on stdout."""
        self.stdout.write(json.dumps(answer, ensure_ascii=False, indent=2, default=str))

    def say(self, text: str) -> None:
        """Tell about progress, on stderr."""
        self.stderr.write(text, style_func=str)

    def leave(self, status: int) -> NoReturn:
        """End the program with that exit status."""
        self.stdout.flush()
        sys.exit(status)

    def _refuse(self, refusal: GaismaError, *, as_json: bool) -> NoReturn:
        if as_json:
            choices = refusal.choices
            error = {"code": refusal.code, "message": refusal.message, "choices": choices}
            self.print_json({"error": error})
        else:
            self.say(refusal.message)
        self.leave(self.refusal_status)


def _hide_django_options(parser: ArgumentParser) -> None:
    ours = {"help", "json", "language", "no_color", "traceback"}
    for action in parser._actions:
        if action.dest not in ours and action.option_strings:
            action.help = "==SUPPRESS=="
