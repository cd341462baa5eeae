from gaisma.base.permissions import AT_WORK, KEEPERS, LEADERS, OFFICIALS, declare

SEE_SURVEYS = declare("surveys.see", roles=(*KEEPERS, "auditor"))
RUN_SURVEYS = declare("surveys.run", roles=OFFICIALS)
GIVE_CODES = declare("surveys.give_codes", roles=KEEPERS)
"""Gives out the codes of an institution that the role reaches, and enters paper of others than lead
it: see `policies.does_not_lead`."""
DRAW_CODE = declare("surveys.draw_code", roles=(*AT_WORK, *LEADERS))
"""Draws a code where whoever is signed in holds a post of those who are asked."""
READ_TEXTS = declare("surveys.read_texts", roles=KEEPERS)
"""Reads what people wrote, where enough did: who leads an institution at their own."""
