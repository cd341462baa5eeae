"""Closed lists of the authority's own work: vacancies, training, inspections."""

from gaisma.analytics.vocabulary import Term, Vocabulary

VACANCY_FILLINGS = Vocabulary(
    "filling",
    (
        Term("a candidate is chosen", "ir izraudzīts pretendents", "выбран кандидат", "candidate"),
        Term("competition announced", "izsludināts konkurss", "объявлен конкурс", "competition"),
        Term(
            "shared among colleagues",
            "sadala kolēģi",
            "распределяется между коллегами",
            "colleagues",
        ),
        Term("not decided", "nav izlemts", "не решено", "open"),
    ),
)
"""How a vacant post is to be filled."""
TRAINING_TOPICS = Vocabulary(
    "topic",
    (
        Term("child protection", "bērnu tiesību aizsardzība", "защита прав ребёнка"),
        Term("content of learning", "mācību saturs", "содержание обучения"),
        Term("inclusive education", "iekļaujošā izglītība", "инклюзивное образование"),
        Term("digital skills", "digitālās prasmes", "цифровые навыки"),
        Term("state language", "valsts valoda", "государственный язык"),
        Term("cooperation", "saskarsme un sadarbība", "общение и сотрудничество"),
        Term("another topic", "cita tēma", "другая тема", "other"),
    ),
)
"""What professional development is about."""
INSPECTION_RESULTS = Vocabulary(
    "result",
    (
        Term("ready", "gatava", "готово"),
        Term(
            "ready, with defects to mend",
            "gatava, trūkumi jānovērš",
            "готово, есть недостатки к устранению",
            "with_defects",
        ),
        Term("not ready", "nav gatava", "не готово"),
    ),
)
"""What an inspection comes to."""
ASSESSMENT_KINDS = Vocabulary(
    "assessment_kind",
    (
        Term("diagnostic test", "diagnosticējošais darbs", "диагностическая работа", "diagnostic"),
        Term(
            "city monitoring",
            "pilsētas monitoringa darbs",
            "городская мониторинговая работа",
            "monitoring",
        ),
        Term("pilot exam", "piloteksāmens", "пробный экзамен", "pilot"),
        Term("state exam", "valsts pārbaudes darbs", "государственный экзамен", "state"),
        Term("school final", "skolas noslēguma darbs", "итоговая работа школы", "final"),
    ),
)
"""What a test or an exam is."""
DEFECT_SEVERITIES = Vocabulary(
    "severity",
    (
        Term("slight", "neliels", "незначительный"),
        Term("serious", "būtisks", "существенный"),
        Term("dangerous", "bīstams", "опасный"),
    ),
)
DEFECT_STATES = Vocabulary(
    "defect_state",
    (
        Term("to mend", "jānovērš", "к устранению", "open"),
        Term("overdue", "nokavēts", "просрочено"),
        Term("reported as mended", "ziņots par novēršanu", "сообщено об устранении", "mended"),
        Term("mended and checked", "novērsts un pārbaudīts", "устранено и проверено", "checked"),
    ),
)
"""How far a defect has come."""
