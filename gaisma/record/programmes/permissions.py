from gaisma.base.permissions import declare

KEEP_GROUPS = declare(
    "programmes.keep_groups", roles=("specialist", "head", "deputy", "administrator")
)
KEEP_LEARNERS = declare(
    "programmes.keep_learners", roles=("specialist", "head", "deputy", "administrator")
)
KEEP_QUEUE = declare("programmes.keep_queue", roles=("specialist", "administrator"))
