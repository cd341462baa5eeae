from gaisma.base.permissions import KEEPERS, OFFICIALS, REVIEWERS, WORKING_ROLES, declare

SEE_ACTS = declare("governance.see_acts", roles=WORKING_ROLES)
KEEP_ACTS = declare("governance.keep_acts", roles=OFFICIALS)

SEE_PRIORITIES = declare("governance.see_priorities", roles=WORKING_ROLES)
KEEP_PRIORITIES = declare("governance.keep_priorities", roles=OFFICIALS)

SEE_BOARDS = declare("governance.see_boards", roles=(*REVIEWERS, "founder"))
SEE_MEMBERS = declare("governance.see_members", roles=REVIEWERS)
"""Who sits in a board and what was said there; the founder's representative sees no names."""

KEEP_BOARDS = declare("governance.keep_boards", roles=KEEPERS)
