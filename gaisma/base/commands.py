"""The base of our commands: the record comes into being, mistakes are answered in a sentence."""

import json
import sys
from argparse import SUPPRESS, ArgumentParser
from datetime import datetime
from pathlib import Path
from typing import Any, NoReturn

from django.conf import settings
from django.core.management import CommandParser
from django.core.management.base import BaseCommand
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from gaisma.base import clock, damage, private, readiness
from gaisma.base.errors import GaismaError

REFUSED = 2
DJANGO_OPTIONS = {
    "verbosity": 1,
    "settings": None,
    "pythonpath": None,
    "traceback": False,
    "no_color": False,
    "force_color": False,
    "skip_checks": True,
}
"""What Django's own machinery expects of every command; ours do not offer them."""


class BadUsage(GaismaError):
    """Words on the command line that the command does not take."""


class Parser(CommandParser):
    """Reads the command line; a mistake in it is refused like any other."""

    def error(self, message: str) -> NoReturn:
        """Raises BadUsage with how the command is called."""
        usage = " ".join(self.format_usage().split())
        raise BadUsage(f"{message}. {usage}", code="bad_usage")


class Command(BaseCommand):
    """A command of `gaisma`.

    With `--json` a refusal is `{error: {code, message, choices}}` on stdout, otherwise one
    sentence on stderr; the exit status of a refusal is `refusal_status`.
    """

    needs_record = True
    refusal_status = REFUSED

    def create_parser(self, prog_name: str, subcommand: str, **kwargs: Any) -> CommandParser:
        """The command's own options, `--json` and `--language`; none of Django's."""
        parser = Parser(prog=f"gaisma {subcommand}", description=self.help, **kwargs)
        parser.add_argument("--json", action="store_true", help=_("print JSON"))
        parser.add_argument(
            "--language", choices=["lv", "en", "ru"], help=_("language of the answer")
        )
        parser.set_defaults(**DJANGO_OPTIONS)
        self.add_arguments(parser)
        return parser

    def run_from_argv(self, argv: list[str]) -> None:
        """Run the command that was typed; damage ends it with a sentence, like a mistake."""
        try:
            super().run_from_argv(argv)
        except BrokenPipeError:
            raise
        except Exception as problem:
            self._refuse(damage.refusal(problem), as_json="--json" in argv)

    def execute(self, *args: Any, **options: Any) -> None:
        """Make the record ready, and run in the language that was asked for.

        Nothing is done with a record whose keys are others, or missing.
        """
        if self.needs_record:
            readiness.ensure()
        with translation.override(options.get("language") or self.default_language()):
            if self.needs_record:
                self._demand_keys()
            self.handle(*args, **options)

    def _demand_keys(self) -> None:
        from gaisma.base import rotation

        rotation.demand()

    def default_language(self) -> str:
        """The installation's language."""
        from gaisma.base.models import Installation

        installation = Installation.objects.filter(pk=1).first() if self.needs_record else None
        return installation.language if installation else "lv"

    def now(self) -> datetime:
        """The moment at which the command was given: the one clock of a command."""
        return clock.now() if self.needs_record else timezone.now()

    def print_json(self, answer: Any) -> None:
        """Print the answer as one JSON document on stdout."""
        self.stdout.write(json.dumps(answer, ensure_ascii=False, indent=2, default=str))

    def say(self, text: str) -> None:
        """Tell about progress, on stderr."""
        self.stderr.write(text, style_func=str)

    def shut(self) -> None:
        """Let nobody else look into the home, and say so when somebody could."""
        home = Path(settings.GAISMA_HOME)
        for said in private.told(private.shut(home), home):
            self.say(said)

    def leave(self, status: int) -> NoReturn:
        """End the program with that exit status."""
        self.stdout.flush()
        sys.exit(status)

    @staticmethod
    def accept_common_options(parser: ArgumentParser) -> None:
        """They may stand after a subcommand as well; not given there, they keep what they had."""
        parser.add_argument("--json", action="store_true", default=SUPPRESS)
        parser.add_argument("--language", choices=["lv", "en", "ru"], default=SUPPRESS)

    def _refuse(self, refusal: GaismaError, *, as_json: bool) -> NoReturn:
        if as_json:
            choices = refusal.choices
            error = {"code": refusal.code, "message": refusal.message, "choices": choices}
            self.print_json({"error": error})
        else:
            self.say(refusal.message)
        sys.exit(self.refusal_status)
