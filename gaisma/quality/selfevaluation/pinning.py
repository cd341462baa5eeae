"""Figures that a self-evaluation rests on: asked anew until it is signed, then as they were.

What is computed is asked before the transaction; only the values are written within it.
"""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from fractions import Fraction

from gaisma.analytics.calculation import Figure
from gaisma.evidence.figures import asking, evidence, queries
from gaisma.evidence.figures.evidence import Evidence as Basis
from gaisma.quality.selfevaluation.kinds import FIGURE
from gaisma.quality.selfevaluation.models import Evidence, SelfEvaluation


def filters(piece: Evidence, evaluation: SelfEvaluation) -> dict[str, str]:
    """The selection: always the institution's own, in the year that is evaluated."""
    given = {**piece.filters, "institution": evaluation.institution.code}
    known = queries.known_indicator(piece.indicator)
    if "school_year" in known.parameters:
        given["school_year"] = evaluation.school_year.name
    return given


def figure(piece: Evidence, evaluation: SelfEvaluation, *, basis: Basis) -> Figure:
    """The figure as it is now."""
    given = filters(piece, evaluation)
    return asking.of_institution(piece.indicator, evidence=basis, filters=given)


def computed(evaluation: SelfEvaluation, *, on: date) -> Mapping[int, Figure]:
    """All figures of the report as of the day, by piece of evidence."""
    basis = replace(evidence.current(), as_of=on)
    pieces = evaluation.evidence.filter(kind=FIGURE)
    if basis.number is None:
        return {}
    return {piece.pk: figure(piece, evaluation, basis=basis) for piece in pieces}


def pin(evaluation: SelfEvaluation, pinned: Mapping[int, Figure]) -> None:
    """Keep the values with the dates with which they can be computed again."""
    for number, found in pinned.items():
        evaluation.evidence.filter(pk=number).update(
            value=exact(found), as_of=found.as_of, lake_version=found.lake_version
        )


def release(evaluation: SelfEvaluation) -> None:
    """Let the figures follow the records again."""
    evaluation.evidence.update(value="", as_of=None, lake_version=None)


def exact(found: Figure) -> str:
    """The value as text that loses nothing; nothing is empty."""
    return "" if found.value is None or found.suppressed else str(Fraction(str(found.value)))
