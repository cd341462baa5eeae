"""Signals as pages show them: with their facts and their rule, to those who can help."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.translation import gettext

from gaisma.analytics.moments import days_of, school_year_of
from gaisma.analytics.support_terms import SIGNALS
from gaisma.base import access, sorting, terms, wording
from gaisma.base.models import Organisation, Term, User
from gaisma.evidence.figures import queries as figures
from gaisma.quality.prevention.models import Case, Dismissal, Rule
from gaisma.quality.prevention.permissions import READS_CLIMATE, SUPPORT_TEAM
from gaisma.quality.prevention.signals import finding
from gaisma.quality.prevention.signals.finding import FEW_LESSONS, UNEXCUSED, Span
from gaisma.record.journals.answers import answer
from gaisma.record.people.models import Person
from gaisma.record.programmes.models import Enrolment, GroupTeacher


@dataclass(frozen=True)
class Fact:
    """What a rule found of a learner at an institution."""

    kind: str
    person: int
    unit: int
    value: int
    of: int


def span_of(on: date) -> Span:
    """The day with its term; where terms are not known, with its school year."""
    term = Term.objects.filter(from_on__lte=on, to_on__gte=on).first()
    first, last = (term.from_on, term.to_on) if term else days_of(school_year_of(on))
    return Span(on, first, last)


def facts(thresholds: Mapping[str, int], span: Span) -> Iterator[Fact]:
    """Everything that rules with these thresholds find on the day."""
    for kind, rows in finding.found(figures.lake(), thresholds, span).items():
        for row in answer(rows).iter_rows(named=True):
            yield Fact(kind, *(row[name] for name in finding.COLUMNS))


def thresholds(rules: Mapping[str, Rule]) -> dict[str, int]:
    """The numbers that are in force."""
    return {kind: rule.threshold for kind, rule in rules.items()}


@dataclass(frozen=True)
class Signal:
    """A signal with its facts and its rule; `case` is an open one that the reader sees."""

    learner: Person
    institution: str
    unit: int
    kind: str
    title: str
    facts: str
    rule: str
    dismissal: Dismissal | None
    case: Case | None

    @property
    def is_open(self) -> bool:
        """Whether somebody has to look at it yet."""
        return self.dismissal is None and self.case is None


@dataclass(frozen=True)
class SignalsPage:
    """What is to be looked at, and what was: on a day."""

    on: date
    open: tuple[Signal, ...]
    seen_to: tuple[Signal, ...]


def signals_page(user: User, *, on: date) -> SignalsPage:
    """The signals of the learners whom the user can help, by name."""
    every = sorted(signals(user, on=on), key=_by_name)
    return SignalsPage(
        on,
        tuple(one for one in every if one.is_open),
        tuple(one for one in every if not one.is_open),
    )


def _by_name(one: Signal) -> tuple[Any, ...]:
    return (sorting.natural(f"{one.learner.family_name} {one.learner.given_name}"), one.kind)


def signals(user: User, *, on: date) -> Iterator[Signal]:
    """Those of own classes, and for a support team of its institutions."""
    span, rules = span_of(on), Rule.objects.on(on)
    team, own = access.reach(user, *SUPPORT_TEAM), _own_learners(user, on=on)
    found = [
        fact
        for fact in facts(thresholds(rules), span)
        if fact.unit in team or (fact.person, fact.unit) in own
    ]
    people = {
        one.pseudonym: one
        for one in Person.objects.filter(pseudonym__in={fact.person for fact in found})
    }
    places = Organisation.objects.in_bulk({fact.unit for fact in found})
    dismissed, cases = _dismissed(people.values(), on=on), _cases(user, people.values())
    for fact in found:
        learner, place = people.get(fact.person), places.get(fact.unit)
        if learner is None or place is None:
            continue
        yield Signal(
            learner=learner,
            institution=place.name,
            unit=place.pk,
            kind=fact.kind,
            title=terms.title(SIGNALS, fact.kind),
            facts=said(fact, span),
            rule=rule_said(fact.kind, rules[fact.kind].threshold),
            dismissal=dismissed.get((learner.pk, fact.kind)),
            case=cases.get(learner.pk),
        )


def _own_learners(user: User, *, on: date) -> set[tuple[int, int]]:
    """Pseudonyms of the learners of the classes that the user answers for, with the place."""
    led = GroupTeacher.objects.class_teachers(on=on).filter(person__account__user=user)
    there = Enrolment.objects.held_on(on).filter(group__in=led.values("group"))
    return set(there.values_list("person__pseudonym", "group__institution_id"))


def _dismissed(people: Iterable[Person], *, on: date) -> dict[tuple[int, str], Dismissal]:
    rows = Dismissal.objects.on(on).filter(learner__in=[one.pk for one in people])
    return {(row.learner_id, row.kind): row for row in rows.order_by("pk")}


def _cases(user: User, people: Iterable[Person]) -> dict[int, Case]:
    rows = Case.objects.open().visible_to(user).filter(learner__in=[one.pk for one in people])
    return {row.learner_id: row for row in rows.order_by("pk")}


def signal(user: User, person_id: int, kind: str, *, on: date) -> Signal | None:
    """That signal of the learner, where it is there and the user can help."""
    found = (one for one in signals(user, on=on) if one.kind == kind)
    return next((one for one in found if one.learner.pk == person_id), None)


def said(fact: Fact, span: Span) -> str:
    """The facts in a sentence."""
    if fact.kind == FEW_LESSONS:
        told = gettext("attended %(attended)s of %(entered)s lessons from %(first)s to %(last)s")
        return told % {
            "attended": wording.number(fact.value),
            "entered": wording.number(fact.of),
            "first": wording.day(span.weeks_from),
            "last": wording.day(span.on),
        }
    told = (
        gettext("unexcused lessons since %(first)s: %(number)s")
        if fact.kind == UNEXCUSED
        else gettext("subjects not passed since %(first)s: %(number)s")
    )
    return told % {"first": wording.day(span.term_from), "number": wording.number(fact.value)}


def rule_said(kind: str, threshold: int) -> str:
    """The rule in a sentence."""
    if kind == FEW_LESSONS:
        told = gettext("fewer than %(share)s of the lessons of four weeks attended")
        return told % {"share": wording.percent(threshold)}
    told = (
        gettext("more than %(number)s unexcused lessons in a term")
        if kind == UNEXCUSED
        else gettext("%(number)s subjects or more not passed in a term")
    )
    return told % {"number": wording.number(threshold)}


@dataclass(frozen=True)
class RuleLine:
    """A rule as it is today, and every threshold that it had, the last first."""

    kind: str
    title: str
    said: str
    history: tuple[Rule, ...]


def rules(*, on: date) -> tuple[RuleLine, ...]:
    """All rules, for everybody who works with them."""
    current = Rule.objects.on(on)
    every = list(Rule.objects.select_related("set_by").order_by("-from_on", "-pk"))
    return tuple(
        RuleLine(
            kind,
            terms.title(SIGNALS, kind),
            rule_said(kind, current[kind].threshold) if kind in current else "",
            tuple(one for one in every if one.kind == kind),
        )
        for kind in SIGNALS.codes
    )


@dataclass(frozen=True)
class ClimateLine:
    """A class, how many learn in it, and how many of them a signal names."""

    institution: str
    class_name: str
    learners: int
    counts: tuple[int, ...]
    any: int


def climate(user: User, *, on: date) -> tuple[ClimateLine, ...]:
    """The classes of the institutions where the user reads records; no learner is named."""
    reach = access.reach(user, *READS_CLIMATE)
    enrolled = Enrolment.objects.held_on(on).filter(group__institution__in=reach)
    there = enrolled.filter(group__grade__isnull=False)
    columns = ("group_id", "group__institution__name", "group__name", "person__pseudonym")
    classes: dict[tuple[str, str, int], set[int]] = {}
    for group, place, name, person in there.values_list(*columns):
        classes.setdefault((place, name, group), set()).add(person)
    named: dict[str, set[int]] = {kind: set() for kind in SIGNALS.codes}
    for fact in facts(thresholds(Rule.objects.on(on)), span_of(on)):
        named[fact.kind].add(fact.person)
    lines = (_climate(key, people, named) for key, people in classes.items())
    return tuple(
        sorted(
            (line for line in lines if line.any),
            key=lambda one: (sorting.natural(one.institution), sorting.natural(one.class_name)),
        )
    )


def _climate(
    key: tuple[str, str, int], people: set[int], named: Mapping[str, set[int]]
) -> ClimateLine:
    counts = tuple(len(people & named[kind]) for kind in SIGNALS.codes)
    whoever = set().union(*named.values())
    return ClimateLine(key[0], key[1], len(people), counts, len(people & whoever))
