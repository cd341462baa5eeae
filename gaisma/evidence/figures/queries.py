"""Figures: asked in words, answered from a version of the lake."""

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from functools import lru_cache
from typing import TYPE_CHECKING, Protocol

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from gaisma.analytics import calculation, compiling, questions
from gaisma.analytics.calculation import Figure
from gaisma.analytics.compiling import Compiled
from gaisma.analytics.engines import OlderTables
from gaisma.analytics.indicators import Indicator, Unit
from gaisma.analytics.questions import Question, UnableToAsk
from gaisma.analytics.tables import Lake
from gaisma.base.errors import GaismaError
from gaisma.base.registry import gathered
from gaisma.evidence.figures import keeping
from gaisma.evidence.figures.evidence import following
from gaisma.evidence.figures.institutions import Institutions
from gaisma.evidence.lake import engines
from gaisma.evidence.lake import queries as versions
from gaisma.evidence.lake.models import LakeVersion

if TYPE_CHECKING:
    import ibis.expr.types as ir


WORDS: Mapping[str, str] = {
    "indicator": gettext_noop("Indicator"),
    "filter": gettext_noop("Filter"),
    "breakdown": gettext_noop("Breakdown"),
    "parameter": gettext_noop("Parameter"),
    "year": gettext_noop("Year"),
    "school year": gettext_noop("School year"),
    "followed to": gettext_noop("Followed to"),
    "institution": gettext_noop("Institution"),
    "stage": gettext_noop("Stage"),
    "grade": gettext_noop("Grade"),
    "role": gettext_noop("Role"),
    "status": gettext_noop("Status"),
}
"""What words of a question are; a dimension that is not here is named as it is written."""


class UnableToAnswer(GaismaError):
    """A question that cannot be understood: what is unknown, and what is known."""


def answer(
    indicator: str,
    *,
    filters: Mapping[str, str],
    by: Sequence[str] = (),
    as_of: date,
    lake_version: int | None = None,
    digest: str = "",
) -> list[Figure]:
    """The figures of a question: one, or one for each combination of the breakdown's values.

    With its `digest` at hand a version is not looked up again.

    Raises UnableToAnswer on an unknown word and UnknownLakeVersion.
    """
    at_hand = lake_version is not None and digest
    known = (lake_version or 0, digest) if at_hand else versions.known(lake_version)
    asked = (indicator, tuple(filters.items()), tuple(by), as_of)
    if at_hand:
        following.remember(asked, lambda newer: _answered(*asked, newer.number, newer.digest))
    return list(_answered(*asked, *known))


class Answering(Protocol):
    """Answers questions from one version."""

    def __call__(
        self,
        indicator: str,
        *,
        filters: Mapping[str, str],
        by: Sequence[str] = (),
        as_of: date,
        lake_version: int | None = None,
    ) -> list[Figure]: ...


def answering(lake_version: int | None) -> Answering:
    """The answering function of one version, the newest when none is named, looked up once.

    Whatever is asked of it afterwards comes from that version. Raises UnknownLakeVersion.
    """
    known = versions.known(lake_version)

    def answered(
        indicator: str,
        *,
        filters: Mapping[str, str],
        by: Sequence[str] = (),
        as_of: date,
        lake_version: int | None = None,
    ) -> list[Figure]:
        return list(_answered(indicator, tuple(filters.items()), tuple(by), as_of, *known))

    return answered


@lru_cache(maxsize=4096)
def _answered(
    indicator: str,
    filters: tuple[tuple[str, str], ...],
    by: tuple[str, ...],
    as_of: date,
    number: int,
    digest: str,
) -> tuple[Figure, ...]:
    version = _version(number, digest)
    question = understood(indicator, filters=dict(filters), by=by, as_of=as_of, version=version)
    engine = engines.engine(version)
    compiled = _compiled(question, engine.dialect, engine.version)
    try:
        current = engine.rows(compiled.current)
        compared = engine.rows(compiled.compared) if compiled.compared else None
    except OlderTables:
        raise UnableToAnswer(
            _("Version %(number)s of the evidence does not hold this yet: choose a newer one.")
            % {"number": number},
            code="older_version",
        ) from None
    return tuple(
        calculation.figures(
            compiled,
            current=current,
            compared=compared,
            lake_version=version.number,
            code_of=Institutions.of(version).codes,
            is_covered=lambda asked: _is_covered(asked, number, digest),
        )
    )


@lru_cache(maxsize=4096)
def _is_covered(question: Question, number: int, digest: str) -> bool:
    """Whether anything is recorded for the time of the question: asked once for a version."""
    engine = engines.engine(_version(number, digest))
    try:
        return bool(engine.rows(_coverage(question, engine.dialect, engine.version)))
    except OlderTables:
        return False


@lru_cache(maxsize=8)
def _version(number: int, _digest: str) -> LakeVersion:
    return versions.version(number)


def understood(
    indicator: str,
    *,
    filters: Mapping[str, str],
    by: Sequence[str] = (),
    as_of: date,
    version: LakeVersion,
) -> Question:
    """The question in codes. Raises UnableToAnswer."""
    try:
        return questions.asked(
            known_indicator(indicator),
            filters=filters,
            by=by,
            as_of=as_of,
            subtree=Institutions.of(version).subtree,
        )
    except UnableToAsk as unknown:
        raise _unable(unknown) from None


def noun_of(figure: Figure) -> str:
    """The noun of what the figure counts; empty for a share, or where its indicator names none."""
    known = gathered("INDICATORS")
    if figure.indicator not in known or figure.unit == Unit.PERCENT:
        return ""
    indicator: Indicator = known[figure.indicator]
    return indicator.noun_under(figure.filters)


def known_indicator(key: str) -> Indicator:
    """The indicator of that name. Raises UnableToAnswer with the known ones."""
    registry = gathered("INDICATORS")
    if key not in registry:
        raise _unable(UnableToAsk("indicator", key, registry.keys))
    indicator: Indicator = registry[key]
    return indicator


def compiled_question(question: Question, version: LakeVersion) -> Compiled:
    """The question as the SQL that answers it."""
    engine = engines.engine(version)
    return _compiled(question, engine.dialect, engine.version)


def rows_behind(question: Question) -> "ir.Table":
    """The rows that a figure counts, as an expression over the lake."""
    return compiling.rows(question, lake=lake())


def sql_of(table: "ir.Table", dialect: str) -> str:
    """The expression as SQL of an engine."""
    import ibis

    return str(ibis.to_sql(table, dialect=dialect))


def lake() -> Lake:
    """All tables that the rooms fill."""
    return Lake(fact.table for fact in gathered("FACTS"))


@lru_cache(maxsize=4096)
def _compiled(question: Question, dialect: str, engine: str) -> Compiled:
    return kept_compilation(
        question,
        dialect=dialect,
        engine=engine,
        make=lambda: compiling.compiled(question, lake=lake(), dialect=dialect, engine=engine),
    )


@lru_cache(maxsize=4096)
def _coverage(question: Question, dialect: str, engine: str) -> str:
    return kept_coverage(
        question,
        dialect=dialect,
        engine=engine,
        make=lambda: compiling.coverage(question, lake=lake(), dialect=dialect),
    )


def _unable(unknown: UnableToAsk) -> UnableToAnswer:
    message = _("%(what)s “%(word)s” is unknown. Known are: %(choices)s.") % {
        "what": _(WORDS[unknown.what]) if unknown.what in WORDS else unknown.what,
        "word": unknown.word,
        "choices": ", ".join(unknown.choices),
    }
    return UnableToAnswer(message, code="unknown_word", choices=unknown.choices)


def kept_compilation(
    question: Question, *, dialect: str, engine: str, make: Callable[[], Compiled]
) -> Compiled:
    """The compilation of the question: the kept one, or a new one that is then kept."""
    found = keeping.kept(_key_of(question, dialect, engine), make=lambda: _words_of(make()))
    return Compiled(question, dialect, **found)


def kept_coverage(question: Question, *, dialect: str, engine: str, make: Callable[[], str]) -> str:
    """The SQL that tells what is recorded for the question's time: the kept one, or a new one."""
    return str(keeping.kept(("coverage", *_key_of(question, dialect, engine)), make=make))


def _key_of(question: Question, dialect: str, engine: str) -> tuple[object, ...]:
    return (
        question.indicator.key,
        question.moment,
        question.by,
        tuple(question.selection.items()),
        question.compared_with,
        question.followed_to,
        dialect,
        engine,
    )


def _words_of(made: Compiled) -> dict[str, str | None]:
    return {
        "current": made.current,
        "compared": made.compared,
        "definition": made.definition,
    }
