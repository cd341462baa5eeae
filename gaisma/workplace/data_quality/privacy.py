"""What this room holds about persons."""

from django.utils.translation import gettext_noop

from gaisma.record.people.privacy import INSTITUTION, TECHNICAL, PersonalTable, Purpose

PERSONAL_DATA = [
    PersonalTable(
        "data_quality.Judgement",
        title=gettext_noop("Data that were checked"),
        purpose=Purpose.IDENTITY,
        kept="person",
        owners=("person_id", "other_id"),
        columns={
            "id": TECHNICAL,
            "check_key": gettext_noop("Check"),
            "subject": TECHNICAL,
            "person_id": TECHNICAL,
            "other_id": TECHNICAL,
            "institution_id": INSTITUTION,
            "note": gettext_noop("Why it is right"),
            "by_id": TECHNICAL,
            "at": gettext_noop("When"),
        },
    )
]
