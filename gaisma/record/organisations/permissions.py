from gaisma.base.permissions import WORKING_ROLES, declare

SEE_INSTITUTIONS = declare("organisations.see", roles=WORKING_ROLES)
KEEP_INSTITUTIONS = declare("organisations.keep", roles=("specialist", "administrator"))
KEEP_SITES = declare(
    "organisations.keep_sites", roles=("specialist", "head", "deputy", "administrator")
)
