"""Reads for the pages of the interface: the reader's tokens, what can be asked for."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.http import Http404

from gaisma.base.models import User
from gaisma.workplace.api import service
from gaisma.workplace.api.models import Token


@dataclass(frozen=True)
class TokenLine:
    """A token with how it stands on the day."""

    token: Token
    state: str


def tokens(user: User, *, on: date) -> tuple[TokenLine, ...]:
    """The user's own tokens, the newest first."""
    found = Token.objects.filter(user=user).order_by("-made_at", "-pk")
    return tuple(TokenLine(token, _state(token, on)) for token in found)


def token(user: User, token_id: int) -> Token:
    """A token of the user's own. Raises Http404."""
    found = Token.objects.filter(user=user, pk=token_id).first()
    if found is None:
        raise Http404
    return found


def _state(token: Token, on: date) -> str:
    if token.revoked_at:
        return "revoked"
    return "over" if token.until_on < on else "valid"


@dataclass(frozen=True)
class Parameter:
    """A part of an address that may be given."""

    name: str
    type: str
    description: str
    is_required: bool


@dataclass(frozen=True)
class Endpoint:
    """An address that answers."""

    path: str
    title: str
    description: str
    parameters: tuple[Parameter, ...]


def endpoints() -> tuple[Endpoint, ...]:
    """What can be asked for, from the document that describes it for programs."""
    paths: dict[str, Any] = service.document()["paths"]
    return tuple(_endpoint(path, methods["get"]) for path, methods in paths.items())


def _endpoint(path: str, told: dict[str, Any]) -> Endpoint:
    return Endpoint(
        path=path,
        title=told.get("summary", ""),
        description=told.get("description", ""),
        parameters=tuple(_parameter(one) for one in told.get("parameters", ())),
    )


def _parameter(told: dict[str, Any]) -> Parameter:
    schema = told["schema"]
    kinds = [schema, *schema.get("anyOf", ())]
    kind = next((one.get("format") or one["type"] for one in kinds if "type" in one), "")
    return Parameter(told["name"], kind, schema.get("description", ""), bool(told.get("required")))
