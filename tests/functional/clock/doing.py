"""Does what people do in a copy of the demo, and reads all that they reach; run in that copy.

    python -m tests.functional.clock.doing do SEED USERNAME...
    python -m tests.functional.clock.doing read SEED USERNAME...

The machine's clock is set to a day that the demo knows nothing of. Forms and buttons of each kind
of page are sent once, filled with what they offer. Writes as JSON what was done and read, and where
the machine's day was found.
"""

import html
import json
import random
import re
import sys
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import asdict, dataclass, field
from datetime import date, datetime
from typing import Any
from urllib.parse import parse_qs, urljoin, urlsplit

import time_machine
from django import forms
from django.urls import Resolver404, resolve

from tests.functional.clock import days
from tests.functional.doors.walking import prepared
from tests.moments import TODAY

OF_A_KIND = 1
"""So many pages of each kind are read, another choice of them with each seed."""
HREF = re.compile(r'<a\s[^>]*?href="([^"]+)"')
FORM = re.compile(r"<form\b([^>]*)>(.*?)</form>", re.S)
METHOD_POST = re.compile(r'method="post"', re.I)
ACTION = re.compile(r'action="([^"]*)"')
INPUT = re.compile(r"<(input|textarea|select|button)\b([^>]*)>")
ATTRIBUTE = re.compile(r'([a-z-]+)="([^"]*)"')
PASSWORD = "paraugpils-2024"
LEFT_UNDONE = (
    "account_",
    "mfa_",
    "accounts:close",
    "accounts:end_grant",
    "accounts:sign_out_everywhere",
    "accounts:name",
    "administration:installation",
    "administration:retention",
    "administration:thresholds",
    "base:language",
    "language",
)
"""What would shut out those who read afterwards, or change in what language or to whom it shows."""


@dataclass
class Told:
    """What a person did and read."""

    read: int = 0
    kinds: list[str] = field(default_factory=list)
    files: list[str] = field(default_factory=list)
    done: list[str] = field(default_factory=list)
    wrong: list[str] = field(default_factory=list)


class Person:
    """Somebody at work in this process."""

    def __init__(self, username: str, *, seed: str) -> None:
        from django.test import Client

        self.chance = random.Random(f"{seed} {username}")
        self.language = self.chance.choice(("lv", "en", "ru"))
        # What breaks is for other tests: here it is read for the day that it tells.
        self.client = Client(
            headers={"accept-language": self.language}, raise_request_exception=False
        )
        self.client.post("/sign-in/", {"login": username, "password": PASSWORD})
        self.client.cookies["django_language"] = self.language
        self.told = Told()
        self.pages: dict[str, str] = {}
        self.values: dict[str, Any] = {}

    def read_everything(self) -> None:
        """Follow links from home to each kind of page and file, then open what nothing leads to."""
        for path in list(self.unled(self.follow(lambda _path: True))):
            self.read(path)

    def follow(self, wanted: Callable[[str], bool]) -> set[str]:
        """Follow those links from home that are wanted; the kinds to which they led."""
        waiting, seen, times = ["/"], {"/"}, Counter[str]()
        while waiting:
            path = waiting.pop(0)
            kind = self.kind_of(path)
            if times[kind] >= OF_A_KIND:
                continue
            times[kind] += 1
            found = [link for link in self.read(path) if link not in seen and wanted(link)]
            seen.update(found)
            self.chance.shuffle(found)
            waiting += found
        return set(times)

    def read(self, path: str) -> list[str]:
        """Read what is there, in whichever form it comes; the links on a page."""
        answer = self.client.get(path, follow=True)
        content = b"".join(answer.streaming_content) if answer.streaming else answer.content
        type_ = answer.headers.get("Content-Type", "")
        if answer.status_code != 200:
            return []
        self.told.read += 1
        kind = self.kind_of(path)
        self.told.wrong += [f"{path}: {shown}" for shown in days.found(content, type_)]
        if "text/html" not in type_:
            self.told.files.append(kind)
            return []
        body = content.decode()
        self.told.kinds.append(kind)
        self.pages.setdefault(kind, path)
        return list(dict.fromkeys(ours(body, path)))

    def unled(self, known: set[str]) -> Iterator[str]:
        """Addresses to which no link led, as far as their parameters are known."""
        from tests.matrix.addresses import addresses

        for each in addresses():
            room = each.name.split(":")[0]
            values = {
                name: self.values.get(f"{room}:{name}", self.values.get(name))
                for name in each.parameters
            }
            if each.name not in known and None not in values.values():
                yield each.path(values)

    def do_everything(self) -> None:
        """Send the form and the buttons of each kind of page."""
        self.follow(lambda path: "format=" not in path)
        for kind, path in list(self.pages.items()):
            if not kind.startswith(LEFT_UNDONE):
                self.send(kind, path)

    def send(self, kind: str, path: str) -> None:
        answer = self.client.get(path)
        if answer.status_code != 200 or answer.streaming:
            return
        form = (answer.context or {}).get("form")
        body = answer.content.decode()
        if isinstance(form, forms.BaseForm) and METHOD_POST.search(body):
            self.post(kind, path, {**inputs(body), **filled(form)})
        for action, given in buttons(body):
            address = urljoin(path, html.unescape(action))
            name = self.kind_of(address)
            if name not in self.told.done and not name.startswith(LEFT_UNDONE):
                self.post(name, address, given)

    def post(self, kind: str, path: str, given: dict[str, Any]) -> None:
        answer = self.client.post(path, given)
        if answer.status_code in (200, 302) and not refused(answer):
            self.told.done.append(kind)
        if not answer.streaming:
            type_ = answer.headers.get("Content-Type", "")
            shown = days.found(answer.content, type_)
            self.told.wrong += [f"POST {path}: {one}" for one in shown]

    def kind_of(self, path: str) -> str:
        parts = urlsplit(path)
        try:
            match = resolve(parts.path)
        except Resolver404:
            return parts.path
        for key, value in match.kwargs.items():
            self.values.setdefault(f"{match.namespace}:{key}", value)
            self.values.setdefault(key, value)
        form = "".join(parse_qs(parts.query).get("format", ()))
        return f"{match.view_name}.{form}" if form else str(match.view_name or parts.path)


def refused(answer: Any) -> bool:
    form = (answer.context or {}).get("form") if answer.status_code == 200 else None
    return isinstance(form, forms.BaseForm) and bool(form.errors)


def ours(body: str, page: str) -> Iterator[str]:
    """The addresses of our own to which a page leads, files as well, without fragments."""
    for link in HREF.findall(body):
        parts = urlsplit(urljoin(page, html.unescape(link)))
        if not parts.netloc and parts.scheme in ("", "http"):
            yield f"{parts.path}?{parts.query}" if parts.query else parts.path


def inputs(body: str) -> dict[str, str]:
    """The hidden values of a page's forms."""
    found = (dict(ATTRIBUTE.findall(words)) for kind, words in INPUT.findall(body))
    return {
        one["name"]: html.unescape(one.get("value", ""))
        for one in found
        if one.get("type") == "hidden" and "name" in one
    }


def buttons(body: str) -> Iterator[tuple[str, dict[str, str]]]:
    """Forms that ask for nothing: where they go, with what."""
    for head, inside in FORM.findall(body):
        action = ACTION.search(head)
        asks = any(
            kind != "button" and 'type="hidden"' not in words
            for kind, words in INPUT.findall(inside)
        )
        if METHOD_POST.search(head) and action and not asks:
            yield action[1], inputs(inside)


def filled(form: forms.BaseForm) -> dict[str, Any]:
    """An answer to the form: what it proposes, else the first that it offers."""
    given: dict[str, Any] = {}
    for name, one in form.fields.items():
        value = form[name].value()
        if value in (None, "", []):
            value = answered(one) if one.required or isinstance(one, forms.FileField) else None
        if value not in (None, "", []):
            given[form.add_prefix(name)] = written(value)
    return given


def answered(one: forms.Field) -> Any:
    """Something that the field may take."""
    if isinstance(one, forms.FileField):
        from django.core.files.uploadedfile import SimpleUploadedFile

        return SimpleUploadedFile("fails.csv", b"Nosaukums;Kods\nSkola;1\n")
    if isinstance(one, forms.ChoiceField | forms.ModelChoiceField):
        known = [str(value) for value in flat(one.choices) if value not in ("", None)][:1]
        several = isinstance(one, forms.MultipleChoiceField | forms.ModelMultipleChoiceField)
        return known if several else "".join(known)
    if isinstance(one, forms.DateTimeField):
        return f"{TODAY}T09:30"
    if isinstance(one, forms.DateField):
        return TODAY
    if isinstance(one, forms.TimeField):
        return "09:30"
    if isinstance(one, forms.IntegerField):
        return one.min_value or 1
    if isinstance(one, forms.BooleanField):
        return "on"
    if isinstance(one, forms.EmailField):
        return f"{random.randrange(10**9)}@example.lv"
    return "Pārbaude"


def flat(choices: Iterable[Any]) -> Iterator[Any]:
    for value, words in choices:
        if isinstance(words, Sequence) and not isinstance(words, str):
            yield from flat(words)
        else:
            yield value


def written(value: Any) -> Any:
    """As a browser sends it."""
    if isinstance(value, bool):
        return "on" if value else ""
    if isinstance(value, datetime):
        return f"{value:%Y-%m-%dT%H:%M}"
    if isinstance(value, date):
        return value.isoformat()
    return [str(one) for one in value] if isinstance(value, list | tuple) else value


def performed() -> int:
    """Background work that was asked for; how many were done."""
    from gaisma.base.jobs.performing import Performer

    performer, times = Performer(), 0
    while performer.perform_next():
        times += 1
    return times


def letters() -> list[str]:
    """Where a letter that was written tells the machine's day."""
    from django.core import mail

    texts = [str(part) for one in mail.outbox for part in (one.subject, one.body)]
    return [f"a letter: {shown}" for text in texts for shown in days.found(text.encode(), "text/")]


def main(what: str, seed: str, *usernames: str) -> dict[str, Any]:
    prepared()
    if what == "do":
        from django.test.utils import setup_test_environment

        from gaisma.base.models import Installation

        # Answers name the forms that they show.
        setup_test_environment()
        # One language is enough: documents are drawn in each that an installation has.
        Installation.objects.update(languages=["lv"])
    told = {}
    with time_machine.travel(days.MACHINES, tick=True):
        for name in usernames:
            person = Person(name, seed=seed)
            if what == "read":
                person.read_everything()
            else:
                person.do_everything()
                performed()
                person.told.wrong += letters()
            told[name] = {"language": person.language, **asdict(person.told)}
    return told


if __name__ == "__main__":
    json.dump(main(*sys.argv[1:]), sys.stdout, ensure_ascii=False, indent=1)
