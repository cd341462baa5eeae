"""What this room holds about persons."""

from django.utils.translation import gettext_noop

from gaisma.record.people.personal import (
    FROM,
    INSTITUTION,
    NUMBER,
    RECORDED,
    STAGE,
    SYSTEM,
    TECHNICAL,
    TO,
    PersonalTable,
    Purpose,
)

PERSONAL_DATA = [
    PersonalTable(
        "programmes.EnrolmentIdentifier",
        title=gettext_noop("Numbers of enrolments in other systems"),
        purpose=Purpose.IDENTITY,
        kept="enrolment",
        owners=("enrolment__person_id",),
        columns={"id": TECHNICAL, "enrolment_id": TECHNICAL, "scheme": SYSTEM, "value": NUMBER},
    ),
    PersonalTable(
        "programmes.Enrolment",
        title=gettext_noop("Enrolments"),
        purpose=Purpose.EDUCATION,
        kept="enrolment",
        owners=("person_id",),
        reasons=("person_id",),
        stays=True,
        period=("from_on", "to_on"),
        ends_with="group__school_year__ends_on",
        columns=RECORDED
        | {
            "person_id": TECHNICAL,
            "group_id": gettext_noop("Group or class"),
            "programme_id": gettext_noop("Education programme"),
            "registered_on": gettext_noop("Registered"),
            "from_on": FROM,
            "to_on": TO,
            "home_municipality": gettext_noop("Home municipality"),
            "leaving_reason": gettext_noop("Reason of leaving"),
        },
        shown={
            "group__institution": INSTITUTION,
            "group__school_year": gettext_noop("School year"),
        },
    ),
    PersonalTable(
        "programmes.GroupTeacher",
        title=gettext_noop("Groups taught"),
        purpose=Purpose.WORK,
        kept="employment",
        owners=("person_id",),
        period=("from_on", "to_on"),
        columns=RECORDED
        | {
            "person_id": TECHNICAL,
            "group_id": gettext_noop("Group or class"),
            "is_class_teacher": gettext_noop("Class teacher"),
            "from_on": FROM,
            "to_on": TO,
        },
    ),
    PersonalTable(
        "programmes.TransferOffer",
        title=gettext_noop("Offers to take the learner over"),
        purpose=Purpose.EDUCATION,
        kept="enrolment",
        owners=("enrolment__person_id",),
        columns=RECORDED
        | {
            "enrolment_id": TECHNICAL,
            "to_id": INSTITUTION,
            "on": FROM,
            "note": gettext_noop("Note"),
            "state": gettext_noop("State of the offer"),
            "offered_by_id": gettext_noop("Offered by"),
            "decided_by_id": gettext_noop("Decided by"),
            "decided_at": gettext_noop("Decided"),
        },
    ),
    PersonalTable(
        "programmes.QueueEntry",
        title=gettext_noop("Waiting for a place"),
        purpose=Purpose.PLACE,
        kept="queue",
        owners=("person_id",),
        reasons=("person_id",),
        stays=True,
        period=("registered_on", "left_on"),
        columns=RECORDED
        | {
            "person_id": TECHNICAL,
            "stage": STAGE,
            "institution_id": INSTITUTION,
            "registered_on": FROM,
            "left_on": TO,
        },
    ),
]
