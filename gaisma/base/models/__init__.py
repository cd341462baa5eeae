"""What every floor above stands on."""

from gaisma.base.models.accounts import RoleGrant, User
from gaisma.base.models.audit import AuditRecord
from gaisma.base.models.installation import Installation
from gaisma.base.models.organisations import Organisation
from gaisma.base.models.recorded import Recorded
from gaisma.base.models.years import MovedWorkingDay, SchoolYear, Term

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
