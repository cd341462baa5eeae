"""A slip opens the results of one learner, once, to whoever holds it, while they are told."""

import re
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from gaisma.base import clock
from gaisma.base.changes import NotPermitted, UnableToRecord
from gaisma.base.models import Organisation
from gaisma.quality.assessments.actions import assessments, families
from gaisma.quality.assessments.models import Assessment, FamilyLink, Result
from gaisma.quality.assessments.queries import families as queries
from tests import factories
from tests.moments import NOW
from tests.unit.quality.assessments.conftest import somebody

pytestmark = pytest.mark.django_db


@pytest.fixture
def told(result: Result) -> Assessment:
    """The sitting of Anna's result, open to families."""
    Assessment.objects.update(state="told")
    Result.objects.update(state="final")
    found: Assessment = Assessment.objects.get(pk=result.paper.assessment_id)
    return found


@pytest.fixture
def slip(told: Assessment, result: Result) -> str:
    """The address of Anna's slip."""
    made = families.make_slips(
        assessment=told, group=result.group, people=[result.person], by=None, at=clock.now()
    )
    return address(made[result.person])


def address(token: str) -> str:
    return reverse("assessments:read", args=[token])


def page(client: Client, to: str) -> str:
    return client.get(to).content.decode()


def english() -> Client:
    """Another browser."""
    return Client(headers={"accept-language": "en"})


def slips_of(result: Result) -> str:
    return reverse("assessments:slips", args=[result.paper.assessment_id, result.group_id])


def test_looking_at_a_slip_does_not_use_it(reader: Client, slip: str) -> None:
    for _time in range(3):
        assert "Open the results" in page(reader, slip)
        assert "Anna" not in page(reader, slip)

    assert FamilyLink.objects.get().read_at is None


def test_slip_opens_what_was_reached_for_an_hour(
    reader: Client, slip: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    shown = reader.post(slip, follow=True)

    assert shown.redirect_chain == [(slip, 302)]
    assert "Anna Bērziņa" in shown.content.decode()
    assert "10 / 20" in shown.content.decode()
    assert shown["Referrer-Policy"] == "same-origin"
    assert "no-store" in shown["Cache-Control"]
    assert "Anna" in page(reader, slip)

    FamilyLink.objects.update(read_at=clock.now() - queries.READS_ON - timedelta(seconds=1))
    assert "Anna" not in page(reader, slip)


def test_used_slip_opens_nothing_to_anybody_else(slip: str) -> None:
    first, second = english(), english()
    first.post(slip)

    again = second.post(slip, follow=True).content.decode()

    assert "Anna" not in again
    assert "It was used on" in again
    assert "Anna" in page(first, slip)


def test_of_two_who_use_a_slip_at_once_one_reads(slip: str) -> None:
    link = FamilyLink.objects.get()

    assert families.used(link, at=NOW)
    assert not families.used(link, at=NOW)


def test_cookie_of_one_slip_opens_no_other(
    reader: Client, slip: str, told: Assessment, result: Result
) -> None:
    other = factories.result(
        paper=result.paper, institution=result.institution, group=result.group, state="final"
    )
    made = families.make_slips(
        assessment=told, group=result.group, people=[other.person], by=None, at=clock.now()
    )
    others = address(made[other.person])
    Client().post(others)
    reader.post(slip)
    reader.cookies["results"]["path"] = "/"

    assert str(other.person) not in page(reader, others)


def test_only_the_learners_results_of_the_sitting_are_shown(
    reader: Client, slip: str, result: Result
) -> None:
    factories.result(paper=factories.paper(), person=result.person, total=3, percent=15)
    factories.result(paper=result.paper, institution=result.institution, total=7, percent=35)

    found = reader.post(slip, follow=True).content.decode()

    assert len(re.findall(r'id="result\d*"', found)) == 1


@pytest.mark.parametrize("state", ["planned", "open", "closed"])
def test_slip_opens_nothing_while_results_are_not_told(
    reader: Client, slip: str, state: str
) -> None:
    reader.post(slip)
    Assessment.objects.update(state=state)

    assert reader.get(slip).status_code == 404
    assert reader.post(slip).status_code == 404


def test_old_slip_opens_nothing(reader: Client, slip: str) -> None:
    FamilyLink.objects.update(made_at=clock.now() - queries.OPENS)

    assert reader.get(slip).status_code == 404


def test_new_slip_takes_the_place_of_the_one_before(
    reader: Client, slip: str, told: Assessment, result: Result
) -> None:
    families.make_slips(
        assessment=told, group=result.group, people=[result.person], by=None, at=clock.now()
    )

    assert reader.get(slip).status_code == 404
    assert FamilyLink.objects.count() == 1


@pytest.mark.parametrize("token", ["-", "a" * 22, "%27%3B--", "ā"])
def test_secret_that_nobody_made_opens_nothing(reader: Client, slip: str, token: str) -> None:
    assert reader.get(address(token)).status_code == 404
    assert reader.post(address(token)).status_code == 404


def test_secret_is_kept_nowhere(slip: str) -> None:
    token = slip.rstrip("/").rpartition("/")[2]

    assert token not in str(FamilyLink.objects.values().get())


def test_slips_are_made_by_the_school_and_shown_once(
    reader: Client, told: Assessment, result: Result, school: Organisation
) -> None:
    reader.force_login(somebody("head", school))
    where = slips_of(result)

    made = reader.post(where).content.decode()

    tokens = re.findall(r"families/</span><b>([\w-]+)</b>", made)
    assert len(tokens) == 1
    assert "Anna Bērziņa" in made
    assert tokens[0] not in page(reader, where)
    assert "Open the results" in page(english(), address(tokens[0]))


def test_slip_of_one_learner_leaves_the_others(
    reader: Client, slip: str, result: Result, school: Organisation
) -> None:
    other = factories.result(paper=result.paper, institution=school, group=result.group)
    reader.force_login(somebody("head", school))

    reader.post(slips_of(result), {"person": other.person_id})

    assert Client().get(slip).status_code == 200
    assert FamilyLink.objects.count() == 2


@pytest.mark.parametrize("sent", ["0", "x", "-1", "9" * 30])
def test_slip_of_nobody_is_refused(
    reader: Client, told: Assessment, result: Result, school: Organisation, sent: str
) -> None:
    reader.force_login(somebody("head", school))

    said = reader.post(slips_of(result), {"person": sent}, follow=True).content.decode()

    assert "there is nothing to read" in said
    assert not FamilyLink.objects.exists()


def test_no_slips_before_results_are_told(
    reader: Client, result: Result, school: Organisation
) -> None:
    reader.force_login(somebody("head", school))

    said = reader.post(slips_of(result), follow=True).content.decode()

    assert "the authority opens them" in said
    assert not FamilyLink.objects.exists()


@pytest.mark.parametrize("role", ["class_teacher", "teacher", "support", "auditor", "founder"])
def test_others_make_no_slips(
    reader: Client, told: Assessment, result: Result, school: Organisation, role: str
) -> None:
    user: Any = somebody(role, school)
    reader.force_login(user)

    assert reader.post(slips_of(result)).status_code in (403, 404)
    with pytest.raises(NotPermitted):
        families.make_slips(
            assessment=told, group=result.group, people=[result.person], by=user, at=NOW
        )


def test_another_schools_head_does_not_find_the_class(
    reader: Client, told: Assessment, result: Result
) -> None:
    reader.force_login(somebody("head", factories.institution()))

    assert reader.get(slips_of(result)).status_code == 404
    assert reader.post(slips_of(result)).status_code == 404


def test_list_counts_slips_and_who_used_them(
    reader: Client, slip: str, result: Result, school: Organisation
) -> None:
    reader.post(slip)
    reader.force_login(somebody("head", school))
    where = reverse("assessments:families", args=[result.paper.assessment_id])

    rows = reader.get(where, {"format": "csv"}).content.decode().splitlines()

    assert rows[1].endswith("1,1,1") or rows[1].endswith("1;1;1")


def test_results_are_told_once_they_are_final(result: Result) -> None:
    row = result.paper.assessment
    with pytest.raises(UnableToRecord):
        assessments.tell(assessment=row, revision=row.revision, by=None, at=NOW)

    row = assessments.close(assessment=row, revision=row.revision, by=None, at=NOW)
    row = assessments.tell(assessment=row, revision=row.revision, by=None, at=NOW)
    row = assessments.withhold(assessment=row, revision=row.revision, by=None, at=NOW)

    assert row.state == "closed"
