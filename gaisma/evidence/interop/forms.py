from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext, gettext_lazy, pgettext_lazy

from gaisma.analytics.vocabulary import folded
from gaisma.evidence.interop import imports, kinds, mappings, meanings
from gaisma.evidence.interop.columns import Column
from gaisma.evidence.interop.meanings import Met
from gaisma.evidence.interop.models import ColumnMapping
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


NOTHING = "(empty)"
"""How the choice of an empty cell is sent, which is no code of a list."""


class MeaningsForm(forms.Form):
    """For each value that a list does not know, which of its terms it is; chosen once, anew."""

    def __init__(self, *args: Any, kind: str, met: Sequence[Met], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        closed = meanings.closed_columns(kind) if met else {}
        self.met = [one for one in met if one.column in closed]
        for number, one in enumerate(self.met):
            told = {"column": one.heading, "value": one.value}
            label = gettext("%(column)s: “%(value)s”") % told
            self.fields[f"value_{number}"] = forms.ChoiceField(
                label=label,
                choices=_terms(closed[one.column], is_chosen=one.code is not None),
                initial=NOTHING if one.code == meanings.EMPTY else one.code,
                required=False,
                widget=forms.Select(attrs={"aria-label": label, "class": "input"}),
            )

    @property
    def rows(self) -> list[tuple[Met, forms.BoundField]]:
        """The values with their fields."""
        return [(one, self[f"value_{number}"]) for number, one in enumerate(self.met)]

    @property
    def meanings(self) -> dict[str, dict[str, str | None]]:
        """By column, for each value of which the choice is another now, its code or None."""
        chosen: dict[str, dict[str, str | None]] = {}
        for number, one in enumerate(self.met):
            answer = self.cleaned_data[f"value_{number}"]
            code = meanings.EMPTY if answer == NOTHING else answer or None
            if code != one.code:
                chosen.setdefault(one.column, {})[one.value] = code
        return chosen


def _terms(column: Column, *, is_chosen: bool) -> list[tuple[str, str]]:
    none = gettext("take back: ask anew") if is_chosen else gettext("not chosen")
    empty = [(NOTHING, gettext("as an empty cell"))]
    return [
        ("", none),
        *meanings.terms(column).items(),
        *(empty if meanings.can_mean(column, meanings.EMPTY) else []),
    ]


def lines_of(mapping: ColumnMapping) -> str:
    """What values of a sender mean, a line each, as the form reads them."""
    closed = meanings.closed_columns(mapping.kind)
    return "\n".join(
        f"{column_title(name)}: {theirs} = {meanings.terms(closed[name]).get(code, code)}".rstrip()
        for name, codes in mapping.meanings.items()
        if name in closed
        for theirs, code in codes.items()
    )


class MappingForm(forms.Form):
    """What a sender calls the columns of a table and what its values mean, a line each."""

    source = forms.SlugField(label=SOURCE, max_length=64)
    kind = forms.ChoiceField(label=gettext_lazy("Table"))
    columns = forms.CharField(
        label=gettext_lazy("Columns"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 8}),
        help_text=gettext_lazy(
            "A line for each column: the sender's heading, =, our column, "
            "such as “Vārds = given_name”."
        ),
    )
    meanings = forms.CharField(
        label=gettext_lazy("Values"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 8}),
        help_text=gettext_lazy(
            "A line for each value: our column, :, the sender's value, =, our term, such as "
            "“presence: n = absent, unexcused”. With nothing after = the cell is read as empty."
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

    def clean_meanings(self) -> dict[str, dict[str, str]]:
        """By column, value → code; columns and terms may be named in any of the languages."""
        chosen: dict[str, dict[str, str]] = {}
        kind = self.cleaned_data.get("kind")
        known = names_of(kind) if kind else {}
        closed = meanings.closed_columns(kind) if kind else {}
        for line in filter(str.strip, self.cleaned_data["meanings"].splitlines()):
            ours, colon, rest = line.partition(":")
            theirs, equals, term = rest.rpartition("=")
            if not (colon and equals and theirs.strip()):
                raise forms.ValidationError(
                    gettext("“%(line)s” is not understood: write column: value = term.")
                    % {"line": line}
                )
            column = known.get(folded(ours), ours.strip())
            code = meanings.code_of(closed[column], term) if column in closed else term.strip()
            chosen.setdefault(column, {})[theirs.strip()] = code
        return chosen

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        if not self.errors and not given["columns"] and not given["meanings"]:
            raise forms.ValidationError(gettext("Write at least one column or one value."))
        return given


class AnswerForm(forms.Form):
    """The answer to what a check has asked."""

    yes = forms.BooleanField(
        label=pgettext_lazy("answer", "Yes, that is right: take the file in"), required=False
    )
