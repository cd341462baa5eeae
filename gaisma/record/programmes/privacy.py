"""What this room holds about persons, for how long, and which two cannot be one.

Of a group whose school year is over its term the head count on 1 September stays, which is what
comparisons over years ask for: those enrolled on that day. What was after it, where the learners
lived, and that somebody was in two groups at once is not known any more.
"""

from collections.abc import Iterator
from datetime import date, datetime
from typing import Any

import polars as pl
from django.db.models import Count, F, Q, QuerySet
from django.db.models.functions import Coalesce
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from gaisma.analytics.vocabulary import EXCLUSIVE_STAGES
from gaisma.base import bulk
from gaisma.base.retention import RetentionKind
from gaisma.evidence.interop.imports import forget_content
from gaisma.record.people.merging import Obstacle
from gaisma.record.people.models import Person
from gaisma.record.people.privacy import (
    FROM,
    INSTITUTION,
    NUMBER,
    RECORDED,
    STAGE,
    SYSTEM,
    TECHNICAL,
    TO,
    PersonalTable,
    Purpose,
    detach,
    of_known,
)
from gaisma.record.programmes import policies
from gaisma.record.programmes.models import Enrolment, Group, QueueEntry

PERSONAL_DATA = [
    PersonalTable(
        "programmes.EnrolmentIdentifier",
        title=gettext_noop("Numbers of enrolments in other systems"),
        purpose=Purpose.IDENTITY,
        kept="enrolment",
        owners=("enrolment__person_id",),
        columns={"id": TECHNICAL, "enrolment_id": TECHNICAL, "scheme": SYSTEM, "value": NUMBER},
    ),
    PersonalTable(
        "programmes.Enrolment",
        title=gettext_noop("Enrolments"),
        purpose=Purpose.EDUCATION,
        kept="enrolment",
        owners=("person_id",),
        reasons=("person_id",),
        stays=True,
        period=("from_on", "to_on"),
        ends_with="group__school_year__ends_on",
        columns=RECORDED
        | {
            "person_id": TECHNICAL,
            "group_id": gettext_noop("Group or class"),
            "programme_id": gettext_noop("Education programme"),
            "registered_on": gettext_noop("Registered"),
            "from_on": FROM,
            "to_on": TO,
            "home_municipality": gettext_noop("Home municipality"),
            "leaving_reason": gettext_noop("Reason of leaving"),
        },
        shown={
            "group__institution": INSTITUTION,
            "group__school_year": gettext_noop("School year"),
        },
    ),
    PersonalTable(
        "programmes.GroupTeacher",
        title=gettext_noop("Groups taught"),
        purpose=Purpose.WORK,
        kept="employment",
        owners=("person_id",),
        period=("from_on", "to_on"),
        columns=RECORDED
        | {
            "person_id": TECHNICAL,
            "group_id": gettext_noop("Group or class"),
            "is_class_teacher": gettext_noop("Class teacher"),
            "from_on": FROM,
            "to_on": TO,
        },
    ),
    PersonalTable(
        "programmes.TransferOffer",
        title=gettext_noop("Offers to take the learner over"),
        purpose=Purpose.EDUCATION,
        kept="enrolment",
        owners=("enrolment__person_id",),
        columns=RECORDED
        | {
            "enrolment_id": TECHNICAL,
            "to_id": INSTITUTION,
            "on": FROM,
            "note": gettext_noop("Note"),
            "state": gettext_noop("State of the offer"),
            "offered_by_id": gettext_noop("Offered by"),
            "decided_by_id": gettext_noop("Decided by"),
            "decided_at": gettext_noop("Decided"),
        },
    ),
    PersonalTable(
        "programmes.QueueEntry",
        title=gettext_noop("Waiting for a place"),
        purpose=Purpose.PLACE,
        kept="queue",
        owners=("person_id",),
        reasons=("person_id",),
        stays=True,
        period=("registered_on", "left_on"),
        columns=RECORDED
        | {
            "person_id": TECHNICAL,
            "stage": STAGE,
            "institution_id": INSTITUTION,
            "registered_on": FROM,
            "left_on": TO,
        },
    ),
]


YEAR_STARTS = F("school_year__starts_on")


def _old_enrolments(before: date) -> QuerySet[Any]:
    return Enrolment.objects.filter(group__school_year__ends_on__lt=before)


def _become_totals(rows: QuerySet[Any], *, at: datetime) -> int:
    groups = Group.objects.filter(pk__in=rows.values("group"))
    there = Q(enrolments__from_on__lte=YEAR_STARTS) & (
        Q(enrolments__to_on__isnull=True) | Q(enrolments__to_on__gte=YEAR_STARTS)
    )
    counted = groups.annotate(
        heads=Count("enrolments__person", distinct=True, filter=there),
        before=Coalesce("learners_total", 0),
    )
    totals = list(counted.values_list("pk", "heads", "before", "revision"))
    columns = {
        "id": [group for group, *_ in totals],
        "learners_total": [heads + before for _, heads, before, _ in totals],
        "revision": [revision + 1 for *_, revision in totals],
        "changed_at": pl.Series([at] * len(totals), dtype=pl.Datetime("us", "UTC")),
    }
    gone = list(rows.values_list("pk", flat=True))
    rows.delete()
    forget_content(Enrolment, gone)
    bulk.update(Group, pl.DataFrame(columns))
    return len(gone)


def _old_queue_entries(before: date) -> QuerySet[Any]:
    return of_known(QueueEntry.objects.filter(left_on__lt=before))


RETENTION = [
    RetentionKind(
        "enrolment",
        title=gettext_noop("Enrolments of past school years; afterwards totals of groups"),
        years=10,
        source="education and archives law: registers of learners",
        over=_old_enrolments,
        remove=_become_totals,
        touches=("groups", "enrolments"),
    ),
    RetentionKind(
        "queue",
        title=gettext_noop("Entries that left the queue; afterwards without the person"),
        years=2,
        source="data protection law: no longer than the purpose needs",
        over=_old_queue_entries,
        remove=detach,
        touches=("people", "queue"),
    ),
]


def _learning(kept: Person, other: Person) -> Iterator[str]:
    learnt = other.enrolments.filter(programme__stage__in=EXCLUSIVE_STAGES)
    for enrolment in learnt.select_related("group__school_year", "group__institution"):
        to_on = policies.last_day(enrolment.group, enrolment.to_on)
        there = policies.overlapping(kept, from_on=enrolment.from_on, to_on=to_on)
        # The same place from the same day is one place, written down twice.
        same = there.exclude(group=enrolment.group, from_on=enrolment.from_on).first()
        if same:
            yield _(
                "They learn at two places at once, in %(group)s and in %(other)s: "
                "end one of the enrolments first."
            ) % {"group": _place(same.group), "other": _place(enrolment.group)}


def _place(group: object) -> str:
    return f"{group} ({group.institution})"  # type: ignore[attr-defined]


MERGE_OBSTACLES = [
    Obstacle("programmes.learning", _learning),
]
