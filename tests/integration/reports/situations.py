"""The demo as a report reads it, asked in a process of its installation; and what is changed in it.

Each function is called by name and prints its answer as JSON.
"""

import json
import sys
from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

from django.db import transaction
from django.utils import timezone

from gaisma.evidence.lake import actions as lake
from gaisma.evidence.reports import queries
from gaisma.quality.selfevaluation.models import Finding
from gaisma.quality.surveys.models import Campaign, Part
from gaisma.record.people.models import Employment
from tests.installations import SeparateInstallation

LANGUAGES = ("lv", "en", "ru")
CLOSED_AT = datetime(2024, 8, 1, 10, tzinfo=ZoneInfo("Europe/Riga"))


def called(installation: SeparateInstallation, call: str) -> Any:
    """What a call of this module answers in a process of the installation."""
    line = f"from tests.integration.reports import situations; situations.tell({call!r})"
    done = installation.run("shell", "--no-imports", "-c", line)
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout.splitlines()[-1])


def tell(call: str) -> None:
    sys.stdout.write(json.dumps(eval(call)) + "\n")


def reports(school_year: str, as_of: str) -> dict[str, dict[str, Any]]:
    """The report in each language: its body, and the titles of what is left out."""
    found = {}
    for language in LANGUAGES:
        edition = queries.edition(
            "readiness",
            school_year=school_year,
            as_of=date.fromisoformat(as_of),
            language=language,
        )
        built = queries.computed(edition, lake_version=None)
        found[language] = {"body": built.body, "left_out": list(built.left_out)}
    return found


@transaction.atomic
def unqualify() -> int:
    """One teacher of a school of whom the rules are not met."""
    row = Employment.objects.filter(qualified=True, to_on=None, role="mathematics_teacher").first()
    assert row
    row.qualified = False
    row.save()
    return _refreshed("employments")


@transaction.atomic
def add_campaign() -> int:
    """A later survey of wellbeing, of which nothing is told yet."""
    first = Campaign.objects.get(code="wellbeing 2024")
    parts = list(first.parts.all())
    later = Campaign.objects.create(
        name="Labbūtība vasarā",
        code="wellbeing summer",
        opens_on=date(2024, 7, 1),
        closes_on=date(2024, 7, 31),
        counted_on=date(2024, 7, 1),
        started_at=CLOSED_AT,
        closed_at=CLOSED_AT,
        changed_at=CLOSED_AT,
    )
    for part in parts:
        Part.objects.create(
            campaign=later, audience=part.audience, version=part.version, changed_at=CLOSED_AT
        )
    return _refreshed("surveys")


@transaction.atomic
def change_finding() -> int:
    """The one school whose environment did not meet the requirements meets them partly."""
    rows = Finding.objects.filter(kind="external_visit", held_on__gte=date(2023, 9, 1))
    (row,) = [one for one in rows if one.level == "does_not"]
    row.level = "partly"
    row.save()
    return _refreshed("findings", "evaluations", "selfevaluation")


def _refreshed(*changed: str) -> int:
    lake.touch(*changed)
    version = lake.refresh(reason="test", at=timezone.now())
    return version.number if version else 0
