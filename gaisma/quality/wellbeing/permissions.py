"""Who may: the institution asks and does what is its own, the authority agrees with bodies."""

from gaisma.base.permissions import KEEPERS, REVIEWERS, declare

AT_INSTITUTIONS = ("head", "deputy", "support")
"""Who asks for an activity: leaders, psychologists and social pedagogues."""
SEES = (*REVIEWERS, "support")

SEE = declare("wellbeing.see", roles=SEES)
ASK = declare("wellbeing.ask", roles=(*KEEPERS, "support"))
"""Asks for an activity, changes and cancels what was asked."""
ARRANGE = declare("wellbeing.arrange", roles=(*KEEPERS, "support"))
"""Agrees on the day and marks what came of it: the institution of its own activities only."""
KEEP_PARTNERS = declare("wellbeing.keep_partners", roles=KEEPERS)
"""The authority keeps the bodies of the whole city, an institution its own ones."""
