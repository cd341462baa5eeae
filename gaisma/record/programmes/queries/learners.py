"""Learners by name and place, for the list."""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.db.models import Exists, OuterRef, Prefetch, QuerySet

from gaisma.base.permissions import Reader
from gaisma.record.people.lists import called, in_order
from gaisma.record.people.models import Person
from gaisma.record.people.selectors import today
from gaisma.record.programmes.models import Enrolment


@dataclass(frozen=True)
class Wish:
    """Where the learners learn; what is empty narrows nothing."""

    school_year: str = ""
    institution: str = ""
    stage: str = ""
    grade: int | None = None
    group: str = ""
    programme: str = ""
    q: str = ""


def learning(reader: Reader, wish: Wish, *, on: date) -> QuerySet[Person]:
    """Who learns at such a place that the reader sees; their places in the year as `places`."""
    seen = Enrolment.objects.visible_to(reader, on=on)
    in_year = seen.filter(group__school_year__name=wish.school_year) if wish.school_year else seen
    asked = in_year.filter(**_asked(wish))
    # Asked for one by one by key: joined, a database goes through all groups for each learner.
    shown = Enrolment.objects.filter(Exists(in_year.filter(pk=OuterRef("pk"))))
    places = shown.select_related("group__institution", "programme").order_by("-from_on", "pk")
    people = Person.objects.tied_by(asked)
    return in_order(called(people, wish.q)).prefetch_related(
        Prefetch("enrolments", queryset=places, to_attr="places")
    )


def earliest_move(enrolment: Enrolment) -> date:
    """Today; of an enrolment that has not begun the second day, for it ends the day before."""
    return max(today(), enrolment.from_on + timedelta(days=1))


def _asked(wish: Wish) -> dict[str, Any]:
    asked = {
        "group__institution": wish.institution,
        "programme__stage": wish.stage,
        "group__grade": wish.grade,
        "group__name__iexact": wish.group.strip(),
        "programme__code__icontains": wish.programme.strip(),
    }
    return {name: value for name, value in asked.items() if value not in (None, "")}
