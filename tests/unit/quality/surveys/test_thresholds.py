"""Thresholds of a survey, and of an audience that has its own."""

from typing import Any

import pytest
from django.db import IntegrityError, transaction
from django.test import Client

from gaisma.base.changes import UnableToRecord
from gaisma.base.models import Installation, Organisation, User
from gaisma.quality.surveys import codes
from gaisma.quality.surveys.campaigns import actions as campaigns
from gaisma.quality.surveys.models import Campaign, Part, ToldCount
from gaisma.quality.surveys.results import questions, texts
from gaisma.quality.surveys.thresholds import Thresholds
from tests import factories
from tests.factories.surveys import OPEN_ON
from tests.moments import NOW
from tests.unit.quality.surveys.closed_campaigns import closed, likes

pytestmark = pytest.mark.django_db
STRICT = {"least_in_public": 15, "least_inside": 13, "least_for_texts": 14}
LOOSE = {"least_in_public": 3, "least_inside": 3, "least_for_texts": 3}


@pytest.fixture
def draft() -> Campaign:
    row: Campaign = factories.campaign(started_at=None)
    return row


def is_told(campaign: Campaign, view: str) -> dict[str, bool]:
    rows = ToldCount.objects.filter(campaign=campaign, view=view, level="institution")
    return {
        audience: not is_suppressed
        for audience, is_suppressed in rows.values_list("audience", "is_suppressed")
    }


def test_audience_with_thresholds_of_its_own_is_told_by_them(school: Organisation) -> None:
    given = {
        (audience, school): likes(always=6, never=6)
        for audience in ("teachers", "parents_of_school", "parents_of_preschool")
    }

    campaign = closed(given, own={"teachers": STRICT, "parents_of_school": STRICT})

    told = {"teachers": False, "parents_of_school": False, "parents_of_preschool": True}
    assert is_told(campaign, "public") == {**told, "parents": False}
    assert is_told(campaign, "inside") == {**told, "parents": False}


def test_texts_are_shown_by_the_threshold_of_their_audience(
    school: Organisation, specialist: User
) -> None:
    wishes = [{"wish": text} for text in ("more light", "less noise", "a garden")]
    given = {(audience, school): wishes for audience in ("teachers", "parents_of_school")}

    campaign = closed(given, own={"parents_of_school": LOOSE})

    assert {text["audience"] for text in texts.of(specialist, campaign)} == {"parents_of_school"}
    assert questions.least_for_texts(campaign) == "8 (parents of school 3)"


def test_joined_audience_has_the_strictest_thresholds_of_its_parts() -> None:
    campaign = factories.campaign()
    factories.part(campaign=campaign, audience="parents_of_school", **STRICT)
    factories.part(campaign=campaign, audience="parents_of_preschool", **LOOSE)

    found = questions.thresholds_of(campaign)

    assert found["parents"] == found["parents_of_school"] == Thresholds(15, 13, 14)
    assert found["parents_of_preschool"] == Thresholds(3, 3, 3)
    assert questions.thresholds_of_audiences(campaign, "teachers") == Thresholds(10, 5, 8)
    assert questions.thresholds_of_audiences(campaign, *found) == Thresholds(15, 13, 14)


@pytest.mark.parametrize("wrong", [(10, 2, 8), (2, 2, 8), (4, 5, 8), (10, 5, 2)])
def test_thresholds_that_protect_nobody_are_refused(
    draft: Campaign, wrong: tuple[int, int, int]
) -> None:
    version = factories.survey_version()

    with pytest.raises(UnableToRecord, match="thresholds from 3 on"):
        campaigns.ask(
            campaign=draft,
            audience="teachers",
            version=version,
            thresholds=Thresholds(*wrong),
            by=None,
            at=NOW,
        )
    names = ("least_in_public", "least_inside", "least_for_texts")
    with pytest.raises(IntegrityError), transaction.atomic():
        factories.part(campaign=draft, version=version, **dict(zip(names, wrong, strict=True)))
    assert not Part.objects.exists()


def test_some_thresholds_without_the_others_are_refused(draft: Campaign) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        factories.part(campaign=draft, least_in_public=12)


@pytest.mark.parametrize(
    ("given", "told"),
    [
        ({"public": "12"}, "all three numbers, or none"),
        ({"public": "4", "inside": "5", "text": "8"}, "at least as many as inside"),
        ({"public": "12", "inside": "2", "text": "8"}, "greater than or equal to 3"),
    ],
)
def test_form_says_which_thresholds_would_be_right(
    draft: Campaign, specialist: User, reader: Client, given: dict[str, Any], told: str
) -> None:
    version = factories.survey_version()
    reader.force_login(specialist)

    fields = {"audience": "teachers", "version": version.pk, **given}
    refused = reader.post(f"/surveys/{draft.pk}/ask/", fields)

    assert refused.status_code == 422
    assert told in refused.content.decode()
    assert not Part.objects.exists()


def test_thresholds_are_chosen_for_an_audience_and_told_to_who_answers(
    draft: Campaign, specialist: User, reader: Client, installation: Installation
) -> None:
    Installation.objects.update(today=OPEN_ON)
    version = factories.survey_version(asks=factories.asked())
    reader.force_login(specialist)

    own = {"public": "15", "inside": "6", "text": "14"}
    reader.post(f"/surveys/{draft.pk}/ask/", {"audience": "teachers", "version": version.pk, **own})
    page = reader.get(f"/surveys/{draft.pk}/").content.decode()
    start = reader.get(f"/surveys/{draft.pk}/start/").content.decode()
    batch = factories.batch(part=Part.objects.get(), is_trial=True)
    code = codes.written(codes.letters(batch.pk, 1))
    asked = reader.get(f"/answer/{code}/").content.decode()

    assert Part.objects.get().thresholds == Thresholds(15, 6, 14)
    assert "told from 15 answers, inside from 6, texts from 14" in page
    assert "told from 15 answers, inside from 6, texts from 14" in start
    assert "of at least 15 answers by code to everybody, of at least 6 inside" in asked
    assert "at least 14 have written" in asked
    assert "<strong>Nobody learns who answered what.</strong>" in asked
