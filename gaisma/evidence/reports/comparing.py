"""Figures of a report held against what was said before, and against what is known now."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from decimal import Decimal
from fractions import Fraction

from django.utils.translation import get_language, gettext

from gaisma.analytics.calculation import Figure
from gaisma.base import wording
from gaisma.base.wording import school_years
from gaisma.evidence.figures import asking, presentation, terms
from gaisma.evidence.figures import queries as figures
from gaisma.evidence.lake import queries as versions
from gaisma.evidence.reports import building, queries
from gaisma.evidence.reports.models import PINNED, Report, ReportFigure
from gaisma.evidence.reports.recomputing import Outcome, Recomputed

Value = int | Decimal | Fraction | None
Key = tuple[object, ...]


@dataclass(frozen=True)
class Row:
    """A figure then and now; nothing stands for a number that was not there or not published."""

    title: str
    selection: str
    then: Value
    now: Value
    unit: str
    note: str
    address: str
    counted: Value = None
    """The earlier year as it is counted now, beside which the change is told."""

    @property
    def difference(self) -> Value:
        before = self.then if self.counted is None else self.counted
        if before is None or self.now is None:
            return None
        return Fraction(self.now) - Fraction(before)

    @property
    def then_written(self) -> str:
        return written(self.then, self.unit)

    @property
    def counted_written(self) -> str:
        return written(self.counted, self.unit)

    @property
    def now_written(self) -> str:
        return written(self.now, self.unit)

    @property
    def is_changed(self) -> bool:
        return self.then != self.now or bool(self.note)


@dataclass(frozen=True)
class _Naming:
    """What words for rows are taken from, read once."""

    institutions: Mapping[str, str]

    def row(
        self, about: Figure | ReportFigure, address: str, *, then: Value, now: Value, note: str = ""
    ) -> Row:
        words = [self._word(name, value) for name, value in _chosen(about).items()]
        indicator = figures.known_indicator(about.indicator)
        return Row(
            title=gettext(indicator.title),
            selection=" · ".join(words),
            then=then,
            now=now,
            unit=indicator.unit.value,
            note=note,
            address=address,
        )

    def _word(self, name: str, value: str) -> str:
        word = terms.value_of(name, value, self.institutions)
        # A number alone would not say of what it is.
        return f"{terms.name_of(name)}: {word}" if value.isdigit() else word


def earlier_of(report: Report) -> Report | None:
    """The same report of the latest school year before, of which the figures are pinned."""
    before = Report.objects.filter(
        name=report.name, state__in=PINNED, school_year__lt=report.school_year
    )
    return before.order_by("-school_year").first()


def with_earlier(report: Report, earlier: Report) -> list[Row]:
    """This edition's figures beside those of an earlier one, each in its own school year."""
    now = _now_by_key(report)
    counted = _Counted(report)
    rows = [
        _counted_anew(row, one.pinned, counted)
        for row, one in _beside(earlier, queries.recomputed(earlier), now)
    ]
    return [*rows, *_new(report, earlier, now)]


@dataclass(frozen=True)
class _Counted:
    """The earlier year as a report counts it: by the one rule of last year, each answer once."""

    report: Report
    answers: dict[Key, dict[Key, Figure]] = field(default_factory=dict)

    def of(self, about: ReportFigure) -> Figure | None:
        """What the pinned figure is when it is counted now; None where it is of no school year."""
        indicator = figures.known_indicator(about.indicator)
        earlier = about.filters.get("school_year")
        if earlier is None or indicator.compares:
            return None
        year = {**about.filters, "school_year": self.report.school_year}
        asked = asking.in_year(about.indicator, year, earlier=earlier)
        by = tuple(about.breakdown)
        key = (about.indicator, tuple(asked.items()), by)
        if key not in self.answers:
            found = figures.answer(
                about.indicator,
                filters=asked,
                by=by,
                as_of=self.report.as_of,
                lake_version=self.report.lake_version,
            )
            self.answers[key] = {tuple(one.by.values()): one for one in found}
        return self.answers[key].get(tuple(about.breakdown.values()))


def _counted_anew(row: Row, about: ReportFigure, counted: _Counted) -> Row:
    """The row with the earlier year as it is counted now, and why that is another number."""
    found = counted.of(about) if row.then is not None else None
    if found is None or found.value is None:
        return row
    note = row.note
    if Fraction(found.value) != Fraction(row.then or 0):
        then = wording.day(about.as_of)
        anew = gettext(
            "published as it was known on %(day)s; counted anew with what is known now and with "
            "the institutions that joined"
        ) % {"day": then}
        note = "; ".join(words for words in (row.note, anew) if words)
    return replace(row, counted=found.value, note=note)


def with_now(report: Report) -> list[Row]:
    """The pinned figures beside what the newest version says."""
    newest = versions.version(None).number
    now = {_key(one, one.by, report): one for one in _exact(report, newest)}
    found: Mapping[Key, Figure | ReportFigure] = now
    return [row for row, _one in _beside(report, queries.recomputed(report), found)]


def since_sent(report: Report, *, lake_version: int) -> list[Row]:
    """The figures that are others now than when the report was sent for review."""
    if not report.sent_lake_version or report.sent_lake_version == lake_version:
        return []
    naming = _Naming(terms.institution_names())
    sent = {_key(one, one.by, report): one for one in _exact(report, report.sent_lake_version)}
    now = {_key(one, one.by, report): one for one in _exact(report, lake_version)}
    rows = [
        naming.row(one, asking.address(one), then=_value(sent.get(key)), now=_value(now.get(key)))
        for key, one in {**sent, **now}.items()
    ]
    return [row for row in rows if row.is_changed]


def _beside(
    base: Report, pinned: Sequence[Recomputed], now: Mapping[Key, Figure | ReportFigure]
) -> Iterator[tuple[Row, Recomputed]]:
    naming = _Naming(terms.institution_names())
    for one in pinned:
        about = one.pinned
        found = now.get(_key(about, about.breakdown, base))
        # What was kept back as too small is not told afterwards either.
        shown = _value(found) if about.value else None
        door = _address(about, base)
        yield naming.row(about, door, then=_value(about), now=shown, note=_note(one)), one


def _new(
    report: Report, earlier: Report, now: Mapping[Key, Figure | ReportFigure]
) -> Iterator[Row]:
    naming = _Naming(terms.institution_names())
    said = {_key(one, one.breakdown, earlier) for one in earlier.figures.all()}
    for key, one in now.items():
        if key not in said:
            note = gettext("not said before")
            yield naming.row(one, _address(one, report), then=None, now=_value(one), note=note)


def _note(one: Recomputed) -> str:
    return {
        Outcome.SAME: "",
        Outcome.DEFINITION_CHANGED: gettext("the definition has changed"),
        Outcome.DIFFERS: gettext("computed again it is another number"),
    }[one.outcome]


def _now_by_key(report: Report) -> Mapping[Key, Figure | ReportFigure]:
    if report.state in PINNED:
        return {_key(one, one.breakdown, report): one for one in report.figures.order_by("number")}
    newest = versions.version(None).number
    return {_key(one, one.by, report): one for one in _exact(report, newest)}


def _exact(report: Report, lake_version: int) -> Iterable[Figure]:
    """The report's figures in a version, as its texts in the reader's language ask them."""
    known = building.languages()
    reader = (get_language() or "")[:2]
    edition = queries.edition_of(report, reader if reader in known else known[0])
    return queries.exact(edition, lake_version=lake_version)


def _key(about: Figure | ReportFigure, by: Mapping[str, str], report: Report) -> Key:
    """What a figure is about, its years told from those of its report."""
    first = school_years.years(report.school_year)[0]
    filters = sorted((name, _relative(name, value, first)) for name, value in about.filters.items())
    # A report asks for its own day, or for the first day of its school year.
    day = "day" if about.as_of == report.as_of else str(about.as_of.year - first)
    return about.indicator, tuple(filters), tuple(sorted(by.items())), day


def _relative(name: str, value: str, first: int) -> str:
    if name in ("school_year", "compared_with", "followed_to", "year") and value[:4].isdigit():
        return f"{int(value[:4]) - first:+d}"
    return value


def _by(one: Figure | ReportFigure) -> Mapping[str, str]:
    return one.by if isinstance(one, Figure) else one.breakdown


def _value(one: Figure | ReportFigure | None) -> Value:
    if one is None:
        return None
    if isinstance(one, Figure):
        return one.value
    return Fraction(one.value) if one.value else None


def written(value: Value, unit: str) -> str:
    """A value as the table writes it."""
    whole = int(value) if isinstance(value, Fraction) and value.denominator == 1 else value
    return presentation.written_value(whole, unit)


def _chosen(about: Figure | ReportFigure) -> dict[str, str]:
    """What was chosen, as the indicator orders it: a database keeps it in an order of its own."""
    indicator = figures.known_indicator(about.indicator)
    chosen = {**about.filters, **_by(about)}
    order = dict.fromkeys((*indicator.parameters, *indicator.dimensions, *sorted(chosen)))
    return {name: chosen[name] for name in order if name in chosen}


def _address(one: Figure | ReportFigure, report: Report) -> str:
    """Where the figure explains itself, as it was in its version."""
    if isinstance(one, Figure):
        return asking.address(one)
    return asking.address_of(
        one.indicator,
        _chosen(one),
        as_of=one.as_of,
        lake_version=report.lake_version,
    )
