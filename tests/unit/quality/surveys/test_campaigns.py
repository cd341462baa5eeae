from datetime import date

import pytest

from gaisma.base.changes import NotPermitted, UnableToRecord
from gaisma.quality.surveys.campaigns import actions as campaigns
from gaisma.quality.surveys.campaigns import populations
from gaisma.quality.surveys.models import Campaign, Population
from tests import factories
from tests.moments import NOW

pytestmark = pytest.mark.django_db
DAYS = {
    "opens_on": date(2024, 5, 1),
    "closes_on": date(2024, 5, 31),
    "counted_on": date(2024, 5, 7),
}


def test_a_survey_is_prepared_asked_and_started() -> None:
    post = factories.employment(role="subject_teacher", from_on=date(2020, 9, 1))
    campaign = campaigns.prepare(
        institutions=[post.institution], name="wellbeing 2024", by=None, at=NOW, **DAYS
    )
    version = factories.survey_version()
    part = campaigns.ask(campaign=campaign, audience="teachers", version=version, by=None, at=NOW)

    campaigns.start(campaign=campaign, revision=1, by=None, at=NOW)

    assert Campaign.objects.get().state == "open"
    counted = Population.objects.get()
    assert (counted.part, counted.institution, counted.people) == (part, post.institution, 1)


def test_a_survey_of_nobody_does_not_start() -> None:
    campaign = factories.campaign(started_at=None)

    with pytest.raises(UnableToRecord, match="whom the survey asks"):
        campaigns.start(campaign=campaign, revision=1, by=None, at=NOW)


def test_a_survey_that_has_started_does_not_change() -> None:
    campaign = factories.campaign()

    with pytest.raises(UnableToRecord, match="has started"):
        campaigns.change(
            campaign=campaign, revision=1, institutions=[], least_inside=3, by=None, at=NOW
        )
    with pytest.raises(UnableToRecord, match="has started"):
        campaigns.drop(campaign=campaign, by=None, at=NOW)


def test_an_observation_sheet_is_no_survey() -> None:
    campaign = factories.campaign(started_at=None)

    with pytest.raises(UnableToRecord, match="Choose a survey"):
        campaigns.ask(
            campaign=campaign, audience="teachers", version=factories.version(), by=None, at=NOW
        )


def test_thresholds_below_three_are_refused() -> None:
    with pytest.raises(UnableToRecord):
        campaigns.prepare(institutions=[], name="open", least_inside=2, by=None, at=NOW, **DAYS)


def test_a_head_runs_no_survey() -> None:
    head = factories.user()
    factories.role_grant(user=head, role="head")

    with pytest.raises(NotPermitted):
        campaigns.prepare(institutions=[], name="own", by=head, at=NOW, **DAYS)


def test_a_head_sees_begun_surveys_of_her_school_only() -> None:
    begun = factories.campaign()
    factories.campaign()
    school = begun.institutions.get()
    factories.campaign(started_at=None, institutions=[school])
    head = factories.user()
    factories.role_grant(user=head, role="head", organisation=school)

    assert list(Campaign.objects.visible_to(head)) == [begun]


@pytest.mark.parametrize(
    ("audience", "people"),
    [("pupils_grades_3_4", 2), ("pupils_grades_5_12", 1), ("parents_of_school", 3)],
)
def test_people_are_counted_as_the_record_has_them(audience: str, people: int) -> None:
    school = factories.institution()
    for grade in (3, 4, 5):
        group = factories.group(institution=school, grade=grade)
        factories.enrolment(group=group)
    gone = factories.group(institution=school, grade=4)
    factories.enrolment(group=gone, to_on=date(2024, 1, 31))

    counted = populations.of(audience, on=date(2024, 5, 7))

    assert counted.rows() == [(school.pk, people)]
