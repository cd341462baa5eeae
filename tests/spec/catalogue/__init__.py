"""All specs, in the order of the handbook."""

from tests.spec.catalogue import (
    assessments,
    attendance,
    governance,
    inspections,
    observations,
    organisations,
    people,
    programmes,
    selfevaluation,
    surveys,
)

SPECS = [
    *organisations.SPECS,
    *people.SPECS,
    *programmes.SPECS,
    *governance.SPECS,
    *observations.SPECS,
    *surveys.SPECS,
    *selfevaluation.SPECS,
    *assessments.SPECS,
    *inspections.SPECS,
    *attendance.SPECS,
]
