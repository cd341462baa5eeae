"""What cases hold of people, for how long; nobody is told of it but those of the case.

What lists of the register say of a child is told with all else that is held; what was asked after
it, to those alone who look for it.
"""

from datetime import date, datetime
from typing import Any

from django.db.models import Model, QuerySet
from django.utils.translation import gettext_noop

from gaisma.base.retention import RetentionKind, older, remove_rows
from gaisma.quality.prevention.audited import LAKE
from gaisma.quality.prevention.models import (
    Absence,
    AbsenceStep,
    Case,
    ContactAttempt,
    Declared,
    Dismissal,
    Given,
    Meeting,
    Participant,
    Review,
    Run,
    SignalAnswer,
    SignalLink,
    Support,
    Tick,
)
from gaisma.record.people.privacy import RECORDED, TECHNICAL, PersonalTable, Purpose

KEPT, LISTS, ABSENCES, LINKS = ("cases", "lists", "absences", "signal_links")
LISTED = ("declared_children", "contact_attempts")


def _table(
    model: type[Model],
    title: str,
    owners: tuple[str, ...],
    columns: dict[str, str],
    *,
    kept: str = KEPT,
    touches: tuple[str, ...] = LAKE,
) -> PersonalTable:
    return PersonalTable(
        model._meta.label,
        title=title,
        purpose=Purpose.EDUCATION,
        kept=kept,
        owners=owners,
        touches=touches,
        is_sealed=True,
        columns=RECORDED | columns,
    )


FROM, TO, CASE = gettext_noop("From"), gettext_noop("To"), {"case_id": TECHNICAL}
PERSONAL_DATA = [
    _table(
        Case,
        gettext_noop("Support cases"),
        ("learner_id", "owner_id"),
        {
            "learner_id": TECHNICAL,
            "institution_id": gettext_noop("Institution"),
            "owner_id": TECHNICAL,
            "state": TECHNICAL,
            "opened_on": FROM,
            "reasons": gettext_noop("Reasons"),
            "situation": gettext_noop("What was noticed"),
            "closed_on": TO,
            "outcome": gettext_noop("Outcome of the case"),
            "learnt": gettext_noop("What helped, and what did not"),
        },
    ),
    _table(
        Participant,
        gettext_noop("Parts in support cases"),
        ("person_id", "case__learner_id"),
        CASE
        | {
            "person_id": TECHNICAL,
            "body": gettext_noop("On behalf of"),
            "sees": TECHNICAL,
            "until": TO,
        },
    ),
    _table(
        Support,
        gettext_noop("Planned support"),
        ("case__learner_id", "giver_id"),
        CASE
        | {
            "kind": gettext_noop("Support"),
            "subject": gettext_noop("Area or subject"),
            "giver_id": TECHNICAL,
            "funding": gettext_noop("Paid from"),
            "from_on": FROM,
            "to_on": TO,
            "planned_hours": gettext_noop("Planned hours"),
        },
    ),
    _table(
        Given,
        gettext_noop("Support given"),
        ("support__case__learner_id",),
        {
            "support_id": TECHNICAL,
            "on": gettext_noop("Day"),
            "hours": gettext_noop("Hours"),
            "amount": gettext_noop("Money, €"),
        },
    ),
    _table(
        Meeting,
        gettext_noop("Meetings of support cases"),
        ("case__learner_id",),
        CASE
        | {
            "held_on": gettext_noop("Took place on"),
            "attended": gettext_noop("Who was there"),
            "agreed": gettext_noop("What was agreed"),
        },
    ),
    _table(
        Review,
        gettext_noop("Reviews of support cases"),
        ("case__learner_id",),
        CASE
        | {
            "due_on": gettext_noop("Day of the review"),
            "held_on": gettext_noop("Took place on"),
            "found": gettext_noop("Found"),
        },
    ),
    _table(
        Run,
        gettext_noop("Algorithms followed"),
        ("case__learner_id",),
        CASE
        | {
            "algorithm_id": gettext_noop("Algorithm of action"),
            "state": TECHNICAL,
            "started_on": FROM,
            "started_by_id": TECHNICAL,
            "finished_on": TO,
        },
    ),
    _table(
        Tick,
        gettext_noop("Steps of algorithms"),
        ("run__case__learner_id", "done_by_id"),
        {
            "run_id": TECHNICAL,
            "number": gettext_noop("Step"),
            "outcome": gettext_noop("How it ended"),
            "on": gettext_noop("Day"),
            "done_by_id": TECHNICAL,
            "note": gettext_noop("Note"),
        },
    ),
    _table(
        Dismissal,
        gettext_noop("Dismissed signals"),
        ("learner_id",),
        {
            "learner_id": TECHNICAL,
            "institution_id": gettext_noop("Institution"),
            "kind": gettext_noop("Signal"),
            "dismissed_on": FROM,
            "until": TO,
            "reason": gettext_noop("Why nothing has to be done"),
            "dismissed_by_id": TECHNICAL,
        },
    ),
    _table(
        SignalLink,
        gettext_noop("Addresses by which the family reads signals"),
        ("learner_id",),
        {
            "learner_id": TECHNICAL,
            "institution_id": gettext_noop("Institution"),
            "token_hash": TECHNICAL,
            "kinds": gettext_noop("Signals"),
            "made_at": gettext_noop("Address made"),
            "made_by_id": TECHNICAL,
            "until": TO,
            "opened_at": gettext_noop("Opened first"),
            "ended_at": gettext_noop("Withdrawn or replaced"),
        },
        kept=LINKS,
        touches=(),
    ),
    _table(
        SignalAnswer,
        gettext_noop("Answers to signals"),
        ("link__learner_id",),
        {
            "link_id": TECHNICAL,
            "kind": gettext_noop("Signal"),
            "text": gettext_noop("Answer"),
        },
        kept=LINKS,
        touches=(),
    ),
    _table(
        Absence,
        gettext_noop("Reasons of unexcused absences"),
        ("learner_id",),
        {
            "learner_id": TECHNICAL,
            "institution_id": gettext_noop("Institution"),
            "term_id": gettext_noop("Term"),
            "reason": gettext_noop("Reason"),
            "entered_by_id": TECHNICAL,
        },
        kept=ABSENCES,
        touches=(),
    ),
    _table(
        AbsenceStep,
        gettext_noop("What was done about unexcused absences"),
        ("absence__learner_id",),
        {
            "absence_id": TECHNICAL,
            "kind": gettext_noop("What was done"),
            "on": gettext_noop("Day"),
            "done_by_id": TECHNICAL,
        },
        kept=ABSENCES,
        touches=(),
    ),
    PersonalTable(
        Declared._meta.label,
        title=gettext_noop("Lists of the register of persons"),
        purpose=Purpose.EDUCATION,
        kept=LISTS,
        owners=("person_id",),
        reasons=("person_id",),
        touches=LISTED,
        period=("from_on", "to_on"),
        columns=RECORDED
        | {
            "person_id": TECHNICAL,
            "address": gettext_noop("Address"),
            "is_protected": gettext_noop("Under temporary protection"),
            "from_on": FROM,
            "listed_on": gettext_noop("Last list"),
            "to_on": TO,
            "responsible_id": TECHNICAL,
        },
    ),
    _table(
        ContactAttempt,
        gettext_noop("Attempts to reach the child"),
        ("person_id",),
        {
            "person_id": TECHNICAL,
            "on": gettext_noop("Day"),
            "way": gettext_noop("How somebody asked"),
            "came_of_it": gettext_noop("What was found out"),
            "outcome": gettext_noop("What is known of the child now"),
            "made_by_id": TECHNICAL,
        },
        kept=LISTS,
        touches=LISTED,
    ),
]


def _unlisted(before: date) -> QuerySet[Any]:
    """Children whom no list has any more since long ago."""
    return Declared.objects.filter(to_on__lt=before)


def _remove_listed(rows: QuerySet[Any], *, at: datetime) -> int:
    """With the last entry of a child goes what was asked after it."""
    ids = list(rows.values_list("pk", flat=True))
    still = Declared.objects.exclude(pk__in=ids).values("person")
    people = Declared.objects.filter(pk__in=ids).values("person")
    ContactAttempt.objects.filter(person__in=people).exclude(person__in=still).delete()
    return remove_rows(Declared.objects.filter(pk__in=ids), at=at)


RETENTION = [
    RetentionKind(
        KEPT,
        title=gettext_noop("Support cases"),
        years=5,
        source="archives law: files of individual support",
        over=lambda before: Case.objects.filter(closed_on__lt=before),
        remove=remove_rows,
        touches=LAKE,
    ),
    RetentionKind(
        LISTS,
        title=gettext_noop("Children whom lists of the register of persons have no more"),
        years=3,
        source="data protection law: no longer than the purpose needs",
        over=_unlisted,
        remove=_remove_listed,
        touches=LISTED,
    ),
    RetentionKind(
        ABSENCES,
        title=gettext_noop("Reasons of unexcused absences"),
        years=3,
        source="data protection law: no longer than the purpose needs",
        over=lambda before: Absence.objects.filter(term__to_on__lt=before),
        remove=remove_rows,
    ),
    RetentionKind(
        LINKS,
        title=gettext_noop("Addresses by which families read signals, and their answers"),
        years=3,
        source="data protection law: no longer than the purpose needs",
        over=older(SignalLink, "made_at"),
        remove=remove_rows,
    ),
]
