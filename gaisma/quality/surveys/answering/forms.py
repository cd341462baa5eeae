"""The code that somebody types, and the rows of a spreadsheet that are pasted."""

from datetime import date
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from gaisma.quality.surveys import codes
from gaisma.quality.surveys.answering import pasting
from gaisma.quality.surveys.codes.forms import TOLD, Seeing
from gaisma.record.instruments.questionnaire import Questionnaire


class CodeForm(forms.Form):
    """The code from the sheet or the letter."""

    code = forms.CharField(
        label=gettext_lazy("Your code"),
        max_length=40,
        help_text=gettext_lazy("Twelve letters and digits, as on your sheet."),
        widget=forms.TextInput(
            attrs={"autocomplete": "off", "autocapitalize": "characters", "spellcheck": "false"}
        ),
    )

    def clean_code(self) -> str:
        """The code as it was typed. Raises ValidationError when it cannot be one."""
        typed = str(self.cleaned_data["code"])
        if len(codes.read(typed)) != codes.LENGTH:
            raise ValidationError(
                _("A code has %(length)s letters and digits.") % {"length": codes.LENGTH}
            )
        return typed


class SheetsForm(Seeing):
    """Sheets of paper, a row each."""

    rows = forms.CharField(
        label=gettext_lazy("Rows to be entered"),
        strip=False,
        widget=forms.Textarea(attrs={"rows": 14, "autocomplete": "off", "spellcheck": "false"}),
        help_text=gettext_lazy(
            "A row a sheet, without a heading, as cells of Excel are pasted; or with semicolons "
            "between the answers. What was left open stays empty."
        ),
    )

    def __init__(self, *args: Any, asked: Questionnaire, language: str, today: date, **given: Any):
        super().__init__(*args, **given)
        self.asked, self.language, self.today = asked, language, today

    def clean_rows(self) -> list[Any]:
        """The answers of each sheet. Raises ValidationError that names rows and questions."""
        text = str(self.cleaned_data["rows"])
        sheets = pasting.read(self.asked, text, language=self.language, today=self.today)
        if sheets.wrong:
            more = len(sheets.wrong) - TOLD
            rest = [_("And %(more)s more.") % {"more": more}] if more > 0 else []
            raise ValidationError([*sheets.wrong[:TOLD], *rest])
        if not 1 <= len(sheets.answers) <= pasting.MOST_SHEETS:
            most = _("Give from 1 to %(most)s rows at once.")
            raise ValidationError(most % {"most": pasting.MOST_SHEETS})
        return sheets.answers
