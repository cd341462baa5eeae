from gaisma.base.permissions import WORKING_ROLES, declare

SEE_HOME = declare("home.see", roles=WORKING_ROLES)
