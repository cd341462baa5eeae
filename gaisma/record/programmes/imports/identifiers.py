"""What other systems call programmes, groups and enrolments."""

from gaisma.evidence.interop.kinds import Identifiers
from gaisma.record.programmes.models import (
    EnrolmentIdentifier,
    GroupIdentifier,
    ProgrammeIdentifier,
)

PROGRAMMES = Identifiers(ProgrammeIdentifier, "programme_id")
GROUPS = Identifiers(GroupIdentifier, "group_id")
ENROLMENTS = Identifiers(EnrolmentIdentifier, "enrolment_id")
