"""How many codes are given out to whom; to which addresses they go."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.utils.translation import gettext, gettext_lazy

from gaisma.quality.surveys.codes.actions import MOST_CODES
from gaisma.quality.surveys.codes.queries import Offer, Offers
from gaisma.record.instruments import titles
from gaisma.record.programmes.models import Group

WHOLE = "whole"
TOLD = 10
"""So many wrong lines are told one by one."""


def _number(label: Any, offer: Offer, *, initial: int) -> forms.IntegerField:
    told = gettext("%(people)s people, %(issued)s codes given out so far.")
    return forms.IntegerField(
        label=label,
        initial=initial,
        min_value=0,
        max_value=MOST_CODES,
        required=False,
        help_text=told % {"people": offer.people, "issued": offer.issued},
    )


class Seeing(forms.Form):
    """A form that knows how many codes had been given out when it was looked at."""

    seen = forms.IntegerField(widget=forms.HiddenInput)


class GiveForm(Seeing):
    """A number of codes for each class, or one for the institution; each begins with its people."""

    def __init__(self, *args: Any, offers: Offers, **given: Any) -> None:
        super().__init__(*args, **given)
        self.groups: dict[str, Group] = {}
        for offer in offers.groups:
            if offer.group is not None:
                name = f"group-{offer.group.pk}"
                self.groups[name] = offer.group
                self.fields[name] = _number(offer.group.name, offer, initial=offer.needed)
        has_groups = bool(self.groups)
        label = gettext("Beside the classes") if has_groups else gettext("For the institution")
        initial = 0 if has_groups else offers.whole.needed
        self.fields[WHOLE] = _number(label, offers.whole, initial=initial)

    @property
    def of_groups(self) -> list[Any]:
        """The fields of the classes."""
        return [self[name] for name in self.groups]

    @property
    def counts(self) -> dict[Group | None, int]:
        """What the action takes, of a form that holds."""
        found: dict[Group | None, int] = {
            group: self.cleaned_data[name] or 0 for name, group in self.groups.items()
        }
        return {**found, None: self.cleaned_data[WHOLE] or 0}


class TrialForm(forms.Form):
    """How many codes to try the survey out with."""

    count = forms.IntegerField(
        label=gettext_lazy("Trial codes"), initial=5, min_value=1, max_value=100
    )


class RemindersForm(forms.Form):
    """The addresses to which letters go, one a line."""

    addresses = forms.CharField(
        label=gettext_lazy("Addresses"),
        widget=forms.Textarea(attrs={"rows": 12, "autocomplete": "off", "spellcheck": "false"}),
        help_text=gettext_lazy("One a line, as a column of Excel is pasted."),
    )
    language = forms.ChoiceField(label=gettext_lazy("Language of the letter"))

    def __init__(self, *args: Any, languages: tuple[str, ...], **given: Any) -> None:
        super().__init__(*args, **given)
        self.fields["language"].choices = [  # type: ignore[attr-defined]
            (code, titles.language(code)) for code in languages
        ]

    def clean_addresses(self) -> list[str]:
        """The addresses, each once. Raises ValidationError that names the lines that are none."""
        lines = str(self.cleaned_data["addresses"]).splitlines()
        written = [(number, line.strip(" \t,;")) for number, line in enumerate(lines, start=1)]
        asked = [(number, line) for number, line in written if line]
        wrong = [(number, line) for number, line in asked if not _is_address(line)]
        if wrong:
            raise ValidationError(_told(wrong))
        found = list({line.lower(): line for _number, line in asked}.values())
        if len(found) > MOST_CODES:
            most = gettext("Give at most %(most)s addresses at once.")
            raise ValidationError(most % {"most": MOST_CODES})
        return found


class LettersForm(RemindersForm, Seeing):
    """The addresses to which codes go; each gets one."""


def _is_address(line: str) -> bool:
    try:
        validate_email(line)
    except ValidationError:
        return False
    return line.isascii() and len(line) <= 254


def _told(wrong: list[tuple[int, str]]) -> list[str]:
    sentence = gettext("Line %(number)s: “%(line)s” is no e-mail address.")
    told = [sentence % {"number": number, "line": line[:80]} for number, line in wrong[:TOLD]]
    more = len(wrong) - TOLD
    return [*told, gettext("And %(more)s more lines.") % {"more": more}] if more > 0 else told


class DrawForm(forms.Form):
    """Nothing is to be filled in."""

    drawn = forms.BooleanField(required=False, initial=True, widget=forms.HiddenInput)
