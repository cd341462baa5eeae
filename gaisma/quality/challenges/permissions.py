"""Who may: the authority keeps its challenges, those who lead and review institutions read them."""

from gaisma.base.permissions import OFFICIALS, REVIEWERS, declare

SEE = declare("challenges.see", roles=REVIEWERS)
KEEP = declare("challenges.keep", roles=OFFICIALS)
"""Names challenges, says what is done about them and what became of them."""
