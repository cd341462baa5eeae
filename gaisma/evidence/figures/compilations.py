"""Compiled questions, kept between processes: compiling takes longer than answering."""

from collections.abc import Callable

from gaisma.analytics.compiling import Compiled
from gaisma.analytics.questions import Question
from gaisma.evidence.figures import keeping


def kept(
    question: Question, *, dialect: str, engine: str, make: Callable[[], Compiled]
) -> Compiled:
    """The compilation of the question: the kept one, or a new one that is then kept."""
    found = keeping.kept(_asked(question, dialect, engine), make=lambda: _words(make()))
    return Compiled(question, dialect, **found)


def coverage(question: Question, *, dialect: str, engine: str, make: Callable[[], str]) -> str:
    """The SQL that tells what is recorded for the question's time: the kept one, or a new one."""
    return str(keeping.kept(("coverage", *_asked(question, dialect, engine)), make=make))


def _asked(question: Question, dialect: str, engine: str) -> tuple[object, ...]:
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


def _words(made: Compiled) -> dict[str, str | None]:
    return {
        "current": made.current,
        "compared": made.compared,
        "definition": made.definition,
    }
