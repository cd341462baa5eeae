from gaisma.base.permissions import KEEPERS, OFFICIALS, declare
from gaisma.record.programmes.querysets import TEACHERS

READERS = (*KEEPERS, *TEACHERS)
"""Who teaches or leads there, and the authority: never the founder or the auditor."""

SEE = declare("assessments.see", roles=(*READERS, "founder", "methodologist", "support", "auditor"))
"""What is examined and what came out in figures; no names."""
DEFINE = declare("assessments.define", roles=OFFICIALS)
SEE_RESULTS = declare("assessments.see_results", roles=READERS)
ENTER = declare("assessments.enter", roles=KEEPERS)
SETTLE = declare("assessments.settle", roles=OFFICIALS)
"""Who says what an appeal comes to, what is final, and which of two values holds."""
