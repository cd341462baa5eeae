"""Closed lists of e-journals: how a learner was at a lesson, why not, and marks."""

from gaisma.analytics.vocabulary import Term, Vocabulary

PRESENT, EXCUSED, UNEXCUSED, LATE = ("present", "absent_excused", "absent_unexcused", "late")
STATUSES = Vocabulary(
    "presence",
    (
        Term("present", "piedalījās", "присутствовал"),
        Term("absent, excused", "attaisnoti kavēja", "отсутствовал по уважительной причине",
             EXCUSED),
        Term("absent, unexcused", "neattaisnoti kavēja",
             "отсутствовал без уважительной причины", UNEXCUSED),
        Term("late", "ieradās vēlāk", "опоздал"),
    ),
)  # fmt: skip
"""How a learner was at a lesson."""
REASONS = Vocabulary(
    "absence_reason",
    (
        Term("illness", "slimība", "болезнь"),
        Term("family", "ģimenes apstākļi", "семейные обстоятельства"),
        Term("representing the school", "iestādes pārstāvēšana",
             "представляет учреждение", "representing"),
        Term("another excused reason", "cits attaisnojošs iemesls",
             "другая уважительная причина", "other_excused"),
        Term("no reason given", "iemesls nav zināms", "причина неизвестна", "unknown"),
        Term("truancy", "patvaļīga neierašanās", "самовольное отсутствие"),
    ),
)  # fmt: skip
"""Why a learner was absent; no words of one's own, which would tell of health and family."""

TEN, PASSING, MASTERY, FORMATIVE = ("ten_points", "pass", "mastery", "formative")
STEPS = {
    "passed": PASSING,
    "failed": PASSING,
    "begun": MASTERY,
    "continues": MASTERY,
    "mastered": MASTERY,
    "mastered_in_depth": MASTERY,
    FORMATIVE: FORMATIVE,
}
"""Marks that are words, by the scale that they stand on."""
MARKS = Vocabulary(
    "mark",
    (
        *(Term(str(number), str(number), str(number), str(number)) for number in range(1, 11)),
        Term("passed", "ieskaitīts", "зачтено"),
        Term("failed", "neieskaitīts", "не зачтено"),
        Term("has begun to master", "sācis apgūt", "начал осваивать", "begun"),
        Term("continues to master", "turpina apgūt", "продолжает осваивать", "continues"),
        Term("has mastered", "apguvis", "освоил", "mastered"),
        Term("has mastered in depth", "apguvis padziļināti", "освоил углублённо",
             "mastered_in_depth"),
        Term("formative", "formatīvs vērtējums", "формирующее оценивание", FORMATIVE),
    ),
)  # fmt: skip
"""Cabinet rules on standards of education: ten points, described steps of mastery, pass or fail."""
LESSON, TEST, TERM, YEAR = ("lesson", "test", "term", "year")
GIVEN_FOR = Vocabulary(
    "given_for",
    (
        Term("lesson", "stunda", "урок"),
        Term("test", "pārbaudes darbs", "проверочная работа"),
        Term("term", "semestris", "семестр"),
        Term("year", "mācību gads", "учебный год"),
    ),
)
"""What a mark was given for."""

PASSES = 4
"""The least mark of ten with which a subject is passed."""
