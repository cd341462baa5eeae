"""What Paraugpils set out to overcome in its school years: invented, the figures are its own."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime

from gaisma.base.models import SchoolYear, User
from gaisma.quality.challenges.models import Challenge, Task
from gaisma.quality.challenges.tables import LESSENED, UNCHANGED
from gaisma.quality.challenges.workflow import CONCLUDED, OPEN
from gaisma.sample import plan

CONCLUDED_ON = date(2024, 8, 14)


@dataclass(frozen=True)
class Doing:
    """A task: what is done, by whom, by which day, when it was and what came of it."""

    what: str
    answers: str
    due_on: date
    done_on: date | None = None
    result: str = ""


@dataclass(frozen=True)
class Story:
    """A challenge as an authority might put it; `goes_on` names the one of the year before."""

    year: str
    title: str
    about: str
    indicator: str
    target: str
    tasks: tuple[Doing, ...]
    filters: Mapping[str, str] = field(default_factory=dict)
    outcome: str = ""
    became: str = ""
    goes_on: str = ""


ABSENCES = "Neattaisnoti stundu kavējumi"
LATE_PUPILS = "Skolēni, kuri mācības pārtrauc pirms 9. klases beigām"
STORIES = (
    Story(
        plan.LAST_YEAR,
        ABSENCES,
        "Kavējumi krājas pamazām, un par tiem uzzina tad, kad mācību viela jau ir iekavēta.",
        "absences.unexcused",
        "Katra skola par kavējumu rīkojas tajā pašā nedēļā.",
        (
            Doing("Vienota kavējumu uzskaite visās skolās", "izglītības pārvalde",
                  date(2023, 10, 31), date(2023, 10, 20), "Kavējumus uzskaita visas skolas."),
            Doing("Sarunas ar vecākiem pēc desmit neattaisnotām stundām", "klašu audzinātāji",
                  date(2024, 5, 31), date(2024, 5, 30), "Sarunas notika lielākajā daļā klašu."),
            Doing("Vienošanās ar pašvaldības policiju par rīcību", "izglītības pārvalde",
                  date(2024, 4, 30)),
        ),
        outcome=UNCHANGED,
        became="Uzskaite ir vienota, tāpēc kavējumus pirmo reizi var salīdzināt starp skolām; "
        "vai to kļūst mazāk, rādīs nākamais gads.",
    ),
    Story(
        plan.LAST_YEAR,
        LATE_PUPILS,
        "Palīdzību sāk vēlu, un katra skola to dara citādi.",
        "prevention.learners",
        "Atbalsta lieta ir katram skolēnam, kuram tā vajadzīga.",
        (
            Doing("Atbalsta komanda katrā skolā", "skolu direktori",
                  date(2023, 11, 30), date(2023, 11, 28)),
            Doing("Konsultācijas mazās grupās reizi nedēļā", "priekšmetu skolotāji",
                  date(2024, 5, 31), date(2024, 5, 24), "Visvairāk palīdz matemātikā."),
        ),
        outcome=LESSENED,
        became="Atbalsta lietas ved visas skolas, un vairums skolēnu mācības turpina.",
    ),
    Story(
        plan.THIS_YEAR,
        ABSENCES,
        "Kavējumi krājas pamazām, un par tiem uzzina tad, kad mācību viela jau ir iekavēta.",
        "absences.unexcused",
        "Katra skola par kavējumu rīkojas tajā pašā nedēļā.",
        (
            Doing("Vienošanās ar pašvaldības policiju par rīcību", "izglītības pārvalde",
                  date(2024, 10, 31)),
        ),
        goes_on=ABSENCES,
    ),
    Story(
        plan.THIS_YEAR,
        "Matemātikas eksāmens 9. klasē",
        "Daļa skolēnu nesasniedz slieksni, kas nākamgad būs augstāks.",
        "assessments.below_threshold",
        "Zem sliekšņa ir mazāk skolēnu nekā pērn.",
        (
            Doing("Diagnosticējošais darbs 9. klasēm", "izglītības pārvalde", date(2024, 10, 18)),
            Doing("Konsultācijas skolēniem, kuriem 7. klasē bija zem 20 %", "skolu direktori",
                  date(2025, 4, 30)),
        ),
        filters={"assessment_kind": "state", "grade": "9", "subject": "mathematics"},
    ),
    Story(
        plan.THIS_YEAR,
        "Pedagogu vakances",
        "Visilgāk brīvas paliek matemātikas, fizikas un sākumskolas skolotāju vietas.",
        "vacancies.load",
        "1. septembrī brīvo slodžu ir mazāk nekā pērn.",
        (
            Doing("Dzīvokļa pabalsts jaunajiem skolotājiem", "pilsētas dome", date(2024, 12, 31)),
            Doing("Vienošanās ar augstskolu par prakses vietām", "izglītības pārvalde",
                  date(2024, 11, 29)),
        ),
    ),
)  # fmt: skip


def make(*, at: datetime) -> None:
    """Write them, those of the year before first: some go on."""
    owner = User.objects.get(username="parvalde")
    years = {year.name: year for year in SchoolYear.objects.all()}
    before: dict[str, Challenge] = {}
    for story in STORIES:
        row = Challenge.objects.create(
            school_year=years[story.year],
            title=story.title,
            about=story.about,
            owner=owner,
            indicator=story.indicator,
            filters=dict(story.filters),
            target=story.target,
            state=CONCLUDED if story.outcome else OPEN,
            outcome=story.outcome,
            became=story.became,
            concluded_on=CONCLUDED_ON if story.outcome else None,
            carried_from=before.get(story.goes_on),
            changed_at=at,
        )
        before[story.title] = row
        Task.objects.bulk_create(
            Task(
                challenge=row,
                what=task.what,
                answers=task.answers,
                due_on=task.due_on,
                done_on=task.done_on,
                result=task.result,
                changed_at=at,
            )
            for task in story.tasks
        )
