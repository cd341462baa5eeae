from gaisma.base.permissions import KEEPERS, LEADERS, OFFICIALS, declare
from gaisma.record.programmes.querysets import TEACHERS

READERS = (*KEEPERS, *TEACHERS)
"""Who teaches or leads there, and the authority: never the founder or the auditor."""

SEE = declare("assessments.see", roles=(*READERS, "founder", "methodologist", "support", "auditor"))
"""What is examined and what came out in figures; no names."""
DEFINE = declare("assessments.define", roles=OFFICIALS)
SEE_RESULTS = declare("assessments.see_results", roles=READERS)
SUPPORT_TEAM = ("support",)
SEE_SUPPORT = declare("assessments.see_support", roles=(*LEADERS, *TEACHERS, *SUPPORT_TEAM))
"""Who is proposed for individual support; whose learners, `queries.support` decides."""
ENTER = declare("assessments.enter", roles=KEEPERS)
SETTLE = declare("assessments.settle", roles=OFFICIALS)
"""Who says what an appeal comes to, what is final, and which of two values holds."""
