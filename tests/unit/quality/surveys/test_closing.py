from collections.abc import Callable
from datetime import date

import polars as pl
import pytest

from gaisma.base.changes import UnableToRecord
from gaisma.evidence.lake import actions, queries
from gaisma.quality.surveys import codes, facts
from gaisma.quality.surveys.answering import actions as answers
from gaisma.quality.surveys.answering import moving
from gaisma.quality.surveys.campaigns import actions as campaigns
from gaisma.quality.surveys.campaigns import participation
from gaisma.quality.surveys.models import (
    Batch,
    Campaign,
    Code,
    Population,
    Response,
    ToldCount,
    ToldMean,
)
from gaisma.quality.surveys.results import actions as closing
from tests import factories
from tests.factories.surveys import OPEN_ON
from tests.moments import NOW

pytestmark = pytest.mark.django_db

Give = Callable[[str], None]


@pytest.fixture
def wave() -> Campaign:
    """Twelve of fourteen teachers of a school answered: nine with yes, three with partly."""
    batch = factories.batch(issued=14)
    Population.objects.create(part=batch.part, institution=batch.institution, people=14)
    for number in range(1, 13):
        given = {"outcomes": "yes"} if number < 10 else {"outcomes": "partly", "missing": "laika"}
        code = codes.letters(batch.pk, number)
        answers.answer(text=code, answers=given, language="en", on=OPEN_ON)
    return batch.part.campaign


def test_a_closed_wave_leaves_no_answers_and_no_codes_in_the_record(wave: Campaign) -> None:
    closing.close(campaign=wave, revision=1, by=None, at=NOW)

    assert Campaign.objects.get().state == "closed"
    assert not Response.objects.exists()
    assert not Code.objects.exists()


def test_a_closed_wave_stands_in_the_lake(wave: Campaign) -> None:
    closing.close(campaign=wave, revision=1, by=None, at=NOW)

    latest = queries.latest()
    assert latest is not None
    assert {"survey_answers", "survey_populations"} <= set(latest.contents)
    [file] = latest.contents["survey_answers"]["files"]
    assert file["rows"] == 15


def test_what_is_told_of_institutions_comes_into_the_lake(wave: Campaign) -> None:
    closing.close(campaign=wave, revision=1, by=None, at=NOW)

    actions.refresh(reason="test", at=NOW)

    latest = queries.latest()
    assert latest is not None
    assert latest.contents["survey_results"]["rows"] == 4
    assert latest.contents["survey_city_results"]["rows"] == 4


def test_until_when_it_was_answered_is_noted_for_each_audience_with_answers(
    wave: Campaign,
) -> None:
    [part] = wave.parts.all()
    unasked = factories.part(campaign=wave, audience="parents_of_school", version=part.version)

    closing.close(campaign=wave, revision=1, by=None, at=NOW)

    part.refresh_from_db()
    unasked.refresh_from_db()
    assert (part.answered_on, unasked.answered_on) == (wave.closes_on, None)


def test_answers_are_told_as_they_were_protected(wave: Campaign) -> None:
    closing.close(campaign=wave, revision=1, by=None, at=NOW)

    told = ToldCount.objects.filter(view="public", level="institution").order_by("position")
    found = [(row.answer, row.count, row.base) for row in told]
    assert found == [("no", 0, 12), ("partly", 3, 12), ("yes", 9, 12), ("unseen", 0, 12)]
    assert not ToldMean.objects.exists()


def test_two_audiences_may_be_asked_the_same(wave: Campaign) -> None:
    [part] = wave.parts.all()
    factories.part(campaign=wave, audience="parents_of_school", version=part.version)

    closing.close(campaign=wave, revision=1, by=None, at=NOW)

    told = ToldCount.objects.filter(view="public", level="city", audience="teachers")
    assert sorted(told.values_list("count", flat=True)) == [0, 0, 3, 9]


def test_who_took_part_is_counted_at_every_level(wave: Campaign) -> None:
    closing.close(campaign=wave, revision=1, by=None, at=NOW)

    counted = wave.participations.order_by("level").values_list("level", "population", "responses")
    assert list(counted) == [("city", 14, 12), ("institution", 14, 12), ("kind", 14, 12)]


def test_of_fewer_than_the_threshold_nothing_is_told_in_public() -> None:
    batch = factories.batch(issued=7)
    Population.objects.create(part=batch.part, institution=batch.institution, people=7)
    for number in range(1, 8):
        code = codes.letters(batch.pk, number)
        answers.answer(text=code, answers={"outcomes": "yes"}, language="en", on=OPEN_ON)

    closing.close(campaign=batch.part.campaign, revision=1, by=None, at=NOW)

    public = ToldCount.objects.filter(view="public")
    inside = ToldCount.objects.filter(view="inside", answer="yes").get()
    assert not public.filter(is_suppressed=False).exists()
    assert (inside.count, inside.base, inside.place) == (7, 7, batch.institution.code)


def test_a_wave_closes_once(wave: Campaign) -> None:
    closing.close(campaign=wave, revision=1, by=None, at=NOW)

    with pytest.raises(UnableToRecord, match="not open"):
        closing.close(campaign=wave, revision=2, by=None, at=NOW)


def test_a_wave_that_nobody_answered_closes() -> None:
    campaign = factories.campaign(started_at=None)
    campaigns.ask(
        campaign=campaign,
        audience="teachers",
        version=factories.survey_version(),
        by=None,
        at=NOW,
    )
    campaigns.start(campaign=campaign, revision=1, by=None, at=NOW)

    closing.close(campaign=campaign, revision=2, by=None, at=NOW)

    assert not ToldCount.objects.filter(is_suppressed=False, base__gt=0).exists()


def test_answers_are_rows_of_the_lake(wave: Campaign) -> None:
    with moving.all_moved(wave):
        wave.closed_at = NOW
        rows = facts.answers(wave)

    assert rows.columns == list(facts.ANSWERS.columns)
    counted = rows.group_by("item", "answer").len().sort("item", "answer").rows()
    assert counted == [
        ("Outcomes are clear", "partly", 3),
        ("Outcomes are clear", "yes", 9),
        ("What is missing?", "laika", 3),
    ]
    assert rows["given_on"].unique().to_list() == [wave.closes_on]
    assert rows["survey"].unique().to_list() == [wave.name]


def test_items_and_answers_have_titles() -> None:
    factories.survey_version()

    assert facts.items("lv") == {"Outcomes are clear": "Rezultāti ir skaidri"}
    assert facts.choices("lv")["partly"] == "daļēji"


def test_answers_of_two_versions_stand_under_one_name() -> None:
    first = factories.survey_version()
    rows = pl.DataFrame(
        {
            "response": [1],
            "version": [first.pk],
            "audience": ["teachers"],
            "unit": [factories.institution().pk],
            "given_on": [date(2024, 5, 2)],
            "answers": ['{"outcomes": "yes"}'],
        }
    )

    assert facts.long(rows, survey="w")["item"].to_list() == ["Outcomes are clear"]


def test_how_many_codes_were_used_stays_known_and_is_no_longer_known_of_whom(
    wave: Campaign,
) -> None:
    trial = factories.batch(part=wave.parts.get(), is_trial=True)

    closing.close(campaign=wave, revision=1, by=None, at=NOW)

    [line] = participation.lines(wave, wave.institutions.all())
    batch, tried = Batch.objects.order_by("pk")
    assert (line.issued, line.used, line.left) == (14, 12, 2)
    assert (batch.used, tried.used) == (12, None)
    assert tried == trial
    assert not Code.objects.exists()
