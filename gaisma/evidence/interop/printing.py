"""Outcomes of imports as lines that a person reads."""

from collections.abc import Iterator

from django.utils.translation import gettext as _

from gaisma.evidence.interop.delivery import ASKS, REFUSED, Outcome
from gaisma.evidence.interop.findings import Problem
from gaisma.evidence.interop.imports import Undoing
from gaisma.evidence.interop.titles import kind_title


def told(outcome: Outcome, *, dry_run: bool) -> Iterator[str]:
    """Everything that there is to say, the result last."""
    yield from map(_placed, outcome.problems)
    if outcome.problems_total > len(outcome.problems):
        more = outcome.problems_total - len(outcome.problems)
        yield _("… and %(count)d more problems.") % {"count": more}
    for note in outcome.notes:
        yield _("Note: %(text)s") % {"text": _placed(note)}
    for decision in outcome.decisions:
        choices = " / ".join(decision.choices)
        yield f"{decision.question} [{choices}]"
    yield _result(outcome, dry_run=dry_run)


def undone(undoing: Undoing) -> Iterator[str]:
    """What came of undoing an import."""
    for problem in undoing.problems:
        yield f"{problem.file} {problem.value}: {problem.message}"
    if undoing.problems_total:
        yield _("Import %(id)d was not undone: these rows were changed or used since.") % {
            "id": undoing.id
        }
    else:
        yield _("Import %(id)d is undone.") % {"id": undoing.id}


def _placed(found: Problem) -> str:
    place = found.file
    if found.row is not None:
        place += ", " + _("row %(row)d") % {"row": found.row}
    if found.column is not None:
        place += f", {found.column}"
    return f"{place}: {found.message}"


def _result(outcome: Outcome, *, dry_run: bool) -> str:
    if outcome.status == REFUSED:
        return _("Nothing was taken in: mend the problems (%(count)d) and send the file again.") % {
            "count": outcome.problems_total
        }
    counts = "; ".join(_counted(outcome))
    if outcome.status == ASKS:
        return _("Nothing was taken in: answer with --yes to go on. %(counts)s") % {
            "counts": counts
        }
    if dry_run:
        return _("The file would be taken in. %(counts)s") % {"counts": counts}
    return _("Import %(id)d is taken in. %(counts)s") % {"id": outcome.id, "counts": counts}


def _counted(outcome: Outcome) -> Iterator[str]:
    for kind in outcome.created:
        yield _(
            "%(kind)s: %(created)d new, %(changed)d changed, %(ended)d ended, %(same)d unchanged"
        ) % {
            "kind": kind_title(kind),
            "created": outcome.created[kind],
            "changed": outcome.changed.get(kind, 0),
            "ended": outcome.ended.get(kind, 0),
            "same": outcome.unchanged.get(kind, 0),
        }
