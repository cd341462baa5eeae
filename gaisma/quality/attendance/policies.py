"""From when on a state of things is told of."""

from django.utils.translation import gettext_noop

from gaisma.base.thresholds import Threshold

UNEXCUSED_LESSONS = Threshold(
    "attendance.unexcused_lessons",
    title=gettext_noop(
        "The state register is told of who missed more lessons of a term without excuse"
    ),
    unit=gettext_noop("lessons"),
    default=20,
    least=1,
    most=200,
)
"""Cabinet rules on how institutions and municipalities tell of learners who do not attend."""
