"""What people wrote, where enough of them did: only what is shown of it is searched."""

from collections.abc import Collection, Mapping
from typing import Any, TypedDict

import polars as pl
from django.utils.translation import gettext_lazy
from django_filters import CharFilter, ChoiceFilter, FilterSet

from gaisma.analytics.audiences import AUDIENCES
from gaisma.base import access, sorting, terms
from gaisma.base.models import Organisation, User
from gaisma.base.permissions import LEADERS, OFFICIALS
from gaisma.evidence.lake import queries as lake
from gaisma.quality.surveys import facts
from gaisma.quality.surveys.models import Campaign
from gaisma.quality.surveys.results import names, questions
from gaisma.quality.surveys.results.names import Names, redacted
from gaisma.quality.surveys.results.questions import Items
from gaisma.quality.surveys.thresholds import ByAudience, Thresholds, thresholds_of

GROUP = ["audience", "institution", "item"]
WRITTEN = {
    "audience": pl.String,
    "institution": pl.Int64,
    "response": pl.Int64,
    "item": pl.String,
    "text": pl.String,
}


def shown_texts(
    rows: pl.DataFrame,
    thresholds: ByAudience = Thresholds(),  # noqa: B008 - it is a constant
    *,
    names: Mapping[Any, Names] | None = None,
    on_paper: Collection[Any] = (),
) -> pl.DataFrame:
    """The texts of groups in which at least so many wrote one, without known names and contacts.

    `rows`: audience, institution, response, item, text. `names`: those known in each institution.
    `on_paper` are the responses that count toward no threshold: see `protection`. The answer is
    sorted by text and leaves the response out, so that neither the order of writing nor what else
    somebody wrote can be read from it.
    """
    known = names or {}
    written = rows.with_columns(pl.col("text").str.strip_chars()).filter(pl.col("text") != "")
    audiences = rows["audience"].unique().sort()
    least = [thresholds_of(audience, thresholds).text for audience in audiences]
    needed = pl.DataFrame({"audience": audiences, "least": pl.Series(least, dtype=pl.Int64)})
    by_code = pl.col("response").filter(~pl.col("response").is_in(list(on_paper)))
    enough = written.join(needed, on="audience").filter(
        by_code.n_unique().over(GROUP) >= pl.col("least")
    )
    texts = [
        redacted(text, known.get(institution, Names()))
        for institution, text in enough.select("institution", "text").iter_rows()
    ]
    return enough.select(*GROUP, text=pl.Series(texts, dtype=pl.String)).sort(*GROUP, "text")


class Text(TypedDict):
    """A text and the group that it comes from."""

    text: str
    question: str
    item: str
    audience: str
    audience_title: str
    institution: int
    institution_title: str


def of(user: User, campaign: Campaign) -> list[Text]:
    """The texts that the reader may read: of the institutions that they lead, officials all."""
    items = questions.of(campaign)
    rows = _written(campaign, items)
    places = _reached(user, rows["institution"].unique().to_list())
    seen = rows.filter(pl.col("institution").is_in(list(places)))
    # They were taken out when the wave closed; some may be known only since.
    known = names.known_at(seen["institution"].unique().to_list(), until=campaign.closes_on)
    shown = shown_texts(
        seen, questions.thresholds_of(campaign), names=known, on_paper=_on_paper(campaign)
    )
    return [
        Text(
            text=row["text"],
            question=items[row["audience"]][row["item"]].title,
            item=row["item"],
            audience=row["audience"],
            audience_title=terms.title(AUDIENCES, row["audience"]),
            institution=row["institution"],
            institution_title=places[row["institution"]],
        )
        for row in shown.iter_rows(named=True)
    ]


def _written(campaign: Campaign, items: dict[str, Items]) -> pl.DataFrame:
    """Every text of the campaign."""
    rows = _rows(campaign, facts.ANSWERS.key)
    if rows is None:
        return pl.DataFrame(schema=WRITTEN)
    texts = {item.name for of_one in items.values() for item in of_one.values() if item.is_text}
    of_texts = rows.filter(pl.col("item").is_in(list(texts)))
    return of_texts.rename({"answer": "text"}).select(*WRITTEN).collect()


def _on_paper(campaign: Campaign) -> list[int]:
    """The responses of the campaign that were given on paper."""
    rows = _rows(campaign, facts.PAPER.key)
    return [] if rows is None else rows.collect()["response"].to_list()


def _rows(campaign: Campaign, key: str) -> pl.LazyFrame | None:
    """The rows of the campaign in a table of the lake; None where there is no such table yet."""
    version = lake.latest()
    paths = lake.readable(version, key).get(key) if version else None
    return pl.scan_parquet(paths).filter(pl.col("survey") == campaign.code) if paths else None


def _reached(user: User, institutions: Collection[int]) -> dict[int, str]:
    rows = Organisation.objects.filter(pk__in=institutions)
    if not access.reach(user, *OFFICIALS):
        rows = rows.filter(pk__in=access.reach(user, *LEADERS))
    return dict(rows.values_list("pk", "name"))


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
