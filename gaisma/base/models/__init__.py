"""What every floor above stands on."""

from gaisma.base.models.accounts import AuditRecord, RoleGrant, User
from gaisma.base.models.installation import Installation, MovedWorkingDay, SchoolYear, Term
from gaisma.base.models.organisations import Organisation
from gaisma.base.models.recorded import Recorded

__all__ = [
    "AuditRecord",
    "Installation",
    "MovedWorkingDay",
    "Organisation",
    "Recorded",
    "RoleGrant",
    "SchoolYear",
    "Term",
    "User",
]
