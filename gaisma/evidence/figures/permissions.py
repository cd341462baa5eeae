from gaisma.base.permissions import WORKING_ROLES, declare

SEE_FIGURES = declare("figures.see", roles=WORKING_ROLES)
SEE_RECORDS = declare(
    "figures.see_records", roles=("specialist", "head", "deputy", "visitor", "administrator")
)
SEE_NAMES = declare("figures.see_names", roles=("specialist", "head", "deputy"))
