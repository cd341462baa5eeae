"""Evaluations and appraisals as records."""

from datetime import date, datetime, timedelta

import numpy as np

from gaisma.base.models import Organisation, SchoolYear, User
from gaisma.base.retention import beginning
from gaisma.quality.selfevaluation.actions.reports import pin_figures
from gaisma.quality.selfevaluation.models import (
    Appraisal,
    AppraisalTask,
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
from gaisma.record.people.models import Employment
from gaisma.sample import plan as city_plan
from gaisma.sample.evaluating import attached, own, plan, words

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
    own.make(places, at=at)


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
                note=words.FOUND[level],
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
        returned_because=words.RETURNED if state == "returned" else "",
        changed_at=at,
    )
    _passages(report, rng, like, at=at)
    for about, (indicator, filters) in EVIDENCE.items():
        if like or not indicator.startswith("observations."):
            _evidence(report, about, indicator, filters, at=at)
    if like:
        attached.attach(report, at=at)
    if state == "draft":
        Remark.objects.create(
            evaluation=report, about="teaching_and_learning", text=words.REMARK, written_at=at
        )
    return report


def _passages(
    report: SelfEvaluation, rng: np.random.Generator, like: SelfEvaluation | None, *, at: datetime
) -> None:
    """Texts and levels; a year later most levels stand, some are one better or worse."""
    before = dict(like.passages.values_list("about", "level")) if like else {}
    given = {"evaluation": report, "changed_at": at}
    rows = [
        Passage(place=CHAPTER, about=about, narrative=words.CHAPTERS[about], **given)
        for about in CHAPTERS
    ]
    for section in report.version.asks.sections:
        rows.append(Passage(place=AREA, about=section.name, **given))
        for item in section.items:
            narrative, strengths, needs = words.CRITERIA[item.name]
            rows.append(
                Passage(
                    place=CRITERIA,
                    about=item.name,
                    level=_level(before.get(item.name, ""), rng),
                    narrative=narrative,
                    strengths=strengths,
                    needs=needs,
                    internal=words.INTERNAL if item.name == "leading" else "",
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
            own_words=words.OWN_WORDS,
            evidence=words.PROOF,
            answers=_answers(version, level, rng),
            conclusion=words.CONCLUSIONS[level],
            level=level,
            concluded_on=day,
            read_at=None if name == city_plan.HEAD_AT else beginning(day + timedelta(days=3)),
            changed_at=at,
        )
        _year(appraisal, rng, at=at)


def _year(appraisal: Appraisal, rng: np.random.Generator, *, at: datetime) -> None:
    """The tasks that were set in autumn, the talk about them, and what came of each."""
    for task, target in words.TASKS:
        result = int(rng.integers(len(words.RESULTS)))
        AppraisalTask.objects.create(
            appraisal=appraisal,
            task=task,
            target=target,
            due_on=date(2024, 5, 31),
            result=words.RESULTS[result],
            is_met=result < len(words.RESULTS) - 1,
            changed_at=at,
        )
    ProgressTalk.objects.create(
        appraisal=appraisal, held_on=date(2023, 11, 14), said=words.TALK, changed_at=at
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
