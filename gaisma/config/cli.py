"""The console script `gaisma`: Django's commands under our name."""

import os
import sys

from django.core.exceptions import AppRegistryNotReady, ImproperlyConfigured
from django.core.management import ManagementUtility, get_commands, load_command_class

from gaisma.base import damage, private
from gaisma.config.environment import UnableToReadSetting

BAD_USAGE = 2
REFUSED = 2
INTERRUPTED = 130
UNHEARD = 141
"""Whoever read what is printed has gone: the status of a program that a closed pipe ends."""


class Gaisma(ManagementUtility):
    """Finds our commands first and explains them in a line each."""

    def main_help_text(self, commands_only: bool = False) -> str:  # noqa: FBT001, FBT002
        """The list of our commands; Django's own are left to its documentation."""
        ours = sorted(name for name, app in get_commands().items() if app.startswith("gaisma."))
        if commands_only:
            return "\n".join(ours)
        lines = [f"  {name:<12} {_summary(name)}" for name in ours]
        return "\n".join(["gaisma COMMAND [--help] …", "", *lines])

    def fetch_command(self, subcommand: str):  # type: ignore[no-untyped-def]
        """The command of that name; an unknown one is bad usage."""
        if subcommand not in get_commands():
            sys.stderr.write(f"“{subcommand}” is no command: `gaisma help` lists them.\n")
            sys.exit(BAD_USAGE)
        return super().fetch_command(subcommand)


def main() -> None:
    """Run the command that the arguments name; whatever is damaged, it ends with a sentence."""
    private.begin()
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "gaisma.config.settings")
    try:
        Gaisma(["gaisma", *sys.argv[1:]]).execute()
        # What cannot be said is refused now, and not when nobody hears it any more.
        sys.stdout.flush()
    except KeyboardInterrupt:
        sys.exit(INTERRUPTED)
    except BrokenPipeError:
        _say_no_more()
        sys.exit(UNHEARD)
    except (UnableToReadSetting, ImproperlyConfigured) as mistake:
        _end(str(mistake))
    except Exception as problem:
        _say_no_more()
        _end(_sentence(problem))


def _sentence(problem: Exception) -> str:
    try:
        return damage.refusal(problem).message
    except (AppRegistryNotReady, ImproperlyConfigured):
        # Before there are settings nothing is told in another language.
        return f"Gaisma cannot begin ({type(problem).__name__}): look at the GAISMA_ variables."


def _end(sentence: str) -> None:
    sys.stderr.write(f"{sentence}\n")
    sys.exit(REFUSED)


def _say_no_more() -> None:
    """Let the interpreter find nothing left to print as it ends."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def _summary(name: str) -> str:
    return load_command_class(get_commands()[name], name).help
