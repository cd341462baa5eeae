from gaisma.base.permissions import WORKING_ROLES, declare

SEARCH = declare("search.search", roles=WORKING_ROLES)
