from gaisma.base.permissions import OFFICIALS, REVIEWERS, declare

SEE_IMPORTS = declare("imports.see", roles=(*OFFICIALS, "auditor"))
TAKE_IN = declare("imports.take_in", roles=OFFICIALS)
"""A file may change rows of every institution, so the right is asked for on the authority."""

KEEP_MAPPINGS = declare("imports.keep_mappings", roles=(*OFFICIALS, "administrator"))
TAKE_OUT = declare("imports.take_out", roles=REVIEWERS)
SEE_TABLES = declare("imports.see_tables", roles=(*REVIEWERS, "administrator"))
