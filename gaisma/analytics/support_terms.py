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
AGE_GROUPS = Vocabulary(
    "age_group",
    (
        Term("aged 5 and 6", "5 un 6 gadi", "5 и 6 лет", "five_to_six"),
        Term("aged 7 to 15", "7–15 gadi", "7–15 лет", "seven_to_fifteen"),
        Term("aged 16 and 17", "16 un 17 gadi", "16 и 17 лет", "sixteen_to_seventeen"),
    ),
)
"""Children of compulsory age: prepared for school, at school, and those who may finish it late."""
PROTECTIONS = Vocabulary(
    "protection",
    (
        Term(
            "under temporary protection",
            "pagaidu aizsardzībā",
            "под временной защитой",
            "temporary",
        ),
        Term(
            "declared residents", "deklarētie iedzīvotāji", "задекларированные жители", "declared"
        ),
    ),
)
CONTACT_WAYS = Vocabulary(
    "contact_way",
    (
        Term("phone call", "tālruņa zvans", "телефонный звонок", "phone"),
        Term("letter", "vēstule", "письмо"),
        Term("e-mail", "e-pasta vēstule", "электронное письмо", "email"),
        Term("visit", "apmeklējums dzīvesvietā", "посещение по месту жительства"),
        Term("another body", "ar citas iestādes starpniecību", "через другое учреждение", "body"),
        Term("register", "pārbaude reģistrā", "проверка в регистре"),
    ),
)
"""How somebody asked after a child of whom no institution knows."""
WHEREABOUTS = (
    Term("enrolled", "uzņemts izglītības iestādē", "зачислен в учреждение"),
    Term("learns elsewhere in the country", "mācās citur Latvijā", "учится в Латвии", "elsewhere"),
    Term("learns abroad", "mācās ārvalstīs", "учится за границей", "abroad"),
    Term("left the country", "izbraucis no valsts", "выехал из страны", "left_country"),
    Term("exempt", "atbrīvots no mācībām", "освобождён от учёбы"),
    Term("not found", "nav atrasts", "не найден"),
)
SOUGHT = "sought"
SEARCH_OUTCOMES = Vocabulary(
    "search_outcome",
    (*WHEREABOUTS, Term("search goes on", "meklēšana turpinās", "поиск продолжается", SOUGHT)),
)
"""What is known of the child after somebody asked; the last one that says something holds."""
NOT_CONTACTED, CONTACTED = ("not_contacted", "contacted")
TRACINGS = Vocabulary(
    "tracing",
    (
        Term("not contacted yet", "saziņas vēl nav bijis", "связи ещё не было", NOT_CONTACTED),
        Term("contacted", "saziņa notiek", "связь ведётся"),
        *WHEREABOUTS,
    ),
)
"""What is known of a child whom no institution has."""
UNEXCUSED_REASONS = Vocabulary(
    "unexcused_reason",
    (
        Term(
            "illness not proven",
            "slimība bez apliecinājuma",
            "болезнь без подтверждения",
            "illness",
        ),
        Term("truancy", "patvaļīga neierašanās", "самовольное отсутствие"),
        Term("family", "ģimenes apstākļi", "семейные обстоятельства"),
        Term("work", "algots darbs", "оплачиваемая работа"),
        Term("difficulties in learning", "mācību grūtības", "трудности в учёбе", "learning"),
        Term("relations at school", "attiecības iestādē", "отношения в учреждении", "relations"),
        Term("way to school", "nokļūšana iestādē", "дорога до учреждения", "way"),
        Term("stay abroad", "uzturēšanās ārvalstīs", "пребывание за границей", "abroad"),
        Term("unknown", "iemesls nav zināms", "причина неизвестна"),
        Term("another reason", "cits iemesls", "другая причина", "other"),
    ),
)
"""Why lessons were missed without an excuse, as far as the institution found out."""
ABSENCE_STEPS = Vocabulary(
    "absence_step",
    (
        Term("talk with the learner", "saruna ar izglītojamo", "беседа с обучающимся", "learner"),
        Term("talk with the parents", "saruna ar vecākiem", "беседа с родителями", "parents"),
        Term("letter to the parents", "vēstule vecākiem", "письмо родителям", "letter"),
        Term("home visit", "apmeklējums dzīvesvietā", "посещение по месту жительства", "visit"),
        Term(
            "meeting of the support team",
            "atbalsta komandas sanāksme",
            "заседание команды поддержки",
            "team",
        ),
        Term(
            "municipality informed",
            "informēta pašvaldība",
            "проинформировано самоуправление",
            "municipality",
        ),
        Term(
            "social service informed",
            "informēts sociālais dienests",
            "проинформирована социальная служба",
            "social_service",
        ),
        Term(
            "police informed",
            "informēta policija",
            "проинформирована полиция",
            "police",
        ),
        Term(
            "orphans' court informed",
            "informēta bāriņtiesa",
            "проинформирован сиротский суд",
            "orphans_court",
        ),
        Term("something else", "cita rīcība", "другое действие", "other"),
    ),
)
"""What an institution did about lessons missed without an excuse."""
SITUATIONS = Vocabulary(
    "situation",
    (
        Term("talk of self-harm", "runas par paškaitējumu", "разговоры о самоповреждении", "harm"),
        Term(
            "violence between learners",
            "vardarbība izglītojamo starpā",
            "насилие между обучающимися",
            "violence",
        ),
        Term(
            "learner stays away for long",
            "izglītojamais ilgstoši neierodas",
            "обучающийся долго отсутствует",
            "absence",
        ),
        Term(
            "threat of leaving education",
            "draud mācību pārtraukšana",
            "угроза прекращения учёбы",
            "leaving",
        ),
        Term(
            "suspicion of violence at home",
            "aizdomas par vardarbību ģimenē",
            "подозрение на насилие в семье",
            "at_home",
        ),
    ),
)
"""Unusual situations for which the authority publishes what is done, step by step."""
STEP_DOERS = Vocabulary(
    "step_doer",
    (
        Term("whoever noticed it", "kas to pamanījis", "кто это заметил", "noticer"),
        Term("class teacher", "klases audzinātājs", "классный руководитель"),
        Term("support team", "atbalsta komanda", "команда поддержки", "team"),
        Term("psychologist", "psihologs", "психолог"),
        Term("social pedagogue", "sociālais pedagogs", "социальный педагог"),
        Term("head of the institution", "iestādes vadītājs", "руководитель учреждения", "head"),
        Term("who leads the case", "gadījuma vadītājs", "ведущий случай", "owner"),
    ),
)
"""Who does a step of an algorithm."""
STEP_TERMS = Vocabulary(
    "step_term",
    (
        Term("at once", "nekavējoties", "немедленно", "now"),
        Term("the same day", "tajā pašā dienā", "в тот же день", "day"),
        Term("the next day", "nākamajā dienā", "на следующий день", "next_day"),
        Term("within three days", "trīs dienu laikā", "в течение трёх дней", "three_days"),
        Term("within a week", "nedēļas laikā", "в течение недели", "week"),
        Term("within two weeks", "divu nedēļu laikā", "в течение двух недель", "two_weeks"),
        Term("within a month", "mēneša laikā", "в течение месяца", "month"),
    ),
)
"""Within which time from its beginning a step of an algorithm is done."""
STEP_ENDS = Vocabulary(
    "step_end",
    (
        Term("step done", "paveikts", "выполнен", "done"),
        Term("passed over", "izlaists", "пропущен", "passed"),
    ),
)
"""How a step of an algorithm ends: it is done, or passed over with a reason."""
