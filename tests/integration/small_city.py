"""A city of two schools, made and changed in a process of an installation."""

import time

from django.db import connection, transaction

from gaisma.base import readiness
from gaisma.base.files import actions as attachments
from gaisma.evidence.lake import actions as lake
from gaisma.record.programmes.models import Enrolment, Group
from tests import factories
from tests.factories import attaching
from tests.installations import SeparateInstallation
from tests.integration import agreement
from tests.moments import NOW

EVERYTHING = ("organisations", "programmes", "groups", "enrolments", "people")


def made(
    installation: SeparateInstallation, learners: int = 20, personal_code: str = ""
) -> SeparateInstallation:
    """The installation with the city in it and a first version of the lake."""
    called(installation, f"make({learners}, {personal_code!r})")
    return installation


def called(installation: SeparateInstallation, call: str) -> str:
    """What a call of this module prints in a process of the installation."""
    done = installation.run("shell", "--no-imports", "-c", line(call))
    assert done.returncode == 0, done.stderr
    return done.stdout


def line(call: str) -> str:
    """The Python line that makes the call."""
    return f"from tests.integration import small_city; print(small_city.{call})"


def make(learners: int, personal_code: str = "") -> int:
    readiness.ensure()
    with transaction.atomic():
        factories.installation()
        school = factories.institution(code="school", name="Paraugpils vidusskola")
        for name in ("1.a", "1.b"):
            programme = factories.programme(institution=school)
            group = factories.group(name=name, programme=programme)
            for number in range(learners):
                person = factories.person(family_name=f"Ozols {number}")
                factories.enrolment(person=person, group=group)
        if personal_code:
            factories.person(personal_code=personal_code)
        lake.touch(*EVERYTHING)
    lake.refresh(reason="test", at=NOW)
    return Enrolment.objects.count()


def attach(width: int = 40) -> str:
    """Attach a picture; what its content is called."""
    with transaction.atomic():
        content = attaching.picture(width)
        return attachments.keep_picture(content, by=None, at=NOW).sha256


def enrol_on(times: int, at_once: int = 5) -> int:
    """Enrol again and again, each time with a version of the lake: what an import does."""
    group = Group.objects.get(name="1.a")
    for _ in range(times):
        with transaction.atomic():
            for _ in range(at_once):
                factories.enrolment(person=factories.person(), group=group)
            lake.touch("people", "enrolments")
        lake.refresh(reason="test", at=NOW)
    return Enrolment.objects.count()


def heads() -> int:
    """The learners of the newest version of the lake."""
    import polars as pl

    from gaisma.evidence.lake import queries

    latest = queries.latest()
    assert latest is not None
    paths = queries.paths(latest)["enrolments"]
    return sum(pl.read_parquet(path).height for path in paths)


def personal_codes() -> list[str]:
    """The personal codes in the record, as they read."""
    from gaisma.base.personal_codes import decrypted
    from gaisma.record.people.models import Person

    coded = Person.objects.exclude(personal_code_encrypted="").order_by("pk")
    return [decrypted(person.personal_code_encrypted) for person in coded]


def change_only() -> None:
    """One learner more, of which the lake does not know yet."""
    with transaction.atomic():
        factories.enrolment(person=factories.person(), group=Group.objects.get(name="1.a"))
        lake.touch("people", "enrolments")


def state() -> dict[str, object]:
    """What a kill might leave by half, and what does not agree, by its name."""
    from gaisma.evidence.interop.models import Import
    from gaisma.record.people.models import Person

    wait_for_killed()
    counted = {"enrolments": Enrolment, "people": Person, "imports": Import}
    told = {name: model.objects.count() for name, model in counted.items()}
    problems = list(agreement.problems())
    return told | {"heads": heads(), "codes": personal_codes(), "problems": problems}


def wait_for_killed() -> None:
    """A server goes on for a moment with what a killed client had sent: it may still commit."""
    if connection.vendor != "postgresql":
        return
    others = (
        "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database()"
        " AND pid <> pg_backend_pid() AND backend_type = 'client backend'"
    )
    last = time.monotonic() + 30
    with connection.cursor() as cursor:
        while time.monotonic() < last and cursor.execute(others).fetchone()[0]:
            time.sleep(0.05)


def give_codes(count: int) -> int:
    """Give so many people a personal code each, which nobody has."""
    for number in range(count):
        factories.person(personal_code=f"3200{number:07}")
    return count


def wait_and_write() -> None:
    """Write what pages and background work leave in the home: an upload, a letter, signs."""
    from gaisma.base.accounts import letters
    from gaisma.base.jobs import signs
    from gaisma.config import static
    from gaisma.evidence.interop import shelf

    shelf.put("city.xlsx", [b"content"])
    letters.post(("Subject", "Body"), to="nobody@example.lv")
    static.gather()
    with signs.announced():
        pass


def secrets() -> str:
    """Put a row into every table that backups leave out; what each can be known by, as JSON."""
    import json

    from django.apps import apps
    from django.db import models

    from gaisma.base import backups

    user, marks = factories.user(), {}
    of_table = {model._meta.db_table: model for model in apps.get_models()}
    with connection.constraint_checks_disabled(), transaction.atomic():
        if connection.vendor == "postgresql":
            connection.cursor().execute("SET session_replication_role = replica")
        for table in backups.left_out():
            mark = f"mark-of-{table}"[:38]
            values: dict[str, object] = {}
            for field in of_table[table]._meta.concrete_fields:
                if isinstance(field, models.ForeignKey):
                    is_user = field.related_model is type(user)
                    values[field.attname] = user.pk if is_user else (None if field.null else 1)
                elif isinstance(field, models.DateTimeField):
                    values[field.attname] = NOW
                elif isinstance(field, models.DateField):
                    values[field.attname] = NOW.date()
                elif isinstance(field, models.CharField | models.TextField):
                    values[field.attname] = mark[: field.max_length or 99]
                elif isinstance(field, models.JSONField):
                    values[field.attname] = {}
                elif isinstance(field, models.IntegerField) and field.primary_key:
                    values[field.attname] = 1
            of_table[table]._base_manager.create(**values)
            marks[table] = mark
    return json.dumps(marks)
