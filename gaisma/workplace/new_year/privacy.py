"""What this room holds about persons."""

from django.utils.translation import gettext_noop

from gaisma.record.people.privacy import TECHNICAL, PersonalTable, Purpose

PERSONAL_DATA = [
    PersonalTable(
        "new_year.PlannedLearner",
        title=gettext_noop("Plans for the coming school year"),
        purpose=Purpose.EDUCATION,
        kept="enrolment",
        owners=("person_id",),
        columns={
            "id": TECHNICAL,
            "plan_id": TECHNICAL,
            "person_id": TECHNICAL,
            "into_id": gettext_noop("Group or class"),
            "reason": gettext_noop("Reason of leaving"),
        },
    )
]
