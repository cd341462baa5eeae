from gaisma.base.permissions import KEEPERS, OFFICIALS, REVIEWERS, declare

READERS = (*REVIEWERS, "support", "class_teacher", "teacher")
"""Who reads of learners by name: teachers of their own groups, support of their school."""

SEE_GROUPS = declare("programmes.see_groups", roles=READERS)
SEE_LEARNERS = declare("programmes.see_learners", roles=READERS)
SEE_QUEUE = declare("programmes.see_queue", roles=REVIEWERS)
SEE_TRANSFERS = declare("programmes.see_transfers", roles=REVIEWERS)
KEEP_GROUPS = declare("programmes.keep_groups", roles=KEEPERS)
KEEP_LEARNERS = declare("programmes.keep_learners", roles=KEEPERS)
KEEP_QUEUE = declare("programmes.keep_queue", roles=OFFICIALS)
