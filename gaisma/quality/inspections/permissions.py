"""Who may what in inspections, and who is told what was found."""

from typing import TYPE_CHECKING

from gaisma.base import access
from gaisma.base.models import User
from gaisma.base.permissions import KEEPERS, OFFICIALS, declare

if TYPE_CHECKING:
    from gaisma.quality.inspections.models import Defect, Inspection

SEE = declare("inspections.see", roles=KEEPERS)
"""The pages; who leads an institution sees its own, and what was found once the act is signed."""

PLAN = declare("inspections.plan", roles=OFFICIALS)
INSPECT = declare("inspections.inspect", roles=OFFICIALS)
ACKNOWLEDGE = declare("inspections.acknowledge", roles=("head",))
MEND = declare("inspections.mend", roles=KEEPERS)
CHECK = declare("inspections.check", roles=OFFICIALS)


def may_mend(defect: "Defect", user: User) -> bool:
    """Whether it is the person's to report: the authority all, leaders what is their house's."""
    place = defect.inspection.institution
    if access.may(user, CHECK, place):
        return True
    return defect.mends == "institution" and access.may(user, MEND, place)


def may_check(defect: "Defect", user: User) -> bool:
    """Whether the person looks whether it is mended."""
    return access.may(user, CHECK, defect.inspection.institution)


def may_read_findings(inspection: "Inspection", user: User) -> bool:
    """Whether the person is told what was found: the authority at once, leaders by the act."""
    official = access.may(user, INSPECT, inspection.institution)
    return official or is_signed(inspection)


def is_signed(inspection: "Inspection") -> bool:
    """Whether an act stands, from which on its defects are mended."""
    return inspection.acts.exists()
