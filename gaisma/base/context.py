"""What every page knows: the installation, the menu, the languages, the stylesheet."""

from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.utils.functional import SimpleLazyObject

from gaisma.base import navigation, stylesheet
from gaisma.base.models import Installation


def page(request: HttpRequest) -> dict[str, Any]:
    """The names that the frame of every page uses; what needs the database is read when used."""
    return {
        "installation": SimpleLazyObject(_installation),
        "menu": SimpleLazyObject(lambda: navigation.menu(request.user, request.path)),
        "languages": settings.LANGUAGES,
        "stylesheet": stylesheet.fingerprint(),
    }


def _installation() -> Installation:
    # A page is shown also before `gaisma init`: then it says nothing of the installation.
    return Installation.found() or Installation()
