"""One record of the demo changed, made in a process of its installation; then a new version."""

from datetime import UTC, date, datetime

from django.db import transaction

from gaisma.analytics.vocabulary import TEACHING_ROLES
from gaisma.evidence.lake import actions as lake
from gaisma.quality.selfevaluation.models import Finding
from gaisma.record.organisations.models import Succession
from gaisma.record.people.models import Employment
from gaisma.sample import surveys

AT = datetime(2024, 8, 20, 12, tzinfo=UTC)


def nothing() -> None:
    """The city as it is."""


def one_unqualified() -> None:
    """One teacher of a general school does not meet the requirements any more."""
    teaching = Employment.objects.filter(
        stage="school", role__in=TEACHING_ROLES, qualified=True, to_on=None
    )
    first = teaching.order_by("pk").values_list("pk", flat=True)[0]
    Employment.objects.filter(pk=first).update(qualified=False)
    _tell("employments")


def merger_undone() -> None:
    """Nobody took over the school that joined the one in the north."""
    Succession.objects.filter(successor__name__contains="Ziemeļu").delete()
    _tell("successions")


def campaign_added() -> None:
    """A second wave of the survey, closed in June, with other answers."""
    surveys.NAME, surveys.CODE = "Labbūtība 2024. gada jūnijā", "wellbeing 2024 june"
    surveys.CLOSES_ON = date(2024, 6, 14)
    surveys.CLOSED_AT = datetime(2024, 6, 17, 9, tzinfo=UTC)
    surveys.PUBLISHED = ()
    with transaction.atomic():
        surveys.make_wave(at=AT)
    _tell()


def finding_changed() -> None:
    """The surroundings of a school that met the requirements meet them partly."""
    met = Finding.objects.filter(kind="external_visit", level="meets").order_by("pk")
    Finding.objects.filter(pk=met.values_list("pk", flat=True)[0]).update(level="partly")
    _tell("evaluations")


def _tell(*tables: str) -> None:
    if tables:
        with transaction.atomic():
            lake.touch(*tables)
    lake.refresh(reason="test", at=AT)
