"""Who sees how learners attend: leaders, support and the authority all there, teachers their own.

The founder and whoever sees no learner by name is told by figures alone.
"""

from gaisma.base.permissions import REVIEWERS, declare

WHOLE = (*REVIEWERS, "support")
"""Who sees every class of an institution."""
READERS = (*WHOLE, "class_teacher", "teacher")

SEE = declare("attendance.see", roles=READERS)
SEE_SIGNALS = declare("attendance.see_signals", roles=REVIEWERS)
SEE_UNEXCUSED = declare("attendance.see_unexcused", roles=WHOLE)
"""The list that the state register asks of institutions."""
