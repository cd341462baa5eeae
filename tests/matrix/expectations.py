"""What must come of a request, told from what is written by hand of who may."""

from dataclasses import dataclass

from gaisma.base import access
from tests.matrix import truth
from tests.matrix.addresses import Address
from tests.matrix.readers import ANONYMOUS, Reader
from tests.matrix.samples import ABSENT, NARROWER, WIDER

ANSWERED = {200, 302, 405}
SENT = {200, 302, 400, 405, 422, 429}
HIDDEN = {403, 404, 405}
TO_SIGN_IN = {302}
NOT_SIGNED_IN = {401, 405}
READING = ("GET", "HEAD")
METHODS = (*READING, "POST", "PUT", "DELETE", "TRACE")


@dataclass(frozen=True)
class Request:
    """Somebody asks for an address, of an institution inside or outside of the own scope."""

    address: Address
    reader: Reader
    is_inside: bool
    method: str

    def __str__(self) -> str:
        where = "inside" if self.is_inside else "outside"
        return f"{self.method} {self.address.name} as {self.reader.role}, {where}"


def holds(request: Request) -> bool:
    """Whether the reader's role opens the address, anywhere."""
    rule, role = _rule(request.address), request.reader.role
    if rule == truth.EVERYONE:
        return True
    if rule == truth.SIGNED_IN:
        return role != ANONYMOUS
    if rule in truth.permissions():
        return role in truth.who(rule)
    user = request.reader.user
    return bool(user and rule and access.may(user, rule))


def _rule(address: Address) -> str:
    """What opens the address: of one that only a test knows, what its view states."""
    return truth.opens(address.name) or address.rule or ""


def expected(request: Request) -> set[int]:
    """The statuses that are right."""
    address = request.address
    if _rule(address) == truth.EVERYONE:
        return ANSWERED | SENT | HIDDEN
    if request.reader.role == ANONYMOUS:
        return NOT_SIGNED_IN if address.is_programs else TO_SIGN_IN
    if not holds(request):
        return HIDDEN | ({401} if address.is_programs else set())
    if not _is_let_in(request):
        return HIDDEN
    return _let_in(request) | ({404} if address.name in ABSENT else set())


def _is_let_in(request: Request) -> bool:
    name, role = request.address.name, request.reader.role
    return role in (NARROWER.get(name, (role,)) if request.is_inside else WIDER.get(name, ()))


def _let_in(request: Request) -> set[int]:
    if request.method in READING:
        return ANSWERED
    if request.method == "POST":
        return SENT
    return {405}
