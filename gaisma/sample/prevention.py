"""How schools of Paraugpils helped learners to stay in the school year 2023/2024: invented."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from decimal import Decimal

from gaisma.base.working_days import Moves, worked_between
from gaisma.quality.prevention.algorithms import beginning, queries
from gaisma.quality.prevention.models import (
    DONE,
    PASSED,
    Algorithm,
    Case,
    Given,
    Meeting,
    Review,
    Run,
    Support,
    Tick,
)
from gaisma.quality.prevention.workflow import FINISHED, FOLLOWED
from gaisma.record.people.models import Person
from gaisma.record.programmes.models import Enrolment, GroupTeacher
from gaisma.sample import plan

GRADES = (5, 9)
ONE_IN = 90
"""Of so many learners of these grades one was helped."""
FIRST, LAST = date(2023, 9, 18), date(2024, 5, 24)
WEEKS = 8


@dataclass(frozen=True)
class Story:
    """A case as it might be: why, what was noticed, what helped, what became of it."""

    reasons: tuple[str, ...]
    situation: str
    supports: tuple[tuple[str, str, str], ...]
    outcome: str
    learnt: str
    agreed: str


STORIES = (
    Story(
        ("learning", "absences"),
        "Divos mēnešos kavētas rīta stundas, matemātikā uzkrājušies neapgūti temati.",
        (("consultation", "Matemātika", "european_union"), ("social_pedagogue", "", "institution")),
        "stays",
        "Palīdzēja īsas konsultācijas uzreiz pēc stundām, nevis vēlu pēcpusdienā.",
        "Rītos zvana klases audzinātājs; konsultācijas divreiz nedēļā.",
    ),
    Story(
        ("belonging", "health"),
        "Pēc pārnākšanas no citas skolas klasē turas savrup, bieži sūdzas par galvassāpēm.",
        (("psychologist", "", "institution"), ("mentor", "", "municipality")),
        "stays",
        "Mentors no vecākās klases palīdzēja vairāk nekā sarunas kabinetā.",
        "Psihologa konsultācija reizi nedēļā, mentors no 11. klases.",
    ),
    Story(
        ("language", "learning"),
        "Mācību valodu saprot daļēji, rakstu darbus neiesniedz.",
        (("consultation", "Latviešu valoda", "state"), ("consultation", "Vēsture", "institution")),
        "stays",
        "Darbs mazā grupā ar uzdevumu paraugiem.",
        "Valodas konsultācijas trīs reizes nedēļā, termiņi rakstu darbiem pa daļām.",
    ),
    Story(
        ("money", "absences"),
        "Dzīvo ārpus pilsētas, ziemā kavē pirmās stundas satiksmes dēļ.",
        (("transport", "", "municipality"), ("meals", "", "municipality")),
        "moved",
        "Braukšanas izdevumu segšana palīdzēja, līdz ģimene pārcēlās.",
        "Pašvaldība sedz braukšanas izdevumus, ēdināšana bez maksas.",
    ),
)


def make(*, at: datetime) -> None:
    """Write the cases; those of the last weeks are open still."""
    days = list(worked_between(FIRST, LAST, moves=Moves.recorded()))
    learners = _learners()
    leading = _class_teachers()
    cases = [
        _case(number, row, days[number * len(days) // len(learners)], leading, at)
        for number, row in enumerate(learners)
    ]
    Case.objects.bulk_create(cases)
    _follow(cases, at)
    supports = [support for number, case in enumerate(cases) for support in _plan(number, case, at)]
    Support.objects.bulk_create(supports)
    Given.objects.bulk_create([one for support in supports for one in _given(support, days, at)])
    Meeting.objects.bulk_create(
        [
            Meeting(
                case=case,
                held_on=case.opened_on,
                attended=["learner", "family", "team"],
                agreed=STORIES[number % len(STORIES)].agreed,
                changed_at=at,
            )
            for number, case in enumerate(cases)
        ]
    )
    Review.objects.bulk_create(
        [
            Review(case=case, due_on=date(2024, 9, 6), changed_at=at)
            for case in cases
            if case.closed_on is None
        ]
    )


FOLLOWED_IN = ("absence", "harm", "leaving", "violence")
"""What came up in the case of each story."""
WHY_PASSED = "Nebija vajadzīgs: ģimene sadarbojas."


def _follow(cases: list[Case], at: datetime) -> None:
    """In every second case an algorithm is or was followed; in open ones steps are left."""
    if not Algorithm.objects.exists():
        beginning.enter(at)
    versions = [queries.current(situation) for situation in FOLLOWED_IN]
    runs = [
        Run(
            algorithm=versions[number // 2 % len(versions)],
            case=case,
            state=FOLLOWED if case.closed_on is None else FINISHED,
            started_on=case.opened_on,
            finished_on=case.closed_on,
            changed_at=at,
        )
        for number, case in enumerate(cases)
        if number % 2 == 0
    ]
    Run.objects.bulk_create(runs)
    Tick.objects.bulk_create([tick for run in runs for tick in _ticks(run, at)])


def _ticks(run: Run, at: datetime) -> Iterator[Tick]:
    last = len(run.algorithm.steps)
    for number in range(1, last + 1):
        on = run.due_on(number)
        if run.state == FOLLOWED and (number > last // 2 or on > LAST):
            return
        is_passed = number == last - 1
        yield Tick(
            run=run,
            number=number,
            outcome=PASSED if is_passed else DONE,
            on=on,
            done_by=run.case.owner,
            note=WHY_PASSED if is_passed else "",
            changed_at=at,
        )


def _learners() -> list[Enrolment]:
    """Institutions by turns, so that each has cases early and late in the year."""
    rows = Enrolment.objects.filter(
        group__school_year__name=plan.LAST_YEAR, group__grade__range=GRADES
    )
    found = rows.select_related("group").order_by("group__institution_id", "group_id", "pk")
    helped = list(found)[::ONE_IN]
    before: Counter[int] = Counter()
    turns: dict[int, int] = {}
    for row in helped:
        turns[row.pk] = before[row.group.institution_id]
        before[row.group.institution_id] += 1
    return sorted(helped, key=lambda row: turns[row.pk])


def _class_teachers() -> dict[int, Person]:
    rows = GroupTeacher.objects.filter(
        is_class_teacher=True, group__school_year__name=plan.LAST_YEAR
    )
    return {row.group_id: row.person for row in rows.select_related("person")}


def _case(number: int, row: Enrolment, day: date, leading: dict[int, Person], at: datetime) -> Case:
    story = STORIES[number % len(STORIES)]
    closed_on = day + timedelta(weeks=WEEKS)
    is_over = closed_on <= LAST
    return Case(
        learner_id=row.person_id,
        institution_id=row.group.institution_id,
        owner=leading.get(row.group_id),
        opened_on=day,
        reasons=list(story.reasons),
        situation=story.situation,
        state="closed" if is_over else "open",
        closed_on=closed_on if is_over else None,
        outcome=story.outcome if is_over else "",
        learnt=story.learnt if is_over else "",
        changed_at=at,
    )


def _plan(number: int, case: Case, at: datetime) -> Iterator[Support]:
    for kind, subject, funding in STORIES[number % len(STORIES)].supports:
        yield Support(
            case=case,
            kind=kind,
            subject=subject,
            funding=funding,
            from_on=case.opened_on,
            to_on=case.closed_on,
            planned_hours=None if kind in ("transport", "meals") else Decimal(WEEKS * 2),
            changed_at=at,
        )


def _given(support: Support, days: list[date], at: datetime) -> Iterator[Given]:
    last = min(support.to_on or LAST, LAST)
    within = [day for day in days if support.from_on <= day <= last]
    is_money = support.kind in ("transport", "meals")
    for day in within[4::5]:
        amount = Decimal("6.40") if is_money else None
        hours = None if is_money else Decimal("1.5")
        yield Given(support=support, on=day, hours=hours, amount=amount, changed_at=at)
