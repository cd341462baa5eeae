from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from gaisma.quality.surveys import codes


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
