from typing import Any
from urllib.parse import urlencode

from django import forms
from django.http import QueryDict
from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext, gettext_lazy

from gaisma.base import listing
from gaisma.workplace.data_quality.queries import Finding


class Findings(listing.Table):
    """What one check finds."""

    name = listing.Name(
        verbose_name=gettext_lazy("What is found"), linkify=lambda record: record.address or None
    )
    institution = listing.Words(verbose_name=gettext_lazy("Institution"))
    sentence = listing.Words(verbose_name=gettext_lazy("What is unusual"), orderable=False)
    subject = listing.Words(
        verbose_name=gettext_lazy("It is right"), orderable=False, exclude_from_export=True
    )

    def render_subject(self, record: Finding) -> str:
        """The way to say that it is right."""
        query = urlencode({"subject": record.subject})
        address = f"{reverse('data_quality:right', args=[record.key])}?{query}"
        label = gettext("%(name)s is right") % {"name": record.name}
        link = '<a href="{}" aria-label="{}">{}</a>'
        return format_html(link, address, label, gettext("It is right"))


class Judgements(listing.Table):
    """What somebody has called right."""

    check = listing.Name(verbose_name=gettext_lazy("Check"))
    name = listing.Words(verbose_name=gettext_lazy("What was found"))
    note = listing.Words(verbose_name=gettext_lazy("Why it is right"), orderable=False)
    by = listing.Words(verbose_name=gettext_lazy("Said by"))
    at = listing.Moment(verbose_name=gettext_lazy("When"))
    id = listing.Words(verbose_name="", orderable=False, exclude_from_export=True)

    def render_id(self, record: Any) -> str:
        """The way to take it back."""
        address = reverse("data_quality:take_back", args=[record.id])
        return format_html('<a href="{}">{}</a>', address, gettext("Take back"))


class InstitutionForm(forms.Form):
    """Of which institution the checks are asked."""

    institution = forms.ChoiceField(label=gettext_lazy("Institution"), required=False)

    def __init__(self, data: QueryDict, *, institutions: list[tuple[int, str]]) -> None:
        super().__init__(data)
        field: Any = self.fields["institution"]
        field.choices = [
            ("", gettext("All institutions")),
            *((str(pk), name) for pk, name in institutions),
        ]

    @property
    def chosen(self) -> int | None:
        """The institution asked for, if it is one that can be."""
        given = self.cleaned_data.get("institution") if self.is_valid() else ""
        return int(given) if given else None
