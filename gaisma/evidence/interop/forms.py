from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext, gettext_lazy, pgettext_lazy

from gaisma.analytics.vocabulary import folded
from gaisma.evidence.interop import imports, kinds, mappings
from gaisma.evidence.interop.titles import column_title, kind_title, names_of

SOURCE = gettext_lazy("Sender")
SOURCE_HELP = gettext_lazy(
    "A short name of the system that the file comes from. Identifiers and columns are remembered "
    "by it; leave it empty when there is no such system."
)


def kind_choices(*, unknown: str = "") -> list[tuple[str, str]]:
    """The tables, OneRoster, and before them what stands for “not said”."""
    first = [("", unknown)] if unknown else []
    tables = [(kind, kind_title(kind).capitalize()) for kind in kinds.known_kinds()]
    return [*first, *tables, (mappings.ONEROSTER, gettext("OneRoster set (ZIP)"))]


class SeveralFiles(forms.ClearableFileInput):
    """A choice of several files."""

    allow_multiple_selected = True


class FilesField(forms.FileField):
    """Several files; each must be there and not be empty."""

    widget = SeveralFiles

    def clean(self, data: Any, initial: Any = None) -> list[Any]:
        given = data if isinstance(data, Sequence) and not isinstance(data, str) else [data]
        return [super(FilesField, self).clean(one, initial) for one in given or [None]]


class SourceField(forms.SlugField):
    """Whose a file is; nobody's when it is left empty."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(label=SOURCE, max_length=64, required=False, **kwargs)

    def prepare_value(self, value: Any) -> Any:
        return "" if value == imports.SOURCE else value

    def clean(self, value: Any) -> Any:
        return super().clean(value) or imports.SOURCE


class UploadForm(forms.Form):
    """Files to look at, what they hold, whose they are."""

    files = FilesField(  # type: ignore[assignment]
        label=gettext_lazy("Files"),
        help_text=gettext_lazy(
            "XLSX or CSV of up to about 300,000 rows, or a OneRoster ZIP of up to 128 MB."
        ),
    )
    kind = forms.ChoiceField(label=gettext_lazy("Table"), required=False)
    source = SourceField(help_text=SOURCE_HELP)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["kind"].choices = kind_choices(  # type: ignore[attr-defined]
            unknown=gettext("recognise it by its columns")
        )
        self.fields["files"].widget.attrs["accept"] = ".xlsx,.csv,.tsv,.txt,.zip"


class KindForm(forms.Form):
    """What a file holds and whose it is."""

    kind = forms.ChoiceField(label=gettext_lazy("Table"))
    source = SourceField()

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["kind"].choices = kind_choices()  # type: ignore[attr-defined]


class ColumnsForm(forms.Form):
    """For each heading that nobody knows, which of our columns it is."""

    def __init__(self, *args: Any, kind: str, unknown: Sequence[str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.unknown = list(unknown)
        for number, heading in enumerate(self.unknown):
            self.fields[f"column_{number}"] = forms.ChoiceField(
                label=heading, choices=_columns(kind), required=False
            )

    @property
    def columns(self) -> dict[str, str]:
        """Heading → column, without those that are left out."""
        chosen = {
            heading: self.cleaned_data[f"column_{number}"]
            for number, heading in enumerate(self.unknown)
        }
        return {heading: column for heading, column in chosen.items() if column}


def _columns(kind: str) -> list[tuple[str, str]]:
    columns = [(column.name, column_title(column.name)) for column in kinds.columns_of(kind)]
    return [("", gettext("leave it out")), *columns]


class MappingForm(forms.Form):
    """What a sender calls the columns of a table, a line each."""

    source = forms.SlugField(label=SOURCE, max_length=64)
    kind = forms.ChoiceField(label=gettext_lazy("Table"))
    columns = forms.CharField(
        label=gettext_lazy("Columns"),
        widget=forms.Textarea(attrs={"rows": 8}),
        help_text=gettext_lazy(
            "A line for each column: the sender's heading, =, our column, "
            "such as “Vārds = given_name”."
        ),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        tables = [(kind, kind_title(kind).capitalize()) for kind in kinds.known_kinds()]
        self.fields["kind"].choices = tables  # type: ignore[attr-defined]

    def clean_columns(self) -> dict[str, str]:
        """Heading → column, which may be named in any of the languages."""
        columns = {}
        kind = self.cleaned_data.get("kind")
        known = names_of(kind) if kind else {}
        for line in self.cleaned_data["columns"].splitlines():
            theirs, equals, ours = line.rpartition("=")
            if line.strip() and not (equals and theirs.strip() and ours.strip()):
                raise forms.ValidationError(
                    gettext("“%(line)s” has no “=”: write heading = column.") % {"line": line}
                )
            if line.strip():
                columns[theirs.strip()] = known.get(folded(ours), ours.strip())
        return columns


class AnswerForm(forms.Form):
    """The answer to what a check has asked."""

    yes = forms.BooleanField(
        label=pgettext_lazy("answer", "Yes, that is right: take the file in"), required=False
    )
