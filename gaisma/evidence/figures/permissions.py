from gaisma.base.permissions import WORKING_ROLES, declare

SEE_FIGURES = declare("figures.see", roles=WORKING_ROLES)
SEE_RECORDS = declare(
    "figures.see_records", roles=("specialist", "head", "deputy", "visitor", "administrator")
)
NAMING_ROLES = ("specialist", "head", "deputy")
"""Roles whose holders see who the people of the records are, as far as they reach."""

SEE_NAMES = declare("figures.see_names", roles=NAMING_ROLES)
