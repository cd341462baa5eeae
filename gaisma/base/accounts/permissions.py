"""Who may what with accounts; which role may grant which other is the table in policies.py."""

from rules.permissions import set_perm
from rules.predicates import is_authenticated

from gaisma.base.permissions import KEEPERS, REVIEWERS, declare

OWN = "accounts.own"
"""One's own account: of everybody who has signed in, with or without a role."""
set_perm(OWN, is_authenticated)  # type: ignore[no-untyped-call]

SEE = declare("accounts.see", roles=(*REVIEWERS, "administrator"))
GRANT = declare("accounts.grant", roles=(*KEEPERS, "administrator"))
ADMINISTER = declare("accounts.administer", roles=("administrator",))
