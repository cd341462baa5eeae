from django.utils.translation import gettext_noop

from gaisma.base.thresholds import Threshold

THRESHOLDS = [
    Threshold(
        "health.backup_age",
        title=gettext_noop("A backup is too old after"),
        unit=gettext_noop("days"),
        default=2,
        least=1,
        most=90,
    ),
    Threshold(
        "health.free_space",
        title=gettext_noop("Disk space is short below"),
        unit=gettext_noop("percent of the disk"),
        default=15,
        least=2,
        most=50,
    ),
]
