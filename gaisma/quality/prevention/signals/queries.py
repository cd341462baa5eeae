"""Signals as pages show them: with their facts and their rule, to those who can help."""

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import chain, groupby
from typing import Any

from django.core.paginator import Page, Paginator
from django.utils.translation import gettext, gettext_noop

from gaisma.analytics.moments import days_of, school_year_of
from gaisma.analytics.support_terms import SIGNALS
from gaisma.base import access, sorting, terms, wording
from gaisma.base.models import Organisation, Term, User
from gaisma.evidence.figures import queries as figures
from gaisma.quality.prevention.models import Case, Dismissal, Rule, SignalAnswer
from gaisma.quality.prevention.permissions import CLASS_TEACHERS, READS_CLIMATE, SUPPORT_TEAM
from gaisma.quality.prevention.signals import finding, register
from gaisma.quality.prevention.signals.finding import (
    ABSENT,
    FAILING,
    FEW_LESSONS,
    GRADE_NINE,
    LOW_RESULT,
    NOT_ENROLLED,
    RETURNED,
    UNEXCUSED,
    Span,
    Whose,
)
from gaisma.record.journals.answers import answer
from gaisma.record.people.models import Person
from gaisma.record.programmes.models import Enrolment, Group

PAGE = 25
"""So many learners stand on a page of signals."""
ANSWERED_FOR = timedelta(days=182)
"""So long after its address ended an answer stands beside the signal."""


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


def facts(thresholds: Mapping[str, int], span: Span, whose: Whose) -> Iterator[Fact]:
    """Everything that rules with these thresholds find of them on the day."""
    for kind, rows in finding.found(figures.lake(), thresholds, span).items():
        for row in answer(whose.of(rows)).iter_rows(named=True):
            if whose.has(row["person"], row["unit"]):
                yield Fact(kind, *(row[name] for name in finding.COLUMNS))
    for kind in register.FINDERS:
        if kind in thresholds:
            for one in register.found(kind, thresholds[kind], whose, span.on):
                yield Fact(kind, one.person, one.unit, one.value, one.of)


def thresholds(rules: Mapping[str, Rule]) -> dict[str, int]:
    """The numbers that are in force."""
    return {kind: rule.threshold for kind, rule in rules.items()}


@dataclass(frozen=True)
class Signal:
    """A signal with its facts and its rule; `case` is an open one that the reader sees.

    `answer` is what the learner or the family said of it last.
    """

    learner: Person
    institution: str
    unit: int
    kind: str
    title: str
    facts: str
    rule: str
    dismissal: Dismissal | None
    case: Case | None
    answer: SignalAnswer | None
    is_learning: bool
    """Whether they learn at the institution today: else no case can be opened, nor their page."""

    @property
    def is_open(self) -> bool:
        """Whether somebody has to look at it yet."""
        return self.dismissal is None and self.case is None


@dataclass(frozen=True)
class SignalsPage:
    """What is to be looked at, and what was: on a day.

    A page of `learners` has all that is open of so many of them.
    """

    on: date
    open: tuple[Signal, ...]
    seen_to: tuple[Signal, ...]
    learners: "Page[tuple[Signal, ...]]"

    @property
    def shown(self) -> tuple[Signal, ...]:
        """Those that stand on this page."""
        return (*chain.from_iterable(self.learners), *self.seen_to)


def signals_page(user: User, *, on: date, number: str = "") -> SignalsPage:
    """The signals of the learners whom the user can help, by name; a page of those to look at."""
    every = sorted(signals(user, helped_by(user, on=on), on=on), key=_by_name)
    to_see = tuple(one for one in every if one.is_open)
    each = [tuple(group) for _learner, group in groupby(to_see, key=lambda one: one.learner.pk)]
    return SignalsPage(
        on,
        to_see,
        tuple(one for one in every if not one.is_open),
        Paginator(each, PAGE).get_page(number),
    )


def _by_name(one: Signal) -> tuple[Any, ...]:
    return (by_name(one.learner), one.learner.pk, one.unit, one.kind)


def by_name(learner: Person) -> Any:
    """In which order learners stand."""
    return sorting.natural(f"{learner.family_name} {learner.given_name}")


def helped_by(user: User, *, on: date) -> Whose:
    """The learners of own classes, and for a support team all of its institutions."""
    led = Group.objects.of_class_teacher(user, on=on)
    led = led.filter(institution__in=access.reach(user, *CLASS_TEACHERS))
    own = Enrolment.objects.held_on(on).filter(group__in=led)
    return Whose(
        access.reach(user, *SUPPORT_TEAM),
        frozenset(own.values_list("person__pseudonym", "group__institution_id")),
    )


def signals(user: User, whose: Whose, *, on: date, kinds: Collection[str] = ()) -> Iterator[Signal]:
    """Theirs, as the user may see them: of all rules, or of those that are named."""
    span = span_of(on)
    rules = {kind: rule for kind, rule in Rule.objects.on(on).items() if not kinds or kind in kinds}
    found = list(facts(thresholds(rules), span, whose))
    people = {
        one.pseudonym: one
        for one in Person.objects.filter(pseudonym__in={fact.person for fact in found})
    }
    places = Organisation.objects.in_bulk({fact.unit for fact in found})
    dismissed, cases = _dismissed(people.values(), on=on), _cases(user, people.values())
    answers = _answers(people.values(), on=on)
    learning = set(
        Enrolment.objects.held_on(on)
        .filter(person__in=people.values())
        .values_list("person_id", "group__institution_id")
    )
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
            answer=answers.get((learner.pk, place.pk, fact.kind)),
            is_learning=(learner.pk, place.pk) in learning,
        )


def _dismissed(people: Iterable[Person], *, on: date) -> dict[tuple[int, str], Dismissal]:
    rows = Dismissal.objects.on(on).filter(learner__in=[one.pk for one in people])
    return {(row.learner_id, row.kind): row for row in rows.order_by("pk")}


def _answers(people: Iterable[Person], *, on: date) -> dict[tuple[int, int, str], SignalAnswer]:
    learners = [one.pk for one in people]
    rows = SignalAnswer.objects.filter(link__learner__in=learners)
    rows = rows.filter(link__until__gte=on - ANSWERED_FOR).select_related("link")
    every = rows.order_by("changed_at", "pk")
    return {(row.link.learner_id, row.link.institution_id, row.kind): row for row in every}


def _cases(user: User, people: Iterable[Person]) -> dict[int, Case]:
    rows = Case.objects.open().visible_to(user).filter(learner__in=[one.pk for one in people])
    return {row.learner_id: row for row in rows.order_by("pk")}


def signal(user: User, person_id: int, kind: str, *, on: date) -> Signal | None:
    """That signal of the learner, where it is there and the user can help."""
    learner = Person.objects.filter(pk=person_id).first()
    if learner is None:
        return None
    whose = only(helped_by(user, on=on), learner)
    return next(signals(user, whose, on=on, kinds=(kind,)), None)


def only(whose: Whose, learner: Person) -> Whose:
    """Of those whom one helps this learner, wherever lessons may be entered."""
    there = Enrolment.objects.filter(person=learner, group__institution__in=whose.places)
    places = set(there.values_list("group__institution_id", flat=True))
    own = {(person, unit) for person, unit in whose.learners if person == learner.pseudonym}
    return Whose(frozenset(), frozenset({(learner.pseudonym, unit) for unit in places} | own))


def said(fact: Fact, span: Span) -> str:
    """The facts in a sentence."""
    share = wording.percent(fact.value) if fact.kind == LOW_RESULT else ""
    return gettext(FACTS_SAID[fact.kind]) % {
        "value": wording.number(fact.value),
        "of": wording.number(fact.of),
        "share": share,
        "weeks_from": wording.day(span.weeks_from),
        "on": wording.day(span.on),
        "term_from": wording.day(span.term_from),
    }


def rule_said(kind: str, threshold: int) -> str:
    """The rule in a sentence."""
    told = {"number": wording.number(threshold), "share": wording.percent(threshold)}
    return gettext(RULES_SAID[kind]) % told


FACTS_SAID = {
    FEW_LESSONS: gettext_noop("attended %(value)s of %(of)s lessons from %(weeks_from)s to %(on)s"),
    UNEXCUSED: gettext_noop("unexcused lessons since %(term_from)s: %(value)s"),
    FAILING: gettext_noop("subjects not passed since %(term_from)s: %(value)s"),
    LOW_RESULT: gettext_noop("the lowest result of the last half year: %(share)s"),
    NOT_ENROLLED: gettext_noop("days without learning anywhere: %(value)s"),
    RETURNED: gettext_noop("days without learning before, summers left aside: %(value)s"),
    GRADE_NINE: gettext_noop("days since grade 9 ended unfinished: %(value)s"),
}
RULES_SAID = {
    FEW_LESSONS: gettext_noop("fewer than %(share)s of the lessons of four weeks attended"),
    UNEXCUSED: gettext_noop("more than %(number)s unexcused lessons in a term"),
    FAILING: gettext_noop("%(number)s subjects or more not passed in a term"),
    LOW_RESULT: gettext_noop("less than %(share)s reached in a test or an exam, at the best try"),
    NOT_ENROLLED: gettext_noop(
        "days without learning anywhere at the age of compulsory education: more than %(number)s"
    ),
    RETURNED: gettext_noop(
        "days without learning before coming back, summers left aside: more than %(number)s"
    ),
    GRADE_NINE: gettext_noop("months since grade 9 ended unfinished: at most %(number)s"),
    ABSENT: gettext_noop("more than %(share)s of the lessons of the year missed, excused or not"),
}


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

    organisation_id: int
    institution: str
    class_name: str
    learners: int
    counts: Mapping[str, int]
    any: int


def climate(user: User, *, on: date) -> list[ClimateLine]:
    """The classes of the institutions where the user reads records; no learner is named."""
    reach = access.reach(user, *READS_CLIMATE)
    enrolled = Enrolment.objects.held_on(on).filter(group__institution__in=reach)
    there = enrolled.filter(group__grade__isnull=False)
    of_class = ("group__institution_id", "group__institution__name", "group__name", "group_id")
    classes: dict[tuple[int, str, str, int], set[int]] = {}
    for *key, person in there.values_list(*of_class, "person__pseudonym"):
        classes.setdefault(tuple(key), set()).add(person)
    named: dict[str, set[int]] = {kind: set() for kind in SIGNALS.codes}
    for fact in facts(thresholds(Rule.objects.on(on)), span_of(on), Whose(reach)):
        named[fact.kind].add(fact.person)
    lines = (_climate(key, people, named) for key, people in classes.items())
    return sorted(
        (line for line in lines if line.any),
        key=lambda one: (sorting.natural(one.institution), sorting.natural(one.class_name)),
    )


def _climate(
    key: tuple[int, str, str, int], people: set[int], named: Mapping[str, set[int]]
) -> ClimateLine:
    place, institution, name, _group = key
    counts = {kind: len(people & named[kind]) for kind in SIGNALS.codes}
    whoever = set().union(*named.values())
    return ClimateLine(place, institution, name, len(people), counts, len(people & whoever))
