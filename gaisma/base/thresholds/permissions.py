from gaisma.base.permissions import declare

KEEP = declare("thresholds.keep", roles=("administrator",))
