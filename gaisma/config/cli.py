"""The console script `gaisma`: Django's commands under our name."""

import os
import sys

from django.core.management import ManagementUtility, get_commands, load_command_class

from gaisma.base import private

BAD_USAGE = 2
INTERRUPTED = 130


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
    """Run the command that the arguments name."""
    private.begin()
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "gaisma.config.settings")
    try:
        Gaisma(["gaisma", *sys.argv[1:]]).execute()
    except KeyboardInterrupt:
        sys.exit(INTERRUPTED)


def _summary(name: str) -> str:
    return load_command_class(get_commands()[name], name).help
