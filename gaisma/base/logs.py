"""How a line of the log is written: to be read, or as JSON for programs; never whom it is about."""

import json
import logging
import re
import sys
import traceback
from collections.abc import Callable
from datetime import UTC, datetime
from types import TracebackType
from typing import Any

import structlog
from django.http import HttpRequest, HttpResponse
from django_structlog.middlewares import RequestMiddleware

ORDINARY = frozenset(vars(logging.makeLogRecord({}))) | {"message", "asctime", "taskName"}
Error = tuple[type[BaseException], BaseException, TracebackType | None] | tuple[None, None, None]


class Line(logging.Formatter):
    """Moment, level, who says it, what, and what belongs to it: the request, its account.

    Of an exception it tells the kind and the places through which it came. What the exception says
    is left out: a database repeats the values of a row in it.
    """

    def __init__(self, *, as_json: bool) -> None:
        super().__init__()
        self.as_json = as_json

    def format(self, record: logging.LogRecord) -> str:
        """The line."""
        line = self._parts(record)
        if self.as_json:
            return _in_one_line(json.dumps(line, ensure_ascii=False, default=str))
        first = " ".join(str(line.pop(name)) for name in ("at", "level", "logger", "event"))
        return _in_one_line(" ".join([first, *(f"{name}={value}" for name, value in line.items())]))

    def _parts(self, record: logging.LogRecord) -> dict[str, Any]:
        given = {name: value for name, value in vars(record).items() if name not in ORDINARY}
        line = {
            "at": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname.lower(),
            "logger": record.name,
            "event": record.getMessage(),
            **_of_the_request(),
            **given,
        }
        return line | (_error(record.exc_info) if record.exc_info else {})


def _in_one_line(text: str) -> str:
    """What breaks a line, or steers a screen, as JSON writes it."""
    if text.isprintable():
        return text
    return "".join(sign if sign.isprintable() else json.dumps(sign)[1:-1] for sign in text)


def _of_the_request() -> dict[str, Any]:
    """What is known of the request that is being answered, where there is one."""
    structlog = sys.modules.get("structlog")
    return structlog.contextvars.get_contextvars() if structlog else {}


def _error(given: Error) -> dict[str, Any]:
    kind, _, trace = given
    places = [
        f"{frame.filename.rpartition('site-packages/')[2]}:{frame.lineno} {frame.name}"
        for frame in traceback.extract_tb(trace)
    ]
    return {"error": kind.__name__ if kind else "", "through": places}


def begin() -> None:
    """Let what speaks through structlog come out through the standard library's loggers."""
    import structlog

    structlog.configure(
        processors=[structlog.stdlib.filter_by_level, structlog.stdlib.render_to_log_kwargs],
        logger_factory=structlog.stdlib.LoggerFactory(),
        wrapper_class=structlog.stdlib.BoundLogger,
        cache_logger_on_first_use=True,
    )


PARAMETER = re.compile(r"<(?:(?P<kind>\w+):)?(?P<name>\w+)>")
HEADER = "X-Request-ID"


class Requests(RequestMiddleware):
    """Numbers the request, tells the number in the answer, and writes one line for it.

    What was asked, by which account, what came: never about whom.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        begin()
        super().__init__(get_response)

    @staticmethod
    def format_request(request: HttpRequest) -> str:
        """Method and address: numbers of rows stand in it, words and what was searched do not."""
        return f"{request.method} {_address(request)}"

    def handle_response(self, request: HttpRequest, response: HttpResponse) -> None:
        response.headers.setdefault(HEADER, request_number())
        super().handle_response(request, response)


def request_number() -> str:
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
