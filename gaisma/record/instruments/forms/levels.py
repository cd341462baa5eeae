"""The answers of a list, each with its texts, and one more that can be added."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext_lazy

from gaisma.record.instruments.editing import free_name
from gaisma.record.instruments.forms.texts import TextsForm
from gaisma.record.instruments.questionnaire import Choice


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
