"""Whether record and lake of an installation agree: asked in a process of that installation."""

import hashlib
import json
import sys
from pathlib import Path

from tests.installations import SeparateInstallation

CALL = "from tests.integration import agreement; agreement.tell()"


def problems_of(installation: SeparateInstallation) -> list[str]:
    """What does not agree, as sentences; the installation's own program looks for it."""
    done = installation.run("shell", "--no-imports", "-c", CALL)
    assert done.returncode == 0, done.stderr
    found: list[str] = json.loads(done.stdout.splitlines()[-1])
    return found


def tell() -> None:
    """Print what does not agree, as a list."""
    sys.stdout.write(json.dumps(list(problems())) + "\n")


def problems():  # type: ignore[no-untyped-def]
    """What does not agree in the installation of this process."""
    yield from _broken_record()
    yield from _broken_files()
    yield from _stale_tables()


def _broken_record():  # type: ignore[no-untyped-def]
    from django.db import connection

    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            for check, whole in (("integrity_check", [("ok",)]), ("foreign_key_check", [])):
                found = cursor.execute(f"PRAGMA {check}").fetchall()
                if found != whole:
                    yield f"{check}: {found}"


def _broken_files():  # type: ignore[no-untyped-def]
    from gaisma.evidence.lake import files, queries

    for name in queries.named_files():
        file = files.folder() / name
        if not file.exists():
            yield f"{name} is missing"
        elif not hashlib.sha256(file.read_bytes()).hexdigest().startswith(Path(name).stem):
            yield f"{name} is not what it was"


def _stale_tables():  # type: ignore[no-untyped-def]
    """Tables whose counters say that nothing changed, though the record gives other rows."""
    from gaisma.base.registry import gathered
    from gaisma.evidence.lake import files, queries
    from gaisma.evidence.lake.models import TableChange

    latest = queries.latest()
    counters = dict(TableChange.objects.values_list("table", "counter"))
    for fact in gathered("FACTS") if latest else ():
        seen = all(latest.changes.get(t, 0) == counters.get(t, 0) for t in fact.changed_by)
        if seen and fact.rows and fact.key in latest.contents:
            # Files are named by their content: equal rows are equal names.
            now = {file["name"] for file in files.write(fact.table, fact.rows())}
            kept = {file["name"] for file in latest.contents[fact.key]["files"]}
            if now != kept:
                yield f"{fact.key} of version {latest.number} is not what the record says"
