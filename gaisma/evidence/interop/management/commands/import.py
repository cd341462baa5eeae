"""`gaisma import table | oneroster | template | undo`."""

import argparse
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

from gaisma.base.commands import Command as BaseCommand
from gaisma.base.errors import GaismaError
from gaisma.base.models import Installation
from gaisma.evidence.interop import imports, kinds
from gaisma.evidence.interop.delivery import ASKS, REFUSED, Outcome
from gaisma.evidence.interop.findings import Problem
from gaisma.evidence.interop.imports import Undoing
from gaisma.evidence.interop.titles import kind_title

# ruff: noqa: N999 - the command is called so


STATUSES = {REFUSED: 1, ASKS: 3}
"""Exit statuses; what was taken in leaves 0."""


class Command(BaseCommand):
    help = "Take data in: tables and OneRoster sets; give templates; undo an import."

    def add_arguments(self, parser: argparse.ArgumentParser) -> None:
        what = parser.add_subparsers(dest="what", required=True)
        table = what.add_parser("table", help="a table of the contract, .xlsx or .csv")
        table.add_argument("kind", metavar="KIND", help=", ".join(kinds.known_kinds()))
        table.add_argument("path", type=Path, metavar="PATH")
        table.add_argument("--source", default=imports.SOURCE, help="whose identifiers they are")
        table.add_argument(
            "--map",
            action="append",
            default=[],
            metavar="THEIRS=COLUMN",
            help="what the source calls a column; it is remembered",
        )
        oneroster = what.add_parser("oneroster", help="a OneRoster set, folder or zip")
        oneroster.add_argument("path", type=Path, metavar="PATH")
        for parser_of_files in (table, oneroster):
            parser_of_files.add_argument("--dry-run", action="store_true")
            parser_of_files.add_argument("--yes", action="store_true")
        template = what.add_parser("template", help="an empty workbook with explanations")
        template.add_argument("kind", metavar="KIND", help=", ".join(kinds.known_kinds()))
        template.add_argument("out", type=Path, metavar="OUT.xlsx")
        undo = what.add_parser("undo", help="put back what an import changed")
        undo.add_argument("id", type=int, metavar="ID")
        for one in (table, oneroster, template, undo):
            self.accept_common_options(one)

    def handle(self, *args: Any, what: str, **options: Any) -> None:
        """Do what the subcommand says."""
        getattr(self, f"_{what}")(**options)

    def _table(self, *, kind: str, path: Path, **options: Any) -> None:
        kinds.demand(kind)
        self._look(path)
        at = self.now()
        outcome = imports.take_table(
            path,
            kind,
            by=None,
            at=at,
            as_of=_today(at),
            source=options["source"],
            mapping=_mapping(options["map"]),
            dry_run=options["dry_run"],
            yes=options["yes"],
        )
        self._answer(outcome, **options)

    def _oneroster(self, *, path: Path, **options: Any) -> None:
        from gaisma.evidence.interop.oneroster import actions

        self._look(path)
        outcome = actions.take_in(
            path, by=None, at=self.now(), dry_run=options["dry_run"], yes=options["yes"]
        )
        self._answer(outcome, **options)

    def _template(self, *, kind: str, out: Path, **options: Any) -> None:
        from gaisma.evidence.interop import workbook

        kinds.demand(kind)
        workbook.write_template(kind, workbook.wanted(out), at=self.now())
        self.say(_("The template is in %(file)s.") % {"file": out})

    def _undo(self, *, id: int, **options: Any) -> None:  # noqa: A002
        undoing = imports.undo(id, by=None, at=self.now())
        if options["json"]:
            self.print_json(undoing.as_json())
        else:
            for line in lines_of_undoing(undoing):
                self.say(line)
        self.leave(1 if undoing.problems_total else 0)

    def _look(self, path: Path) -> None:
        if not path.exists():
            raise GaismaError(_("There is no file %(file)s.") % {"file": path}, code="no_such_file")
        self.say(_("Reading and checking %(file)s …") % {"file": path.name})

    def _answer(self, outcome: Outcome, **options: Any) -> None:
        if options["json"]:
            self.print_json(outcome.as_json())
        else:
            for line in lines_of(outcome, dry_run=options["dry_run"]):
                self.say(line)
        status = STATUSES.get(outcome.status, 0)
        if status:
            self.leave(status)


def _today(at: Any) -> Any:
    installation = Installation.objects.filter(pk=1).first()
    return installation.today if installation and installation.today else timezone.localdate(at)


def _mapping(pairs: list[str]) -> dict[str, str]:
    mapping = {}
    for pair in pairs:
        theirs, equals, ours = pair.rpartition("=")
        if not equals or not theirs.strip():
            raise GaismaError(
                _("Write --map as their name, =, our column: “Vards=given_name”."),
                code="bad_usage",
            )
        mapping[theirs.strip()] = ours.strip()
    return mapping


def lines_of(outcome: Outcome, *, dry_run: bool) -> Iterator[str]:
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


def lines_of_undoing(undoing: Undoing) -> Iterator[str]:
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
