from gaisma.base.permissions import KEEPERS, OFFICIALS, REVIEWERS, WORKING_ROLES, declare

READERS = (*REVIEWERS, "support", "class_teacher", "teacher")
"""Who opens pages of persons: teachers those of their own groups, support those of their school."""

SEE_PEOPLE = declare("people.see", roles=READERS)
SEE_STAFF = declare("people.see_staff", roles=REVIEWERS)
SEE_OWN = declare("people.see_own", roles=WORKING_ROLES)
SHOW_CODE = declare("people.show_code", roles=REVIEWERS)
SEE_LOOKS = declare("people.see_looks", roles=(*OFFICIALS, "head", "auditor"))
KEEP_STAFF = declare("people.keep_staff", roles=KEEPERS)
KEEP_PEOPLE = declare("people.keep", roles=KEEPERS)
MERGE_PEOPLE = declare("people.merge", roles=OFFICIALS)
ERASE_PEOPLE = declare("people.erase", roles=("manager",))
"""Erasing is the authority's decision: it answers for the data."""
