"""What this room holds about persons."""

from django.utils.translation import gettext_noop

from gaisma.record.people.privacy import FROM, RECORDED, TECHNICAL, TO, PersonalTable, Purpose

PERSONAL_DATA = [
    PersonalTable(
        "governance.Member",
        title=gettext_noop("Seats in councils and boards"),
        purpose=Purpose.WORK,
        kept="employment",
        owners=("person_id",),
        touches=("boards",),
        period=("from_on", "to_on"),
        columns=RECORDED
        | {
            "person_id": TECHNICAL,
            "outside_name": TECHNICAL,
            "body_id": gettext_noop("Council or board"),
            "seat": gettext_noop("Seat"),
            "represents": gettext_noop("Represents"),
            "from_on": FROM,
            "to_on": TO,
        },
    ),
]
