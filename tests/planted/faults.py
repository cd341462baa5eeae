"""All faults, floor by floor."""

from tests.planted import (
    in_assessments,
    in_base,
    in_evidence,
    in_locks,
    in_prevention,
    in_quality,
    in_record,
    in_rooms,
)
from tests.planted.fault import Fault

FAULTS: tuple[Fault, ...] = (
    *in_base.FAULTS,
    *in_evidence.FAULTS,
    *in_record.FAULTS,
    *in_rooms.FAULTS,
    *in_assessments.FAULTS,
    *in_prevention.FAULTS,
    *in_quality.FAULTS,
    *in_locks.FAULTS,
)
