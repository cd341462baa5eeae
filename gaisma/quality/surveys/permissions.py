from gaisma.base.permissions import KEEPERS, OFFICIALS, declare

SEE_SURVEYS = declare("surveys.see", roles=(*KEEPERS, "auditor"))
RUN_SURVEYS = declare("surveys.run", roles=OFFICIALS)
GIVE_CODES = declare("surveys.give_codes", roles=KEEPERS)
"""Gives out the codes of an institution that the role reaches."""
READ_TEXTS = declare("surveys.read_texts", roles=KEEPERS)
"""Reads what people wrote, where enough did: who leads an institution at their own."""
