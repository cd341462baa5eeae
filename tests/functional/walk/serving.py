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
from importlib import import_module
from django.conf import settings
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from gaisma.base.models import RoleGrant
grants = RoleGrant.objects.select_related("user").order_by("-pk")
for role, user in {grant.role: grant.user for grant in grants}.items():
    session = import_module(settings.SESSION_ENGINE).SessionStore()
    session[SESSION_KEY] = str(user.pk)
    session[BACKEND_SESSION_KEY] = settings.AUTHENTICATION_BACKENDS[-1]
    session[HASH_SESSION_KEY] = user.get_session_auth_hash()
    session.create()
    print(role, session.session_key)
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


def sessions(site: Site) -> dict[str, str]:
    """For each role that the demo's accounts hold, the key of a session of who holds it first."""
    done = site.installation.run("shell", "-v", "0", "-c", SIGNING_IN)
    assert done.returncode == 0, done.stderr
    return dict(line.split() for line in done.stdout.splitlines())


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
