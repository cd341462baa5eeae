"""Asks every address as everybody and tells what came otherwise than it should."""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from typing import Any

from django.conf import settings
from django.db import connection, transaction
from django.shortcuts import resolve_url

from gaisma.base import access
from tests.matrix import samples
from tests.matrix.addresses import Address
from tests.matrix.expectations import METHODS, READING, Request, expected, holds
from tests.matrix.readers import ANONYMOUS, Reader

Readers = dict[str, Reader]
NOT_ALLOWED = 405
WRITING = re.compile(r'(?:INSERT INTO|UPDATE|DELETE FROM) "?(\w+)"?')
OF_LOOKING = ("base_auditrecord", "django_session", "works_work")
"""What is written of who reads: that they looked, are still there, and saw how a work ended."""
TRYING = ("base:health", "base:ready")
"""Addresses that try whether the record can be written to; nothing of it stays."""
SIGN_OUT = 'action="/sign-out/"'
THE_SAME_FOR_ALL = ("base:styles", "base:worker")
"""What a browser may keep: it says nothing of anybody, and is the same for everybody."""
PROTECTING = (
    "Content-Security-Policy",
    "Cross-Origin-Opener-Policy",
    "Cross-Origin-Resource-Policy",
    "Permissions-Policy",
    "Referrer-Policy",
    "X-Content-Type-Options",
    "X-Frame-Options",
)


@dataclass(frozen=True)
class Asked:
    """A request and what came of it: a status, where it led, or the error that it ended with."""

    request: Request
    status: int
    leads_to: str = ""
    error: str = ""
    lacks: str = ""
    written: str = ""


def faults(address: Address, readers: Readers) -> list[str]:
    """What is wrong with an address: a sentence for each request that ends otherwise."""
    if address.rule is None:
        return [f"{address.name} states no rule: @requires(…) or @open_to_everyone."]
    try:
        makers = {name: samples.sample(address.name, name) for name in address.parameters}
    except LookupError as missing:
        return [str(missing)]
    with undone():
        try:
            paths = _paths(address, makers, readers)
        except Exception as error:
            return [f"{address.name}: no sample can be made: {type(error).__name__}: {error}"]
        asked = [_asked(request, paths) for request in _requests(address, readers)]
    return [fault for each in asked if (fault := _fault(each))] + _dead(address, asked)


@contextmanager
def undone() -> Iterator[None]:
    """What happens within is taken back."""
    savepoint = transaction.savepoint()
    try:
        yield
    finally:
        # A view that met an error of the database leaves the transaction unusable until it is told.
        transaction.set_rollback(False)
        transaction.savepoint_rollback(savepoint)


def _paths(address: Address, makers: dict[str, samples.Sample], readers: Readers) -> dict[int, str]:
    """The path for each institution, by its id."""
    places = [place for reader in readers.values() for place in (reader.inside, reader.outside)]
    different = {place.organisation.pk: place for place in places}
    return {key: address.path(_made(makers, place)) for key, place in different.items()}


def _made(makers: dict[str, samples.Sample], place: samples.Place) -> dict[str, object]:
    """A value for each parameter; a later one may belong to one before it."""
    made: dict[str, object] = {}
    for name, make in makers.items():
        made[name] = make(replace(place, made=made))
    return made


def _requests(address: Address, readers: Readers) -> Iterator[Request]:
    """All of them but for repetitions.

    What other methods than GET and POST answer does not depend on who asks once it is known whether
    they hold the permission, so one of those who do and one of those who do not ask by them.
    """
    seen: set[bool] = set()
    for reader in readers.values():
        may = holds(Request(address, reader, is_inside=True, method="GET"))
        methods = ("GET", "POST") if may in seen and reader.role != ANONYMOUS else METHODS
        seen.add(may)
        for is_inside in (True, False) if _has_scope(address) else (True,):
            for method in methods:
                yield Request(address, reader, is_inside, method)


def _has_scope(address: Address) -> bool:
    return address.rule != access.EVERYONE and any(
        not hasattr(samples.sample(address.name, name), "belongs_to_nobody")
        for name in address.parameters
    )


def _asked(request: Request, paths: dict[int, str]) -> Asked:
    place = request.reader.inside if request.is_inside else request.reader.outside
    client = request.reader.client
    with undone(), watched() as written:
        answer: Any = client.generic(request.method, paths[place.organisation.pk])
    told = f" {type(client.error).__name__}: {client.error}" if answer.status_code == 500 else ""
    leads_to = answer.headers.get("Location", "")
    lacks = lacking(request, answer.headers) or without_a_way_out(request, answer)
    only_reads = request.method in READING and request.address.name not in TRYING
    changed = ", ".join(sorted(written)) if only_reads else ""
    return Asked(request, answer.status_code, leads_to, told, lacks, changed)


@contextmanager
def watched() -> Iterator[set[str]]:
    """The tables that are written to within, but for those that note that somebody has looked."""
    written: set[str] = set()

    def note(execute: Any, sql: str, *given: Any) -> Any:
        found = WRITING.match(sql)
        if found and found[1] not in OF_LOOKING:
            written.add(found[1])
        return execute(sql, *given)

    with connection.execute_wrapper(note):
        yield written


def without_a_way_out(request: Request, answer: Any) -> str:
    """That a page of somebody who is signed in leads to no signing out."""
    kind = answer.headers.get("Content-Type", "")
    is_within = request.reader.user is not None and request.address.rule != access.EVERYONE
    if request.method != "GET" or not is_within or answer.status_code != 200:
        return ""
    if "text/html" not in kind or answer.streaming:
        return ""
    page = answer.content.decode()
    return "leads to no signing out" if "<html" in page and SIGN_OUT not in page else ""


def lacking(request: Request, headers: Any) -> str:
    """The protection that an answer lacks: it may be kept, framed, or taken for something else."""
    kept = headers.get("Cache-Control", "")
    if request.address.name not in THE_SAME_FOR_ALL and "no-store" not in kept:
        return f"may be kept: {kept or 'nothing is said'}"
    return ", ".join(f"lacks {name}" for name in PROTECTING if name not in headers)


def _fault(asked: Asked) -> str:
    request, right = asked.request, expected(asked.request)
    if asked.status not in right:
        return f"{request}: {asked.status}, not one of {sorted(right)}{asked.error}"
    if asked.lacks:
        return f"{request}: {asked.lacks}"
    if asked.written:
        return f"{request}: writes to {asked.written}"
    is_sent_on = request.reader.role == ANONYMOUS and request.address.rule != access.EVERYONE
    sign_in = resolve_url(settings.LOGIN_URL)
    if is_sent_on and asked.status == 302 and not asked.leads_to.startswith(sign_in):
        return f"{request}: led to {asked.leads_to}, not to the sign-in page"
    return ""


def _dead(address: Address, asked: list[Asked]) -> list[str]:
    """An address that nobody may open, or that answers to no method."""
    if address.rule == access.EVERYONE:
        return []
    let_in = [each for each in asked if each.request.is_inside and holds(each.request)]
    if not let_in:
        return [f"{address.name}: nobody holds {address.rule}"]
    useful = [each for each in let_in if each.request.method in (*READING, "POST")]
    if all(each.status == NOT_ALLOWED for each in useful):
        return [f"{address.name}: answers neither to GET nor to POST"]
    return []
