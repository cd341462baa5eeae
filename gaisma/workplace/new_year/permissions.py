from gaisma.base.permissions import KEEPERS, LEADERS, declare

SEE = declare("new_year.see", roles=KEEPERS)
PREPARE = declare("new_year.prepare", roles=KEEPERS)
CONFIRM = declare("new_year.confirm", roles=LEADERS)
"""Whoever leads an institution answers for its register; nobody else can give that word."""
