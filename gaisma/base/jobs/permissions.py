from gaisma.base.permissions import WORKING_ROLES, declare

SEE_OWN = declare("works.see_own", roles=WORKING_ROLES)
SEE_ALL = declare("works.see_all", roles=("administrator",))
