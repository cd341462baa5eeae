"""Which figures of this room speak to which criterion of an institution's evaluation.

They are the institution's own, of five teachers at least; none is of a teacher.
"""

from gaisma.evidence.figures.offers import Offer

LEARNING = ("teaching_and_learning", "learning", "teaching", "learning_quality")
TEACHING = ("teaching_and_learning", "learning", "teaching", "teaching_quality")
SUPPORT = (*TEACHING, "support", "differentiation", "special_needs", "inclusion")
LEADING = ("leading", "management")
MEETING = {
    "outcomes clearly defined": (*TEACHING, "assessment"),
    "three phases": TEACHING,
    "tasks at different levels": SUPPORT,
    "individual support available": SUPPORT,
    "learner-centred": (*TEACHING, "inclusion"),
    "taught in Latvian": (*TEACHING, "values"),
    "learners recall and describe": LEARNING,
    "learners argue and justify": LEARNING,
    "learners create and evaluate": LEARNING,
    "define the problem": LEARNING,
    "choose a solution": LEARNING,
    "plan and act": LEARNING,
    "test and evaluate": (*LEARNING, "assessment"),
}
"""What is judged in every lesson, and to what it speaks."""

OFFERS = [
    Offer(
        "teachers-observed",
        "observations.share_of_teachers",
        (*TEACHING, *LEADING, "learning_quality", "teachers"),
        order=40,
    ),
    Offer(
        "observed-inside", "observations.count", (*TEACHING, *LEADING), {"observer": "internal"}, 41
    ),
    Offer(
        "observed-outside",
        "observations.count",
        (*TEACHING, *LEADING),
        {"observer": "external"},
        42,
    ),
    *(
        Offer(criterion, "observations.share_meeting", fits, {"criterion": criterion}, order=43)
        for criterion, fits in MEETING.items()
    ),
]
