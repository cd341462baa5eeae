"""The interface for programs: its endpoints, its errors as JSON, its addresses with their rules."""

import hashlib
from collections.abc import Callable
from functools import wraps
from typing import Any

from django.contrib.auth.decorators import login_not_required
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import URLPattern
from django.utils.cache import get_conditional_response, patch_cache_control, patch_vary_headers
from django.utils.translation import gettext as _
from ninja import NinjaAPI
from ninja.errors import AuthenticationError, Throttled, ValidationError
from ninja.renderers import JSONRenderer

from gaisma.base import security
from gaisma.base.errors import GaismaError
from gaisma.base.middleware import UNABLE
from gaisma.workplace.api.admission import RATE, Admission, OfPerson
from gaisma.workplace.api.endpoints import figures, record, reports
from gaisma.workplace.api.permissions import READ


class Readable(JSONRenderer):
    """Letters as they are, which is also shorter."""

    json_dumps_params = {"ensure_ascii": False}


api = NinjaAPI(
    title="Gaisma",
    version="1",
    description="What the pages show, for programs: read only, by the rules of the pages.",
    urls_namespace="api-v1",
    docs_url=None,
    openapi_url=None,
    throttle=[OfPerson(RATE)],
    renderer=Readable(),
)
for router in (record.router, figures.router, reports.router):
    api.add_router("", router)


@api.get("/openapi.json", auth=Admission(READ), include_in_schema=False)
def openapi(request: HttpRequest) -> Any:
    """The description of this interface for programs."""
    return document()


def document() -> dict[str, Any]:
    """The OpenAPI document; paths as they are asked for."""
    return dict(api.get_openapi_schema(path_prefix="/api/v1"))


def refused(request: HttpRequest, *, status: int, code: str, message: str, **more: Any) -> Any:
    """An error as JSON: a code for programs, a sentence for people."""
    answer = {"code": code, "message": message, "choices": more.get("choices", [])}
    return api.create_response(request, answer, status=status)


@api.exception_handler(AuthenticationError)
def unknown(request: HttpRequest, _error: AuthenticationError) -> HttpResponse:
    """Nobody, or a token that is not valid."""
    security.tell(security.NOT_SIGNED_IN)
    message = _("Sign in, or send a valid token: Authorization: Bearer ….")
    response = refused(request, status=401, code="not_signed_in", message=message)
    response["WWW-Authenticate"] = "Bearer"
    return response  # type: ignore[no-any-return]


@api.exception_handler(PermissionDenied)
def forbidden(request: HttpRequest, _error: PermissionDenied) -> Any:
    """Somebody whose roles do not allow it."""
    security.tell(security.NOT_PERMITTED, request=request)
    message = _("Your role does not allow this question.")
    return refused(request, status=403, code="not_permitted", message=message)


@api.exception_handler(Http404)
def not_there(request: HttpRequest, _error: Http404) -> Any:
    """Nothing, or nothing that the person may see."""
    return refused(request, status=404, code="not_found", message=_("There is no such thing."))


@api.exception_handler(GaismaError)
def refusal(request: HttpRequest, error: GaismaError) -> Any:
    """A question that cannot be answered, with what can be chosen."""
    status = 503 if error.code in UNABLE else 400
    return refused(
        request, status=status, code=error.code, message=error.message, choices=error.choices
    )


@api.exception_handler(ValidationError)
def invalid(request: HttpRequest, error: ValidationError) -> Any:
    """Parameters of the wrong form."""
    names = sorted({str(one["loc"][-1]) for one in error.errors if one.get("loc")})
    message = _("These parameters have a wrong form: %(names)s.") % {"names": ", ".join(names)}
    return refused(request, status=422, code="wrong_form", message=message, choices=names)


@api.exception_handler(Throttled)
def too_much(request: HttpRequest, error: Throttled) -> Any:
    """More questions than the rate allows."""
    security.tell(security.TOO_MANY, request=request)
    message = _("Too many questions: wait %(seconds)d seconds.") % {"seconds": error.wait or 60}
    return refused(request, status=429, code="too_many", message=message)


def patterns() -> list[URLPattern]:
    """The addresses, each with its rule for the walk over all addresses."""
    made: list[Any] = api.urls[0]
    rules = _rules()
    return [_ruled(pattern, rules[pattern.name]) for pattern in made if pattern.name in rules]


def _rules() -> dict[str, str]:
    """The permission that an endpoint asks for, by the name of its address."""
    rules = {}
    for bound in api._get_bound_routers():
        for view in bound.path_operations.values():
            for operation in view.operations:
                (admission,) = operation.auth_callbacks
                assert isinstance(admission, Admission)  # noqa: S101
                name = api.get_operation_url_name(operation, router=bound.template)
                rules[name] = admission.permission
    return rules


def _ruled(pattern: URLPattern, rule: str) -> URLPattern:
    pattern.callback = login_not_required(_conditional(pattern.callback))
    pattern.callback.access_rule = rule  # type: ignore[attr-defined]
    return pattern


def _conditional(view: Callable[..., Any]) -> Callable[..., Any]:
    """Answers carry a tag of their content: who has it already is told so."""

    @wraps(view)
    def answered(request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        response = view(request, *args, **kwargs)
        patch_cache_control(response, private=True, no_cache=True)
        patch_vary_headers(response, ["Authorization", "Cookie", "Accept-Language"])
        if response.status_code != 200:
            return response
        response["ETag"] = f'"{hashlib.sha256(response.content).hexdigest()[:32]}"'
        return get_conditional_response(request, etag=response["ETag"], response=response)

    return answered
