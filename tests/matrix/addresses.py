"""Every address of the site, from the resolver."""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from django.urls import URLPattern, URLResolver, get_resolver
from django.urls.resolvers import RoutePattern

FOREIGN = ("static",)
SHARES = 2
"""So many files divide the addresses, for processes to take one each."""


@dataclass(frozen=True)
class Address:
    """A pattern with its view. `name` tells it apart: namespace and name, or the route."""

    name: str
    route: str
    view: Callable[..., Any]
    parameters: tuple[str, ...]
    patterns: tuple[Any, ...]

    @property
    def rule(self) -> str | None:
        """The permission that the view asks for, EVERYONE, or None where none is stated."""
        return getattr(self.view, "access_rule", None)

    @property
    def is_programs(self) -> bool:
        """Whether other systems come here: they are not led to a sign-in page."""
        return self.route.startswith("/api/v1/")

    def path(self, values: dict[str, Any]) -> str:
        """The address with its parameters filled in."""
        return "/" + "".join(_filled(pattern, values) for pattern in self.patterns)


def addresses(urlconf: str | None = None) -> list[Address]:
    """All of them, in the order in which they are tried."""
    return list(_walked(get_resolver(urlconf), (), ()))


def share(number: int, *, of: int = SHARES) -> list[Address]:
    """Every so-manieth of them: rooms of heavy pages fall into each share."""
    return addresses()[number::of]


def _walked(
    resolver: URLResolver, before: tuple[Any, ...], spaces: tuple[str, ...]
) -> Iterator[Address]:
    for entry in resolver.url_patterns:
        patterns = (*before, entry.pattern)
        if isinstance(entry, URLPattern):
            yield _address(entry, patterns, spaces)
        else:
            yield from _walked(entry, patterns, (*spaces, *filter(None, (entry.namespace,))))


def _address(entry: URLPattern, patterns: tuple[Any, ...], spaces: tuple[str, ...]) -> Address:
    route = "/" + "".join(str(pattern) for pattern in patterns)
    return Address(
        name=":".join((*spaces, entry.name)) if entry.name else route,
        route=route,
        view=entry.callback,
        parameters=tuple(name for pattern in patterns for name in pattern.regex.groupindex),
        patterns=patterns,
    )


def _filled(pattern: Any, values: dict[str, Any]) -> str:
    if isinstance(pattern, RoutePattern):
        converters = pattern.converters
        converted = {name: str(converters[name].to_url(values[name])) for name in _own(pattern)}
        return re.sub(r"<(?:\w+:)?(\w+)>", lambda found: converted[found[1]], str(pattern))
    bare = re.sub(r"\(\?P<(\w+)>[^)]*\)", lambda found: str(values[found[1]]), str(pattern))
    return re.sub(r"[\^$?]|\\(?=[^\w])", "", bare)


def _own(pattern: RoutePattern) -> list[str]:
    return list(pattern.regex.groupindex)
