"""What people wrote: where enough did, without names, to whom it is shown."""

import csv
import io
from typing import Any

import pytest
from django.test import Client

from gaisma.base.models import AuditRecord, Organisation, User
from gaisma.quality.surveys.models import Campaign
from gaisma.record.programmes.models import Enrolment
from tests import factories
from tests.unit.quality.surveys.closed_campaigns import closed

pytestmark = pytest.mark.django_db


def wishes(*texts: str) -> list[dict[str, str]]:
    return [{"wish": text} for text in texts]


@pytest.fixture
def campaign(school: Organisation) -> Campaign:
    """Eight wrote at the school and eight at another, seven at a third."""
    group = factories.group(institution=school)
    pupil = factories.person(given_name="Krišjānis", family_name="Vanadziņš")
    factories.enrolment(group=group, person=pupil)
    another, third = factories.institution(name="Dārza skola"), factories.institution()
    return closed(
        {
            ("teachers", school): wishes(
                "Krišjānim vajag palīdzību", *(f"<b>Vēlme {letter}" for letter in "gfedcba")
            ),
            ("teachers", another): wishes(*(f"Krišjānim dārzs {letter}" for letter in "abcdefgh")),
            ("teachers", third): wishes(*(f"Mazums {letter}" for letter in "abcdefg")),
        }
    )


def opened(user: User | None, campaign: Campaign, **asked: str) -> Any:
    client = Client()
    if user:
        client.force_login(user)
    return client.get(f"/surveys/{campaign.pk}/texts/", asked)


def texts(user: User, campaign: Campaign, **asked: str) -> list[str]:
    answer = opened(user, campaign, format="csv", **asked)
    rows = csv.DictReader(io.StringIO(answer.content.decode("utf-8-sig")))
    return [row["Teksts"] for row in rows]


def test_texts_are_read_by(
    campaign: Campaign, specialist: User, head: User, auditor: User, teacher: User
) -> None:
    stranger = factories.observer(institution=factories.institution(), role="head").account.user

    statuses = [
        opened(user, campaign).status_code
        for user in (specialist, head, auditor, teacher, stranger, None)
    ]

    assert statuses == [200, 200, 403, 403, 404, 302]


def test_texts_are_only_read(campaign: Campaign, specialist: User) -> None:
    client = Client()
    client.force_login(specialist)

    assert client.post(f"/surveys/{campaign.pk}/texts/").status_code == 405


def test_texts_of_the_own_institution_are_shown_without_names(
    campaign: Campaign, head: User
) -> None:
    found = texts(head, campaign)

    assert found == [*(f"<b>Vēlme {letter}" for letter in "abcdefg"), "[…] vajag palīdzību"]


def test_names_are_taken_out_when_the_wave_closes_and_stay_out(
    campaign: Campaign, head: User
) -> None:
    Enrolment.objects.all().delete()

    assert "[…] vajag palīdzību" in texts(head, campaign)


def test_name_that_is_known_only_later_is_not_shown(
    campaign: Campaign, head: User, school: Organisation
) -> None:
    group = factories.group(institution=school)
    factories.enrolment(group=group, person=factories.person(given_name="Palīdzība"))

    assert "[…] vajag […]" in texts(head, campaign)


def test_officials_read_texts_of_all_where_enough_wrote(
    campaign: Campaign, specialist: User
) -> None:
    found = texts(specialist, campaign)

    assert len(found) == 16
    assert not any("Mazums" in text for text in found)
    # Known at the school and not there: the name stays.
    assert "Krišjānim dārzs a" in found


def test_threshold_is_that_of_the_campaign(specialist: User, school: Organisation) -> None:
    campaign = closed(
        {("teachers", school): wishes(*"abcdefgh", *"abcdefgh")[:12]}, least_for_texts=13
    )

    assert texts(specialist, campaign) == []


def test_search_finds_what_is_shown_and_not_what_was_taken_out(
    campaign: Campaign, head: User
) -> None:
    assert texts(head, campaign, q="PALĪDZĪBU vajag") == ["[…] vajag palīdzību"]
    assert texts(head, campaign, q="Krišjānim") == []


def test_texts_are_narrowed_by_institution(campaign: Campaign, specialist: User) -> None:
    another = Organisation.objects.get(name="Dārza skola")

    found = texts(specialist, campaign, institution=str(another.pk))

    assert len(found) == 8
    assert all("dārzs" in text for text in found)


def test_markup_in_texts_is_shown_as_it_was_written(campaign: Campaign, head: User) -> None:
    page = opened(head, campaign).content.decode()

    assert "&lt;b&gt;Vēlme a" in page
    assert "<b>Vēlme" not in page


def test_reading_and_taking_texts_is_noted(campaign: Campaign, head: User) -> None:
    opened(head, campaign)
    opened(head, campaign, format="xlsx")

    noted = AuditRecord.objects.filter(action__startswith="survey.").order_by("pk")
    assert [(one.action, one.by, one.subject_ids) for one in noted] == [
        ("survey.read_texts", head, [campaign.pk]),
        ("survey.take_texts", head, [campaign.pk]),
    ]


def test_texts_wait_until_the_survey_closes(head: User, school: Organisation) -> None:
    answer = opened(head, factories.campaign(institutions=[school]))

    assert "Rezultātu vēl nav" in answer.content.decode()
