from typing import Any

import pytest
from django.test import Client

from gaisma.base.jobs import signs
from gaisma.base.models import User
from gaisma.base.models.accounts import ROLES
from tests import factories
from tests.moments import NOW
from tests.pages import read

pytestmark = pytest.mark.django_db
ENDED = {"begun_at": NOW, "ended_at": NOW}


@pytest.fixture
def own(reader: Client, specialist: User) -> Any:
    """Makes a job of the specialist, who reads."""
    reader.force_login(specialist)
    return lambda **fields: factories.job(by=specialist, **fields)


def test_list_shows_what_the_reader_asked_for(reader: Client, own: Any, head: User) -> None:
    own(about="learners.csv")
    factories.job(by=head, about="theirs.csv")

    page = read(reader, "/work/")

    assert "Rehearsal" in page
    assert "learners.csv" in page
    assert "waiting" in page
    assert "theirs.csv" not in page


def test_list_shows_an_administrator_everybodys_without_what_it_is_about(
    reader: Client, administrator: User, head: User
) -> None:
    factories.job(by=head, about="theirs.csv", state="refused", message="Elza Kalniņa", **ENDED)
    reader.force_login(administrator)

    page = read(reader, "/work/")

    assert "Head" in page
    assert "refused" in page
    assert "theirs.csv" not in page
    assert "Elza" not in page


def test_list_is_narrowed_by_state(reader: Client, own: Any) -> None:
    own(about="waits.csv")
    own(about="over.csv", state="done", **ENDED)

    page = read(reader, "/work/?state=done")

    assert "over.csv" in page
    assert "waits.csv" not in page


def test_list_without_works_says_what_appears(reader: Client, own: Any) -> None:
    assert "Nothing has been asked for yet" in read(reader, "/work/")


def test_list_asks_few_questions(
    reader: Client, own: Any, django_assert_max_num_queries: Any
) -> None:
    for _ in range(20):
        own()

    with django_assert_max_num_queries(12):
        read(reader, "/work/")


def test_page_of_what_waits_comes_anew_and_offers_to_take_it_back(reader: Client, own: Any) -> None:
    job = own()

    page = read(reader, job.get_absolute_url())

    assert '<noscript><meta http-equiv="refresh"' in page
    assert f'data-follow="{job.get_absolute_url()}"' in page
    assert "Take it back" in page


def test_page_of_what_is_under_way_shows_how_far_it_is(reader: Client, own: Any) -> None:
    job = own(state="running", begun_at=NOW)

    with signs.held(job.pk) as sign:
        assert sign
        sign.tell(640, 1000)
        page = read(reader, job.get_absolute_url())

    assert 'value="640" max="1000"' in page
    assert "640 of 1,000" in page
    assert "Take it back" not in page


def test_part_of_a_page_is_given_to_the_script_that_follows(reader: Client, own: Any) -> None:
    job = own(state="done", result="/style/", **ENDED)

    answer = reader.get(job.get_absolute_url(), headers={"HX-Request": "true"})

    assert answer.status_code == 200
    assert b"<html" not in answer.content
    assert b"data-follow" not in answer.content
    job.refresh_from_db()
    assert job.seen_at is None


def test_page_of_what_is_done_leads_to_the_result_once(reader: Client, own: Any) -> None:
    job = own(state="done", result="/style/", **ENDED)

    first = reader.get(job.get_absolute_url())
    page = read(reader, job.get_absolute_url())

    assert (first.status_code, first["Location"]) == (302, "/style/")
    assert "Open the result" in page
    assert "refresh" not in page


def test_page_of_what_was_refused_says_why_and_offers_to_try_again(
    reader: Client, own: Any
) -> None:
    job = own(state="refused", message="Row 3 has no name.", **ENDED)

    page = read(reader, job.get_absolute_url())

    assert "Row 3 has no name." in page
    assert "Try again" in page


def test_page_of_what_failed_says_what_to_do(reader: Client, own: Any) -> None:
    job = own(state="failed", **ENDED)

    page = read(reader, job.get_absolute_url())

    assert "nothing was left by half" in page
    assert f"<dd>{job.pk}</dd>" in page


def test_page_of_anothers_work_shows_an_administrator_no_content(
    reader: Client, administrator: User, head: User
) -> None:
    job = factories.job(
        by=head, state="refused", message="Elza Kalniņa", about="elza.csv", result="/x/", **ENDED
    )
    reader.force_login(administrator)

    page = read(reader, job.get_absolute_url())

    assert "Head" in page
    assert not any(word in page for word in ("Elza", "elza.csv", "/x/", "Try again"))
    job.refresh_from_db()
    assert job.seen_at is None


@pytest.mark.parametrize("role", sorted({*ROLES} - {"administrator"}))
def test_work_of_another_is_not_found(reader: Client, school: Any, role: str) -> None:
    job = factories.job()
    user = factories.user()
    factories.role_grant(user=user, role=role, organisation=school)
    reader.force_login(user)

    read(reader, job.get_absolute_url(), status=404)
    assert reader.post(f"{job.get_absolute_url()}cancel/").status_code == 404
    assert reader.post(f"{job.get_absolute_url()}again/").status_code == 404


def test_try_again_performs_it_anew(reader: Client, own: Any) -> None:
    job = own(state="refused", parameters={"mood": "well"}, **ENDED)

    answer = reader.post(f"{job.get_absolute_url()}again/")

    job.refresh_from_db()
    assert answer["Location"] == job.get_absolute_url()
    assert (job.state, job.result) == ("done", "/style/")


def test_try_again_of_what_is_done_is_refused_on_the_page(reader: Client, own: Any) -> None:
    job = own(state="done", seen_at=NOW, **ENDED)

    answer = reader.post(f"{job.get_absolute_url()}again/", follow=True)

    assert b"Only what was refused or has failed" in answer.content


def test_administrator_does_not_try_anothers_work_again(
    reader: Client, administrator: User, head: User
) -> None:
    job = factories.job(by=head, state="failed", **ENDED)
    reader.force_login(administrator)

    assert reader.post(f"{job.get_absolute_url()}again/").status_code == 404


def test_cancel_takes_back_what_waits(reader: Client, administrator: User, head: User) -> None:
    job = factories.job(by=head)
    reader.force_login(administrator)

    reader.post(f"{job.get_absolute_url()}cancel/")

    job.refresh_from_db()
    assert (job.state, job.result) == ("cancelled", "")


@pytest.mark.parametrize("path", ["", "{0}/", "{0}/again/", "{0}/cancel/"])
def test_pages_of_work_ask_to_sign_in(client: Client, installation: object, path: str) -> None:
    job = factories.job()
    method = client.post if path.count("/") == 2 else client.get

    answer = method(f"/work/{path.format(job.pk)}")

    assert answer.status_code == 302
    assert answer["Location"].startswith("/sign-in/")


def test_pages_of_work_refuse_other_methods(reader: Client, own: Any) -> None:
    job = own()

    assert reader.post("/work/").status_code == 405
    assert reader.post(job.get_absolute_url()).status_code == 405
    assert reader.get(f"{job.get_absolute_url()}again/").status_code == 405
    assert reader.get(f"{job.get_absolute_url()}cancel/").status_code == 405


@pytest.mark.parametrize("role", ROLES)
def test_everybody_who_works_sees_own_works(school: Any, client: Client, role: str) -> None:
    user = factories.user()
    factories.role_grant(user=user, role=role, organisation=school)
    client.force_login(user)

    assert client.get("/work/").status_code == 200


def test_work_is_not_seen_without_a_role(client: Client, installation: object) -> None:
    client.force_login(factories.user())

    assert client.get("/work/").status_code == 403
