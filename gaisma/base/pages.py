"""Pages of the ground floor: language, signs of life, styles; what is said when something fails."""

from pathlib import Path

from django.conf import settings
from django.core.exceptions import SuspiciousOperation
from django.db import DatabaseError
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse
from django.shortcuts import render
from django.template import loader
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext
from django.views.decorators.http import require_POST, require_safe

from gaisma.base import health, logs, security, speaking, stylesheet
from gaisma.base.access import SignedInRequest, open_to_everyone, requires
from gaisma.base.models import Installation, User
from gaisma.base.samples import COMPONENTS

KEPT_SECONDS = 60 * 60
"""So long may a browser run an older worker after an upgrade."""


@open_to_everyone
@require_POST
def language(request: HttpRequest) -> HttpResponse:
    """Change the language of the pages and come back to the same page."""
    chosen = request.POST.get("language", "")
    if chosen not in dict(settings.LANGUAGES):
        raise SuspiciousOperation("unknown language")
    if isinstance(request.user, User):
        User.objects.filter(pk=request.user.pk).update(language=chosen)
    return speaking.remembered(
        HttpResponseRedirect(_safe(request, request.POST.get("next", "/"))), chosen
    )


def _safe(request: HttpRequest, address: str) -> str:
    ours = url_has_allowed_host_and_scheme(
        address, allowed_hosts={request.get_host()}, require_https=request.is_secure()
    )
    return address if ours else "/"


@open_to_everyone
@require_safe
def live(request: HttpRequest) -> HttpResponse:
    """Answer that the process lives, whatever else does not."""
    return JsonResponse({"status": "ok"})


@open_to_everyone
@require_safe
def ready(request: HttpRequest) -> HttpResponse:
    """Answer whether people can work: each part with whether it does; 503 when they cannot."""
    found = health.found()
    said = {name: "ok" if works else "failing" for name, works in found.parts.items()}
    answer = {"status": found.status, "parts": said}
    return JsonResponse(answer, status=200 if found.people_can_work else 503)


@open_to_everyone
@require_safe
def styles(request: HttpRequest, fingerprint: str) -> HttpResponse:
    """The stylesheet; its name changes with its content, so it may be kept for ever."""
    response = HttpResponse(stylesheet.content(), content_type="text/css; charset=utf-8")
    if fingerprint == stylesheet.fingerprint():
        response["Cache-Control"] = f"public, max-age={speaking.YEAR}, immutable"
    return response


@open_to_everyone
@require_safe
def worker(request: HttpRequest) -> HttpResponse:
    """What the browser runs beside our pages; it reaches all of them only from the top."""
    script = (Path(__file__).parent / "static" / "base" / "worker.js").read_text(encoding="utf-8")
    response = HttpResponse(script, content_type="text/javascript; charset=utf-8")
    # Otherwise it would be asked for after every page.
    response["Cache-Control"] = f"public, max-age={KEPT_SECONDS}"
    return response


@requires("base.see_components")
@require_safe
def style(request: SignedInRequest) -> HttpResponse:
    """All components, with samples of what they show."""
    return render(request, "style.html", {"samples": COMPONENTS})


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    return render(request, "errors/400.html", status=400)


def permission_denied(request: HttpRequest, exception: Exception) -> HttpResponse:
    security.tell(security.NOT_PERMITTED, request=request)
    return render(request, "errors/403.html", status=403)


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    security.tell(security.FORGED_FORM, request=request)
    return render(request, "errors/400.html", status=403)


def page_not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    return render(request, "errors/404.html", status=404)


def server_error(request: HttpRequest) -> HttpResponse:
    """The database itself may be what failed."""
    title = gettext("Something broke on our side")
    page = _bare("errors/500.html", title=title, number=logs.request_number())
    return HttpResponse(page, status=500)


@open_to_everyone
@require_safe
def offline(request: HttpRequest) -> HttpResponse:
    """What the browser keeps in the reader's language, and shows when the network is cut."""
    title, was_sent = gettext("No connection"), "sent" in request.GET
    return HttpResponse(_bare("errors/offline.html", title=title, was_sent=was_sent))


def _bare(template: str, **told: object) -> str:
    """A page that leans on nothing: no database, no request, nothing of the reader's."""
    shared = {"stylesheet": stylesheet.fingerprint(), "is_demo": _is_demo()}
    page: str = loader.get_template(template).render({**shared, **told})
    return page


def _is_demo() -> bool:
    try:
        return Installation.objects.filter(is_demo=True).exists()
    except DatabaseError:
        return False
