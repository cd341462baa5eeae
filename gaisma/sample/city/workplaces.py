"""Where people teach: institutions with how much work there is in each."""

from collections.abc import Mapping

from gaisma.sample import plan, staff_plan
from gaisma.sample.city.institutions import Institution

PRESCHOOLS, PRESCHOOL_GROUPS, CLASSES = "preschools", "preschool groups", "classes"
GRADES_IN_BAND = (6, 3, 3)
STAGES = {
    PRESCHOOLS: "preschool",
    PRESCHOOL_GROUPS: "preschool",
    CLASSES: "school",
    plan.ARTS_SCHOOL: "professional_orientation",
    plan.YOUTH_CENTRE: "interest",
    plan.TECHNICAL_SCHOOL: "vocational",
    plan.SPORTS_SCHOOL: "professional_orientation",
}
"""Places of work with the stage of what is taught there."""
ROLES: Mapping[str, Mapping[str, int]] = {
    PRESCHOOLS: staff_plan.PRESCHOOL_ROLES,
    PRESCHOOL_GROUPS: staff_plan.PRESCHOOL_ROLES,
    CLASSES: staff_plan.SCHOOL_ROLES,
    plan.ARTS_SCHOOL: {"music_teacher": 65, "visual_arts_teacher": 25, "subject_teacher": 10},
    plan.YOUTH_CENTRE: {"interest_education_teacher": 1},
    plan.TECHNICAL_SCHOOL: {"subject_teacher": 1},
    plan.SPORTS_SCHOOL: {"interest_education_teacher": 1},
}
TEACHERS = {
    PRESCHOOLS: staff_plan.PRESCHOOL_TEACHERS,
    PRESCHOOL_GROUPS: staff_plan.SCHOOL_PRESCHOOL_TEACHERS,
    CLASSES: staff_plan.SCHOOL_TEACHERS,
    **staff_plan.TEACHERS_AT,
    plan.SPORTS_SCHOOL: staff_plan.SPORTS_COACHES,
}


def workplaces(known: tuple[Institution, ...]) -> dict[str, dict[str, float]]:
    """For each place of work its institutions, weighed by their groups or classes this year."""
    preschools = {i.name for i in known if i.kind == "preschool"}
    groups = {name: float(given.groups) for name, given in plan.PRESCHOOLS.items() if given.groups}
    units = {i.name: 1.0 for i in known if i.parent == plan.YOUTH_CENTRE}
    return {
        PRESCHOOLS: {name: count for name, count in groups.items() if name in preschools},
        PRESCHOOL_GROUPS: {name: count for name, count in groups.items() if name not in preschools},
        CLASSES: {name: _classes(given) for name, given in plan.SCHOOLS.items() if _classes(given)},
        plan.ARTS_SCHOOL: {plan.ARTS_SCHOOL: 1.0},
        plan.YOUTH_CENTRE: {plan.YOUTH_CENTRE: 2.0 * len(units), **units},
        plan.TECHNICAL_SCHOOL: {plan.TECHNICAL_SCHOOL: 1.0},
        plan.SPORTS_SCHOOL: {plan.SPORTS_SCHOOL: 1.0},
    }


def _classes(given: plan.SchoolPlan) -> float:
    return float(sum(a * b for a, b in zip(given.classes, GRADES_IN_BAND, strict=True)))
