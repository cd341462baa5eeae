"""Makes the embedded record when a command first needs it, and says when it is out of date."""

from pathlib import Path

from django.apps import apps
from django.conf import settings
from django.core.management import call_command
from django.db import connection

from gaisma.base import private
from gaisma.base.errors import GaismaError


def is_complete() -> bool:
    """Whether the record is as this program wants it."""
    return _wanted() <= _applied()


def ensure() -> None:
    """Create or complete an empty record.

    Raises GaismaError when the record was made by an older program: upgrading somebody's data is
    never a side effect. A demo is nobody's, and is brought up to the program.
    """
    private.make(settings.GAISMA_HOME)
    applied = _applied()
    wanted = _wanted()
    if wanted <= applied:
        return
    if applied and not _is_demo():
        raise GaismaError(
            "The record is older than the program: make a backup, then run `gaisma migrate`.",
            code="record_out_of_date",
        )
    call_command("migrate", verbosity=0, interactive=False)


def _is_demo() -> bool:
    # By hand: the model is that of the program, and the table may be older.
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM base_installation WHERE is_demo")
        row = cursor.fetchone()
    return bool(row and row[0])


def _applied() -> set[tuple[str, str]]:
    with connection.cursor() as cursor:
        if "django_migrations" not in connection.introspection.table_names(cursor):
            return set()
        cursor.execute("SELECT app, name FROM django_migrations")
        return set(cursor.fetchall())


def _wanted() -> set[tuple[str, str]]:
    return {
        (config.label, file.stem)
        for config in apps.get_app_configs()
        if config.name.startswith("gaisma.")
        for file in Path(config.path, "migrations").glob("[0-9]*.py")
    }
