"""A served city: its server, sessions of its people, and the addresses that they open."""

import http.client
import json
import os
import select
import socket
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from html.parser import HTMLParser
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

from benchmarks.measuring import WITHOUT_SURPRISES, gaisma

STARTS_WITHIN = 60.0
SESSION = """
import json
from importlib import import_module
from django.conf import settings
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
def session(user):
    made = import_module(settings.SESSION_ENGINE).SessionStore()
    made[SESSION_KEY] = str(user.pk)
    made[BACKEND_SESSION_KEY] = settings.AUTHENTICATION_BACKENDS[-1]
    made[HASH_SESSION_KEY] = user.get_session_auth_hash()
    made.create()
    return made.session_key
"""
"""What signs somebody in without the form, for scripts to begin with."""
PEOPLE = (
    SESSION
    + """
from gaisma.base.models import Organisation, RoleGrant
from gaisma.record.people.models import Employment
from gaisma.record.programmes.models import Enrolment, Group
def first(rows):
    return list(rows.order_by("pk").values_list("pk", flat=True)[:60])
grants = {grant.role: grant.user for grant in RoleGrant.objects.order_by("-pk")}
groups = Group.objects.filter(school_year__name="2024/2025")
print(json.dumps({
    "cookie": settings.SESSION_COOKIE_NAME,
    "sessions": {role: [session(user) for _ in range(60)] for role, user in grants.items()},
    "institutions": first(Organisation.objects.institutions()),
    "groups": first(groups),
    "learners": [
        pk for pk in Enrolment.objects.filter(group__in=groups).order_by("pk")
        .values_list("person_id", flat=True)[:60]],
    "staff": list(Employment.objects.order_by("pk").values_list("person_id", flat=True)[:60]),
}))
"""
)


@dataclass(frozen=True)
class City:
    """Where a served city answers, and what is known of it."""

    port: int
    home: Path
    database: str
    known: Mapping[str, Any]


@dataclass(frozen=True)
class Answer:
    """What came of one request."""

    status: int
    seconds: float
    bytes: int
    text: str
    leads_to: str


@contextmanager
def served(home: Path, *, processes: int, database: str = "") -> Iterator[City]:
    """Serve the city in a folder as `gaisma serve` does, until the context ends."""
    told = gaisma(home, "shell", "-v", "0", "-c", PEOPLE, database=database).output
    port = free_port()
    words = [sys.executable, "-m", "gaisma", "serve", "--with-worker"]
    words += ["--port", str(port), "--processes", str(processes)]
    environment = {**WITHOUT_SURPRISES, "GAISMA_HOME": str(home), "GAISMA_DATABASE": database}
    with (home / "serve.log").open("w") as log:
        server = subprocess.Popen(words, env=environment, stdout=log, stderr=log)
        try:
            wait_for(server, port, home / "serve.log")
            yield City(port, home, database, json.loads(told.splitlines()[-1]))
        finally:
            server.terminate()
            server.wait(timeout=60)


class Reader:
    """A browser of one person: one connection, her session, no pictures."""

    def __init__(self, city: City, session: str) -> None:
        self.connection = http.client.HTTPConnection("127.0.0.1", city.port, timeout=60)
        self.cookies = {city.known["cookie"]: session}

    def open(self, path: str) -> Answer:
        """Ask for a page."""
        return self._asked("GET", path)

    def send(self, path: str, fields: Mapping[str, str]) -> Answer:
        """Send a form."""
        headers = {"Content-Type": "application/x-www-form-urlencoded"}
        return self._asked("POST", path, urlencode(fields), headers)

    def attach(
        self, path: str, fields: Mapping[str, str], field: str, name: str, content: bytes
    ) -> Answer:
        """Send a form with a file."""
        from benchmarks.hostile import BOUNDARY, form_data

        headers = {"Content-Type": f"multipart/form-data; boundary={BOUNDARY}"}
        return self._asked("POST", path, form_data(fields, field, name, content), headers)

    def _asked(
        self, method: str, path: str, body: str | bytes = "", headers: Mapping[str, str] = {}
    ) -> Answer:
        cookies = "; ".join(f"{name}={value}" for name, value in self.cookies.items())
        start = time.perf_counter()
        self._leave_what_was_closed()
        self.connection.request(method, path, body or None, {"Cookie": cookies, **headers})
        came = self.connection.getresponse()
        content = came.read()
        elapsed = time.perf_counter() - start
        for header in came.headers.get_all("Set-Cookie") or []:
            name, _, value = header.partition(";")[0].partition("=")
            self.cookies[name] = value
        text = content.decode(errors="replace")
        return Answer(came.status, elapsed, len(content), text, came.headers.get("Location", ""))

    def _leave_what_was_closed(self) -> None:
        """The server closes a connection that lay idle; a browser sees that and opens another."""
        kept = self.connection.sock
        if kept is not None and select.select([kept], [], [], 0)[0]:
            self.connection.close()


class Form(HTMLParser):
    """The fields of the page's form that changes something, as they stand."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.fields: dict[str, str] = {}
        self._own = False
        self._select = ""
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        if tag == "form":
            self._own = given.get("method") == "post" and not given.get("action")
        elif self._own and tag == "input" and given.get("name"):
            is_ticked = given.get("type") not in ("checkbox", "radio") or "checked" in given
            if is_ticked:
                self.fields[given["name"]] = given.get("value", "")
        elif self._own and tag == "select":
            self._select = given.get("name", "")
        elif self._own and tag == "option" and self._select and "selected" in given:
            self.fields[self._select] = given.get("value", "")

    def handle_endtag(self, tag: str) -> None:
        self._own = self._own and tag != "form"


def free_port() -> int:
    """A port on which nobody listens."""
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        return int(listener.getsockname()[1])


def wait_for(server: "subprocess.Popen[bytes]", port: int, log: Path) -> None:
    """Until the server answers. Raises RuntimeError with its log when it does not."""
    last = time.monotonic() + STARTS_WITHIN
    while server.poll() is None and time.monotonic() < last:
        try:
            connection = http.client.HTTPConnection("127.0.0.1", port, timeout=5)
            connection.request("GET", "/health/ready")
            if connection.getresponse().status == http.client.OK:
                return
        except OSError:
            pass
        time.sleep(0.1)
    raise RuntimeError(log.read_text(encoding="utf-8") + os.linesep)
