"""Closed lists of what institutions do for safety, career choice and the language with others."""

from gaisma.analytics.vocabulary import Term, Vocabulary

TALK, VISIT = "talk", "police_visit"
"""What every first grade hears, and where every fourth grade goes."""
SAFETY_KINDS = (
    Term("raid", "reids", "рейд"),
    Term("safety talk in grade 1", "drošības saruna 1. klasē", "беседа о безопасности в 1 классе",
         TALK),
    Term("visit of grade 4 to the police", "4. klases viesošanās policijā",
         "посещение полиции 4 классом", VISIT),
    Term("safety lecture", "lekcija par drošību", "лекция о безопасности", "lecture"),
    Term("meeting with the body", "starpinstitūciju sanāksme", "межведомственное совещание",
         "meeting"),
    Term("evaluation of the school's safety", "skolas drošības novērtēšana",
         "оценка безопасности школы", "safety_evaluation"),
)  # fmt: skip
CAREER_KINDS = (
    Term("career consultation", "karjeras konsultācija", "консультация по выбору профессии"),
    Term("visit to an employer", "viesošanās pie darba devēja", "посещение работодателя",
         "employer_visit"),
    Term("shadow day", "ēnu diena", "день теней"),
    Term("career lesson", "karjeras izglītības nodarbība", "занятие по выбору профессии"),
    Term("career plan of the year", "karjeras atbalsta plāns", "план поддержки карьеры",
         "career_plan"),
)  # fmt: skip
LANGUAGE_KINDS = (
    Term("language course", "valsts valodas kursi", "курсы государственного языка"),
    Term("conversation group", "sarunvalodas grupa", "разговорная группа"),
    Term("support to teachers of classes in several languages",
         "atbalsts daudzvalodu klašu skolotājiem", "поддержка учителей многоязычных классов",
         "teacher_support"),
)  # fmt: skip
ACTIVITY_KINDS = Vocabulary("activity_kind", (*SAFETY_KINDS, *CAREER_KINDS, *LANGUAGE_KINDS))
"""What is done; each kind belongs to one area."""
ACTIVITY_AREAS = Vocabulary(
    "activity_area",
    (
        Term("safety", "drošība", "безопасность"),
        Term("career guidance", "karjeras atbalsts", "профориентация", "career"),
        Term("learning the state language", "valsts valodas apguve",
             "освоение государственного языка", "language"),
    ),
)  # fmt: skip
"""What it is done for."""
SAFETY, CAREER, LANGUAGE = ACTIVITY_AREAS.codes
KINDS_OF_AREA = {
    SAFETY: tuple(term.key for term in SAFETY_KINDS),
    CAREER: tuple(term.key for term in CAREER_KINDS),
    LANGUAGE: tuple(term.key for term in LANGUAGE_KINDS),
}
"""The kinds of each area, in their order."""
GRADE_OF_KIND = {TALK: 1, VISIT: 4}
"""Which grade of every institution has such an activity each year."""
PARTNER_KINDS = Vocabulary(
    "partner_kind",
    (
        Term("state police", "Valsts policija", "Государственная полиция"),
        Term("municipal police", "pašvaldības policija", "муниципальная полиция"),
        Term("social service", "sociālais dienests", "социальная служба"),
        Term("orphans' court", "bāriņtiesa", "сиротский суд", "orphans_court"),
        Term("fire and rescue service", "ugunsdzēsības un glābšanas dienests",
             "пожарно-спасательная служба", "fire_and_rescue"),
        Term("health care", "veselības aprūpe", "здравоохранение", "health"),
        Term("probation service", "probācijas dienests", "служба пробации", "probation"),
        Term("career agency", "karjeras atbalsta aģentūra", "агентство профориентации"),
        Term("employer", "darba devējs", "работодатель"),
        Term("non-governmental organisation", "nevalstiska organizācija",
             "неправительственная организация", "ngo"),
        Term("other body", "cita iestāde vai organizācija", "другое учреждение или организация",
             "other"),
    ),
)  # fmt: skip
"""With whom it is done."""
ARRANGERS = Vocabulary(
    "arranged_by",
    (
        Term("the authority", "izglītības pārvalde", "управление образования", "authority"),
        Term("the institution", "izglītības iestāde", "образовательное учреждение", "institution"),
    ),
)
"""Who agrees on the day with the body, and marks what came of it."""
AUTHORITY, INSTITUTION = ARRANGERS.codes
