from gaisma.base.permissions import (
    KEEPERS,
    LEADERS,
    OFFICIALS,
    REVIEWERS,
    WORKING_ROLES,
    declare,
)

SEE_CALENDAR = declare("calendar.see", roles=WORKING_ROLES)
KEEP_MEASURES = declare("calendar.keep_measures", roles=KEEPERS)
KEEP_DEADLINES = declare("calendar.keep_deadlines", roles=OFFICIALS)

SEE_MISSING = declare("calendar.see_missing", roles=(*REVIEWERS, "founder"))
"""Who sees what institutions owe and have delivered, as far as they reach."""

DELIVER = declare("calendar.deliver", roles=KEEPERS)
"""Heads deliver; an official may note down what came on paper."""

SHARE_CALENDAR = declare("calendar.share", roles=(*OFFICIALS, *LEADERS))
"""Who makes the secret address of an institution's calendar."""
