"""Who may: the class teacher enters of the own class, who helps and leads there reads it by name.

The authority and the auditor read counts of classes and institutions, and no name. Whose class it
is says the register: `policies`.
"""

from gaisma.base.permissions import LEADERS, OFFICIALS, REVIEWERS, declare

SUPPORT_TEAM = ("support",)
NAMED = (*LEADERS, *SUPPORT_TEAM)
"""Who sees the learners of all classes of the institution."""
WHOLE = (*REVIEWERS, *SUPPORT_TEAM)
"""Who sees every class of the institution, perhaps without names."""
CLASS_TEACHERS = ("class_teacher",)

SEE = declare("socialemotional.see", roles=(*WHOLE, *CLASS_TEACHERS))
ENTER = declare("socialemotional.enter", roles=CLASS_TEACHERS)
SET_NORMS = declare("socialemotional.set_norms", roles=OFFICIALS)
