"""What cases hold of people, for how long; nobody is told of it but those of the case."""

from django.db.models import Model
from django.utils.translation import gettext_noop

from gaisma.base.retention import RetentionKind, remove_rows
from gaisma.quality.prevention.audited import LAKE
from gaisma.quality.prevention.models import (
    Case,
    Dismissal,
    Given,
    Meeting,
    Participant,
    Review,
    Support,
)
from gaisma.record.people.privacy import RECORDED, TECHNICAL, PersonalTable, Purpose

KEPT = "cases"


def _table(
    model: type[Model], title: str, owners: tuple[str, ...], columns: dict[str, str]
) -> PersonalTable:
    return PersonalTable(
        model._meta.label,
        title=title,
        purpose=Purpose.EDUCATION,
        kept=KEPT,
        owners=owners,
        touches=LAKE,
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
]


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
]
