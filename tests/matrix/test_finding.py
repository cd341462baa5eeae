"""The matrix finds what it is for: views without a rule, that leak, that break."""

import pytest
from django.http import HttpRequest, HttpResponse
from django.urls import path
from django.views.decorators.http import require_safe

from gaisma.base import access, middleware, permissions
from gaisma.base.models import Organisation
from gaisma.config import urls
from tests.matrix import odd, samples
from tests.matrix.addresses import Address, addresses
from tests.matrix.readers import Reader
from tests.matrix.walking import faults

pytestmark = [pytest.mark.django_db, pytest.mark.urls(__name__)]

PAGES = permissions.declare("tests.matrix", roles=("specialist", "head"))
NOBODYS = permissions.declare("tests.nobodys", roles=())


def unruled(request: HttpRequest) -> HttpResponse:
    return HttpResponse("in")


@access.requires(PAGES)
@require_safe
def scoped(request: access.SignedInRequest, organisation_id: int) -> HttpResponse:
    return HttpResponse(access.found(request.user, organisation_id).name)


@access.requires(PAGES)
@require_safe
def leaking(request: HttpRequest, organisation_id: int) -> HttpResponse:
    return HttpResponse("in")


@access.requires(PAGES)
@require_safe
def breaking(request: HttpRequest) -> HttpResponse:
    raise RuntimeError("broken")


@access.requires(PAGES)
def deaf(request: HttpRequest) -> HttpResponse:
    return HttpResponse(status=405)


@access.requires(PAGES)
def careless(request: HttpRequest) -> HttpResponse:
    return HttpResponse("in, by whatever method")


def unguarded(request: HttpRequest) -> HttpResponse:
    return HttpResponse("in")


unguarded.access_rule = PAGES  # type: ignore[attr-defined]


@access.requires(NOBODYS)
@require_safe
def nobodys(request: HttpRequest) -> HttpResponse:
    return HttpResponse("in")


@access.requires(PAGES)
@require_safe
def shared(request: HttpRequest) -> HttpResponse:
    """Says that whoever passes it on may keep it."""
    return HttpResponse("in", headers={"Cache-Control": "public, max-age=60"})


@access.requires(PAGES)
@require_safe
def writing(request: HttpRequest) -> HttpResponse:
    """Changes the record because somebody reads."""
    Organisation.objects.filter(pk=0).update(code="read")
    return HttpResponse("in")


@access.requires(PAGES)
@require_safe
def without_a_menu(request: HttpRequest) -> HttpResponse:
    return HttpResponse("<!doctype html><html><body>in</body></html>")


@access.requires(PAGES)
def trusting(request: HttpRequest) -> HttpResponse:
    """Takes for a number whatever is sent as one."""
    asked = int(request.GET["page"]) if "page" in request.GET else 1
    return HttpResponse(str(asked + int(request.POST.get("count", "0"))))


urlpatterns = [
    *urls.urlpatterns,
    path("trusting/", trusting, name="trusting"),
    path("unruled/", unruled, name="unruled"),
    path("scoped/<int:organisation_id>/", scoped, name="scoped"),
    path("leaking/<int:organisation_id>/", leaking, name="leaking"),
    path("breaking/", breaking, name="breaking"),
    path("deaf/", deaf, name="deaf"),
    path("shared/", shared, name="shared"),
    path("writing/", writing, name="writing"),
    path("without-a-menu/", without_a_menu, name="without_a_menu"),
    path("careless/", careless, name="careless"),
    path("unguarded/", unguarded, name="unguarded"),
    path("nobodys/", nobodys, name="nobodys"),
    path("strange/<int:unheard_of>/", scoped, name="strange"),
]
handler403, handler404, handler500 = urls.handler403, urls.handler404, urls.handler500


def found(name: str, everybody: dict[str, Reader]) -> str:
    [address] = [each for each in addresses(__name__) if each.name == name]
    return "\n".join(faults(address, everybody))


def test_view_with_rule_and_scope_has_no_faults(everybody: dict[str, Reader]) -> None:
    assert found("scoped", everybody) == ""


def test_view_without_a_rule_is_found(everybody: dict[str, Reader]) -> None:
    assert (
        found("unruled", everybody) == "unruled states no rule: @requires(…) or @open_to_everyone."
    )


def test_view_that_leaks_outside_its_scope_is_found(everybody: dict[str, Reader]) -> None:
    said = found("leaking", everybody)

    assert "GET leaking as head, outside: 200, not one of [403, 404, 405]" in said
    assert "GET leaking as specialist, outside: 200" in said
    assert "inside" not in said


def test_view_that_states_a_rule_and_does_not_ask_for_it_is_found(
    everybody: dict[str, Reader],
) -> None:
    said = found("unguarded", everybody)

    assert "GET unguarded as teacher, inside: 200" in said
    assert "GET unguarded as specialist" not in said


def test_view_that_breaks_is_found(everybody: dict[str, Reader]) -> None:
    assert "GET breaking as head, inside: 500" in found("breaking", everybody)


def test_view_that_breaks_on_odd_values_is_found(everybody: dict[str, Reader]) -> None:
    [address] = [each for each in addresses(__name__) if each.name == "trusting"]

    said = list(odd.faults(address, "/trusting/", {"head": everybody["head"]}))

    assert "GET trusting as head, page='x': 500" in "\n".join(said)
    assert "POST trusting as head, count='1.5': 500" in "\n".join(said)
    assert not [one for one in said if "='-1': 500" in one]


def test_view_that_answers_to_no_method_is_found(everybody: dict[str, Reader]) -> None:
    assert found("deaf", everybody) == "deaf: answers neither to GET nor to POST"


def test_view_that_takes_every_method_is_found(everybody: dict[str, Reader]) -> None:
    said = found("careless", everybody)

    assert "DELETE careless as specialist, inside: 200" in said
    assert "TRACE careless as specialist, inside: 200" in said


def test_view_whose_answer_may_be_kept_is_found(
    everybody: dict[str, Reader], monkeypatch: pytest.MonkeyPatch
) -> None:
    assert "GET shared as head, inside: may be kept: public" in found("shared", everybody)

    monkeypatch.setattr(middleware, "UNKEPT", "private")
    assert "GET scoped as head, inside: may be kept: private" in found("scoped", everybody)


def test_view_that_changes_the_record_when_it_is_read_is_found(
    everybody: dict[str, Reader],
) -> None:
    assert "GET writing as head, inside: writes to base_organisation" in found("writing", everybody)


def test_page_that_leads_to_no_signing_out_is_found(everybody: dict[str, Reader]) -> None:
    said = found("without_a_menu", everybody)

    assert "GET without_a_menu as head, inside: leads to no signing out" in said


def test_view_that_nobody_may_open_is_found(everybody: dict[str, Reader]) -> None:
    assert found("nobodys", everybody) == "nobodys: nobody holds tests.nobodys"


def test_parameter_without_a_sample_is_found(everybody: dict[str, Reader]) -> None:
    assert "'unheard_of', for which tests/matrix/samples.py has no sample" in found(
        "strange", everybody
    )


@pytest.mark.parametrize(
    ("key", "is_taken"),
    [("strange:unheard_of", True), ("unheard_of", True), ("other:unheard_of", False)],
)
def test_sample_is_looked_for_by_view_room_and_name(
    monkeypatch: pytest.MonkeyPatch, key: str, *, is_taken: bool
) -> None:
    made = samples.everywhere(1)
    monkeypatch.setattr(samples, "SAMPLES", {key: made})

    if is_taken:
        assert samples.sample("strange", "unheard_of") is made
    else:
        with pytest.raises(LookupError, match="no sample"):
            samples.sample("strange", "unheard_of")


@pytest.mark.parametrize(
    ("name", "values", "path"),
    [
        ("organisations:institution", {"organisation_id": 7}, "/institutions/7/"),
        ("base:styles", {"fingerprint": "0" * 12}, "/styles-000000000000.css"),
    ],
)
def test_path_is_filled_in(name: str, values: dict[str, object], path: str) -> None:
    [address] = [each for each in addresses() if each.name == name]

    assert _path(address, values) == path


def _path(address: Address, values: dict[str, object]) -> str:
    return address.path(values)
