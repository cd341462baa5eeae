"""Results as lists and files: what the pages show, no more."""

from collections.abc import Iterator, Sequence
from typing import Any

import django_tables2 as tables
from django.utils.html import format_html
from django.utils.translation import gettext, gettext_lazy

from gaisma.base import listing
from gaisma.quality.surveys.results import questions
from gaisma.quality.surveys.results.differences import DifferencesPage, Gap
from gaisma.quality.surveys.results.queries import HIDDEN, AnswersAtPlace, Block, ResultsPage, Topic


class PublishedNumber(listing.Number):
    """A number, or the sign that it is not told."""

    def render(self, value: Any) -> str:
        return HIDDEN if value == HIDDEN else super().render(value)

    def value(self, value: Any) -> Any:
        return value if value == HIDDEN else round(value, 4)


class ResultsTable(listing.Table):
    """Everything that the page of results shows, a row a number."""

    place = listing.Name(verbose_name=gettext_lazy("Place"))
    topic = listing.Words(verbose_name=gettext_lazy("Topic of the survey"))
    statement = listing.Words(default="", verbose_name=gettext_lazy("Statement"))
    answer = listing.Words(default="", verbose_name=gettext_lazy("Answer"))
    share = PublishedNumber(default="", verbose_name=gettext_lazy("Share, percent"))
    answered = PublishedNumber(default="", verbose_name=gettext_lazy("Answered the item"))
    mean = PublishedNumber(default="", verbose_name=gettext_lazy("Mean, points of 100"))
    alpha = PublishedNumber(default="", verbose_name=gettext_lazy("Cronbach's alpha"))
    asked = PublishedNumber(default="", verbose_name=gettext_lazy("Asked"))


class DifferencesTable(listing.Table):
    """Everything that the page of differences shows."""

    what = listing.Name(verbose_name=gettext_lazy("Compared"))
    title = listing.Words(verbose_name=gettext_lazy("Topic or statement"))
    first = PublishedNumber(verbose_name=gettext_lazy("First"))
    second = PublishedNumber(verbose_name=gettext_lazy("Second"))
    difference = PublishedNumber(verbose_name=gettext_lazy("Gap"))


class TextsTable(listing.Table):
    """What people wrote, with the group that it comes from."""

    text = listing.Name(verbose_name=gettext_lazy("Text"))
    question = listing.Words(verbose_name=gettext_lazy("Question"))
    audience_title = listing.Words(verbose_name=gettext_lazy("Audience"))
    institution_title = listing.Words(verbose_name=gettext_lazy("Institution"))


class InstitutionsTable(listing.Table):
    """Institutions by name, and how many took part."""

    name = listing.Name(
        accessor="place__title", order_by=("order",), verbose_name=gettext_lazy("Institution")
    )
    asked = listing.Number(accessor="place__asked", verbose_name=gettext_lazy("Asked"))
    answered = listing.Number(accessor="place__answered", verbose_name=gettext_lazy("Answered"))
    rate = listing.Share(accessor="place__rate", verbose_name=gettext_lazy("Rate, percent"))

    def render_name(self, value: str, record: Any) -> str:
        chosen = self.request.GET.get("audience", "")
        address = f"../?audience={chosen}&place={record['place'].key}"
        return format_html('<a href="{}">{}</a>', address, value)

    def value_name(self, value: str) -> str:
        return value


def of_institutions(codes: Sequence[str]) -> type[InstitutionsTable]:
    """The list with a column for the mean of each construct."""
    columns = {
        f"mean_{number}": PublishedNumber(
            accessor=tables.A(f"means__{code}"),
            decimals=0,
            verbose_name=questions.construct_title(code),
        )
        for number, code in enumerate(codes)
    }
    return type("InstitutionsWithMeans", (InstitutionsTable,), columns)


def of_page(page: ResultsPage) -> Iterator[dict[str, Any]]:
    """The rows of ResultsTable."""
    for place in page.beside:
        yield {
            "place": place.title,
            "statement": gettext("Rate"),
            "share": place.rate,
            "answered": place.answered,
            "asked": place.asked,
        }
    for topic in page.topics:
        for mean in topic.means:
            alpha = topic.alpha if mean.place.level == "city" else None
            value = HIDDEN if mean.is_hidden else mean.points
            yield {"place": mean.place.title, "topic": topic.title, "mean": value, "alpha": alpha}
        yield from _of_topic(topic)


def of_differences(page: DifferencesPage) -> Iterator[dict[str, Any]]:
    """The rows of DifferencesTable."""
    audiences = gettext("%(first)s – %(second)s") % page.titles
    waves = f"{page.campaign.name} – {page.earlier.name}" if page.earlier else ""
    for what, rows in (
        (audiences, page.audience_gaps),
        (waves, page.changes),
        (waves, page.item_changes),
    ):
        yield from ({"what": what, "title": row.title, **_numbers(row)} for row in rows)


def _numbers(gap: Gap) -> dict[str, Any]:
    given = {"first": gap.first, "second": gap.second, "difference": gap.difference}
    return {name: _or_hidden(value, is_hidden=gap.is_hidden) for name, value in given.items()}


def _or_hidden(value: float | None, *, is_hidden: bool) -> Any:
    return HIDDEN if value is None and is_hidden else value


def _of_topic(topic: Topic) -> Iterator[dict[str, Any]]:
    for block in topic.blocks:
        for statement in block.statements:
            for line in statement.lines:
                about = {
                    "place": line.place.title,
                    "topic": topic.title,
                    "statement": statement.asked.title,
                    "answered": HIDDEN if line.is_hidden else line.answered,
                }
                for title, share in _answers(block, line):
                    shown = HIDDEN if line.is_hidden else share
                    yield {**about, "answer": title, "share": shown}


def _answers(block: Block, line: AnswersAtPlace) -> Iterator[tuple[str, float | None]]:
    yield from line.shares
    if block.good:
        yield block.good, line.good
