"""What this room's acts are called where a person sees who did what."""

from django.utils.translation import gettext_noop

from gaisma.record.people.looks import ActTitle

ACTS = [
    ActTitle("self_evaluation.begin", gettext_noop("Began a self-evaluation")),
    ActTitle("self_evaluation.write", gettext_noop("Wrote in a self-evaluation")),
    ActTitle("self_evaluation.join", gettext_noop("Joined criteria of a self-evaluation")),
    ActTitle("self_evaluation.part", gettext_noop("Parted criteria of a self-evaluation")),
    ActTitle("self_evaluation.add_evidence", gettext_noop("Added evidence to a self-evaluation")),
    ActTitle(
        "self_evaluation.drop_evidence", gettext_noop("Took evidence away from a self-evaluation")
    ),
    ActTitle("self_evaluation.remark", gettext_noop("Remarked on a self-evaluation")),
    ActTitle("self_evaluation.settle", gettext_noop("Settled a remark on a self-evaluation")),
    ActTitle("self_evaluation.hear", gettext_noop("Noted that the council heard it")),
    ActTitle("self_evaluation.take_back", gettext_noop("Took a self-evaluation back")),
    ActTitle("self_evaluation.sign", gettext_noop("Signed a self-evaluation")),
    ActTitle("self_evaluation.agree", gettext_noop("Agreed to a self-evaluation")),
    ActTitle("self_evaluation.send_back", gettext_noop("Returned a self-evaluation")),
    ActTitle("self_evaluation.publish", gettext_noop("Published a self-evaluation")),
    ActTitle("own_evaluation.begin", gettext_noop("Began to write about the own year")),
    ActTitle("own_evaluation.write", gettext_noop("Wrote about the own year")),
    ActTitle("own_evaluation.submit", gettext_noop("Submitted the own self-evaluation")),
    ActTitle("own_evaluation.take_back", gettext_noop("Took the own self-evaluation back")),
    ActTitle(
        "own_evaluation.look", gettext_noop("Opened somebody's own self-evaluation"), is_read=True
    ),
    ActTitle("finding.enter", gettext_noop("Entered what was found from outside")),
    ActTitle("finding.change", gettext_noop("Changed what was found from outside")),
    ActTitle("appraisal.look", gettext_noop("Opened the appraisal of a head"), is_read=True),
    ActTitle("appraisal.open", gettext_noop("Began the appraisal of a head")),
    ActTitle("appraisal.tell", gettext_noop("Wrote about the own year as a head")),
    ActTitle("appraisal.set_task", gettext_noop("Set a task to a head")),
    ActTitle("appraisal.change_task", gettext_noop("Changed a task of a head")),
    ActTitle("appraisal.talk", gettext_noop("Recorded a talk with a head")),
    ActTitle("appraisal.judge", gettext_noop("Appraised a head")),
    ActTitle("appraisal.conclude", gettext_noop("Concluded the appraisal of a head")),
    ActTitle("appraisal.read", gettext_noop("Read the own appraisal")),
]
