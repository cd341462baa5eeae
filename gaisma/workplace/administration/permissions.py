from gaisma.base.permissions import declare

SEE_HEALTH = declare("administration.see_health", roles=("administrator",))
KEEP_INSTALLATION = declare("administration.keep_installation", roles=("administrator",))
KEEP_REFERENCE_DATA = declare("administration.keep_reference_data", roles=("administrator",))
READ_AUDIT = declare("administration.read_audit", roles=("administrator", "auditor"))
