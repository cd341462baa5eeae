"""What every answer carries, and how a refusal is told."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from gaisma.base import security
from gaisma.base.errors import GaismaError

Answer = Callable[[HttpRequest], HttpResponse]

CONTENT_POLICY = "; ".join(
    (
        "default-src 'none'",
        "script-src 'self'",
        "style-src 'self'",
        "img-src 'self' data:",
        "font-src 'self'",
        "connect-src 'self'",
        "manifest-src 'self'",
        "form-action 'self'",
        "frame-ancestors 'none'",
        "base-uri 'none'",
    )
)
UNUSED = (
    "accelerometer",
    "autoplay",
    "browsing-topics",
    "camera",
    "display-capture",
    "geolocation",
    "gyroscope",
    "magnetometer",
    "microphone",
    "midi",
    "payment",
    "usb",
)
HEADERS = {
    "Content-Security-Policy": CONTENT_POLICY,
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": ", ".join(f"{feature}=()" for feature in UNUSED),
}


UNKEPT = "private, no-store"
"""What nobody keeps on the way, nor the browser for who sits down at it next."""


class ContentPolicy:
    """Sends what browsers must not do with our pages; a view may have set a narrower policy.

    No answer is kept, unless its view says that it is the same for all.
    """

    def __init__(self, answer: Answer) -> None:
        self.answer = answer

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.answer(request)
        for name, value in HEADERS.items():
            response.headers.setdefault(name, value)
        kept = response.headers.get("Cache-Control", "")
        if "public" not in kept and "no-store" not in kept:
            response.headers["Cache-Control"] = UNKEPT
        return response


UNABLE = ("not_set_up", "file_missing", "file_damaged", "key_missing", "key_damaged", "wrong_keys")
"""Refusals that are no fault of who asks."""


class Refusals:
    """Tells a GaismaError on a page of ours."""

    def __init__(self, answer: Answer) -> None:
        self.answer = answer

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.answer(request)

    def process_exception(self, request: HttpRequest, refusal: Exception) -> HttpResponse | None:
        if not isinstance(refusal, GaismaError):
            return None
        if refusal.code == "not_permitted":
            security.tell(security.NOT_PERMITTED, request=request)
        status = 503 if refusal.code in UNABLE else 400
        return render(request, "errors/refused.html", {"refusal": refusal}, status=status)
