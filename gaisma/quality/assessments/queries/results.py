"""Results by name, and who has passed by the rules."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from itertools import groupby
from typing import Any

from django.db.models import Count, OuterRef, QuerySet, Subquery
from django.db.models.functions import Coalesce
from django.utils.translation import gettext

from gaisma.base import sorting, wording
from gaisma.base.models import User
from gaisma.base.workflow import Button
from gaisma.quality.assessments import selectors, terms
from gaisma.quality.assessments.models import (
    Assessment,
    FormerResult,
    Item,
    Paper,
    PassingRule,
    Result,
)
from gaisma.quality.assessments.passing import Exam, verdict
from gaisma.quality.assessments.workflow import RESULT
from gaisma.record.programmes.models import Enrolment

LAST_GRADE = 12
"""Papers of secondary education that name no grade count towards passing at its end."""


def results(user: User, paper: Paper) -> "QuerySet[Result]":
    """Results of the paper that the user sees, by name."""
    rows = Result.objects.visible_to(user).filter(paper=paper)
    return rows.select_related("person", "institution", "group", "paper").order_by(
        "person__family_name", "person__given_name", "pk"
    )


@dataclass(frozen=True)
class Reached:
    """A result as it stands."""

    result: Result
    state: str
    tone: str
    levels: tuple[tuple[str, str], ...]
    absence: str
    tasks: tuple[tuple[Item, str], ...]
    is_below: bool


@dataclass(frozen=True)
class ResultPage(Reached):
    """A result with what stood there before."""

    buttons: tuple[Button, ...]
    former: tuple[tuple[FormerResult, str], ...]


def result_page(row: Result, user: User) -> ResultPage:
    """The result as the user sees it."""
    former = row.former.select_related("changed_by").order_by("-pk")
    return ResultPage(
        **vars(reached(row)),
        buttons=RESULT.buttons(row, user),
        former=tuple((one, RESULT.said(one.state)) for one in former),
    )


def reached(row: Result) -> Reached:
    """The result by itself, in words."""
    bands = {
        f"{band.skill or terms.WHOLE}={band.code}": band.said() for band in row.paper.bands.all()
    }
    items = list(row.paper.items.order_by("number")) if row.points else []
    threshold = row.paper.threshold
    return Reached(
        result=row,
        state=RESULT.shown(row),
        tone=RESULT.state(row).tone,
        levels=tuple((_skill(one), bands.get(one, one)) for one in row.levels),
        absence=gettext(terms.ABSENCES[row.absence]) if row.absence else "",
        tasks=tuple(zip(items, row.points, strict=False)),
        is_below=None not in (threshold, row.percent) and row.percent < threshold,  # type: ignore[operator]
    )


def _skill(line: str) -> str:
    """The skill of a line “skill=band”; nothing for the whole paper."""
    code = line.partition("=")[0]
    return "" if code == terms.WHOLE else terms.skill(code)


def classes(user: User, paper: Paper) -> "QuerySet[Any]":
    """The classes from which learners may sit the paper, with the results that are there."""
    enrolled = Enrolment.objects.filter(group=OuterRef("pk")).order_by().values("group")
    entered = Result.objects.filter(group=OuterRef("pk"), paper=paper).order_by().values("group")
    rows: QuerySet[Any] = selectors.classes(user, paper).annotate(
        learners=Coalesce(
            Subquery(enrolled.annotate(n=Count("person", distinct=True)).values("n")), 0
        ),
        entered=Coalesce(Subquery(entered.annotate(n=Count("pk")).values("n")), 0),
    )
    return rows.order_by("institution__name", "name", "pk")


def threshold_hint(assessment: Assessment) -> str:
    """What the rules in force ask of state exams, for whoever adds a paper; else nothing."""
    if assessment.kind != terms.STATE_EXAM:
        return ""
    day = assessment.school_year.ends_on
    rules = (rule_of(grade, day) for grade in range(1, 13))
    told = [
        gettext("grade %(grade)s: %(percent)s")
        % {"grade": rule.grade, "percent": wording.percent(rule.threshold)}
        for rule in rules
        if rule
    ]
    if not told:
        return ""
    return gettext("Thresholds by the rules of passing: %(rules)s.") % {"rules": "; ".join(told)}


def rule_for(assessment: Assessment) -> PassingRule | None:
    """The rule for who sat the assessment: of the grade of its papers, or of the last grade."""
    grades = assessment.papers.values_list("grade", flat=True)
    last = max(filter(None, grades), default=LAST_GRADE)
    return rule_of(last, assessment.school_year.ends_on)


def rule_of(grade: int, on: date) -> PassingRule | None:
    """The rule of the grade that is in force on the day."""
    rules = PassingRule.objects.filter(grade=grade, from_on__lte=on)
    return rules.order_by("-from_on").first()


@dataclass(frozen=True)
class Passed:
    """A learner with what the rule says."""

    name: str
    institution: str
    group: str
    exams: int
    said: str
    missing: str


def passed(user: User, assessment: Assessment, rule: PassingRule) -> list[Passed]:
    """The learners who sat the assessment, by all their state exams, as far as the user sees them.

    Of two attempts the better one counts.
    """
    seen = Result.objects.visible_to(user)
    sat = seen.filter(paper__assessment=assessment).values("person")
    rows = seen.filter(person__in=sat, paper__assessment__kind=terms.STATE_EXAM, absence="")
    told = rows.select_related("person", "institution", "group", "paper__subject")
    by_person = sorted(told, key=lambda one: (one.person_id, one.paper_id, one.attempt))
    found = [
        _passed(list(group), rule)
        for _person, group in groupby(by_person, key=lambda one: one.person_id)
    ]
    return sorted(found, key=lambda one: sorting.natural(one.name))


def _passed(rows: Sequence[Result], rule: PassingRule) -> Passed:
    better: dict[int, Result] = {}
    for one in rows:
        best = better.get(one.paper_id)
        if best is None or (one.percent or 0) > (best.percent or 0):
            better[one.paper_id] = one
    exams = [Exam(one.paper.subject.code, one.paper.level, one.percent) for one in better.values()]
    said, last = verdict(exams, rule), rows[-1]
    missing = [str(one) for one in said.missing]
    missing += [gettext("%(subject)s: below the threshold") % {"subject": one.subject}
                for one in said.failed]  # fmt: skip
    if said.higher_missing:
        missing.append(
            gettext("exams at the higher level: %(count)s") % {"count": said.higher_missing}
        )
    return Passed(
        name=f"{last.person.family_name}, {last.person.given_name}",
        institution=last.institution.name,
        group=last.group.name if last.group else "",
        exams=len(exams),
        said=gettext("has passed") if said.is_passed else gettext("has not passed"),
        missing="; ".join(missing),
    )
