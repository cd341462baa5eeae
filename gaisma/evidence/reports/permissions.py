from gaisma.base.permissions import declare

READ_REPORTS = declare(
    "reports.read", roles=("specialist", "head", "deputy", "visitor", "administrator")
)
