from gaisma.base.permissions import LEADERS, OFFICIALS, REVIEWERS, WORKING_ROLES, declare

SEE_INSTITUTIONS = declare("organisations.see", roles=WORKING_ROLES)
KEEP_INSTITUTIONS = declare("organisations.keep", roles=("specialist", "administrator"))
KEEP_SITES = declare(
    "organisations.keep_sites", roles=("specialist", "head", "deputy", "administrator")
)
KEEP_CONTACTS = declare(
    "organisations.keep_contacts", roles=(*OFFICIALS, *LEADERS, "administrator")
)
SEE_HISTORY = declare("organisations.see_history", roles=(*REVIEWERS, "administrator"))
