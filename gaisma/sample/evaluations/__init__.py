"""How Paraugpils was evaluated: by its institutions themselves, from outside, and its heads."""

from datetime import UTC, date, datetime, timedelta

import numpy as np

from gaisma.base.files import actions as files
from gaisma.base.models import Organisation, SchoolYear, User
from gaisma.base.retention import beginning
from gaisma.quality.selfevaluation.actions.reports import pin_figures
from gaisma.quality.selfevaluation.models import (
    Appraisal,
    AppraisalTask,
    Contribution,
    Evidence,
    Finding,
    Passage,
    ProgressTalk,
    Remark,
    SelfEvaluation,
)
from gaisma.quality.selfevaluation.queries import evidence
from gaisma.quality.selfevaluation.tables import AREA, CHAPTER, CHAPTERS, CRITERIA
from gaisma.record.instruments.models import Version
from gaisma.record.people.models import Employment, Person
from gaisma.sample import plan as city_plan
from gaisma.sample.evaluations import plan

__all__ = ["make", "pin"]


LINK = ("projects", "Projektu apraksts iestādes tīmekļvietnē", "https://example.org/projekti")
PLAN = ("priorities", "Attīstības plāns 2022.–2026. gadam", True)
MINUTES = ("leading", "Pedagoģiskās padomes protokols Nr. 3, 14.03.2024.", False)

SHEET = """
#set document(title: "{title}")
#set text(lang: "lv", font: "Libertinus Serif", size: 11pt)
#set page(paper: "a4", margin: 25mm)
= {title}
{place}

Parauga dokuments: pilsēta, tās iestādes un cilvēki ir izdomāti.
"""


def attach(report: SelfEvaluation, *, at: datetime) -> None:
    """A page of the institution, its plan of development, and minutes that stay in the house."""
    about, title, link = LINK
    given = {"evaluation": report, "changed_at": at}
    Evidence.objects.create(about=about, kind="link", title=title, link=link, **given)
    for about, title, is_public in (PLAN, MINUTES):
        Evidence.objects.create(
            about=about,
            kind="document",
            title=title,
            is_public=is_public,
            attachment=files.keep_document(
                plan_drawn(title, report.institution.name),
                f"{title}.pdf",
                by=report.signed_by,
                at=at,
            ),
            **given,
        )


def plan_drawn(title: str, place: str) -> bytes:
    """One sheet of paper with that heading."""
    import typst

    sheet = SHEET.format(title=title, place=place)
    return bytes(typst.compile(sheet.encode(), ignore_system_fonts=True, timestamp=0))


SEED_OF_OWN = 6
LEVELS = {"good": 0.4, "very_good": 0.4, "excellent": 0.1, "needs_improvement": 0.1}
JUDGED = ("done_level", "results_level", "cooperation_level", "development_level")
SUBMITTED_AT = datetime(2024, 6, 11, 13, 30, tzinfo=UTC)


def make_own(places: dict[str, Organisation], *, at: datetime) -> None:
    """Submitted ones of some teachers and of a commission; one is still being written."""
    rng = np.random.default_rng([city_plan.SEED, SEED_OF_OWN])
    for name in plan.HEARD_FROM:
        teachers = _teachers(places[name])
        for person, said in zip(teachers[::3], plan.OWN, strict=False):
            _write_own(places[name], person, said, rng, at=at)
        told = plan.OF_COMMISSION
        _write_own(places[name], teachers[1], told, rng, at=at, commission=plan.COMMISSION)
    house = places[city_plan.HEAD_AT]
    _write_own(house, _teachers(house)[1], plan.OWN[1], rng, at=at, is_draft=True)


def _teachers(place: Organisation) -> list[Person]:
    """Those who teach there, who has an account first."""
    posts = Employment.objects.filter(institution=place, to_on=None).exclude(role__in=plan.LEADING)
    ids = posts.values_list("person_id", flat=True)
    found = Person.objects.filter(pk__in=ids).order_by("account__pk", "pk")
    return sorted(found.select_related("account"), key=lambda one: not hasattr(one, "account"))


def _write_own(
    place: Organisation,
    person: Person,
    said: dict[str, str],
    rng: np.random.Generator,
    *,
    at: datetime,
    commission: str = "",
    is_draft: bool = False,
) -> None:
    levels = rng.choice(list(LEVELS), size=len(JUDGED), p=list(LEVELS.values()))
    Contribution.objects.create(
        institution=place,
        person=person,
        school_year=SchoolYear.objects.get(name=city_plan.LAST_YEAR),
        version=Version.objects.get(instrument__key="own-self-evaluation"),
        commission=commission,
        answers={**said, **dict(zip(JUDGED, map(str, levels), strict=True))},
        submitted_at=None if is_draft else SUBMITTED_AT,
        changed_at=at,
    )


OWN_SEED = 5
FOUR = ("needs_improvement", "good", "very_good", "excellent")
CHANCES = (0.12, 0.46, 0.34, 0.08)
REACHED = {"draft": 0, "returned": 0, "heard": 1, "signed": 2, "agreed": 3, "published": 4}
"""How many steps the report has taken by each state."""

EVIDENCE = {
    "teaching_and_learning": ("observations.count", {"observer": "internal"}),
    "teachers": ("teachers.count", {}),
    "profile": ("learners.count", {}),
}
"""A figure that each of these places rests on; lessons are observed since last year."""


def make(*, at: datetime) -> None:
    """Write them into a record that holds the city, its accounts and instruments."""
    rng = np.random.default_rng([city_plan.SEED, OWN_SEED])
    places = {place.name: place for place in Organisation.objects.all()}
    _findings(places, at=at)
    for name, state in plan.STATES.items():
        before = _report(places[name], city_plan.EARLIER_YEARS[-1], "published", rng, at=at)
        _report(places[name], city_plan.LAST_YEAR, state, rng, at=at, like=before)
    _appraisals(places, rng, at=at)
    make_own(places, at=at)


def pin() -> None:
    """Pin the figures of what is signed, as the signature would have; once."""
    waiting = SelfEvaluation.objects.signed().filter(
        evidence__kind="figure", evidence__as_of__isnull=True
    )
    related = ("institution", "school_year")
    for report in waiting.select_related(*related).order_by("pk").distinct():
        if report.signed_on:
            pin_figures(report, evidence.figures_of(report, on=report.signed_on))


def _findings(places: dict[str, Organisation], *, at: datetime) -> None:
    told = (
        ("external_visit", "unified-school-environment", plan.ENVIRONMENT, 0),
        ("appraisal", "unified-school-leadership", plan.LEADERSHIP, 1),
    )
    days = (plan.VISITED_TO - plan.VISITED_FROM).days
    for kind, key, levels, later in told:
        version = _version(key)
        for number, name in enumerate(plan.SCHOOLS):
            level = levels.get(name, "meets")
            Finding.objects.create(
                institution=places[name],
                kind=kind,
                version=version,
                held_on=_at_work(plan.VISITED_FROM, days * number // len(plan.SCHOOLS) + later),
                found_by=plan.STATE_SERVICE,
                level=level,
                answers=_found(version, level),
                note=plan.FOUND[level],
                changed_at=at,
            )


def _found(version: Version, level: str) -> dict[str, str]:
    """Half of the criteria have the level that it comes to, the others meet the demands."""
    names = [item.name for item in version.asks.items]
    return {name: "meets" if number % 2 else level for number, name in enumerate(names)}


def _report(
    place: Organisation,
    year: str,
    state: str,
    rng: np.random.Generator,
    *,
    at: datetime,
    like: SelfEvaluation | None = None,
) -> SelfEvaluation:
    school_year = SchoolYear.objects.get(name=year)
    due = date(school_year.ends_on.year, 6 if place.kind == "preschool" else 8, 3)
    steps = REACHED[state]
    days = [due + timedelta(days=4 * step + int(rng.integers(3))) for step in range(4)]
    heard, signed, agreed, published = (
        day if step < steps else None for step, day in enumerate(days)
    )
    report = SelfEvaluation.objects.create(
        institution=place,
        school_year=school_year,
        version=_version(plan.FRAMEWORK),
        state="draft" if state == "returned" else state,
        heard_on=heard,
        protocol=f"{int(rng.integers(2, 7))}" if heard else "",
        signed_on=signed,
        signed_by=_head_account(place) if signed else None,
        agreed_on=agreed,
        published_on=published,
        returned_because=plan.RETURNED if state == "returned" else "",
        changed_at=at,
    )
    _passages(report, rng, like, at=at)
    for about, (indicator, filters) in EVIDENCE.items():
        if like or not indicator.startswith("observations."):
            _evidence(report, about, indicator, filters, at=at)
    if like:
        attach(report, at=at)
    if state == "draft":
        Remark.objects.create(
            evaluation=report, about="teaching_and_learning", text=plan.REMARK, written_at=at
        )
    return report


def _passages(
    report: SelfEvaluation, rng: np.random.Generator, like: SelfEvaluation | None, *, at: datetime
) -> None:
    """Texts and levels; a year later most levels stand, some are one better or worse."""
    before = dict(like.passages.values_list("about", "level")) if like else {}
    given = {"evaluation": report, "changed_at": at}
    rows = [
        Passage(place=CHAPTER, about=about, narrative=plan.CHAPTERS[about], **given)
        for about in CHAPTERS
    ]
    for section in report.version.asks.sections:
        rows.append(Passage(place=AREA, about=section.name, **given))
        for item in section.items:
            narrative, strengths, needs = plan.CRITERIA[item.name]
            rows.append(
                Passage(
                    place=CRITERIA,
                    about=item.name,
                    level=_level(before.get(item.name, ""), rng),
                    narrative=narrative,
                    strengths=strengths,
                    needs=needs,
                    internal=plan.INTERNAL if item.name == "leading" else "",
                    **given,
                )
            )
    Passage.objects.bulk_create(rows)


def _level(before: str, rng: np.random.Generator) -> str:
    if not before:
        return str(rng.choice(FOUR, p=CHANCES))
    moved = FOUR.index(before) + int(rng.choice((-1, 0, 0, 0, 1)))
    return FOUR[min(max(moved, 0), len(FOUR) - 1)]


def _evidence(
    report: SelfEvaluation, about: str, indicator: str, filters: dict[str, str], *, at: datetime
) -> None:
    """A figure of the institution, which `pin` pins once there is a lake."""
    Evidence.objects.create(
        evaluation=report,
        about=about,
        kind="figure",
        indicator=indicator,
        filters=filters,
        changed_at=at,
    )


def _appraisals(places: dict[str, Organisation], rng: np.random.Generator, *, at: datetime) -> None:
    version = _version("appraisal-of-heads")
    appraiser = _holder(places[city_plan.AUTHORITY])
    days = (plan.CONCLUDED_TO - plan.CONCLUDED_FROM).days
    for number, (name, level) in enumerate(plan.APPRAISED.items()):
        day = _at_work(plan.CONCLUDED_FROM, days * number // len(plan.APPRAISED))
        appraisal = Appraisal.objects.create(
            institution=places[name],
            head=_holder(places[name]).person,
            appraiser=appraiser.person,
            school_year=SchoolYear.objects.get(name=city_plan.LAST_YEAR),
            version=version,
            own_words=plan.OWN_WORDS,
            evidence=plan.PROOF,
            answers=_answers(version, level, rng),
            conclusion=plan.CONCLUSIONS[level],
            level=level,
            concluded_on=day,
            read_at=None if name == city_plan.HEAD_AT else beginning(day + timedelta(days=3)),
            changed_at=at,
        )
        _year(appraisal, rng, at=at)


def _year(appraisal: Appraisal, rng: np.random.Generator, *, at: datetime) -> None:
    """The tasks that were set in autumn, the talk about them, and what came of each."""
    for task, target in plan.TASKS:
        result = int(rng.integers(len(plan.RESULTS)))
        AppraisalTask.objects.create(
            appraisal=appraisal,
            task=task,
            target=target,
            due_on=date(2024, 5, 31),
            result=plan.RESULTS[result],
            is_met=result < len(plan.RESULTS) - 1,
            changed_at=at,
        )
    ProgressTalk.objects.create(
        appraisal=appraisal, held_on=date(2023, 11, 14), said=plan.TALK, changed_at=at
    )


def _answers(version: Version, level: str, rng: np.random.Generator) -> dict[str, str]:
    return {item.name: _level(level, rng) for item in version.asks.items}


def _holder(place: Organisation) -> Employment:
    """The post of who leads the institution."""
    posts = Employment.objects.filter(institution=place, role="head", to_on=None)
    return posts.select_related("person").order_by("pk")[0]


def _head_account(place: Organisation) -> User | None:
    return User.objects.filter(grants__role="head", grants__organisation=place).first()


def _version(key: str) -> Version:
    return Version.objects.get(instrument__key=key)


def _at_work(first: date, days: int) -> date:
    """A working day so many days after the first."""
    day = first + timedelta(days=days)
    return day - timedelta(days=max(day.weekday() - 4, 0))
