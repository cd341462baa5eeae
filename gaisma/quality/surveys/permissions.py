from gaisma.base.permissions import AT_WORK, KEEPERS, LEADERS, OFFICIALS, declare
from gaisma.record.programmes.querysets import TEACHERS

SEE_SURVEYS = declare("surveys.see", roles=(*KEEPERS, "auditor"))
RUN_SURVEYS = declare("surveys.run", roles=OFFICIALS)
GIVE_CODES = declare("surveys.give_codes", roles=KEEPERS)
"""Says how many codes an institution that the role reaches gets, and to whom; who does not lead it
also sends them and enters paper: see `codes.policies.check_gets_no_codes` and
`answering.actions.check_does_not_lead`."""
PRINT_CODES = declare("surveys.print_codes", roles=(*KEEPERS, *TEACHERS))
"""Opens slips, an official all and a class teacher those of the own classes: of the others, and of
who leads the institution, `codes.policies.check_can_be_printed` says who prints instead."""
DRAW_CODE = declare("surveys.draw_code", roles=(*AT_WORK, *LEADERS))
"""Draws a code where whoever is signed in holds a post of those who are asked."""
READ_TEXTS = declare("surveys.read_texts", roles=KEEPERS)
"""Reads what people wrote, where enough did: who leads an institution at their own."""
