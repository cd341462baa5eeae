from gaisma.base.permissions import OFFICIALS, WORKING_ROLES, declare

SEE_INSTRUMENTS = declare("instruments.see", roles=WORKING_ROLES)
KEEP_INSTRUMENTS = declare("instruments.keep", roles=OFFICIALS)
