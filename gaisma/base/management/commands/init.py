import getpass
import secrets
import sys
from argparse import ArgumentTypeError
from typing import Any

from django.core.management import CommandParser
from django.utils import timezone
from django.utils.translation import gettext as _

from gaisma.analytics.moments import school_year_of
from gaisma.base import actions
from gaisma.base.commands import BadUsage
from gaisma.base.commands import Command as BaseCommand


class Command(BaseCommand):
    help = "Prepare a real installation: authority, school year, first administrator, keys."

    def add_arguments(self, parser: CommandParser) -> None:
        add = parser.add_argument
        add("--authority", help=_("the education authority's name"))
        add("--municipality", help=_("the municipality's name"))
        add("--school-year", help=_("the first school year, such as 2024/2025"))
        add("--administrator", help=_("user name of the first administrator"))
        add("--administrator-name", help=_("the administrator's full name"))
        add("--email", default="", help=_("the administrator's address"))
        add("--password-stdin", action="store_true", help=_("read the password from input"))
        add("--languages", default="lv,en,ru", help=_("the first is the main one"))
        self._add_thresholds(parser)

    def _add_thresholds(self, parser: CommandParser) -> None:
        add = parser.add_argument
        smaller, kept = _("smaller groups are not shown outside"), _("how long a kind is kept")
        add("--smallest-group", type=int, default=5, metavar="N", help=smaller)
        add("--retention", type=_retention, action="append", default=[], metavar="KIND=YEARS",
            help=kept)  # fmt: skip
        code = _("OneRoster's type of identifier that is the personal code")
        add("--personal-code-type", default="", help=code)

    def handle(self, *args: Any, **options: Any) -> None:
        actions.demand_empty()
        setup, generated = self._setup(options)
        installation = actions.set_up(setup, at=self.now())
        if options["json"]:
            self.print_json(
                {
                    "authority": setup.authority,
                    "municipality": installation.municipality,
                    "administrator": setup.administrator.username,
                    "password": generated or None,
                }
            )
            return
        self.stdout.write(_("%(name)s is set up.") % {"name": installation.municipality})
        if generated:
            self.stdout.write(
                _("Sign in as %(user)s with %(word)s; it is shown this once.")
                % {"user": setup.administrator.username, "word": generated}
            )

    def _setup(self, options: dict[str, Any]) -> tuple[actions.Setup, str]:
        """What was given and asked for; the password where it was made up."""
        asks = sys.stdin.isatty() and not options["json"]
        authority = _given(options, "authority", _("Name of the education authority"), asks=asks)
        municipality = _given(options, "municipality", _("Name of the municipality"), asks=asks)
        school_year = options["school_year"] or school_year_of(timezone.localdate(self.now()))
        if asks and not options["school_year"]:
            school_year = _asked(_("School year"), school_year)
        username = _given(
            options, "administrator", _("User name of the first administrator"), asks=asks
        )
        full_name = options["administrator_name"] or (
            _asked(_("Full name of the administrator"), username) if asks else username
        )
        password, generated = _password(from_input=options["password_stdin"], asks=asks)
        setup = actions.Setup(
            authority=authority,
            municipality=municipality,
            school_year=school_year,
            administrator=actions.Administrator(username, full_name, password, options["email"]),
            languages=tuple(filter(None, options["languages"].split(","))),
            smallest_group=options["smallest_group"],
            retention=dict(options["retention"]),
            personal_code_type=options["personal_code_type"],
        )
        return setup, generated


def _given(options: dict[str, Any], name: str, question: str, *, asks: bool) -> str:
    """The option, or the answer to the question; nobody there to ask is bad usage."""
    if options[name]:
        return str(options[name])
    if not asks:
        message = _("Give --%(option)s, or run `gaisma init` where it can ask.")
        raise BadUsage(message % {"option": name.replace("_", "-")}, code="bad_usage")
    return _asked(question, "")


def _asked(question: str, default: str) -> str:
    while True:
        answer = input(f"{question} [{default}]: " if default else f"{question}: ").strip()
        if answer or default:
            return answer or default


def _password(*, from_input: bool, asks: bool) -> tuple[str, str]:
    """The password, and again where it was made up because nobody gave one."""
    if from_input:
        return sys.stdin.readline().rstrip("\n"), ""
    given = getpass.getpass(_("Password (empty: one is made up): ")) if asks else ""
    if given:
        return given, ""
    generated = secrets.token_urlsafe(15)
    return generated, generated


def _retention(text: str) -> tuple[str, int]:
    kind, _sign, years = text.partition("=")
    if not kind or not years.isdecimal():
        raise ArgumentTypeError(_("write KIND=YEARS"))
    return kind, int(years)
