from gaisma.base.permissions import declare

KEEP_STAFF = declare("people.keep_staff", roles=("specialist", "head", "deputy", "administrator"))
KEEP_PEOPLE = declare("people.keep", roles=("specialist", "head", "deputy", "administrator"))
ERASE_PEOPLE = declare("people.erase", roles=("administrator",))
