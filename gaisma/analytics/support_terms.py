"""Closed lists of the help that learners get so that they do not leave early."""

from gaisma.analytics.vocabulary import Term, Vocabulary

CASE_REASONS = Vocabulary(
    "case_reason",
    (
        Term("learning", "mācību grūtības", "трудности в учёбе"),
        Term("absences", "kavējumi", "пропуски"),
        Term("health", "veselība", "здоровье"),
        Term("family", "ģimenes apstākļi", "семейные обстоятельства"),
        Term("money", "materiālie apstākļi", "материальные условия"),
        Term("language", "mācību valodas prasme", "владение языком обучения"),
        Term("behaviour", "uzvedība", "поведение"),
        Term("belonging", "piederības sajūta", "чувство принадлежности"),
    ),
)
"""Why somebody may need help to stay in education."""
SUPPORT_KINDS = Vocabulary(
    "support_kind",
    (
        Term(
            "consultation in a subject",
            "konsultācijas mācību priekšmetā",
            "консультации по предмету",
            "consultation",
        ),
        Term("psychologist", "psihologa atbalsts", "помощь психолога"),
        Term("social pedagogue", "sociālā pedagoga atbalsts", "помощь социального педагога"),
        Term("mentor", "mentora atbalsts", "помощь наставника"),
        Term("speech therapist", "logopēda atbalsts", "помощь логопеда"),
        Term("career guidance", "karjeras atbalsts", "профориентация"),
        Term("police prevention", "policijas prevencija", "профилактика полиции"),
        Term("transport", "transporta izdevumi", "расходы на транспорт"),
        Term("dormitory", "dienesta viesnīca", "общежитие"),
        Term("meals", "ēdināšana", "питание"),
        Term("other support", "cits atbalsts", "другая поддержка", "other"),
    ),
)
"""What a learner is helped with."""
FUNDINGS = Vocabulary(
    "funding",
    (
        Term("institution", "iestādes līdzekļi", "средства учреждения"),
        Term("municipality", "pašvaldības līdzekļi", "средства самоуправления"),
        Term("state", "valsts līdzekļi", "средства государства"),
        Term(
            "European Union funds",
            "Eiropas Savienības fondi",
            "фонды Европейского союза",
            "european_union",
        ),
    ),
)
"""Who pays for it."""
CASE_OUTCOMES = Vocabulary(
    "case_outcome",
    (
        Term("stays in education", "turpina mācības", "продолжает учёбу", "stays"),
        Term("moved elsewhere", "mācās citā iestādē", "учится в другом учреждении", "moved"),
        Term("left education", "pārtrauca mācības", "прекратил учёбу", "left"),
        Term("finished", "pabeidza programmu", "завершил программу"),
    ),
)
"""What became of it."""
ATTENDED = Vocabulary(
    "attended",
    (
        Term("learner", "izglītojamais", "обучающийся"),
        Term("family", "ģimene", "семья"),
        Term("support team", "atbalsta komanda", "команда поддержки", "team"),
        Term("other bodies", "citas iestādes", "другие учреждения", "others"),
    ),
)
"""Who is at a meeting."""
BODIES = Vocabulary(
    "body",
    (
        Term("the institution", "izglītības iestāde", "образовательное учреждение", "institution"),
        Term("the authority", "izglītības pārvalde", "управление образования", "authority"),
        Term("social service", "sociālais dienests", "социальная служба"),
        Term("municipal police", "pašvaldības policija", "муниципальная полиция", "police"),
        Term("orphans' court", "bāriņtiesa", "сиротский суд", "orphans_court"),
        Term("another body", "cita iestāde", "другое учреждение", "other"),
    ),
)
"""On whose behalf somebody takes part in a case."""
CASE_SIGHTS = Vocabulary(
    "case_sight",
    (
        Term("the whole case", "visu lietu", "весь случай", "whole"),
        Term("the plan of support", "atbalsta plānu", "план поддержки", "plan"),
        Term("own support only", "tikai savu atbalstu", "только свою поддержку", "own"),
    ),
)
"""How much of a case a participant sees."""
SIGNALS = Vocabulary(
    "signal",
    (
        Term("few lessons attended", "mazs apmeklējums", "низкая посещаемость", "few_lessons"),
        Term(
            "unexcused lessons",
            "neattaisnoti kavējumi",
            "пропуски без уважительной причины",
            "unexcused",
        ),
        Term(
            "subjects not passed",
            "nepietiekami vērtējumi",
            "неудовлетворительные оценки",
            "failing",
        ),
        Term(
            "result below the threshold",
            "rezultāts zem sliekšņa",
            "результат ниже порога",
            "low_result",
        ),
        Term(
            "not enrolled anywhere",
            "nav uzņemts nevienā iestādē",
            "не зачислен ни в одно учреждение",
            "not_enrolled",
        ),
        Term(
            "returned after a break",
            "atgriezies pēc pārtraukuma",
            "вернулся после перерыва",
            "returned",
        ),
        Term(
            "grade 9 not finished",
            "nav pabeigta 9. klase",
            "не окончен 9-й класс",
            "grade_nine",
        ),
    ),
)
"""What says that a learner may need help; never who the learner is."""
