from gaisma.base.permissions import KEEPERS, OFFICIALS, declare

SEE = declare("inspections.see", roles=KEEPERS)
"""The pages; who leads an institution sees its own, and what was found once the act is signed."""

PLAN = declare("inspections.plan", roles=OFFICIALS)
INSPECT = declare("inspections.inspect", roles=OFFICIALS)
ACKNOWLEDGE = declare("inspections.acknowledge", roles=("head",))
MEND = declare("inspections.mend", roles=KEEPERS)
CHECK = declare("inspections.check", roles=OFFICIALS)
