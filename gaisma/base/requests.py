"""One line for each request: what was asked, by which account, what came; never about whom."""

import re
from collections.abc import Callable
from typing import Any

import structlog
from django.http import HttpRequest, HttpResponse
from django_structlog.middlewares import RequestMiddleware

from gaisma.base import logs

PARAMETER = re.compile(r"<(?:(?P<kind>\w+):)?(?P<name>\w+)>")
HEADER = "X-Request-ID"


class Requests(RequestMiddleware):
    """Numbers the request, tells the number in the answer, and writes the line."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        logs.begin()
        super().__init__(get_response)

    @staticmethod
    def format_request(request: HttpRequest) -> str:
        """Method and address: numbers of rows stand in it, words and what was searched do not."""
        return f"{request.method} {_address(request)}"

    def handle_response(self, request: HttpRequest, response: HttpResponse) -> None:
        response.headers.setdefault(HEADER, number())
        super().handle_response(request, response)


def number() -> str:
    """The number of the request that is being answered."""
    return str(structlog.contextvars.get_contextvars().get("request_id", ""))


def _address(request: HttpRequest) -> str:
    match = getattr(request, "resolver_match", None)
    if match is None:
        return "(an unknown address)"

    def shown(parameter: re.Match[str]) -> str:
        value: Any = match.kwargs.get(parameter["name"])
        return str(value) if isinstance(value, int) else parameter[0]

    return "/" + PARAMETER.sub(shown, match.route)
