"""The HTML of a report's parts: figures in it are doors to their origin."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from django.template.loader import render_to_string
from django.utils.html import conditional_escape, format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe

from gaisma.base.wording import dates, school_years
from gaisma.evidence.reports import charts, saying, tables
from gaisma.evidence.reports.asking import Answers, Asker, Question
from gaisma.evidence.reports.editions import Edition, Part
from gaisma.evidence.reports.origins import Origins
from gaisma.evidence.reports.tokens import Block, FigureToken, NameToken, Piece


@dataclass(frozen=True)
class Rendering:
    """What a report's templates draw from."""

    edition: Edition
    asker: Asker
    answers: Answers
    origins: Origins

    def part(
        self,
        part: Part,
        blocks: Sequence[Block],
        title: str,
        views: Sequence[tables.TableView],
        pictures: Sequence[charts.ChartView],
    ) -> SafeString:
        """One section."""
        context = {
            "part": part,
            "title": title,
            "narrative": self.narrative(blocks, part),
            "tables": views,
            "charts": pictures,
            "rendering": self,
            "edition": self.edition,
        }
        return render_to_string(part.section.template, context)

    def body(self, chapters: Iterable[dict[str, Any]], appendix: Any) -> SafeString:
        """All chapters, then the list of figures."""
        context = {
            "chapters": chapters,
            "appendix": appendix,
            "origins": self.origins.all,
            "meanings": self.origins.meanings,
            "edition": self.edition,
        }
        return render_to_string("reports/body.html", context)

    def narrative(self, blocks: Sequence[Block], part: Part) -> SafeString:
        """The paragraphs and lists of a text."""
        html, is_open = [], False
        for block in blocks:
            if block.is_item is not is_open:
                html.append("<ul>" if block.is_item else "</ul>")
                is_open = block.is_item
            tag = "li" if block.is_item else "p"
            html.append(f"<{tag}>{self._pieces(block.pieces, part)}</{tag}>")
        if is_open:
            html.append("</ul>")
        return mark_safe("\n".join(html))  # noqa: S308  every piece is escaped below

    def figure(self, token: FigureToken, part: Part) -> SafeString:
        """A figure in a sentence."""
        question = self.asker.completed(Question.of(token.indicator, part.filters(token.filters)))
        figure = self.answers[question][0]
        said = saying.said(token, figure, self.edition.language)
        return format_html("{}{}{}", said.before, self.door(said.number, question), said.after)

    def cell(self, cell: tables.Cell) -> SafeString:
        """A number of a table; a list of names is plain text."""
        return self.door(cell.text, cell.question)

    def door(self, text: str, question: Question) -> SafeString:
        """The text as a link to its line in the list of figures."""
        origin = self.origins.lines[question]
        attributes = {
            "indicator": question.indicator,
            "filters": origin.filters,
            "as-of": self.edition.as_of.isoformat(),
            "lake-version": origin.lake_version,
            "definition": origin.definition,
        }
        data = format_html_join("", ' data-{}="{}"', attributes.items())
        return format_html('<a class="figure" href="#{}"{}>{}</a>', origin.anchor, data, text)

    def _pieces(self, pieces: Sequence[Piece], part: Part) -> str:
        return "".join(self._piece(piece, part) for piece in pieces)

    def _piece(self, piece: Piece, part: Part) -> str:
        if isinstance(piece, FigureToken):
            return self.figure(piece, part)
        if isinstance(piece, NameToken):
            return conditional_escape(self._name(piece, part))
        return conditional_escape(piece)

    def _name(self, token: NameToken, part: Part) -> str:
        edition, language = self.edition, self.edition.language
        if token.name == "this":
            return part.place.name if part.place else edition.authority
        if token.name == "as_of":
            return dates.day(edition.as_of, language, case=token.case)
        if token.name in ("authority", "municipality"):
            return str(getattr(edition, token.name))
        back = 1 if token.name == "before" else 0
        year = school_years.previous(edition.school_year, back=back)
        return school_years.school_year(year, language, case=token.case)
