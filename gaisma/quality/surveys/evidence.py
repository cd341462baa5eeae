"""Which results of surveys speak to which criterion of an institution's evaluation.

They are what everybody may read of the institution: whoever reads the evaluation may read them.
"""

from gaisma.evidence.figures.offers import Offer

OFTEN, YES = "always|often", "yes"
YOUNGER, OLDER = ("pupils_grades_3_4",), ("pupils_grades_5_12",)
PUPILS = (*YOUNGER, *OLDER)
PARENTS = ("parents_of_school", "parents_of_preschool")
TEACHERS = ("teachers",)
SAFE = ("wellbeing", "inclusion", "safety", "climate")
LESSON = ("teaching_and_learning", "learning", "teaching", "teaching_quality", "learning_quality")
HELP = ("support", "psychological_support", "differentiation", "teaching_and_learning")
LED = ("leading", "management", "leadership", "governance")
TOGETHER = ("cooperation", "family", "support", "governance")

LINES = (
    (PUPILS, "I like going to school", OFTEN, (*SAFE, "values")),
    (OLDER, "I feel emotionally safe at school", YES, SAFE),
    (OLDER, "I have not suffered physical violence", YES, SAFE),
    (OLDER, "I am not mocked at school", YES, SAFE),
    (OLDER, "I feel that I belong to my class", YES, (*SAFE, "values", "personal_growth")),
    (OLDER, "There is an adult at school whom I can trust", YES, (*SAFE, "psychological_support")),
    (OLDER, "I know what I am to learn in a lesson", OFTEN, LESSON),
    (OLDER, "Teachers tell me how to improve my work", OFTEN, (*LESSON, "assessment")),
    (OLDER, "Teachers treat me with respect", OFTEN, SAFE),
    (OLDER, "My opinion is heard at school", OFTEN, ("values", "personal_growth", *LED)),
    (YOUNGER, "Nobody hurts me at school", YES, SAFE),
    (YOUNGER, "I understand what we learn in lessons", OFTEN, LESSON),
    (YOUNGER, "The teacher helps me when something does not work out", OFTEN, HELP),
    (YOUNGER, "I am praised when I try hard", OFTEN, (*LESSON, "assessment")),
    (PARENTS, "My child likes going to school", OFTEN, SAFE),
    (PARENTS, "My child feels emotionally safe", YES, SAFE),
    (PARENTS, "My child has never suffered physical violence", YES, SAFE),
    (PARENTS, "Teachers help my child when it is needed", OFTEN, HELP),
    (
        PARENTS,
        "I see that my child makes progress",
        OFTEN,
        ("competence", "everyday_achievement", "achievement", "assessment"),
    ),
    (PARENTS, "I always feel welcome at the institution", OFTEN, TOGETHER),
    (PARENTS, "I am satisfied with the cooperation", YES, TOGETHER),
    (PARENTS, "I get information in time", OFTEN, (*TOGETHER, "efficiency")),
    (PARENTS, "I am satisfied with the choice of institution", YES, ("profile", "goals")),
    (
        TEACHERS,
        "I feel a significant part of the institution and like going to work",
        OFTEN,
        ("teachers", "staff", "climate", *LED),
    ),
    (TEACHERS, "I experience equality and respect", OFTEN, (*SAFE, *LED)),
    (TEACHERS, "I feel emotionally safe at work", YES, SAFE),
    (TEACHERS, "Leadership supports me in difficult situations", OFTEN, LED),
    (TEACHERS, "I get useful feedback on my work", OFTEN, ("teachers", "staff", *LED)),
    (TEACHERS, "My opinion is heard", OFTEN, ("efficiency", "planning", *LED)),
    (TEACHERS, "Colleagues help each other", OFTEN, ("teachers", "staff", "cooperation")),
    (TEACHERS, "I can develop professionally", YES, ("teachers", "staff", "resources")),
)
"""Who is asked what, which answers are good, and to what they speak."""

OFFERS = [
    Offer(
        f"{audience}: {item}",
        "surveys.told",
        fits,
        {"audience": audience, "item": item, "answer": answer},
        order=50,
    )
    for audiences, item, answer, fits in LINES
    for audience in audiences
]
