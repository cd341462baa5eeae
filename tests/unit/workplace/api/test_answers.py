from typing import Any

import pytest
from django.test import Client

from gaisma.base.models import Installation, Organisation, User
from gaisma.workplace.api import admission
from tests import factories
from tests.moments import NOW, TODAY
from tests.pages import Town

pytestmark = pytest.mark.django_db
API = "/api/v1"


@pytest.fixture
def signed_in(reader: Client, specialist: User, town: Town) -> Client:
    reader.force_login(specialist)
    return reader


def asked(client: Client, path: str, *, status: int = 200, **headers: str) -> Any:
    answer = client.get(f"{API}{path}", headers=headers)
    assert answer.status_code == status, answer.content
    assert answer["Content-Type"].startswith("application/json")
    return answer.json()


def codes(answer: dict[str, Any]) -> list[str]:
    return [item["code"] for item in answer["items"]]


def test_institutions_are_those_of_the_page(signed_in: Client) -> None:
    answer = asked(signed_in, "/institutions?kind=preschool")

    assert codes(answer) == ["zilite"]
    assert answer["items"][0]["name"] == "PII “Zīlīte”"
    assert (answer["count"], answer["page"], answer["pages"]) == (1, 1, 1)


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("q=ZIL", ["zilite"]),
        ("founder=state", []),
        ("founder=municipality&kind=preschool", ["zilite"]),
        ("open_on=2024-08-20&q=zil", ["zilite"]),
        ("q=nonsense", []),
    ],
)
def test_institutions_are_narrowed(signed_in: Client, query: str, found: list[str]) -> None:
    assert codes(asked(signed_in, f"/institutions?{query}")) == found


def test_institutions_come_in_pages(signed_in: Client) -> None:
    first = asked(signed_in, "/institutions?per_page=1")
    behind = asked(signed_in, "/institutions?per_page=1&page=99")

    assert len(first["items"]) == 1
    assert first["pages"] == first["count"] == 3
    assert behind["items"] == []


def test_head_gets_the_own_institution_only(reader: Client, head: User, town: Town) -> None:
    reader.force_login(head)

    assert codes(asked(reader, "/institutions")) == ["school"]
    assert asked(reader, f"/institutions/{town.school.pk}")["code"] == "school"
    asked(reader, f"/institutions/{town.preschool.pk}", status=404)
    asked(reader, f"/groups?institution={town.preschool.pk}", status=404)
    assert {one["institution"] for one in asked(reader, "/groups")["items"]} == {"school"}


def test_groups_have_their_sizes(signed_in: Client, town: Town) -> None:
    answer = asked(signed_in, f"/groups?institution={town.preschool.pk}&school_year=2024/2025")

    (group,) = answer["items"]
    assert (group["name"], group["size"], group["minimum"], group["maximum"]) == (
        "Zīlītes",
        6,
        5,
        8,
    )


def test_small_group_is_kept_from_a_teacher(reader: Client, teacher: User, town: Town) -> None:
    Installation.objects.update(smallest_group=10)
    reader.force_login(teacher)

    (group,) = asked(reader, "/groups")["items"]

    assert group["size"] is None


def test_programmes_are_narrowed_by_stage(signed_in: Client) -> None:
    answer = asked(signed_in, "/programmes?stage=preschool")

    assert {one["institution"] for one in answer["items"]} == {"zilite"}


def test_indicators_say_by_what_they_can_be_asked(signed_in: Client) -> None:
    learners = next(
        one for one in asked(signed_in, "/indicators") if one["key"] == "learners.count"
    )

    assert "stage" in learners["breakdowns"]
    assert "school_year" in learners["filters"]
    assert learners["is_protected"]


def test_figure_is_that_of_its_page(signed_in: Client) -> None:
    answer = asked(signed_in, "/figures/learners.count?school_year=2024/2025&by=stage")

    values = {one["by"]["stage"]: one["value"] for one in answer["figures"]}
    assert values == {"preschool": 6, "school": 9}
    assert answer["lake_version"] == 1
    assert answer["as_of"] == TODAY.isoformat()


def test_figures_carry_the_address_that_asks_for_each_alone(signed_in: Client) -> None:
    answer = asked(signed_in, "/figures/learners.count?school_year=2024/2025&by=stage")

    for one in answer["figures"]:
        again = asked(signed_in, one["address"].removeprefix(API))
        assert [figure["value"] for figure in again["figures"]] == [one["value"]]


def test_figure_takes_filters_that_are_not_named(signed_in: Client) -> None:
    answer = asked(
        signed_in, "/figures/learners.count?school_year=2024/2025&institution_kind=preschool"
    )

    assert answer["figures"][0]["value"] == 6


@pytest.mark.parametrize(
    ("path", "status", "code"),
    [
        ("/figures/nonsense", 400, "unknown_word"),
        ("/figures/learners.count?nonsense=1", 400, "unknown_word"),
        ("/figures/learners.count?lake_version=99", 400, "no_such_version"),
        ("/figures/learners.count?lake_version=0", 422, "wrong_form"),
        ("/figures/learners.count?as_of=nonsense", 422, "wrong_form"),
        ("/institutions?page=0", 422, "wrong_form"),
        ("/institutions/999999", 404, "not_found"),
        ("/reports/999999", 404, "not_found"),
    ],
)
def test_error_has_a_code_and_a_sentence(
    signed_in: Client, path: str, status: int, code: str
) -> None:
    answer = asked(signed_in, path, status=status)

    assert answer["code"] == code
    assert answer["message"].endswith(".")


def test_question_that_singles_people_out_is_refused(
    reader: Client, teacher: User, town: Town
) -> None:
    reader.force_login(teacher)

    answer = asked(reader, "/figures/learners.count?institution=zilite&by=language", status=403)

    assert answer["code"] == "not_permitted"


def test_small_figure_is_kept_back(reader: Client, teacher: User, town: Town) -> None:
    Installation.objects.update(smallest_group=7)
    reader.force_login(teacher)

    answer = asked(reader, "/figures/learners.count?school_year=2024/2025&stage=preschool")

    (figure,) = answer["figures"]
    assert figure["suppressed"]
    assert figure["value"] is None


def test_reports_are_those_that_were_approved(signed_in: Client, specialist: User) -> None:
    factories.report(state="draft", school_year="2023/2024")
    pinned = factories.report(
        state="approved", lake_version=1, approved_at=NOW, approved_by=specialist
    )
    factories.report_figure(report=pinned, value="15")

    answer = asked(signed_in, "/reports")
    whole = asked(signed_in, f"/reports/{pinned.pk}")

    assert [one["id"] for one in answer["items"]] == [pinned.pk]
    assert whole["figures"][0]["value"] == "15"
    assert whole["figures"][0]["state"] == "known"


def test_draft_is_not_found(signed_in: Client) -> None:
    draft = factories.report(state="draft")

    asked(signed_in, f"/reports/{draft.pk}", status=404)


def test_answer_that_is_known_is_not_sent_again(signed_in: Client) -> None:
    first = signed_in.get(f"{API}/institutions")

    again = signed_in.get(f"{API}/institutions", headers={"If-None-Match": first["ETag"]})
    other = signed_in.get(f"{API}/programmes", headers={"If-None-Match": first["ETag"]})

    assert (again.status_code, again.content) == (304, b"")
    assert other.status_code == 200
    assert "private" in first["Cache-Control"]


def test_answer_of_nobody_says_what_to_do(client: Client, town: Town) -> None:
    answer = client.get(f"{API}/institutions")

    assert answer.status_code == 401
    assert answer["WWW-Authenticate"] == "Bearer"
    assert answer.json()["code"] == "not_signed_in"


def test_other_methods_are_refused(signed_in: Client) -> None:
    for method in ("post", "put", "patch", "delete"):
        assert getattr(signed_in, method)(f"{API}/institutions").status_code == 405


def test_more_questions_than_the_rate_are_refused(
    signed_in: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(admission.OfPerson, "parse_rate", lambda *_: (2, 60))
    from gaisma.workplace.api import service

    for throttle in service.api.throttle if isinstance(service.api.throttle, list) else ():
        monkeypatch.setattr(throttle, "num_requests", 2)

    statuses = [signed_in.get(f"{API}/indicators").status_code for _ in range(3)]

    assert statuses == [200, 200, 429]
    refused = signed_in.get(f"{API}/indicators")
    assert refused.json()["code"] == "too_many"
    assert int(refused["Retry-After"]) > 0


@pytest.mark.parametrize(
    ("who", "reports"),
    [
        ("specialist", 200),
        ("head", 200),
        ("auditor", 200),
        ("visitor", 200),
        ("teacher", 403),
        ("support", 403),
        ("administrator", 403),
    ],
)
def test_reports_are_for_who_reads_their_pages(
    request: pytest.FixtureRequest, reader: Client, town: Town, who: str, reports: int
) -> None:
    reader.force_login(request.getfixturevalue(who))

    asked(reader, "/reports", status=reports)
    asked(reader, "/institutions")
    asked(reader, "/openapi.json")


def test_unit_belongs_to_its_institution(signed_in: Client, school: Organisation) -> None:
    unit = factories.institution(kind="neighbourhood_club", parent=school, code="club")

    assert asked(signed_in, f"/institutions/{unit.pk}")["parent"] == "school"
