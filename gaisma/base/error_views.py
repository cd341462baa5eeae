"""Pages for what went wrong; they say what to do next."""

from django.db import DatabaseError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.template import loader
from django.utils.translation import gettext
from django.views.decorators.http import require_safe

from gaisma.base import requests, security, stylesheet
from gaisma.base.access import open_to_everyone
from gaisma.base.models import Installation


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
    page = _bare("errors/500.html", title=title, number=requests.number())
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
