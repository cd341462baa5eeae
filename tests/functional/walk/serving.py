"""The demo as people meet it: `gaisma serve` on a copy of it, and the accounts that it prints."""

import subprocess
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from tests.installations import SeparateInstallation, copy_of
from tests.postgresql import _free_port as free_port

STARTS_WITHIN = 60.0
SIGNING_IN = """
from datetime import date
from importlib import import_module
from django.conf import settings
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from django.utils import timezone
from gaisma.base.models import Organisation, RoleGrant, User
grant = RoleGrant.objects.filter(role="{role}").order_by("pk").first()
if grant is None:
    user = User.objects.create_user(username="{role}", full_name="{role}", password=None)
    top = Organisation.objects.get(kind="authority")
    grant = RoleGrant.objects.create(
        user=user, role="{role}", organisation=top, from_on=date(2020, 1, 1),
        granted_at=timezone.now())
session = import_module(settings.SESSION_ENGINE).SessionStore()
session[SESSION_KEY] = str(grant.user.pk)
session[BACKEND_SESSION_KEY] = settings.AUTHENTICATION_BACKENDS[-1]
session[HASH_SESSION_KEY] = grant.user.get_session_auth_hash()
session.create()
print(session.session_key)
"""


@dataclass(frozen=True)
class Site:
    """Where the site answers, and its installation."""

    address: str
    installation: SeparateInstallation


@contextmanager
def served(city: Path, home: Path, *options: str) -> Iterator[Site]:
    """A copy of the demo, served until the context ends; options are those of `gaisma serve`."""
    installation, port = copy_of(city, home), free_port()
    with (home / "serve.log").open("w") as log:
        server = installation.start(
            "serve", "--port", str(port), *options, stdout=subprocess.DEVNULL, stderr=log
        )
        try:
            address = f"http://127.0.0.1:{port}"
            _wait_for(server, address, home / "serve.log")
            yield Site(address, installation)
        finally:
            server.terminate()
            server.wait(timeout=30)


def signed_in(site: Site, role: str) -> str:
    """The key of a session of somebody with the role: the demo's own account, or a new one."""
    done = site.installation.run("shell", "-v", "0", "-c", SIGNING_IN.format(role=role))
    assert done.returncode == 0, done.stderr
    return done.stdout.split()[-1]


def _wait_for(server: subprocess.Popen[str], address: str, log: Path) -> None:
    last = time.monotonic() + STARTS_WITHIN
    while server.poll() is None and time.monotonic() < last:
        try:
            urllib.request.urlopen(f"{address}/health/", timeout=5).close()
        except (urllib.error.URLError, OSError):
            time.sleep(0.1)
        else:
            return
    raise AssertionError(log.read_text(encoding="utf-8"))
