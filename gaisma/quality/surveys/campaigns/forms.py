"""When and where a survey runs, how its answers are protected, and what it asks."""

from collections.abc import Iterable
from typing import Any, cast

from django import forms
from django.core.exceptions import ValidationError
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.text import capfirst
from django.utils.translation import gettext, gettext_lazy

from gaisma.analytics.audiences import AUDIENCES
from gaisma.analytics.vocabulary import KINDS
from gaisma.base import terms
from gaisma.base.forms import Revised, RowChoices, day, offer
from gaisma.base.models import Organisation
from gaisma.quality.surveys.campaigns.actions import LEAST_OF_ALL
from gaisma.quality.surveys.campaigns.queries import audiences_left, series
from gaisma.quality.surveys.models import Campaign
from gaisma.quality.surveys.questionnaires import WELLBEING
from gaisma.quality.surveys.thresholds import Thresholds
from gaisma.record.instruments.forms.instruments import VersionChoice, offered
from gaisma.record.instruments.models import Version

LEAST = {"least_in_public": 10, "least_inside": 5, "least_for_texts": 8}
OWN = ("public", "inside", "text")


class Suggesting(forms.TextInput):
    """A line of text that offers what stands already; anything else can be written too."""

    suggestions: Iterable[str] = ()

    def render(self, name: str, value: Any, attrs: Any = None, renderer: Any = None) -> SafeString:
        known = f"{(attrs or {}).get('id', name)}-known"
        field = super().render(name, value, {**(attrs or {}), "list": known}, renderer)
        options = format_html_join("", '<option value="{}">', ((one,) for one in self.suggestions))
        return format_html('{}<datalist id="{}">{}</datalist>', field, known, options)


def _least(label: Any, help_text: Any, *, least: int) -> forms.IntegerField:
    return forms.IntegerField(label=label, help_text=help_text, min_value=least, max_value=1000)


def _own(label: Any) -> forms.IntegerField:
    return forms.IntegerField(label=label, min_value=LEAST_OF_ALL, max_value=1000, required=False)


class CampaignForm(forms.Form):
    """A survey; `places` are the institutions that could take part, offered by their kinds."""

    name = forms.CharField(
        label=gettext_lazy("Name"),
        max_length=120,
        help_text=gettext_lazy("Of this wave, such as “Wellbeing 2025”. Respondents see it."),
    )
    series = forms.CharField(
        label=gettext_lazy("Series"),
        max_length=120,
        required=False,
        widget=Suggesting,
        help_text=gettext_lazy("Waves of one series are compared. Empty for a single survey."),
    )
    opens_on = day(label=gettext_lazy("First day"))
    closes_on = day(label=gettext_lazy("Last day"))
    counted_on = day(
        label=gettext_lazy("Day of counting"),
        help_text=gettext_lazy(
            "On this day people are counted of whom so many answer: teachers employed, pupils "
            "and children enrolled."
        ),
    )
    least_in_public = _least(
        gettext_lazy("Answers needed to tell results to everybody"),
        gettext_lazy("Of a smaller group nothing is published. Usually 10."),
        least=3,
    )
    least_inside = _least(
        gettext_lazy("Answers needed to tell results inside an institution"),
        gettext_lazy("Who leads an institution sees nothing of a smaller group. Usually 5."),
        least=3,
    )
    least_for_texts = _least(
        gettext_lazy("Answers needed to show what was written in words"),
        gettext_lazy("With names taken out. Usually 8."),
        least=3,
    )

    def __init__(self, *args: Any, places: Iterable[Organisation], **given: Any) -> None:
        super().__init__(*args, **given)
        cast("Suggesting", self.fields["series"].widget).suggestions = series()
        by_kind: dict[str, list[Organisation]] = {}
        for place in places:
            by_kind.setdefault(place.kind, []).append(place)
        self.by_kind = {kind: by_kind[kind] for kind in KINDS.codes if kind in by_kind}
        for kind, rows in self.by_kind.items():
            self._offer(kind, rows)

    def _offer(self, kind: str, rows: list[Organisation]) -> None:
        chosen = {one.pk for one in self.initial.get("institutions", ())}
        own = [row.pk for row in rows if row.pk in chosen]
        is_whole = len(own) == len(rows)
        self.fields[f"all-{kind}"] = forms.BooleanField(
            label=gettext_lazy("All of this kind"), required=False, initial=is_whole
        )
        self.fields[f"of-{kind}"] = RowChoices(
            Organisation.objects.filter(pk__in=[row.pk for row in rows]),
            label=gettext_lazy("Or these"),
            required=False,
            initial=() if is_whole else own,
            widget=forms.CheckboxSelectMultiple,
        )

    @property
    def kinds(self) -> list[dict[str, Any]]:
        """The kinds of institutions as they are drawn: title, how many, the two fields."""
        return [
            {
                "title": capfirst(terms.title(KINDS, kind)),
                "count": len(rows),
                "all": self[f"all-{kind}"],
                "some": self[f"of-{kind}"],
            }
            for kind, rows in self.by_kind.items()
        ]

    def clean(self) -> dict[str, Any]:
        given = self.cleaned_data
        public, inside = given.get("least_in_public"), given.get("least_inside")
        if public and inside and public < inside:
            self.add_error(
                "least_in_public",
                gettext("In public at least as many as inside an institution: %(least)s.")
                % {"least": inside},
            )
        opens, closes = given.get("opens_on"), given.get("closes_on")
        if opens and closes and closes < opens:
            self.add_error("closes_on", gettext("The last day is before the first."))
        return given

    @property
    def campaign(self) -> dict[str, Any]:
        """What the actions take, of a form that holds."""
        own = {name: self.cleaned_data[name] for name in (*CampaignForm.base_fields, "revision")
               if name in self.cleaned_data}  # fmt: skip
        return {**own, "institutions": self._chosen()}

    def _chosen(self) -> list[Organisation]:
        found: list[Organisation] = []
        for kind, rows in self.by_kind.items():
            is_whole = self.cleaned_data[f"all-{kind}"]
            found += rows if is_whole else list(self.cleaned_data[f"of-{kind}"])
        return found


class CampaignChangeForm(CampaignForm, Revised):
    """A survey that is in preparation already."""

    @staticmethod
    def of(campaign: Campaign) -> dict[str, Any]:
        """What the form shows of a survey."""
        named = {name: getattr(campaign, name) for name in CampaignForm.base_fields}
        return {
            **named,
            "revision": campaign.revision,
            "institutions": list(campaign.institutions.all()),
        }


class AskForm(forms.Form):
    """An audience that is not asked yet, and with what it is asked."""

    audience = forms.ChoiceField(label=gettext_lazy("Audience"))
    version = VersionChoice(
        Version.objects.none(),
        label=gettext_lazy("Questionnaire"),
        required=False,
        empty_label=gettext_lazy("the one on wellbeing that is meant for the audience"),
        help_text=gettext_lazy("The latest version in use of each survey."),
    )
    public = _own(gettext_lazy("Answers needed to tell results to everybody"))
    inside = _own(gettext_lazy("Answers needed to tell results inside an institution"))
    text = _own(gettext_lazy("Answers needed to show what was written in words"))

    def __init__(self, *args: Any, campaign: Campaign, **given: Any) -> None:
        super().__init__(*args, **given)
        left = audiences_left(campaign)
        audience = cast("forms.ChoiceField", self.fields["audience"])
        audience.choices = terms.choices(AUDIENCES, left, written=capfirst)
        offer(self, "version", offered("survey"))

    def clean(self) -> dict[str, Any]:
        given = self.cleaned_data
        if given.get("audience") and not given.get("version") and "version" not in self.errors:
            given["version"] = self._usual(given["audience"])
        own = {name: given.pop(name, None) for name in OWN}
        if any(own.values()) and not self.errors:
            given["thresholds"] = self._thresholds(own)
        return given

    def _thresholds(self, own: dict[str, int | None]) -> Thresholds:
        for name, number in own.items():
            if number is None:
                self.add_error(name, gettext("Give all three numbers, or none."))
        public, inside, text = (own[name] or LEAST_OF_ALL for name in OWN)
        if public < inside and not self.errors:
            self.add_error(
                "public",
                gettext("In public at least as many as inside an institution: %(least)s.")
                % {"least": inside},
            )
        return Thresholds(public, inside, text)

    @property
    def is_told_more(self) -> bool:
        """Whether the numbers of the audience itself are to be seen."""
        return any(self[name].value() or self[name].errors for name in OWN)

    def _usual(self, audience: str) -> Version:
        found = offered("survey").filter(instrument__key=WELLBEING[audience]).first()
        if found is None:
            raise ValidationError(gettext("Choose a questionnaire."))
        return found
