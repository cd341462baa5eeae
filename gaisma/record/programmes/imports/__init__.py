"""Which tables about programmes, groups, learners and the queue are taken in and given out."""

from gaisma.evidence.interop.kinds import Ends, TableKind
from gaisma.record.programmes.imports import learners, offer, queue
from gaisma.record.programmes.imports.identifiers import ENROLMENTS, GROUPS, PROGRAMMES
from gaisma.record.programmes.models import Enrolment

TOUCHES = {
    "programmes.Programme": "programmes",
    "programmes.Group": "groups",
    "programmes.Enrolment": "enrolments",
    "programmes.QueueEntry": "queue",
}
TABLE_KINDS = [
    TableKind(
        "programmes", 30, offer.plan_programmes, offer.export_programmes, TOUCHES, PROGRAMMES
    ),
    TableKind("groups", 40, offer.plan_groups, offer.export_groups, TOUCHES, GROUPS),
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
    ),
    TableKind("queue", 90, queue.plan_queue, queue.export_queue, TOUCHES),
]
