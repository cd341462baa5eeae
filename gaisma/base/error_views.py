"""Pages for what went wrong; they say what to do next."""

from django.db import DatabaseError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.template import loader
from django.utils.translation import gettext

from gaisma.base import requests, stylesheet
from gaisma.base.models import Installation


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    return render(request, "errors/400.html", status=400)


def permission_denied(request: HttpRequest, exception: Exception) -> HttpResponse:
    return render(request, "errors/403.html", status=403)


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    return render(request, "errors/400.html", status=403)


def page_not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    return render(request, "errors/404.html", status=404)


def server_error(request: HttpRequest) -> HttpResponse:
    """The page that leans on nothing: the database itself may be what failed."""
    page = loader.get_template("errors/500.html")
    context = {
        "title": gettext("Something broke on our side"),
        "stylesheet": stylesheet.fingerprint(),
        "is_demo": _is_demo(),
        "number": requests.number(),
    }
    return HttpResponse(page.render(context), status=500)


def _is_demo() -> bool:
    try:
        return Installation.objects.filter(is_demo=True).exists()
    except DatabaseError:
        return False
