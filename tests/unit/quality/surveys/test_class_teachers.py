"""Class teachers print the slips of their classes, and find them; whoever leads only counts."""

from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from django.test import Client

from gaisma.base.changes import UnableToRecord
from gaisma.base.models import AuditRecord, Installation, Organisation, User
from gaisma.evidence.lake import actions as lake
from gaisma.quality.surveys import offers
from gaisma.quality.surveys.codes import actions as giving
from gaisma.quality.surveys.codes import posting, queries
from gaisma.quality.surveys.models import Batch, Letter, Part, Population
from gaisma.record.programmes.models import Group, GroupTeacher
from tests import factories
from tests.factories.surveys import OPEN_ON
from tests.moments import NOW

pytestmark = pytest.mark.django_db


@pytest.fixture
def part(school: Organisation) -> Part:
    Installation.objects.update(today=OPEN_ON)
    campaign = factories.campaign(institutions=[school])
    found: Part = factories.part(campaign=campaign, audience="pupils_grades_5_12")
    Population.objects.create(part=found, institution=school, people=9)
    return found


@pytest.fixture
def group(school: Organisation) -> Group:
    found: Group = factories.group(institution=school, name="7.a")
    return found


@pytest.fixture
def batch(part: Part, group: Group) -> Batch:
    found: Batch = factories.batch(part=part, group=group)
    return found


def of_class(group: Group, *, role: str = "class_teacher", **fields: Any) -> User:
    """The class teacher of a class, with an account."""
    person = factories.observer(institution=group.institution, role=role, family_name="Ozola")
    factories.group_teacher(group=group, person=person, **{"is_class_teacher": True, **fields})
    user: User = person.account.user
    return user


def sheet(batch: Batch) -> str:
    return f"/surveys/batches/{batch.pk}/sheet/"


def test_class_teacher_opens_the_slips_and_goes_back_to_the_class(
    reader: Client, batch: Batch, group: Group
) -> None:
    user = of_class(group)
    reader.force_login(user)

    opened = reader.get(sheet(batch))
    back = opened.context["crumbs"][-1][1]

    assert opened.status_code == 200
    assert reader.get(back).status_code == 200
    noted = AuditRecord.objects.get(action="survey.print_codes")
    assert (noted.by, noted.subject_ids) == (user, [batch.pk])


@pytest.mark.parametrize(
    ("role", "fields"),
    [
        ("class_teacher", {"is_class_teacher": False}),
        ("class_teacher", {"to_on": OPEN_ON - timedelta(days=1)}),
        ("class_teacher", {"from_on": OPEN_ON + timedelta(days=1)}),
        ("support", {}),
    ],
)
def test_who_does_not_answer_for_the_class_today_as_a_teacher_opens_none(
    reader: Client, batch: Batch, group: Group, role: str, fields: dict[str, Any]
) -> None:
    user = of_class(group, role=role, **fields)
    reader.force_login(user)

    assert reader.get(sheet(batch)).status_code in (403, 404)
    assert offers.slips_owed(user, OPEN_ON) == ()


@pytest.mark.parametrize("fields", [{"goes_by_letter": True}, {"is_trial": True}, {"group": None}])
def test_class_teacher_prints_no_other_codes(
    reader: Client, part: Part, group: Group, fields: dict[str, Any]
) -> None:
    user, other = of_class(group), factories.batch(part=part, **{"group": group, **fields})
    reader.force_login(user)

    assert reader.get(sheet(other)).status_code in (302, 404)
    assert offers.slips_owed(user, OPEN_ON) == ()


def test_slips_of_a_closed_survey_lead_back_to_the_class(
    reader: Client, batch: Batch, group: Group
) -> None:
    reader.force_login(of_class(group))
    type(batch.part.campaign).objects.update(closed_at=NOW)

    refused = reader.get(sheet(batch), follow=True)

    assert (refused.status_code, refused.redirect_chain[0][1]) == (200, 302)
    assert "not open" in refused.content.decode()


def test_class_teacher_owes_the_printing_until_one_of_the_class_has_opened_it(
    batch: Batch, group: Group, specialist: User
) -> None:
    user, beside = of_class(group), of_class(group)
    giving.printed(batch=batch, on=OPEN_ON, by=specialist, at=NOW)

    [owed] = offers.slips_owed(user, OPEN_ON)
    giving.printed(batch=batch, on=OPEN_ON, by=beside, at=NOW)

    assert owed.address == sheet(batch)
    assert owed.due_on == batch.part.campaign.closes_on
    assert "7.a" in owed.sentence
    assert offers.slips_owed(user, OPEN_ON) == ()


def test_nothing_is_owed_after_the_last_day_or_by_others(
    batch: Batch, group: Group, head: User, specialist: User, school: Organisation
) -> None:
    user = of_class(group)
    leading = of_class(group)
    factories.role_grant(user=leading, role="deputy", organisation=school)
    other = of_class(factories.group(institution=school))

    assert len(offers.slips_owed(user, OPEN_ON)) == 1
    assert offers.slips_owed(user, batch.part.campaign.closes_on + timedelta(days=1)) == ()
    for nobody in (leading, other, head, specialist):
        assert offers.slips_owed(nobody, OPEN_ON) == ()


def test_duty_stands_on_the_home_and_leads_to_the_sheet(
    reader: Client, batch: Batch, group: Group, settings: Any, tmp_path: Path
) -> None:
    user = of_class(group)
    settings.GAISMA_HOME = tmp_path
    lake.refresh(reason="test", at=NOW)
    reader.force_login(user)

    assert f'href="{sheet(batch)}"' in reader.get("/").content.decode()


def test_head_reads_who_prints_and_is_given_no_way_to_it(
    reader: Client, head: User, batch: Batch, group: Group, school: Organisation
) -> None:
    of_class(group)
    leading = of_class(group)
    factories.role_grant(user=leading, role="deputy", organisation=school)
    factories.batch(part=batch.part)
    reader.force_login(head)
    at = f"/surveys/parts/{batch.part_id}/at/{school.pk}"

    answer = reader.get(f"/surveys/{batch.part.campaign_id}/at/{school.pk}/")
    refused = reader.get(sheet(batch), follow=True).content.decode()

    page = answer.content.decode()
    names = {one.batch.group: one.printers for one in answer.context["page"].given}
    assert {key: len(value) for key, value in names.items()} == {group: 1, None: 0}
    assert names[group][0] in page
    assert "printed by the authority" in page
    assert f"{at}/codes/" in page
    assert f"{at}/letters/" not in page
    assert "/sheet/" not in page
    assert "class teachers print" in refused


def test_class_teachers_without_account_or_role_print_nothing(
    batch: Batch, group: Group, school: Organisation
) -> None:
    factories.group_teacher(group=group, is_class_teacher=True)
    of_class(group, role="support")

    assert queries.by_class(school, [group.pk, None], on=OPEN_ON) == {}


def test_head_has_reminders_in_hand_and_no_letters_with_codes(
    reader: Client, head: User, part: Part, school: Organisation
) -> None:
    batch = posting.write(
        part=part, institution=school, addresses=["parent@example.org"], language="en", seen=0,
        by=None, at=NOW,
    )  # fmt: skip
    Letter.objects.create(
        batch=batch, address="reminded@example.org", language="en", is_reminder=True
    )
    Letter.objects.update(has_failed=True)
    reader.force_login(head)

    page = reader.get(f"/surveys/{part.campaign_id}/at/{school.pk}/").content.decode()
    posting.send_again(batch=batch, by=head)
    waiting = list(Letter.objects.filter(has_failed=False).values_list("address", flat=True))
    Letter.objects.update(has_failed=True)
    posting.clear(batch=batch, by=head, at=NOW)

    assert ("reminded@" in page, "parent@" in page) == (True, False)
    assert waiting == ["reminded@example.org"]
    assert [one.address for one in Letter.objects.all()] == ["parent@example.org"]
    assert Batch.objects.get().issued == 1
    with pytest.raises(UnableToRecord, match="have been sent"):
        posting.send_again(batch=batch, by=head)


def test_class_teachers_are_those_of_the_day(group: Group) -> None:
    of_class(group, from_on=date(2023, 9, 1), to_on=date(2024, 1, 31))
    since = of_class(group, from_on=date(2024, 2, 1))

    found = GroupTeacher.objects.class_teachers(on=OPEN_ON)

    assert [one.person.account.user for one in found] == [since]
