"""What texts are narrowed by: only what is shown of them is searched."""

from typing import Any

from django.utils.translation import gettext_lazy
from django_filters import CharFilter, ChoiceFilter, FilterSet

from gaisma.base import sorting
from gaisma.quality.surveys.models import Campaign
from gaisma.quality.surveys.queries.texts import Text


class TextsFilter(FilterSet):
    """Texts by words, institution, audience and question; `texts` are those that are shown."""

    texts: tuple[Text, ...] = ()

    q = CharFilter(label=gettext_lazy("Words"))
    institution = ChoiceFilter(
        label=gettext_lazy("Institution"), empty_label=gettext_lazy("All institutions")
    )
    audience = ChoiceFilter(
        label=gettext_lazy("Audience"), empty_label=gettext_lazy("All audiences")
    )
    item = ChoiceFilter(label=gettext_lazy("Question"), empty_label=gettext_lazy("All questions"))

    class Meta:
        model = Campaign
        fields: tuple[str, ...] = ()

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, title in (
            ("institution", "institution_title"),
            ("audience", "audience_title"),
            ("item", "question"),
        ):
            found = {str(text[name]): text[title] for text in self.texts}  # type: ignore[literal-required]
            choices = sorted(found.items(), key=lambda one: sorting.natural(one[1]))
            self.filters[name].extra["choices"] = choices
            if len(choices) < 2:
                del self.filters[name]

    def filter_queryset(self, queryset: Any) -> Any:
        """The texts that fit, in their order."""
        given = self.form.cleaned_data
        words = (given["q"] or "").casefold().split()
        narrowed = [name for name in given.keys() - {"q"} if given[name]]
        return [
            text
            for text in self.texts
            if all(str(text[name]) == given[name] for name in narrowed)  # type: ignore[literal-required]
            and all(word in text["text"].casefold() for word in words)
        ]


def among(texts: list[Text]) -> type[TextsFilter]:
    """The filter set of these texts."""
    return type("TextsFilterOfCampaign", (TextsFilter,), {"texts": tuple(texts)})
