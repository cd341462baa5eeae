"""Who missed more lessons of a term without an excuse than the rule allows, why, what was done."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import QuerySet

from gaisma.analytics.support_terms import ABSENCE_STEPS
from gaisma.base import sorting, terms, wording
from gaisma.base.models import Organisation, RoleGrant, Term, User
from gaisma.base.permissions import AT_WORK, LEADERS
from gaisma.evidence.figures import queries as figures
from gaisma.quality.prevention.models import Absence, AbsenceStep, Rule
from gaisma.quality.prevention.signals.finding import UNEXCUSED, Whose
from gaisma.quality.prevention.signals.queries import helped_by, only
from gaisma.record.journals import lessons
from gaisma.record.journals.answers import answer
from gaisma.record.people.models import Person
from gaisma.record.programmes.models import Enrolment, Group

TERMS = 4
"""So many of the last terms are told."""


@dataclass(frozen=True)
class AbsenceLine:
    """A learner with more unexcused lessons of a term at an institution than the rule allows."""

    learner: Person
    place: Organisation
    term: Term
    group: Group | None
    lessons: int
    absence: Absence | None
    steps: tuple[AbsenceStep, ...]

    @property
    def name(self) -> str:
        return f"{self.learner.family_name}, {self.learner.given_name}"

    @property
    def institution(self) -> str:
        return self.place.name

    @property
    def institution_code(self) -> str:
        return self.place.code

    @property
    def learner_code(self) -> str:
        """The learner's number in the state register, where it is known."""
        return self.learner.register_id

    @property
    def class_name(self) -> str:
        return self.group.name if self.group else ""

    @property
    def grade(self) -> int | None:
        return self.group.grade if self.group else None

    @property
    def period(self) -> str:
        return f"{wording.day(self.term.from_on)} – {wording.day(self.term.to_on)}"

    @property
    def reason(self) -> str:
        return self.absence.reason if self.absence else ""

    @property
    def told(self) -> list[tuple[AbsenceStep, str]]:
        """What was done with its title, in the order of days."""
        return [(step, terms.title(ABSENCE_STEPS, step.kind)) for step in self.steps]

    @property
    def done(self) -> str:
        """What was done."""
        return "; ".join(title for _step, title in self.told)

    @property
    def dated(self) -> str:
        """What was done, each with its day."""
        return "; ".join(f"{title}, {wording.day(step.on)}" for step, title in self.told)

    @property
    def done_on(self) -> date | None:
        """The day of the last of it."""
        return self.steps[-1].on if self.steps else None


def begun(*, on: date) -> list[Term]:
    """The last terms that have begun, the newest first."""
    return list(Term.objects.begun(on=on)[:TERMS])


def allowed(term: Term, *, on: date) -> int | None:
    """The most unexcused lessons of that term by the rule as it was; nothing where it was none."""
    rule = Rule.objects.on(min(term.to_on, on)).get(UNEXCUSED)
    return rule.threshold if rule else None


def lines(user: User, term: Term, *, on: date) -> list[AbsenceLine]:
    """Those of the term whom the user can help, by name."""
    return _lines(helped_by(user, on=on), term, on=on)


def line(
    user: User, learner: Person, place: Organisation, term: Term, *, on: date
) -> AbsenceLine | None:
    """That learner's line at the institution in the term; nothing where there is none to see."""
    found = _lines(only(helped_by(user, on=on), learner), term, on=on)
    return next((one for one in found if one.place.pk == place.pk), None)


def able_to_act(place: Organisation, *, on: date) -> QuerySet[User]:
    """Who works at the institution, or leads it, and may have talked with the family."""
    places = Organisation.objects.ancestors(place, include_self=True)
    grants = RoleGrant.objects.valid_on(on).filter(
        role__in=(*LEADERS, *AT_WORK), organisation__in=places.values("pk")
    )
    return User.objects.filter(pk__in=grants.values("user"), is_active=True)


def lacking(user: User, *, on: date) -> dict[Organisation, int]:
    """By institution, of how many learners the newest term lacks the reason."""
    counted: dict[Organisation, int] = {}
    for term in begun(on=on)[:1]:
        for one in lines(user, term, on=on):
            if one.absence is None:
                counted[one.place] = counted.get(one.place, 0) + 1
    return counted


def _lines(whose: Whose, term: Term, *, on: date) -> list[AbsenceLine]:
    most, last = allowed(term, on=on), min(term.to_on, on)
    if most is None or not (whose.places or whose.learners):
        return []
    rows = lessons.unexcused_above(figures.lake(), term.from_on, last, more_than=most)
    found = [
        row
        for row in answer(whose.of(rows)).iter_rows(named=True)
        if whose.has(row["person"], row["unit"])
    ]
    people = {
        one.pseudonym: one
        for one in Person.objects.filter(pseudonym__in=[row["person"] for row in found])
    }
    places = Organisation.objects.in_bulk({row["unit"] for row in found})
    entered = _entered(people.values(), term)
    classes = _classes(people.values(), term)
    told = []
    for row in found:
        learner, place = people.get(row["person"]), places.get(row["unit"])
        if learner is not None and place is not None:
            key = (learner.pk, place.pk)
            absence, steps = entered.get(key, (None, ()))
            told.append(
                AbsenceLine(learner, place, term, classes.get(key), row["lessons"], absence, steps)
            )
    return sorted(told, key=lambda one: (sorting.natural(one.name), one.learner.pk))


def _entered(
    people: Iterable[Person], term: Term
) -> dict[tuple[int, int], tuple[Absence, tuple[AbsenceStep, ...]]]:
    rows = Absence.objects.filter(learner__in=[one.pk for one in people], term=term)
    steps: dict[int, list[AbsenceStep]] = {}
    done = AbsenceStep.objects.filter(absence__in=rows).select_related("done_by")
    for step in done.order_by("on", "pk"):
        steps.setdefault(step.absence_id, []).append(step)
    return {
        (row.learner_id, row.institution_id): (row, tuple(steps.get(row.pk, ()))) for row in rows
    }


def _classes(people: Iterable[Person], term: Term) -> dict[tuple[int, int], Group]:
    """The class of each learner at each institution, the last one of the term."""
    rows = Enrolment.objects.filter(
        person__in=[one.pk for one in people],
        group__school_year=term.school_year_id,
        group__grade__isnull=False,
        from_on__lte=term.to_on,
    ).select_related("group")
    return {
        (row.person_id, row.group.institution_id): row.group
        for row in rows.order_by("from_on", "pk")
    }
