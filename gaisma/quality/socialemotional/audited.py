"""What is done in this room, as the audit knows it."""

from django.utils.translation import gettext_noop

from gaisma.base.audit import Action

NORMS, LESSONS, TALKS = ("social_emotional_norms",), ("class_lessons",), ("family_talks",)

SET_NORM = Action(
    "socialemotional.set_norm",
    gettext_noop("Set the norm of social and emotional learning"),
    touches=NORMS,
)
NOTE_LESSON = Action(
    "class_lesson.note",
    gettext_noop("Entered a lesson of social and emotional learning"),
    touches=LESSONS,
)
PLAN_LESSON = Action(
    "class_lesson.plan",
    gettext_noop("Planned a lesson of social and emotional learning"),
    touches=LESSONS,
)
HOLD_LESSON = Action(
    "class_lesson.hold",
    gettext_noop("Marked a planned lesson of social and emotional learning as held"),
    touches=LESSONS,
)
UNDO_LESSON = Action(
    "class_lesson.undo",
    gettext_noop("Took back a lesson of social and emotional learning"),
    touches=LESSONS,
)
NOTE_TALK = Action("family_talk.note", gettext_noop("Entered a talk with a family"), touches=TALKS)
PLAN_TALK = Action("family_talk.plan", gettext_noop("Planned a talk with a family"), touches=TALKS)
HOLD_TALK = Action(
    "family_talk.hold", gettext_noop("Marked a planned talk with a family as held"), touches=TALKS
)
UNDO_TALK = Action(
    "family_talk.undo", gettext_noop("Took back a talk with a family"), touches=TALKS
)
READ_CLASS = Action(
    "family_talks.read",
    gettext_noop("Read with which families of a class talks were held"),
    is_read=True,
)
