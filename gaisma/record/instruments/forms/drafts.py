"""What is written of a draft: its title, a section, a question, a list of answers."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, ClassVar, cast

from django import forms
from django.conf import settings
from django.forms import BoundField
from django.http import QueryDict
from django.utils.translation import gettext, gettext_lazy

from gaisma.base import wording
from gaisma.base.forms import Revised, lines
from gaisma.record.instruments import titles
from gaisma.record.instruments.editing import free_name, merged
from gaisma.record.instruments.questionnaire import (
    OF_CHOICES,
    Choice,
    Item,
    Questionnaire,
    Section,
    Texts,
)
from gaisma.record.instruments.xlsforms.reading import NAME

Row = Mapping[str, Texts]


@dataclass(frozen=True)
class Side:
    """One text in all languages."""

    title: str
    fields: tuple[BoundField, ...]


def text_field(code: str, *, required: bool, rows: int = 2) -> forms.CharField:
    """A text of the questionnaire's own language, which no machine translates."""
    return lines(titles.language(code), required=required, rows=rows, language=code)


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


def expression(label: Any) -> forms.CharField:
    """A condition or a constraint, as XLSForm writes it."""
    help_text = gettext_lazy("As in XLSForm, such as ${grade} >= 4.")
    return forms.CharField(
        label=label, required=False, max_length=500, help_text=help_text, strip=True
    )


class TitleForm(TextsForm):
    """What a questionnaire is called, and in which languages it asks."""

    TEXTS = {"title": gettext_lazy("Title")}
    NEEDED = ("title",)

    languages_added = forms.MultipleChoiceField(
        label=gettext_lazy("Add a language"), required=False, widget=forms.CheckboxSelectMultiple
    )

    def __init__(self, *args: Any, **given: Any) -> None:
        super().__init__(*args, **given)
        others = [pair for pair in settings.LANGUAGES if pair[0] not in self.languages]
        if others:
            cast("forms.ChoiceField", self.fields["languages_added"]).choices = others
        else:
            del self.fields["languages_added"]


class SectionForm(TextsForm):
    """A section: its heading, when it is asked, how it is drawn."""

    TEXTS = {"label": gettext_lazy("Heading")}

    relevant = expression(gettext_lazy("Asked only if"))
    is_matrix = forms.BooleanField(
        label=gettext_lazy("As a table: all questions have the same answers"), required=False
    )

    def section(self, before: Section | None = None) -> Section:
        """What was written, with the questions that it has."""
        return Section(
            name=before.name if before else "",
            items=before.items if before else (),
            label=self.texts("label", before.label if before else {}),
            relevant=self.cleaned_data["relevant"],
            is_matrix=self.cleaned_data["is_matrix"],
        )

    @staticmethod
    def of(section: Section) -> dict[str, Any]:
        """What the form shows of a section."""
        kept = {"relevant": section.relevant, "is_matrix": section.is_matrix}
        return {**kept, **TextsForm.shown({"label": section.label})}


class ItemForm(TextsForm):
    """A question."""

    TEXTS: ClassVar = {
        "label": gettext_lazy("Question"),
        "hint": gettext_lazy("Hint"),
        "constraint_message": gettext_lazy("What is told when the answer is not possible"),
    }
    NEEDED = ("label",)

    kind = forms.ChoiceField(label=gettext_lazy("Answer"), choices=titles.kinds)
    choices = forms.ChoiceField(label=gettext_lazy("List of answers"), required=False)
    is_required = forms.BooleanField(
        label=gettext_lazy("The question needs an answer"), required=False
    )
    relevant = expression(gettext_lazy("Asked only if"))
    constraint = expression(gettext_lazy("The answer must fulfil"))
    construct = forms.SlugField(
        label=gettext_lazy("Construct"),
        required=False,
        help_text=gettext_lazy("Questions of one construct are read together."),
    )
    is_reversed = forms.BooleanField(
        label=gettext_lazy("Agreeing means less of the construct"), required=False
    )

    def __init__(self, *args: Any, questionnaire: Questionnaire, **given: Any) -> None:
        super().__init__(*args, languages=questionnaire.languages, **given)
        lists = [(name, f"{name}: {_listed(questionnaire, name)}") for name in questionnaire.lists]
        offered = cast("forms.ChoiceField", self.fields["choices"])
        offered.choices = [("", wording.DASH), *lists]

    def clean(self) -> dict[str, Any]:
        """A list belongs to questions with answers to choose, and to no other."""
        given = super().clean() or {}
        is_of_choices = given.get("kind") in OF_CHOICES
        if is_of_choices and not given.get("choices"):
            self.add_error("choices", gettext("Choose a list of answers."))
        return {**given, "choices": given.get("choices", "") if is_of_choices else ""}

    def item(self, before: Item | None = None) -> Item:
        """What was written; a question keeps its name."""
        data = self.cleaned_data
        kept = before or Item(data.get("name", ""), data["kind"], {})
        same_as = kept.same_as
        if "is_same" in data:
            same_as = (kept.same_as or kept.name) if data["is_same"] else ""
        return Item(
            name=kept.name,
            label=self.texts("label", kept.label),
            hint=self.texts("hint", kept.hint),
            constraint_message=self.texts("constraint_message", kept.constraint_message),
            same_as=same_as,
            **{name: data[name] for name in ITEM_FIELDS},
        )

    @staticmethod
    def of(item: Item) -> dict[str, Any]:
        """What the form shows of a question."""
        texts = {name: getattr(item, name) for name in ItemForm.TEXTS}
        kept = {name: getattr(item, name) for name in ITEM_FIELDS}
        return {**kept, "is_same": bool(item.same_as), **TextsForm.shown(texts)}


ITEM_FIELDS = (
    "kind",
    "choices",
    "is_required",
    "relevant",
    "constraint",
    "construct",
    "is_reversed",
)


class NewItemForm(ItemForm):
    """A question that is added."""

    name = forms.CharField(
        label=gettext_lazy("Name in tables of answers"),
        required=False,
        max_length=64,
        help_text=gettext_lazy("Latin letters, digits and “_”; left empty, it gets a number."),
    )
    field_order = ("kind", "choices", "is_required", "name")

    def clean_name(self) -> str:
        """A name that every program can read."""
        name: str = self.cleaned_data["name"]
        if name and not NAME.fullmatch(name):
            raise forms.ValidationError(
                gettext("Write a name of Latin letters, digits and “_” that begins with a letter.")
            )
        return name


class FollowingItemForm(ItemForm):
    """A question of a version after the first: it may go on from the version before."""

    is_same = forms.BooleanField(
        label=gettext_lazy("Stays comparable with the version before"), required=False
    )


class NewListForm(TextsForm):
    """A list of answers that is added: an answer a line."""

    TEXTS = {"answers": gettext_lazy("Answers, one a line")}
    NEEDED = ("answers",)

    def choices(self) -> list[Choice]:
        """The answers, named by their number; languages are read line by line."""
        lines = {code: _lines(self.cleaned_data[f"answers_{code}"]) for code in self.languages}
        return [
            Choice(
                str(number + 1),
                {code: words[number] for code, words in lines.items() if number < len(words)},
            )
            for number in range(max(map(len, lines.values())))
        ]

    def clean(self) -> dict[str, Any]:
        """Each language has as many answers as the first, or none."""
        given = super().clean() or {}
        counts = {len(_lines(given.get(f"answers_{code}", ""))) for code in self.languages}
        if len(counts - {0}) > 1:
            raise forms.ValidationError(gettext("Write as many answers in each language."))
        return given


def _lines(text: str) -> list[str]:
    return [line.strip() for line in text.splitlines() if line.strip()]


def _listed(questionnaire: Questionnaire, name: str) -> str:
    first = questionnaire.languages[0]
    words = (questionnaire.text(choice.label, first) for choice in questionnaire.lists[name])
    return " · ".join(words)[:80]


class LevelForm(TextsForm):
    """An answer of a list. It keeps its name, so that answers of before can be read with it."""

    TEXTS = {
        "label": gettext_lazy("Answer"),
        "description": gettext_lazy("What it means"),
    }
    NEEDED = ("label",)

    value = forms.DecimalField(label=gettext_lazy("Counts in means as"), required=False)
    is_open = forms.BooleanField(
        label=gettext_lazy("Judges nothing, such as “cannot judge”"), required=False
    )
    meets = forms.BooleanField(label=gettext_lazy("Meets the criterion"), required=False)
    is_removed = forms.BooleanField(label=gettext_lazy("Take this answer out"), required=False)

    def __init__(self, *args: Any, **given: Any) -> None:
        super().__init__(*args, **given)
        # The whole list has it once.
        del self.fields["revision"]

    def choice(self, before: Choice) -> Choice:
        """What was written."""
        return replace(
            before,
            label=self.texts("label", before.label),
            description=self.texts("description", before.description),
            **{name: self.cleaned_data[name] for name in ("value", "is_open", "meets")},
        )

    @staticmethod
    def of(choice: Choice) -> dict[str, Any]:
        """What the form shows of an answer."""
        texts = {"label": choice.label, "description": choice.description}
        kept = {name: getattr(choice, name) for name in ("value", "is_open", "meets")}
        return {**kept, **TextsForm.shown(texts)}


class LevelsForm(forms.Form):
    """All answers of a list in their order, and an empty place for one more."""

    revision = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(
        self,
        data: QueryDict | None = None,
        *,
        choices: Sequence[Choice],
        languages: tuple[str, ...],
        **given: Any,
    ) -> None:
        super().__init__(data, **given)
        self.before = list(choices)
        self.levels = [
            LevelForm(data, prefix=f"level-{place}", initial=LevelForm.of(one), languages=languages)
            for place, one in enumerate(choices)
        ]
        self.added = LevelForm(
            data,
            prefix="added",
            languages=languages,
            empty_permitted=True,
            use_required_attribute=False,
        )
        del self.added.fields["is_removed"]

    def is_valid(self) -> bool:
        """Whether every answer holds."""
        # All are asked, so that all say what is wrong with them.
        valid = [super().is_valid(), *(one.is_valid() for one in (*self.levels, self.added))]
        return all(valid)

    @property
    def choices(self) -> list[Choice]:
        """What was written: without what is taken out, with what is added."""
        kept = [
            level.choice(before)
            for level, before in zip(self.levels, self.before, strict=True)
            if not level.cleaned_data["is_removed"]
        ]
        if self.added.has_changed():
            name = free_name("", [choice.name for choice in self.before])
            kept.append(self.added.choice(Choice(name, {})))
        return kept
