"""How close observers came to agreed levels: known as long as it matters to what they observed."""

from django.utils.translation import gettext_noop

from gaisma.base.retention import RetentionKind, remove_rows
from gaisma.quality.calibration.models import Attempt
from gaisma.record.people.privacy import RECORDED, TECHNICAL, PersonalTable, Purpose

PERSONAL_DATA = [
    PersonalTable(
        Attempt._meta.label,
        title=gettext_noop("Calibration exercises taken"),
        purpose=Purpose.WORK,
        kept="calibration",
        owners=("observer_id",),
        columns=RECORDED
        | {
            "exercise_id": gettext_noop("Exercise"),
            "observer_id": TECHNICAL,
            "taken_on": gettext_noop("Taken on"),
            "answers": TECHNICAL,
            "criteria": gettext_noop("Criteria"),
            "exact": gettext_noop("Same level"),
            "adjacent": gettext_noop("At most one level apart"),
            "kappa": gettext_noop("Weighted kappa"),
            "valid_until": gettext_noop("Calibrated until"),
        },
    ),
]


RETENTION = [
    RetentionKind(
        "calibration",
        title=gettext_noop("Calibration of observers"),
        years=5,
        source="archives law: documents of quality monitoring",
        over=lambda before: Attempt.objects.filter(taken_on__lt=before),
        remove=remove_rows,
    ),
]
