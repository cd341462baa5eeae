"""A condition in words: what had to hold for a sentence to stand, with the figures of which it was
judged."""

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from gaisma.analytics.calculation import Figure
from gaisma.base.wording import numbers
from gaisma.evidence.reports import saying
from gaisma.evidence.reports.keeping import Judged
from gaisma.evidence.reports.tokens import Block, FigureToken


def words(judged: Judged, language: str) -> str:
    """The condition as a note says it, without its figures."""
    bound = _bound(judged, language)
    if len(judged.figures) > 1:
        text = _("Condition: the difference is %(bound)s") % {"bound": bound}
    else:
        text = _("Condition: the figure is %(bound)s") % {"bound": bound}
    if judged.condition.of:
        count = judged.condition.of
        told = ngettext(
            "%(text)s, each share of at least %(count)s person or case",
            "%(text)s, each share of at least %(count)s people or cases",
            count,
        )
        return told % {"text": text, "count": numbers.number(count, language)}
    return text


def verdict(judged: Judged) -> str:
    """Whether it holds, for those who write."""
    if judged.holds:
        return _("It holds.")
    if judged.is_known:
        return _("It does not hold: the text does not stand.")
    return _("A figure of it is not known: the text does not stand.")


def people(figure: Figure, language: str) -> str:
    """Of how many a share tells, behind its number; nothing of what is no share."""
    if figure.denominator is None:
        return ""
    return _(" of %(count)s") % {"count": numbers.number(figure.denominator, language)}


def is_seen(judged: Judged, block: Block) -> bool:
    """Whether the text itself tells the figure on which it stands, or asks only whether there is
    anything."""
    condition = judged.condition
    if len(condition.figures) == 1 and condition.comparison == ">" and not condition.bound:
        return True
    told = [
        (piece.indicator, dict(piece.filters))
        for piece in block.pieces
        if isinstance(piece, FigureToken)
    ]
    seen = [(one.indicator, dict(one.filters)) in told for one in condition.figures]
    is_equal = condition.comparison == "=" and not condition.bound
    return any(seen) if is_equal else all(seen)


def _bound(judged: Judged, language: str) -> str:
    written = numbers.number(judged.condition.bound, language)
    if judged.figures[0].unit == saying.PERCENT:
        if len(judged.figures) > 1:
            told = ngettext(
                "%(number)s percentage point",
                "%(number)s percentage points",
                int(judged.condition.bound),
            )
            written = told % {"number": written}
        else:
            written = numbers.percent(judged.condition.bound, language)
    return {
        ">=": _("at least %(number)s"),
        ">": _("more than %(number)s"),
        "<=": _("at most %(number)s"),
        "<": _("less than %(number)s"),
        "=": _("exactly %(number)s"),
        "!=": _("not %(number)s"),
    }[judged.condition.comparison] % {"number": written}
