"""All specs, in the order of the handbook."""

from tests.spec.catalogue import (
    assessments,
    attendance,
    governance,
    inspections,
    observations,
    organisations,
    people,
    prevention,
    programmes,
    selfevaluation,
    socialemotional,
    surveys,
    wellbeing,
)

SPECS = [
    *organisations.SPECS,
    *people.SPECS,
    *prevention.SPECS,
    *programmes.SPECS,
    *governance.SPECS,
    *observations.SPECS,
    *surveys.SPECS,
    *selfevaluation.SPECS,
    *assessments.SPECS,
    *inspections.SPECS,
    *attendance.SPECS,
    *wellbeing.SPECS,
    *socialemotional.SPECS,
]
