"""An instrument is chosen, taken in, put into use, retired."""

from typing import TYPE_CHECKING

from django import forms
from django.db.models import Max, QuerySet
from django.utils.translation import gettext, gettext_lazy

from gaisma.base.forms import Revised, RowChoice, day
from gaisma.record.instruments import titles
from gaisma.record.instruments.models import Version
from gaisma.record.instruments.titles import title

if TYPE_CHECKING:
    from django.core.files.uploadedfile import UploadedFile


class VersionChoice(RowChoice):
    """Instruments by their titles in the reader's language."""

    def label_from_instance(self, obj: Version) -> str:
        return title(obj.asks)


def offered(use: str) -> QuerySet[Version]:
    """The latest version in use of each instrument of that use."""
    used = Version.objects.filter(
        instrument__use=use, instrument__retired_on__isnull=True, in_use_from__isnull=False
    )
    latest = used.values("instrument").annotate(latest=Max("pk")).values("latest")
    return used.filter(pk__in=latest).select_related("instrument").order_by("instrument_id", "pk")


LARGEST = 4 * 1024 * 1024
"""Bytes of a workbook; a questionnaire of a hundred questions takes thirty thousand."""


class TakeInForm(forms.Form):
    """An XLSForm workbook and what it is for."""

    file = forms.FileField(
        label=gettext_lazy("Workbook (XLSX)"),
        widget=forms.ClearableFileInput(attrs={"accept": ".xlsx"}),
        help_text=gettext_lazy(
            "An XLSForm with the sheets “survey”, “choices” and “settings”, up to 4 MB."
        ),
    )
    use = forms.ChoiceField(label=gettext_lazy("Use of an instrument"), choices=titles.uses)

    def clean_file(self) -> "UploadedFile[bytes]":
        """The file, unless it is larger than any questionnaire."""
        file: UploadedFile[bytes] = self.cleaned_data["file"]
        if (file.size or 0) > LARGEST:
            raise forms.ValidationError(gettext("The file is larger than 4 MB: cut it into parts."))
        return file


class PutIntoUseForm(Revised):
    """From when a draft is answered."""

    on = day(label=gettext_lazy("In use from"))
    note = forms.CharField(
        label=gettext_lazy("What has changed"),
        max_length=255,
        required=False,
        help_text=gettext_lazy("A sentence for those who compare the versions."),
    )


class RetireForm(Revised):
    """From when an instrument is offered no longer."""

    on = day(label=gettext_lazy("Not offered from"))
