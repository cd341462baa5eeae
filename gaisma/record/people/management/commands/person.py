"""`gaisma person export|erase WHO`."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.utils.translation import gettext as _

from gaisma.base.commands import Command as BaseCommand
from gaisma.base.errors import GaismaError
from gaisma.base.models import Installation
from gaisma.record.people import queries
from gaisma.record.people.actions import personal_data
from gaisma.record.people.models import Person


class Command(BaseCommand):
    help = "Give a person what is held about them, or erase the person."

    def add_arguments(self, parser: ArgumentParser) -> None:
        acts = parser.add_subparsers(dest="act", required=True)
        export = acts.add_parser("export", help="write all that is held to a workbook")
        export.add_argument("who", help="personal code or number in another system")
        export.add_argument("out", type=Path, metavar="OUT.xlsx")
        erase = acts.add_parser("erase", help="delete the person; figures stay")
        erase.add_argument("who", help="personal code or number in another system")
        erase.add_argument("--yes", action="store_true", help="it cannot be undone")
        for one in (export, erase):
            self.accept_common_options(one)

    def handle(self, *args: Any, act: str, who: str, **options: Any) -> None:
        """Find the person and do it."""
        person = queries.person_called(who)
        if act == "export":
            self._export(person, options["out"], as_json=options["json"])
        else:
            self._erase(person, sure=options["yes"])

    def _export(self, person: Person, out: Path, *, as_json: bool) -> None:
        lines = personal_data.take_out(person=person, target=out, by=None, at=self.now())
        if as_json:
            self.print_json({"file": str(out), "lines": lines})
            return
        self.say(_("%(file)s holds %(lines)d lines.") % {"file": out, "lines": lines})

    def _erase(self, person: Person, *, sure: bool) -> None:
        if not sure:
            raise GaismaError(
                _("This cannot be undone: add --yes to erase the person."), code="not_sure"
            )
        as_of = Installation.current().as_of()
        personal_data.erase(person=person, by=None, at=self.now(), as_of=as_of)
        self.say(_("The person is erased; backups hold them until they are replaced."))
