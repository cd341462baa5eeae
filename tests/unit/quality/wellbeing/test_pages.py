"""The pages of safety and support: asked for, marked, listed, by institution, bodies."""

from datetime import date
from typing import Any

import pytest
from django.test import Client

from gaisma.analytics.moments import following, school_year_of
from gaisma.base.models import Organisation, User
from gaisma.quality.wellbeing.models import PartnerBody, SupportActivity
from tests import factories
from tests.moments import TODAY
from tests.pages import Town, read

pytestmark = pytest.mark.django_db
LIST = "/safety/"
OVERVIEW = "/safety/institutions/?school_year=2023/2024"
DAY = date(2024, 5, 14)


@pytest.fixture
def leading(reader: Client, town: Town, head: User) -> Client:
    reader.force_login(head)
    return reader


def given(**more: Any) -> dict[str, Any]:
    about = {"kind": "career_lesson", "planned_on": "2024-05-14", "arranged_by": "institution"}
    return {**about, "grades": ["8", "9"], **more}


def test_head_asks_agrees_and_marks_as_held(leading: Client, town: Town) -> None:
    answer = leading.post(f"{LIST}new/", given(institution=town.school.pk))
    assert answer.status_code == 302
    row = SupportActivity.objects.get()
    page = row.get_absolute_url()
    leading.post(f"{page}agree/", {"revision": 1})

    told = {"held_on": "2024-05-14", "hours": "1.5", "learners": 40, "adults": 2, "revision": 2}
    leading.post(f"{page}held/", told)

    row.refresh_from_db()
    assert (row.state, row.grades, row.learners) == ("held", ["8", "9"], 40)
    text = read(leading, page)
    assert "Took place" in text
    assert "40" in text
    assert "career lesson" in text.lower()
    assert "8, 9" in text


def test_head_asks_for_the_own_institution_only(leading: Client, town: Town) -> None:
    answer = leading.post(f"{LIST}new/", given(institution=town.preschool.pk))

    assert answer.status_code == 422
    assert not SupportActivity.objects.exists()


def test_other_institution_is_out_of_sight(leading: Client, town: Town) -> None:
    row = factories.support_activity(institution=town.preschool, topic="Elsewhere")
    body = factories.partner_body(institution=town.preschool, name="Their bakery")

    assert leading.get(row.get_absolute_url()).status_code == 404
    assert leading.get(body.get_absolute_url()).status_code == 404
    assert "Elsewhere" not in read(leading, f"{LIST}?school_year=2023/2024")
    assert "Their bakery" not in read(leading, f"{LIST}bodies/")


def test_list_is_narrowed_by_area_month_and_body(
    reader: Client, town: Town, specialist: User
) -> None:
    reader.force_login(specialist)
    police = factories.partner_body()
    place = {"institution": town.school}
    factories.support_activity(**place, topic="Alpha", partner=police)
    factories.support_activity(**place, topic="Beta", kind="shadow_day")
    factories.support_activity(**place, topic="Gamma", planned_on=date(2023, 10, 2))

    def found(asked: str) -> set[str]:
        text = read(reader, f"{LIST}?school_year=2023/2024&{asked}")
        return {name for name in ("Alpha", "Beta", "Gamma") if name in text}

    assert found("") == {"Alpha", "Beta", "Gamma"}
    assert found("area=career") == {"Beta"}
    assert found("month=10") == {"Gamma"}
    assert found(f"partner={police.pk}") == {"Alpha"}
    assert reader.get(f"{LIST}?school_year=2023/2024&area=nonsense").status_code == 400


def test_nothing_is_missing_before_the_year_begins(
    reader: Client, town: Town, specialist: User
) -> None:
    reader.force_login(specialist)
    programme = factories.programme(institution=town.school, stage="school")
    year = factories.school_year(following(school_year_of(TODAY)))
    factories.group(programme=programme, school_year=year, grade=1, name="1.x")

    text = read(reader, f"/safety/institutions/?school_year={year.name}")

    assert ">not planned<" in text
    assert ">missing<" not in text


def test_overview_tells_what_was_held_planned_and_missing(
    reader: Client, town: Town, specialist: User
) -> None:
    reader.force_login(specialist)
    programme = factories.programme(institution=town.school, stage="school")
    year = factories.school_year("2023/2024")
    for grade in (1, 4):
        factories.group(programme=programme, school_year=year, grade=grade, name=f"{grade}.x")
    about: dict[str, Any] = {"institution": town.school}
    assert read(reader, OVERVIEW).count(">missing<") == 2

    factories.support_activity(**about, kind="talk", state="held")
    factories.support_activity(**about, kind="police_visit", state="agreed")
    factories.support_activity(**about, kind="raid", state="cancelled")

    text = read(reader, OVERVIEW)
    assert ">missing<" not in text
    assert text.count(">planned<") == 1
    asked = f"institution={town.school.pk}&amp;kind=talk&amp;school_year=2023%2F2024"
    assert f'href="/safety/?{asked}&amp;state=held">1</a>' in text
    assert "kind=raid" not in text
    assert town.school.name in read(reader, f"{OVERVIEW}&lacking=yes")


def test_overview_of_another_area_has_its_kinds(reader: Client, town: Town, head: User) -> None:
    reader.force_login(head)

    text = read(reader, f"{OVERVIEW}&area=language")

    assert "Language course".lower() in text.lower()
    assert "Raid" not in text


def test_official_keeps_bodies(reader: Client, town: Town, specialist: User) -> None:
    reader.force_login(specialist)
    sent = {"kind": "municipal_police", "name": "City police", "phone": "6000 0110"}
    assert reader.post(f"{LIST}bodies/new/", sent).status_code == 302
    body = PartnerBody.objects.get()
    page = body.get_absolute_url()
    assert 'href="tel:60000110"' in read(reader, page)
    assert reader.post(f"{LIST}bodies/new/", sent).status_code == 422

    reader.post(f"{page}close/", {"closed_on": "2024-08-01", "revision": 1})

    body.refresh_from_db()
    assert body.closed_on == date(2024, 8, 1)
    assert "City police" not in read(reader, f"{LIST}new/")
    reader.post(f"{page}reopen/", {"revision": 2})
    assert PartnerBody.objects.get().closed_on is None


def test_head_chooses_an_institution_for_a_body(leading: Client, school: Organisation) -> None:
    sent = {"kind": "employer", "name": "Bakery"}

    assert leading.post(f"{LIST}bodies/new/", sent).status_code == 422
    assert leading.post(f"{LIST}bodies/new/", {**sent, "institution": school.pk}).status_code == 302
