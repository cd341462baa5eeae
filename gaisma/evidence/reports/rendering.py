"""The HTML of a report's parts: figures in it are doors to their origin."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from django.template.loader import render_to_string
from django.utils.html import conditional_escape, format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe

from gaisma.base.wording import dates, school_years
from gaisma.evidence.figures import asking, policies, states
from gaisma.evidence.reports import charts, keeping, saying, tables
from gaisma.evidence.reports.asking import Answers, Asker, ReportQuestion
from gaisma.evidence.reports.documents import typography
from gaisma.evidence.reports.editions import Edition, Part
from gaisma.evidence.reports.keeping import Judged, Kept, Standing
from gaisma.evidence.reports.origins import Origins
from gaisma.evidence.reports.tokens import CAMPAIGN, Block, FigureToken, NameToken, Piece


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
        text: Kept,
        title: str,
        views: Sequence[tables.TableView],
        pictures: Sequence[charts.ChartView],
        signs: Sequence[states.Sign] = (),
    ) -> SafeString:
        """One section."""
        context = {
            "part": part,
            "title": title,
            "narrative": self.narrative(text, part),
            "tables": views,
            "charts": pictures,
            "signs": signs,
            "rendering": self,
            "edition": self.edition,
        }
        return render_to_string(part.section.template, context)

    def signs(self, tokens: Iterable[FigureToken], part: Part) -> tuple[states.Sign, ...]:
        """What the signs mean that stand for figures of a section's template."""
        pairs = ((one, self.answers[question_of(one, part, self.asker)][0]) for one in tokens)
        return states.legend(saying.state_of(token, figure) for token, figure in pairs)

    def body(self, chapters: Iterable[dict[str, Any]], left_out: Sequence[str]) -> SafeString:
        """All chapters, and which sections have no data."""
        year = school_years.short(self.edition.school_year, self.edition.language)
        context = {"chapters": chapters, "left_out": left_out, "year": year}
        return _written("reports/body.html", context)

    def listed(self, appendix: Any) -> SafeString:
        """The list of figures, which is an annex of its own."""
        context = {
            "appendix": appendix,
            "origins": self.origins.all,
            "meanings": self.origins.meanings,
        }
        return _written("reports/origins.html", context)

    def narrative(self, text: Kept, part: Part) -> SafeString:
        """The paragraphs and lists of a text that stand."""
        html, is_open = [], False
        for one in text.standing:
            block = one.block
            if block.is_item is not is_open:
                html.append("<ul>" if block.is_item else "</ul>")
                is_open = block.is_item
            tag = "li" if block.is_item else "p"
            said = self._pieces(block.pieces, part) + self._note(one, part)
            html.append(f"<{tag}>{said}</{tag}>")
        if is_open:
            html.append("</ul>")
        return mark_safe("\n".join(html))  # noqa: S308  every piece is escaped below

    def kept(self, blocks: Sequence[Block], part: Part) -> Kept:
        """What of a text stands with these answers."""
        return kept(blocks, part=part, asker=self.asker, answers=self.answers)

    def condition(self, judged: Judged, part: Part) -> SafeString:
        """What had to hold, and the figures of which it was judged, each a door."""
        language = self.edition.language
        doors = [
            format_html(
                "{}{}",
                self.door(saying.number_of(figure.value, figure.unit, language), question),
                keeping.of_people(figure, language) if judged.condition.of else "",
            )
            for figure, question in zip(judged.figures, self._asked(judged, part), strict=True)
        ]
        listed = format_html_join("; ", "{}", ((door,) for door in doors))
        return format_html("{} ({})", keeping.condition_in_words(judged, language), listed)

    def plain(self, pieces: Sequence[Piece], part: Part) -> str:
        """The pieces without figures: what was left out, for those who write."""
        said = (
            piece
            if isinstance(piece, str)
            else self._name(piece, part) or saying.HIDDEN
            if isinstance(piece, NameToken)
            else saying.HIDDEN
            for piece in pieces
        )
        return "".join(said).strip()

    def _note(self, one: Standing, part: Part) -> str:
        """The condition behind what stands under it, unless the text tells its figure itself."""
        if one.judged is None or keeping.is_condition_seen(one.judged, one.block):
            return ""
        return format_html(' <span class="note">{}</span>', self.condition(one.judged, part))

    def _asked(self, judged: Judged, part: Part) -> list[ReportQuestion]:
        return [question_of(token, part, self.asker) for token in judged.condition.figures]

    def figure(self, token: FigureToken, part: Part) -> SafeString:
        """A figure in a sentence."""
        question = question_of(token, part, self.asker)
        figure = self.answers[question][0]
        said = saying.said(token, figure, self.edition.language)
        before = self.asker.before(question)
        own = before if token.form == "before" else question
        return format_html(
            "{}{}{}{}{}",
            said.before,
            self.door(said.number, own, line=question),
            said.after,
            self.door(said.then, before, line=question),
            said.end,
        )

    def cell(self, cell: tables.Cell) -> SafeString:
        """A number of a table; a list of names is plain text."""
        return self.door(cell.text, cell.question, line=cell.line)

    def door(
        self, text: str, question: ReportQuestion | None, *, line: ReportQuestion | None = None
    ) -> SafeString:
        """The text as a link to what it answers: the figure's own page, or its line in the list.

        What is kept back is no link, nor what cannot be asked by itself.
        """
        if question is None or text in ("", saying.HIDDEN):
            return conditional_escape(text)
        origin = self.origins.lines[line or question]
        as_of = question.as_of or self.edition.as_of
        attributes = {
            "indicator": question.indicator,
            "filters": question.written,
            "as-of": as_of.isoformat(),
            "lake-version": origin.lake_version,
            "definition": origin.definition,
        }
        data = format_html_join("", ' data-{}="{}"', attributes.items())
        address = self._page(question, origin.lake_version) or f"#{origin.anchor}"
        return format_html('<a class="figure" href="{}"{}>{}</a>', address, data, text)

    def _page(self, question: ReportQuestion, lake_version: str) -> str:
        """The figure's page, where the installation has an address that readers can open.

        A document is passed on: what only some of its readers may ask opens its line in the list,
        which all of them have.
        """
        indicator = self.origins.indicators[question.indicator]
        is_open = policies.is_for_all(indicator, filters=dict(question.filters))
        if not self.edition.site or not is_open:
            return ""
        as_of = question.as_of or self.edition.as_of
        page = asking.address_of(
            question.indicator,
            dict(question.filters),
            as_of=as_of,
            lake_version=int(lake_version) if lake_version else None,
        )
        return self.edition.site.rstrip("/") + page

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
        if token.name == CAMPAIGN:
            return campaign(token, self.asker, language)
        if token.name == "this":
            return part.place.name if part.place else edition.authority
        if token.name == "as_of":
            return dates.day(edition.as_of, language, case=token.case)
        if token.name in ("authority", "municipality"):
            return str(getattr(edition, token.name))
        back = 1 if token.name == "before" else 0
        year = school_years.previous(edition.school_year, back=back)
        return school_years.school_year(year, language, case=token.case)


def _written(template: str, context: dict[str, Any]) -> SafeString:
    return mark_safe(typography.tight(render_to_string(template, context)))  # noqa: S308  as rendered


def question_of(token: FigureToken, part: Part, asker: Asker) -> ReportQuestion:
    """What a token asks in its part of the report."""
    return asker.completed(ReportQuestion.of(token.indicator, part.filters(token.filters)))


def kept(blocks: Sequence[Block], *, part: Part, asker: Asker, answers: Answers) -> Kept:
    """What of a text of that part stands with the answers."""
    return keeping.kept(
        blocks,
        figure_of=lambda token: answers[question_of(token, part, asker)][0],
        is_named=lambda token: bool(campaign(token, asker, "en")),
    )


def campaign(token: NameToken, asker: Asker, language: str) -> str:
    """What people call the latest of a kind, or its days; nothing where there is none."""
    wave = asker.latest("survey", token.of)
    if wave is None:
        return ""
    if token.form == "days":
        first, last = (dates.short_day(day, language) for day in (wave.from_on, wave.to_on))
        return f"{first}–{last}"
    return typography.quoted(wave.name, language)
