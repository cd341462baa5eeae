"""Closed lists of the room, as message ids and as words that files write."""

from django.utils.translation import gettext_noop

from gaisma.analytics.vocabulary import Term, Vocabulary

GRADES = (1, 9)
"""The first and the last grade in which social and emotional learning is asked of a class."""
LESSONS, TALKS = (10, 2)
"""What is asked where the authority has set no norm: lessons a class, talks a family, in a year."""
FEW = 5
"""Of a class with fewer learners whoever sees no names is not told with how many families."""
OTHER = "other"

TOPICS = Vocabulary(
    "lesson_topic",
    (
        Term("recognising feelings", "emociju atpazīšana", "распознавание эмоций", "recognising"),
        Term("managing feelings", "emociju vadīšana", "управление эмоциями", "managing"),
        Term("relationships", "attiecību veidošana", "отношения с другими"),
        Term("responsible decisions", "atbildīga lēmumu pieņemšana",
             "ответственные решения", "decisions"),
        Term("bullying", "vardarbība un ņirgāšanās", "травля"),
        Term("stress", "stress un tā mazināšana", "стресс"),
        Term("digital life", "dzīve digitālajā vidē", "жизнь в цифровой среде", "digital"),
        Term("other", "cits temats", "другая тема", OTHER),
    ),
)  # fmt: skip
"""What a lesson is about."""

LED_BY = Vocabulary(
    "lesson_leader",
    (
        Term("class teacher", "klases audzinātājs", "классный руководитель", "class_teacher"),
        Term("support specialist", "atbalsta personāla speciālists",
             "специалист поддержки", "support"),
        Term("another teacher", "cits pedagogs", "другой педагог", "teacher"),
        Term("guest", "viesis", "гость"),
    ),
)  # fmt: skip
"""Who led a lesson: in which part, and no name."""

PARENT, LEARNER, TEACHER = ("parent", "learner", "teacher")
TOOK_PART = {
    PARENT: gettext_noop("parent"),
    LEARNER: gettext_noop("learner"),
    TEACHER: gettext_noop("teacher"),
}
"""Who took part in a talk."""
USUALLY = (PARENT, TEACHER)
"""Who takes part unless somebody says otherwise."""

PLANNED, HELD, UNDONE = ("planned", "held", "undone")
STATES = Vocabulary(
    "lesson_state",
    (
        Term("planned", "plānota", "запланировано"),
        Term("held", "notikusi", "проведено"),
        Term("taken back", "atsaukta", "отозвано", UNDONE),
    ),
)
"""How far a lesson or a talk has come."""
