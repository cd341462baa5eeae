"""The console script `gaisma`: Django's commands under our name."""

import os
import sys


def main() -> None:
    """Run the command that the arguments name."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "gaisma.config.settings")
    from django.core.management import execute_from_command_line

    execute_from_command_line(["gaisma", *sys.argv[1:]])
