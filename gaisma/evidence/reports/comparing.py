"""Figures of a report held against what was said before, and against what is known now."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from decimal import Decimal
from fractions import Fraction

from django.urls import reverse
from django.utils.translation import get_language, gettext

from gaisma.analytics.calculation import Figure, State
from gaisma.base import wording
from gaisma.base.models import User
from gaisma.base.registry import gathered
from gaisma.base.wording import school_years
from gaisma.evidence.figures import asking, policies, presentation, states, terms
from gaisma.evidence.figures import queries as figures
from gaisma.evidence.lake import queries as versions
from gaisma.evidence.reports import building, queries
from gaisma.evidence.reports.models import PINNED, Report, ReportFigure
from gaisma.evidence.reports.queries import Outcome, Recomputed

Value = int | Decimal | Fraction | None
Key = tuple[object, ...]


@dataclass(frozen=True)
class Side:
    """A number of a row and the page that tells of it; without a number, why there is none.

    One that says neither does not stand in that report.
    """

    value: Value = None
    state: State | None = None
    address: str = ""

    def written(self, unit: str) -> str:
        """The number as the table writes it, or the sign of why there is none."""
        if self.value is not None:
            return written(self.value, unit)
        return states.sign(self.state) if self.state else wording.DASH


@dataclass(frozen=True)
class Row:
    """A figure as it was said and as it is now.

    `recounted` is the earlier year as it is counted now, beside which the change is told; `changed`
    is where that change is a figure of its own.
    """

    title: str
    selection: str
    unit: str
    said: Side
    known: Side
    note: str = ""
    recounted: Side | None = None
    changed: str = ""

    @property
    def then(self) -> Value:
        return self.said.value

    @property
    def counted(self) -> Value:
        return self.recounted.value if self.recounted else None

    @property
    def now(self) -> Value:
        return self.known.value

    @property
    def difference(self) -> Value:
        before = self.then if self.counted is None else self.counted
        if before is None or self.now is None:
            return None
        return Fraction(self.now) - Fraction(before)

    @property
    def sides(self) -> Mapping[str, Side]:
        """What stands in each column of numbers."""
        return {
            "then": self.said,
            "counted": self.recounted or Side(),
            "now": self.known,
            "difference": Side(self.difference, address=self.changed),
        }

    @property
    def written(self) -> list[tuple[str, str]]:
        """Address and words of both numbers."""
        return [(one.address, one.written(self.unit)) for one in (self.said, self.known)]

    @property
    def is_changed(self) -> bool:
        told = (self.said.state, self.known.state)
        is_otherwise_known = all(told) and told[0] is not told[1]
        return self.then != self.now or is_otherwise_known or bool(self.note)

    @property
    def remark(self) -> str:
        """The note, and what the signs of the row mean."""
        legend = states.legend(one.state for one in (self.said, self.known) if one.value is None)
        told = (f"{one.sign} {one.meaning.removesuffix('.')}" for one in legend)
        return "; ".join(words for words in (self.note, *told) if words)


@dataclass(frozen=True)
class _Naming:
    """Whom rows are told, and what their words are taken from, read once."""

    user: User
    institutions: Mapping[str, str]

    @classmethod
    def of(cls, user: User) -> "_Naming":
        return cls(user, terms.institution_names())

    def row(self, about: Figure | ReportFigure, *, said: Side, known: Side, note: str = "") -> Row:
        words = [self._word(name, value) for name, value in _chosen(about).items()]
        indicator = figures.known_indicator(about.indicator)
        return Row(
            title=gettext(indicator.title),
            selection=" · ".join(words),
            unit=indicator.unit.value,
            said=said,
            known=known,
            note=note,
        )

    def _word(self, name: str, value: str) -> str:
        word = terms.value_of(name, value, self.institutions)
        # A number alone would not say of what it is.
        return f"{terms.name_of(name)}: {word}" if value.isdecimal() else word

    def computed(self, one: Figure | None) -> Side:
        """A figure as it is computed, as far as the reader may know it."""
        if one is None:
            return Side()
        shown = policies.shown(self.user, one)
        return Side(
            shown.value, shown.state, self._door(one, one.lake_version, asking.address(one))
        )

    def pinned(self, one: ReportFigure, report: Report) -> Side:
        """A figure as a report of ours says it; it opens as it is computed again."""
        return Side(
            _value(one), _state(one), self._door(one, report.lake_version, address_of(one, report))
        )

    def _door(self, one: Figure | ReportFigure, version: int | None, address: str) -> str:
        """Where the figure explains itself; nowhere for who may not ask."""
        at = (one.as_of, version) if version else None
        may = policies.may_ask(self.user, one.indicator, filters=_chosen(one), at=at)
        return address if may else ""


def pinned(user: User, one: ReportFigure, report: Report) -> Row:
    """A figure as the report says it, beside nothing."""
    naming = _Naming.of(user)
    return naming.row(one, said=naming.pinned(one, report), known=Side())


def earlier_of(report: Report) -> Report | None:
    """The same report of the latest school year before, of which the figures are pinned."""
    before = Report.objects.filter(
        name=report.name, state__in=PINNED, school_year__lt=report.school_year
    )
    return before.order_by("-school_year").first()


def with_earlier(user: User, report: Report, earlier: Report) -> list[Row]:
    """This edition's figures beside those of an earlier one, each in its own school year."""
    naming = _Naming.of(user)
    now = _now_by_key(report, naming)
    counted = _Counted(report)
    rows = [
        _counted_anew(row, one.pinned, counted, naming)
        for row, one in _beside(earlier, queries.recomputed(earlier), now, naming)
    ]
    return [*rows, *_new(earlier, now, naming)]


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
        return self._answer(about.indicator, asked, about)

    def change_of(self, about: ReportFigure) -> Figure | None:
        """The change from that year as a figure of its own, where there is one: not from a year of
        a series, which is told of the institutions of another."""
        comparing = _comparing().get(about.indicator)
        earlier = about.filters.get("school_year")
        if comparing is None or earlier is None or "followed_to" in about.filters:
            return None
        years = {"school_year": self.report.school_year, "compared_with": earlier}
        return self._answer(comparing, {**about.filters, **years}, about)

    def _answer(
        self, indicator: str, asked: Mapping[str, str], about: ReportFigure
    ) -> Figure | None:
        by = tuple(about.breakdown)
        key = (indicator, tuple(asked.items()), by)
        if key not in self.answers:
            found = figures.answer(
                indicator,
                filters=asked,
                by=by,
                as_of=self.report.as_of,
                lake_version=self.report.lake_version,
            )
            self.answers[key] = {tuple(one.by.values()): one for one in found}
        return self.answers[key].get(tuple(about.breakdown.values()))


def _comparing() -> dict[str, str]:
    """By indicator, the one that tells of its change."""
    return {one.base: one.key for one in gathered("INDICATORS") if one.compares and one.base}


def _counted_anew(row: Row, about: ReportFigure, counted: _Counted, naming: _Naming) -> Row:
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
    told = replace(row, recounted=naming.computed(found), note=note)
    change = naming.computed(counted.change_of(about))
    is_told = change.value is not None and change.value == told.difference
    return replace(told, changed=change.address if is_told else "")


def with_now(user: User, report: Report) -> list[Row]:
    """The pinned figures beside what the newest version says."""
    newest = versions.version(None).number
    naming = _Naming.of(user)
    now = {_key(one, one.by, report): naming.computed(one) for one in _exact(report, newest)}
    known = {key: _Known(side, None) for key, side in now.items()}
    return [row for row, _one in _beside(report, queries.recomputed(report), known, naming)]


def since_sent(user: User, report: Report, *, lake_version: int) -> list[Row]:
    """The figures that are others now than when the report was sent for review."""
    if not report.sent_lake_version or report.sent_lake_version == lake_version:
        return []
    naming = _Naming.of(user)
    sent = {_key(one, one.by, report): one for one in _exact(report, report.sent_lake_version)}
    now = {_key(one, one.by, report): one for one in _exact(report, lake_version)}
    rows = [
        naming.row(one, said=naming.computed(sent.get(key)), known=naming.computed(now.get(key)))
        for key, one in {**sent, **now}.items()
    ]
    return [row for row in rows if row.is_changed]


@dataclass(frozen=True)
class _Known:
    """What a report says of a matter, and the figure of which it says it."""

    side: Side
    about: Figure | ReportFigure | None


def _beside(
    base: Report, pinned: Sequence[Recomputed], now: Mapping[Key, _Known], naming: _Naming
) -> Iterator[tuple[Row, Recomputed]]:
    for one in pinned:
        about = one.pinned
        found = now.get(_key(about, about.breakdown, base))
        said = Side(_value(about), _state(about), published_at(about))
        known = found.side if found else Side()
        if said.value is None and said.state in (None, State.PROTECTED) and known.value is not None:
            # What was kept back as too small is not told afterwards either.
            known = Side(state=said.state)
        yield naming.row(about, said=said, known=known, note=_note(one)), one


def _new(earlier: Report, now: Mapping[Key, _Known], naming: _Naming) -> Iterator[Row]:
    said = {_key(one, one.breakdown, earlier) for one in earlier.figures.all()}
    for key, one in now.items():
        if key not in said and one.about:
            note = gettext("not said before")
            yield naming.row(one.about, said=Side(), known=one.side, note=note)


def _note(one: Recomputed) -> str:
    return {
        Outcome.SAME: "",
        Outcome.DEFINITION_CHANGED: gettext("the definition has changed"),
        Outcome.DIFFERS: gettext("computed again it is another number"),
    }[one.outcome]


def _now_by_key(report: Report, naming: _Naming) -> Mapping[Key, _Known]:
    if report.state in PINNED:
        return {
            _key(one, one.breakdown, report): _Known(naming.pinned(one, report), one)
            for one in report.figures.order_by("number")
        }
    newest = versions.version(None).number
    return {
        _key(one, one.by, report): _Known(naming.computed(one), one)
        for one in _exact(report, newest)
    }


def _exact(report: Report, lake_version: int) -> Iterable[Figure]:
    """The report's figures in a version, as its texts in the reader's language ask them."""
    known = building.languages()
    reader = (get_language() or "")[:2]
    edition = queries.source_of(report).texts(reader if reader in known else known[0])
    return queries.exact(edition, lake_version=lake_version)


def _key(about: Figure | ReportFigure, by: Mapping[str, str], report: Report) -> Key:
    """What a figure is about, its years told from those of its report."""
    first = school_years.years(report.school_year)[0]
    filters = sorted((name, _relative(name, value, first)) for name, value in about.filters.items())
    # A report asks for its own day, or for the first day of its school year.
    day = "day" if about.as_of == report.as_of else str(about.as_of.year - first)
    return about.indicator, tuple(filters), tuple(sorted(by.items())), day


def _relative(name: str, value: str, first: int) -> str:
    if name in ("school_year", "compared_with", "followed_to", "year") and value[:4].isdecimal():
        return f"{int(value[:4]) - first:+d}"
    return value


def _by(one: Figure | ReportFigure) -> Mapping[str, str]:
    return one.by if isinstance(one, Figure) else one.breakdown


def _value(one: ReportFigure) -> Value:
    return Fraction(one.value) if one.value else None


def _state(one: ReportFigure) -> State | None:
    return State(one.state) if one.state else None


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


def published_at(one: ReportFigure) -> str:
    """The page of the figure as the report says it."""
    return reverse("reports:figure", args=[one.report_id, one.number])


def address_of(one: ReportFigure, report: Report) -> str:
    """Where the pinned figure explains itself, as it is computed in its version; nowhere for a
    value that has no name."""
    if not all(one.breakdown.values()):
        return ""
    return asking.address_of(
        one.indicator,
        _chosen(one),
        as_of=one.as_of,
        lake_version=report.lake_version,
    )
