"""The list of unexcused absences, what it is narrowed by, and its file for the state register."""

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext_lazy
from django_filters import CharFilter, ChoiceFilter, FilterSet

from gaisma.analytics.support_terms import UNEXCUSED_REASONS
from gaisma.analytics.vocabulary import folded
from gaisma.base import listing, sorting
from gaisma.quality.prevention.absences.queries import AbsenceLine, begun
from gaisma.quality.prevention.models import Absence
from gaisma.record.people.selectors import today


def _page(record: AbsenceLine) -> str:
    return reverse("prevention:absence", args=[record.term.pk, record.place.pk, record.learner.pk])


class AbsencesTable(listing.Table):
    """Learners who missed many lessons of a term without an excuse."""

    name = listing.Name(verbose_name=gettext_lazy("Learner"), linkify=_page)
    learner_code = listing.Words(verbose_name=gettext_lazy("Learner's code"))
    institution = listing.Words(verbose_name=gettext_lazy("Institution"))
    class_name = listing.Words(verbose_name=gettext_lazy("Class"))
    lessons = listing.Number(verbose_name=gettext_lazy("Unexcused lessons"))
    reason = listing.Term(UNEXCUSED_REASONS, has_order=True, verbose_name=gettext_lazy("Reason"))
    done = listing.Words(verbose_name=gettext_lazy("What was done"), orderable=False)
    done_on = listing.Day(verbose_name=gettext_lazy("Last done on"))


class RegisterTable(listing.Table):
    """The same as the state register asks for it: codes in place of names."""

    institution_code = listing.Words(verbose_name=gettext_lazy("Institution code"))
    learner_code = listing.Words(verbose_name=gettext_lazy("Learner's code"))
    grade = listing.Number(verbose_name=gettext_lazy("Grade"))
    lessons = listing.Number(verbose_name=gettext_lazy("Unexcused lessons"))
    period = listing.Words(verbose_name=gettext_lazy("Period"))
    reason = listing.Term(UNEXCUSED_REASONS, has_order=True, verbose_name=gettext_lazy("Reason"))
    dated = listing.Words(verbose_name=gettext_lazy("What was done"))
    done_on = listing.Day(verbose_name=gettext_lazy("Last done on"))


REASON, DONE = ("reason", "done")
LACKING = {
    REASON: gettext_lazy("Reason lacking"),
    DONE: gettext_lazy("Nothing was done yet"),
}


class AbsencesFilter(FilterSet):
    """Absences by term, learner, place, class and what is lacking; they are no rows of a table."""

    term = ChoiceFilter(label=gettext_lazy("Term"), empty_label=None)
    q = CharFilter(label=gettext_lazy("Given and family name"))
    place = ChoiceFilter(label=gettext_lazy("Institution"), empty_label=gettext_lazy("All"))
    group = ChoiceFilter(label=gettext_lazy("Class"), empty_label=gettext_lazy("All"))
    lacking = ChoiceFilter(
        label=gettext_lazy("What is lacking"),
        choices=tuple(LACKING.items()),
        empty_label=gettext_lazy("All"),
    )

    def __init__(self, data: Any, *, queryset: list[AbsenceLine], **given: Any) -> None:
        super().__init__(data, queryset=Absence.objects.none(), **given)
        self.lines = queryset
        self._offer("term", [(str(one.pk), str(one)) for one in begun(on=today())])
        self._offer("place", _named({str(one.place.pk): one.institution for one in queryset}))
        self._offer("group", _named({one.class_name: one.class_name for one in queryset}))

    def _offer(self, name: str, choices: list[tuple[str, str]]) -> None:
        self.filters[name].extra["choices"] = choices

    @property
    def qs(self) -> Any:
        """The lines that fit."""
        asked = self.form.cleaned_data if self.form.is_valid() else {}
        return [line for line in self.lines if _fits(line, asked)]


def _named(names: dict[str, str]) -> list[tuple[str, str]]:
    known = ((key, name) for key, name in names.items() if name)
    return sorted(known, key=lambda one: sorting.natural(one[1]))


def _fits(line: AbsenceLine, asked: dict[str, Any]) -> bool:
    words = folded(asked.get("q") or "").split()
    lacks = {REASON: line.absence is None, DONE: not line.steps}
    return (
        all(word in folded(line.name) for word in words)
        and asked.get("place") in (None, "", str(line.place.pk))
        and asked.get("group") in (None, "", line.class_name)
        and lacks.get(asked.get("lacking") or "", True)
    )
