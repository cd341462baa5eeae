"""Who took part in each class."""

from datetime import date

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from gaisma.base.models import Installation, Organisation, User
from gaisma.quality.surveys.campaigns import participation
from gaisma.quality.surveys.models import Code, Part, Population
from gaisma.quality.surveys.results import actions as closing
from gaisma.record.programmes.models import Group
from tests import factories
from tests.factories.surveys import OPEN_ON
from tests.moments import NOW

pytestmark = pytest.mark.django_db


@pytest.fixture
def school_class(school: Organisation) -> Group:
    """Class 7.a with four learners."""
    programme = factories.programme(institution=school, stage="school")
    found: Group = factories.group(programme=programme, grade=7, name="7.a")
    for _number in range(4):
        factories.enrolment(group=found)
    return found


@pytest.fixture
def part(school: Organisation, school_class: Group) -> Part:
    """A survey of pupils: of five codes of the class two are used, of three others one."""
    Installation.objects.update(today=OPEN_ON)
    on = school_class.school_year.starts_on
    campaign = factories.campaign(institutions=[school], counted_on=date(on.year, 10, 1))
    found: Part = factories.part(campaign=campaign, audience="pupils_grades_5_12")
    Population.objects.create(part=found, institution=school, people=4)
    for group, issued, used in ((school_class, 5, 2), (None, 3, 1)):
        batch = factories.batch(part=found, institution=school, group=group, issued=issued)
        Code.objects.filter(batch=batch, number__lte=used).delete()
    factories.batch(part=found, institution=school, group=school_class, is_trial=True)
    return found


def told(part: Part, school: Organisation) -> list[tuple[object, ...]]:
    return [
        (one.group and one.group.name, one.people, one.issued, one.used, one.rate)
        for one in participation.of_classes(part.campaign, school)[part.audience]
    ]


def test_used_codes_are_counted_of_each_class_and_of_those_that_went_to_none(
    part: Part, school: Organisation
) -> None:
    assert told(part, school) == [("7.a", 4, 5, 2, 50), (None, None, 3, 1, None)]


def test_classes_are_counted_as_they_were_once_the_survey_is_closed(
    part: Part, school: Organisation
) -> None:
    before = told(part, school)

    closing.close(campaign=part.campaign, revision=1, by=None, at=NOW)

    assert not Code.objects.exists()
    assert told(part, school) == before


def test_audience_without_classes_has_none(part: Part, school: Organisation) -> None:
    teachers = factories.part(campaign=part.campaign, audience="teachers")
    factories.batch(part=teachers, institution=school)

    assert participation.of_classes(part.campaign, school)[teachers.audience] == ()


def test_page_of_the_institution_tells_of_its_classes(
    part: Part, school: Organisation, head: User, client: Client
) -> None:
    client.force_login(head)

    text = client.get(f"/surveys/{part.campaign_id}/at/{school.pk}/").content.decode()

    assert "Pa klasēm: 5.–12. klašu skolēni" in text
    assert "Kodi ārpus klasēm" in text


def test_page_asks_no_more_for_many_batches_of_codes(
    part: Part, school: Organisation, head: User, client: Client
) -> None:
    client.force_login(head)
    path = f"/surveys/{part.campaign_id}/at/{school.pk}/"
    client.get(path)

    with CaptureQueriesContext(connection) as few:
        client.get(path)
    for _batch in range(8):
        factories.batch(part=part, institution=school, group=factories.group(institution=school))
    with CaptureQueriesContext(connection) as many:
        client.get(path)

    assert len(many) == len(few)
