"""Whom a survey asks."""

from gaisma.analytics.vocabulary import Term, Vocabulary

AUDIENCES = Vocabulary(
    "audience",
    (
        Term("pupils grades 3-4", "3.–4. klašu skolēni", "ученики 3–4 классов"),
        Term("pupils grades 5-12", "5.–12. klašu skolēni", "ученики 5–12 классов"),
        Term("teachers", "pedagogi", "педагоги"),
        Term("parents of school", "skolēnu vecāki", "родители школьников"),
        Term("parents of preschool", "pirmsskolas izglītojamo vecāki", "родители дошкольников"),
        Term(
            "parents",
            "vecāki",
            "родители",
            includes=("parents_of_school", "parents_of_preschool"),
        ),
    ),
)
