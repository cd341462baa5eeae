"""Which tables about programmes, groups, learners and the queue are taken in and given out."""

from gaisma.evidence.interop.kinds import Ends, Kept, TableKind
from gaisma.record.programmes import tables
from gaisma.record.programmes.imports import learners, offer
from gaisma.record.programmes.imports.learners import ENROLMENTS, GROUPS, PROGRAMMES
from gaisma.record.programmes.models import (
    Enrolment,
    EnrolmentIdentifier,
    GroupIdentifier,
    Subject,
)

TOUCHES = {
    "programmes.Programme": "programmes",
    "programmes.Group": "groups",
    "programmes.Enrolment": "enrolments",
    "programmes.QueueEntry": "queue",
}
TABLE_KINDS = [
    TableKind(
        "programmes",
        30,
        offer.plan_programmes,
        offer.export_programmes,
        TOUCHES,
        PROGRAMMES,
        model=tables.PROGRAMMES.model,
        columns=tables.PROGRAMMES.columns,
    ),
    TableKind(
        "groups",
        40,
        offer.plan_groups,
        offer.export_groups,
        TOUCHES,
        GROUPS,
        model=tables.GROUPS.model,
        columns=tables.GROUPS.columns,
        kept=Kept(
            GroupIdentifier,
            {
                "sourcedId": "value",
                "group": "group_id",
                "place": "group__institution__code",
                "programme": "group__programme__code",
                "stage": "group__programme__stage",
                "school_year": "group__school_year__name",
                "starts_on": "group__school_year__starts_on",
            },
        ),
        catalogue=Subject,
    ),
    TableKind(
        "learners",
        60,
        learners.plan_learners,
        learners.export_learners,
        TOUCHES,
        ENROLMENTS,
        Ends(
            Enrolment,
            to="to_on",
            since="from_on",
            institutions=learners.institution_of_enrolment,
            known=lambda draft: draft.known(ENROLMENTS),
        ),
        model=tables.ENROLMENTS.model,
        columns=tables.ENROLMENTS.columns,
        kept=Kept(
            EnrolmentIdentifier,
            {
                "sourcedId": "value",
                "person": "enrolment__person_id",
                "group": "enrolment__group_id",
                "place": "enrolment__group__institution__code",
                "stage": "enrolment__programme__stage",
                "from_on": "enrolment__from_on",
                "to_on": "enrolment__to_on",
            },
        ),
    ),
    TableKind(
        "queue",
        90,
        learners.plan_queue,
        learners.export_queue,
        TOUCHES,
        model=tables.QUEUE.model,
        columns=tables.QUEUE.columns,
    ),
]
