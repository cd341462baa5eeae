"""Pages that programs ask too: refusals in the form that was asked for."""

from collections.abc import Callable
from functools import wraps
from typing import Any, TypeVar

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponseBase, JsonResponse
from django.utils.translation import gettext as _

View = TypeVar("View", bound=Callable[..., Any])


def wants_json(request: HttpRequest) -> bool:
    """Whether a program asks, which reads JSON alone."""
    return request.headers.get("Accept", "").startswith("application/json")


def as_asked(view: View) -> View:
    """Let a program that is refused read why, in JSON."""

    @wraps(view)
    def answered(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        try:
            answer: HttpResponseBase = view(request, *args, **kwargs)
        except (PermissionDenied, Http404) as refusal:
            if not wants_json(request):
                raise
            return _refused(refusal)
        return answer

    return answered  # type: ignore[return-value]


def _refused(refusal: Exception) -> JsonResponse:
    if isinstance(refusal, Http404):
        told = {"state": "missing", "message": _("This sheet is not there any more.")}
        return JsonResponse(told, status=404)
    message = str(refusal) or _("Your role does not allow this here: ask the administrator for it.")
    return JsonResponse({"state": "refused", "message": message}, status=403)
