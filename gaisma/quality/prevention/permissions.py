"""Who may: a case is open to whom it concerns, and to nobody else, not even that there is one.

The permissions say in which roles somebody can have to do with cases at all. Whose a case is says
the case: its owner, who is named in it, and the institution's support team (`sight`). The founder,
the auditor and the administrator have none; the authority reads figures of institutions, and a
person of the authority sees a case only where it names them.
"""

from gaisma.base import access
from gaisma.base.models import Installation, User
from gaisma.base.permissions import (
    AT_WORK,
    KEEPERS,
    LEADERS,
    OFFICIALS,
    REVIEWERS,
    Reader,
    declare,
)

SUPPORT_TEAM = ("support",)
"""Psychologists, social pedagogues, speech therapists: they see all cases of their institution."""
CLASS_TEACHERS = ("class_teacher",)

SEE_CASES = declare("prevention.see", roles=(*KEEPERS, *AT_WORK))
OPENERS = (*LEADERS, *SUPPORT_TEAM, *CLASS_TEACHERS)
OPEN_CASES = declare("prevention.open", roles=OPENERS)
WORK_ON_CASES = declare("prevention.work", roles=(*KEEPERS, *AT_WORK))
"""Writes into cases that are theirs to work on; which, the case decides."""

SEE_SIGNALS = declare("prevention.see_signals", roles=(*SUPPORT_TEAM, *CLASS_TEACHERS))
"""By name: the support team all of its institution, a class teacher those of the own class."""

READS_CLIMATE = (*REVIEWERS, *SUPPORT_TEAM)
SEE_CLIMATE = declare("prevention.see_climate", roles=READS_CLIMATE)
"""By class, without names."""

SEE_RULES = declare("prevention.see_rules", roles=(*REVIEWERS, *AT_WORK))
SET_RULES = declare("prevention.set_rules", roles=OFFICIALS)

SEE_ALGORITHMS = declare("prevention.see_algorithms", roles=(*REVIEWERS, *AT_WORK))
PUBLISH_ALGORITHMS = declare("prevention.publish_algorithms", roles=OFFICIALS)

SEE_OUTSIDE = declare("prevention.see_outside", roles=OFFICIALS)
SEEK = declare("prevention.seek", roles=OFFICIALS)
"""Children whom no institution has are looked for by the authority; nobody else knows of them."""


def is_of_the_authority(user: Reader) -> bool:
    """Whether somebody is one of the authority's own people, who answer for the whole city."""
    if not isinstance(user, User):
        return False
    return Installation.current().authority_id in access.reach(user, *OFFICIALS)
