"""What can be chosen on the pages of results."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from gaisma.quality.surveys.results.differences import DifferencesPage
from gaisma.quality.surveys.results.published_results import Place

Choices = list[tuple[str, Any]]


class PlaceForm(forms.Form):
    """The place that is looked at; the audience stays."""

    place = forms.ChoiceField(label=gettext_lazy("Place"), required=False)
    audience = forms.CharField(widget=forms.HiddenInput, required=False)

    def __init__(self, *, places: Iterable[Place], chosen: Place | None, audience: str) -> None:
        initial = {"place": chosen.key if chosen else "", "audience": audience}
        super().__init__(initial=initial, auto_id="id_%s")
        self.fields["place"].choices = grouped(places)  # type: ignore[attr-defined]


class DifferencesForm(PlaceForm):
    """The place, two audiences that are held beside each other, and where there are several the
    earlier wave; what is compared stays."""

    first = forms.ChoiceField(label=gettext_lazy("Audience"), required=False)
    second = forms.ChoiceField(label=gettext_lazy("Beside"), required=False)
    since = forms.ChoiceField(label=gettext_lazy("Since the wave"), required=False)
    of = forms.CharField(widget=forms.HiddenInput, required=False)

    def __init__(self, page: DifferencesPage) -> None:
        super().__init__(places=page.places, chosen=page.place, audience="")
        del self.fields["audience"]
        self.initial.update(first=page.first, second=page.second, of=page.of)
        for name in ("first", "second"):
            self.fields[name].choices = page.audiences  # type: ignore[attr-defined]
        if len(page.waves) > 1:
            self.initial["since"] = page.earlier.pk if page.earlier else ""
            waves = [(wave.pk, wave.name) for wave in page.waves]
            self.fields["since"].choices = waves  # type: ignore[attr-defined]
        else:
            del self.fields["since"]
        self.order_fields(["first", "second", "place", "since"])


def grouped(places: Iterable[Place]) -> Choices:
    """Places as a list offers them: the city, then kinds and institutions under headings."""
    city: Choices = []
    kinds: Choices = []
    institutions: Choices = []
    of_level = {"city": city, "kind": kinds, "institution": institutions}
    for place in places:
        of_level[place.level].append((place.key, place.title))
    headed = ((_("Kinds of institutions"), kinds), (_("Institutions"), institutions))
    return [*city, *((title, rows) for title, rows in headed if rows)]
