import contextlib
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from django.core.management import CommandParser, call_command
from django.utils.translation import gettext as _

from gaisma.base import retention, roles
from gaisma.base.commands import Command as BaseCommand
from gaisma.sample import accounts, actions, desk, evaluations, plan, report, scale

PUBLISHED = Path(__file__).resolve().parents[2] / "published.csv"
ADDRESS = "http://127.0.0.1:8000/"


class Command(BaseCommand):
    help = "Load the sample city, build its readiness report, compare, and serve the site."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--no-serve", action="store_true", help=_("stop before serving"))
        parser.add_argument("--size", choices=list(scale.CITIES), default="city")

    def handle(self, *args: Any, **options: Any) -> None:
        actions.is_loaded()
        with _progress(plan.MUNICIPALITY) as told:
            # Its clock tells the true time of day: what people do here is later on any day.
            actions.load(at=retention.beginning(plan.TODAY), told=told)
        self._show(options["size"])
        self._show_accounts()
        if not options["no_serve"]:
            call_command("serve", "--with-worker")

    def _show(self, size: str) -> None:
        with _progress(_("Data for figures")) as told:
            version = scale.ensure(size, at=self.now(), told=told)
        if size != "city":
            for table, content in version.contents.items():
                self.stdout.write(f"{table:<14} {content['rows']:>12}")
            return
        if not report.ensure(version.number):
            for file in report.files():
                self.stdout.write(str(file))
        desk.ensure(lake_version=version.number)
        evaluations.pin()
        # The comparison's exit status is for those who ask for it alone.
        with contextlib.suppress(SystemExit):
            call_command("compare", str(PUBLISHED))

    def _show_accounts(self) -> None:
        """A line for each role: all of them sign in at one address with one password."""
        self.stdout.write(
            _("Sign in at %(address)s as one of these, with the password %(word)s:")
            % {"address": ADDRESS, "word": accounts.PASSWORD}
        )
        width = max(len(account.username) for account in accounts.ACCOUNTS)
        for account in accounts.ACCOUNTS:
            told = f"{roles.title(account.role)} ({account.organisation})"
            self.stdout.write(f"  {account.username:<{width}}  {told}")


@contextlib.contextmanager
def _progress(title: str) -> Iterator[Callable[[int, int], None]]:
    """A bar on stderr that appears when there is something to tell."""
    from tqdm import tqdm

    bar: tqdm[Any] | None = None

    def told(done: int, total: int) -> None:
        nonlocal bar
        bar = bar if bar is not None else tqdm(total=total, desc=title, leave=True)
        bar.update(done - bar.n)

    try:
        yield told
    finally:
        if bar is not None:
            bar.close()
