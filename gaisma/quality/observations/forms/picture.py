"""By what pictures of observations are narrowed. A form of an address: what it lacks is open."""

from collections.abc import Mapping, Sequence
from typing import Any

from django import forms
from django.utils.text import capfirst
from django.utils.translation import gettext, gettext_lazy, gettext_noop

from gaisma.analytics import vocabulary
from gaisma.analytics.moments import school_year_of
from gaisma.base import sorting, terms
from gaisma.quality.observations import criteria
from gaisma.record.instruments.models import Version
from gaisma.record.instruments.queries import called
from gaisma.record.people.selectors import today
from gaisma.record.programmes.lists import years
from gaisma.record.programmes.models import Subject

GRADES = range(1, 13)

SIDES = {
    "external": (gettext_noop("Seen by the authority"), ("external",)),
    "internal": (gettext_noop("Seen by the institution"), ("internal", "peer")),
}
"""Whose observations stand beside each other: the authority's, and those of institutions."""

BESIDE = {
    "": gettext_noop("From outside and from inside"),
    "institution_kind": gettext_noop("By kind of institution"),
    "term": gettext_noop("By term"),
    "subject": gettext_noop("By subject"),
    "grade": gettext_noop("By grade"),
    "language": gettext_noop("By language of instruction"),
}
"""What stands beside each other: who observed, or the values of a dimension."""


class LookForm(forms.Form):
    """The school year that is looked at: that of today when none is asked for."""

    school_year = forms.ChoiceField(label=gettext_lazy("School year"), required=False)

    own: tuple[str, ...] = ("school_year",)
    """What does not narrow figures as it stands."""

    def __init__(self, data: Mapping[str, Any]) -> None:
        offered = years()
        given = {name: data.get(name, "") for name in self.base_fields}
        if given["school_year"] not in dict(offered):
            given["school_year"] = school_year_of(today())
        super().__init__(given)
        self.fields["school_year"].choices = offered  # type: ignore[attr-defined]

    @property
    def year(self) -> str:
        """The school year that is looked at."""
        return str(self.data["school_year"])

    @property
    def chosen(self) -> dict[str, str]:
        """What is chosen beside the year, by name; a word that is not offered narrows nothing."""
        self.is_valid()
        others = (name for name in self.cleaned_data if name not in self.own)
        return {name: self.cleaned_data[name] for name in others if self.cleaned_data[name]}


class PictureForm(LookForm):
    """With which instrument, at which institutions, in which lessons."""

    by = forms.ChoiceField(
        label=gettext_lazy("Beside each other"),
        required=False,
        choices=[(code, gettext_lazy(title)) for code, title in BESIDE.items()],
    )
    instrument = forms.ChoiceField(label=gettext_lazy("Instrument"), required=False)
    side = forms.ChoiceField(label=gettext_lazy("Observed by"), required=False)
    institution_kind = forms.ChoiceField(label=gettext_lazy("Kind of institution"), required=False)
    term = forms.ChoiceField(label=gettext_lazy("Term"), required=False)
    subject = forms.ChoiceField(label=gettext_lazy("Subject"), required=False)
    grade = forms.ChoiceField(label=gettext_lazy("Grade"), required=False)
    language = forms.ChoiceField(label=gettext_lazy("Language of instruction"), required=False)
    own = ("school_year", "instrument", "by", "side")

    def __init__(self, data: Mapping[str, Any]) -> None:
        super().__init__(data)
        self.instruments = criteria.instruments()
        self.fields["instrument"].choices = list(self.instruments.items())  # type: ignore[attr-defined]
        named = Subject.objects.values_list("code", "title")
        subjects = sorted(named, key=lambda one: sorting.natural(one[1]))
        sides = [(code, gettext(title)) for code, (title, _observers) in SIDES.items()]
        self._offer("side", gettext_lazy("Everybody"), sides)
        self._offer("institution_kind", gettext_lazy("All kinds"), terms.choices(vocabulary.KINDS))
        terms_of_a_year = [("1", gettext("first term")), ("2", gettext("second term"))]
        self._offer("term", gettext_lazy("Both terms"), terms_of_a_year)
        self._offer("subject", gettext_lazy("All subjects"), list(subjects))
        grades = [(str(each), gettext("grade %(grade)s") % {"grade": each}) for each in GRADES]
        self._offer("grade", gettext_lazy("All grades"), grades)
        self._offer("language", gettext_lazy("All languages"), terms.choices(vocabulary.LANGUAGES))

    @property
    def rated_with(self) -> str:
        """The instrument that is chosen, or else the first."""
        self.is_valid()
        return self.cleaned_data.get("instrument") or next(iter(self.instruments), "")

    @property
    def beside(self) -> str:
        """The dimension whose values stand beside each other, or "" for who observed."""
        self.is_valid()
        return str(self.cleaned_data.get("by", ""))

    @property
    def heading(self) -> str:
        """What stands beside each other, in words."""
        return gettext(BESIDE[self.beside])

    @property
    def values(self) -> dict[str, str]:
        """The values of that dimension with their titles, in their order."""
        offered = self.fields[self.beside].choices  # type: ignore[attr-defined]
        return {code: str(title) for code, title in offered if code}

    @property
    def sides(self) -> dict[str, str]:
        """Observers to look at by the title of their side: of one side, or of both."""
        self.is_valid()
        chosen = self.cleaned_data.get("side", "")
        return {
            gettext(title): "|".join(observers)
            for code, (title, observers) in SIDES.items()
            if chosen in ("", code)
        }

    @property
    def chosen(self) -> dict[str, str]:
        """What is chosen beside the year, with who observed."""
        observers = {"observer": "|".join(self.sides.values())} if self.data["side"] else {}
        return {**super().chosen, **observers}

    def _offer(self, name: str, every: Any, options: Sequence[tuple[str, str]]) -> None:
        named = [(code, capfirst(title)) for code, title in options]
        self.fields[name].choices = [("", every), *named]  # type: ignore[attr-defined]


class AgreementForm(LookForm):
    """With which version of an instrument the lessons were rated."""

    version = forms.ChoiceField(label=gettext_lazy("Instrument"), required=False)

    def __init__(self, data: Mapping[str, Any], *, versions: Sequence[Version]) -> None:
        super().__init__(data)
        self.versions = {str(version.pk): version for version in versions}
        self.fields["version"].choices = [  # type: ignore[attr-defined]
            (key, f"{called(version.asks)} · {version.number}")
            for key, version in self.versions.items()
        ]

    @property
    def rated_with(self) -> Version | None:
        """The version that is chosen, or else the first."""
        chosen = self.versions.get(self.chosen.get("version", ""))
        return chosen or next(iter(self.versions.values()), None)
