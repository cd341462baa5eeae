"""Who may: observers try themselves, the authority's specialists write what they try.

A result is the observer's own. The authority, which answers for its external observers, sees their
results and until when they are valid. Who leads an institution sees of its observers until when
they are valid and nothing else: she must know whom to send into a lesson, and a number beside a
colleague's name would soon be read as a mark of the colleague. Nobody is put in an order.
"""

from gaisma.base.permissions import AT_WORK, KEEPERS, OFFICIALS, declare

SEE_EXERCISES = declare("calibration.see", roles=(*KEEPERS, *AT_WORK))
KEEP_EXERCISES = declare("calibration.keep", roles=OFFICIALS)
"""Writes exercises, opens and withdraws them."""

TAKE_EXERCISES = declare("calibration.take", roles=(*KEEPERS, *AT_WORK))
SEE_VALIDITY = declare("calibration.see_validity", roles=KEEPERS)
"""Until when observers are calibrated; whose it is decided for each."""
