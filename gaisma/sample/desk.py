"""The desk of reports in the demo: last year's is published, this year's waits to be begun.

Begun here, this year's would hide the one that the demo builds from all who read no drafts.
"""

from datetime import date, datetime, time

from django.db import transaction
from django.utils import timezone

from gaisma.base.models import User
from gaisma.evidence.reports import actions, queries, shelf
from gaisma.evidence.reports.documents import drawing
from gaisma.evidence.reports.models import Report
from gaisma.evidence.reports.painting import Painter
from gaisma.sample import plan

NAME = "readiness"
LANGUAGE = "lv"
KNOWN_BY = date(2023, 8, 22)
OWN_TEXTS = {
    "observations.lessons": "Stundu vērojumus izglītības pārvalde vienoti uzskaita no "
    "2023./2024. mācību gada; to rezultāti būs lasāmi nākamajā ziņojumā.",
    "surveys.wellbeing": "Labbūtības aptauju visās izglītības iestādēs izglītības pārvalde pirmo "
    "reizi rīkos 2024. gada pavasarī.",
}
"""What people wrote where the city had nothing to count yet."""


@transaction.atomic
def ensure(*, lake_version: int) -> bool:
    """Fill the desk unless something lies on it; tells whether it had to be filled."""
    if Report.objects.exists():
        return False
    writer = User.objects.get(username="specialists")
    head = User.objects.get(username="parvalde")
    _publish(writer, head, lake_version=lake_version)
    return True


def _publish(writer: User, head: User, *, lake_version: int) -> None:
    """Last year's report, from its draft to its publication."""
    report = actions.draft(
        name=NAME,
        school_year=plan.LAST_YEAR,
        as_of=KNOWN_BY,
        by=writer,
        at=_at(2023, 8, 21),
    )
    for section, text in OWN_TEXTS.items():
        actions.write(
            report=report,
            section=section,
            language=LANGUAGE,
            text=text,
            revision=0,
            by=writer,
            at=_at(2023, 8, 21),
        )
    report = actions.send_for_review(report=report, by=writer, at=_at(2023, 8, 22))
    edition = queries.edition_of(report, LANGUAGE)
    built = queries.computed(edition, lake_version=lake_version)
    report = actions.approve(report=report, built=[built], by=head, at=_at(2023, 8, 23))
    report = actions.adopt(
        report=report,
        decision_number="412",
        decision_on=date(2023, 8, 31),
        by=writer,
        at=_at(2023, 9, 1),
    )
    published_at = _at(2023, 9, 4)
    report = actions.publish(report=report, by=head, at=published_at)
    _write(report, lake_version=lake_version, at=published_at)


def _write(report: Report, *, lake_version: int, at: datetime) -> None:
    """The web page of the published report; its other documents are built when asked for."""
    built = queries.computed(queries.edition_of(report, LANGUAGE), lake_version=lake_version)
    stem = shelf.stem(report.name, report.school_year, LANGUAGE)
    with Painter() as painter:
        documents = drawing.documents(built, ("html",), painter)
        shelf.write(documents, folder=shelf.folder(), stem=stem, at=at)


def _at(year: int, month: int, day: int) -> datetime:
    return timezone.make_aware(datetime.combine(date(year, month, day), time(10, 30)))
