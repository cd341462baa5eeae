from gaisma.base.permissions import AT_WORK, KEEPERS, LEADERS, OFFICIALS, declare

SEE_OBSERVATIONS = declare("observations.see", roles=(*KEEPERS, *AT_WORK))
"""The pages; which observations stand there is decided for each."""

PLAN_OBSERVATIONS = declare("observations.plan", roles=KEEPERS)
PLAN_EXTERNAL = declare("observations.plan_external", roles=OFFICIALS)
PLAN_INTERNAL = declare("observations.plan_internal", roles=LEADERS)
OBSERVE = declare("observations.observe", roles=(*KEEPERS, *AT_WORK))
"""Fills sheets; only those that are the user's own."""

SEE_PICTURE = declare("observations.see_picture", roles=(*KEEPERS, "auditor"))
SET_COVERAGE = declare("observations.set_coverage", roles=OFFICIALS)
