from gaisma.base.permissions import WORKING_ROLES, declare

READ = declare("api.read", roles=WORKING_ROLES)
KEEP_OWN_TOKENS = declare("api.keep_own_tokens", roles=WORKING_ROLES)
