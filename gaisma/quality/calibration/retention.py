"""How long it is known how close observers came: as long as it matters to what they observed."""

from django.utils.translation import gettext_noop

from gaisma.base.retention import RetentionKind, remove_rows
from gaisma.quality.calibration.models import Attempt

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
