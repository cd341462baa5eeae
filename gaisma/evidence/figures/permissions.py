from gaisma.base.permissions import REVIEWERS, WORKING_ROLES, declare

SEE_FIGURES = declare("figures.see", roles=WORKING_ROLES)
NAMING_ROLES = REVIEWERS
"""Roles whose holders see who the people of the records are, as far as they reach."""

READING_ROLES = (*NAMING_ROLES, "founder")
"""Roles whose holders open the records behind a figure, as far as they reach."""

SEE_RECORDS = declare("figures.see_records", roles=READING_ROLES)

SEE_NAMES = declare("figures.see_names", roles=NAMING_ROLES)
