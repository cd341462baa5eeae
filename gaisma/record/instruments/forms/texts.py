"""Texts in every language of a questionnaire, side by side."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, ClassVar

from django import forms
from django.forms import BoundField

from gaisma.base.forms import Revised
from gaisma.record.instruments import titles
from gaisma.record.instruments.editing import merged
from gaisma.record.instruments.questionnaire import Texts

Row = Mapping[str, Texts]


@dataclass(frozen=True)
class Side:
    """One text in all languages."""

    title: str
    fields: tuple[BoundField, ...]


def text_field(code: str, *, required: bool, rows: int = 2) -> forms.CharField:
    """A text of the questionnaire's own language, which no machine translates."""
    attrs = {"rows": rows, "lang": code, "translate": "no"}
    return forms.CharField(
        label=titles.language(code), required=required, widget=forms.Textarea(attrs=attrs)
    )


class TextsForm(Revised):
    """A form with texts; `TEXTS` names them, and `NEEDED` those that the first language must have.

    `texts` reads what was written; texts in languages that the form does not show stay.
    """

    TEXTS: ClassVar[Mapping[str, Any]] = {}
    NEEDED: ClassVar[tuple[str, ...]] = ()

    def __init__(self, *args: Any, languages: tuple[str, ...], **given: Any) -> None:
        super().__init__(*args, **given)
        self.languages = languages
        for name in self.TEXTS:
            for code in languages:
                needed = name in self.NEEDED and code == languages[0]
                self.fields[f"{name}_{code}"] = text_field(code, required=needed)

    def texts(self, name: str, before: Texts | None = None) -> dict[str, str]:
        """The text by language."""
        given = {code: self.cleaned_data[f"{name}_{code}"] for code in self.languages}
        return merged(before or {}, given)

    @property
    def sides(self) -> list[Side]:
        """The texts as templates draw them."""
        return [
            Side(str(title), tuple(self[f"{name}_{code}"] for code in self.languages))
            for name, title in self.TEXTS.items()
        ]

    @property
    def others(self) -> list[BoundField]:
        """The visible fields that are no texts."""
        texts = {field.name for side in self.sides for field in side.fields}
        return [field for field in self.visible_fields() if field.name not in texts]

    @staticmethod
    def shown(rows: Row) -> dict[str, str]:
        """Texts as the form shows them."""
        return {
            f"{name}_{code}": text for name, texts in rows.items() for code, text in texts.items()
        }
