"""Signals as people meet them: whose they see, what they do with them, and the rules."""

from datetime import date, timedelta
from typing import Any

import pytest
from django.test import Client

from gaisma.base.changes import NotPermitted, UnableToRecord
from gaisma.base.models import AuditRecord, Organisation, RoleGrant, User
from gaisma.quality.prevention.models import Dismissal, Rule
from gaisma.quality.prevention.signals import actions, beginning, queries
from gaisma.quality.prevention.signals.queries import Fact
from tests import factories
from tests.moments import NOW, TODAY
from tests.pages import read
from tests.unit.quality.prevention.conftest import Class, working

pytestmark = pytest.mark.django_db


def names(user: User) -> list[str]:
    page = queries.signals_page(user, on=TODAY)
    return [one.learner.family_name for one in page.open]


def test_class_teacher_and_support_team_see_a_signal(
    noted: Any, own_class: Class, school: Organisation
) -> None:
    assert names(own_class.teacher) == [noted.family_name]
    assert names(working("support", school)) == [noted.family_name]


@pytest.mark.parametrize("role", ["head", "deputy", "teacher", "class_teacher"])
def test_others_of_the_school_see_none(role: str, noted: Any, school: Organisation) -> None:
    assert names(working(role, school)) == []


def test_team_of_another_school_sees_none(noted: Any) -> None:
    assert names(working("support", factories.institution())) == []


def test_class_teacher_whose_role_ended_sees_none(noted: Any, own_class: Class) -> None:
    RoleGrant.objects.filter(user=own_class.teacher).delete()

    assert names(own_class.teacher) == []


def test_who_leads_a_class_without_the_role_of_a_class_teacher_sees_none(
    noted: Any, own_class: Class
) -> None:
    RoleGrant.objects.filter(user=own_class.teacher).update(role="teacher")

    assert names(own_class.teacher) == []


def test_class_teacher_sees_no_signal_of_own_learners_elsewhere(
    facts: list[Fact], own_class: Class
) -> None:
    """The learner goes to a second school, whose lessons are not the class teacher's to see."""
    factories.signal_rule()
    elsewhere = factories.institution()
    facts.append(Fact("few_lessons", own_class.learner.pseudonym, elsewhere.pk, 7, 10))

    assert names(own_class.teacher) == []


def test_signal_of_one_learner_is_asked_of_that_learner_alone(
    facts: list[Fact], own_class: Class, school: Organisation
) -> None:
    factories.signal_rule()
    other = factories.enrolment(group=own_class.group).person
    facts.append(Fact("few_lessons", other.pseudonym, school.pk, 7, 10))

    assert queries.signal(own_class.teacher, other.pk, "few_lessons", on=TODAY) is not None
    assert queries.signal(own_class.teacher, other.pk, "unexcused", on=TODAY) is None
    assert queries.signal(own_class.teacher, own_class.learner.pk, "few_lessons", on=TODAY) is None


def test_signal_tells_its_facts_and_its_rule(noted: Any, own_class: Class) -> None:
    (one,) = queries.signals_page(own_class.teacher, on=TODAY).open

    assert one.facts.startswith("attended 7 of 10 lessons from")
    assert one.rule == "fewer than 90% of the lessons of four weeks attended"


def test_dismissed_signal_is_seen_to_until_its_day(noted: Any, own_class: Class) -> None:
    factories.dismissal(learner=noted, until=TODAY)

    page = queries.signals_page(own_class.teacher, on=TODAY)
    later = queries.signals_page(own_class.teacher, on=TODAY + timedelta(days=1))

    assert (len(page.open), len(page.seen_to)) == (0, 1)
    assert (len(later.open), len(later.seen_to)) == (1, 0)


def test_dismissal_of_another_kind_leaves_the_signal(noted: Any, own_class: Class) -> None:
    factories.dismissal(learner=noted, kind="failing")

    assert names(own_class.teacher) == [noted.family_name]


def test_signal_of_a_learner_with_a_case_is_seen_to(
    noted: Any, own_class: Class, school: Organisation
) -> None:
    factories.support_case(
        learner=noted, institution=school, owner=own_class.teacher.account.person
    )

    assert names(own_class.teacher) == []


def test_case_out_of_sight_leaves_the_signal_as_it_is(
    noted: Any, own_class: Class, school: Organisation
) -> None:
    """Else the class teacher would learn that there is a case."""
    factories.support_case(learner=noted, institution=school)

    assert names(own_class.teacher) == [noted.family_name]


def test_signal_is_dismissed_with_a_reason(reader: Client, noted: Any, own_class: Class) -> None:
    reader.force_login(own_class.teacher)
    page = f"/prevention/signals/{noted.pk}/few_lessons/dismiss/"
    assert reader.post(page, {"reason": "", "until": TODAY}).status_code == 422

    reader.post(page, {"reason": "Slimoja, ārsta zīme.", "until": TODAY + timedelta(days=14)})

    row = Dismissal.objects.get()
    assert (row.learner, row.dismissed_by, row.reason) == (
        noted,
        own_class.teacher,
        "Slimoja, ārsta zīme.",
    )
    assert "Slimoja, ārsta zīme." in read(reader, "/prevention/signals/")


def test_signal_of_another_class_is_not_dismissed(noted: Any, school: Organisation) -> None:
    other = working("class_teacher", school)

    with pytest.raises(NotPermitted):
        actions.dismiss(
            learner=noted,
            institution=school,
            kind="few_lessons",
            until=TODAY,
            reason="-",
            on=TODAY,
            by=other,
            at=NOW,
        )


def test_reading_signals_is_written_down(reader: Client, noted: Any, own_class: Class) -> None:
    reader.force_login(own_class.teacher)
    read(reader, "/prevention/signals/")

    record = AuditRecord.objects.get(action="signals.read")
    assert record.details == {"rows": 1}


def test_threshold_is_in_force_from_its_day(school: Organisation) -> None:
    factories.signal_rule(threshold=90, from_on=date(2023, 9, 1))
    factories.signal_rule(threshold=85, from_on=TODAY)

    before = Rule.objects.on(TODAY - timedelta(days=1))
    assert before["few_lessons"].threshold == 90
    assert Rule.objects.on(TODAY)["few_lessons"].threshold == 85


def test_threshold_changes_with_a_reason_that_all_read(
    reader: Client, specialist: User, own_class: Class
) -> None:
    beginning.enter(NOW)
    reader.force_login(specialist)
    page = "/prevention/rules/unexcused/"
    given = {"threshold": 15, "from_on": TODAY}
    assert reader.post(page, {**given, "reason": ""}).status_code == 422
    reader.post(page, {**given, "reason": "Tā lēma padome."})

    reader.force_login(own_class.teacher)
    told = read(reader, "/prevention/rules/")

    assert "Tā lēma padome." in told
    assert "more than 15 unexcused lessons in a term" in told.lower()
    assert reader.get(page).status_code == 403


@pytest.mark.parametrize("threshold", [0, 101])
def test_threshold_lies_in_bounds(threshold: int) -> None:
    with pytest.raises(UnableToRecord):
        actions.set_rule(
            kind="failing", threshold=threshold, from_on=TODAY, reason="-", by=None, at=NOW
        )


def test_climate_counts_classes_and_names_nobody(
    reader: Client, noted: Any, school: Organisation
) -> None:
    reader.force_login(working("head", school))

    page = read(reader, "/prevention/climate/")

    assert "8.a" in page
    assert noted.family_name not in page


def test_climate_is_narrowed_to_an_institution(
    reader: Client, noted: Any, school: Organisation, specialist: User
) -> None:
    other = factories.institution()
    reader.force_login(specialist)

    assert "8.a" in read(reader, f"/prevention/climate/?institution={school.pk}")
    assert reader.get(f"/prevention/climate/?institution={other.pk}").status_code == 400


def test_climate_of_another_school_is_empty(reader: Client, noted: Any) -> None:
    reader.force_login(working("head", factories.institution()))

    assert "8.a" not in read(reader, "/prevention/climate/")


def test_unknown_rule_is_not_there(reader: Client, specialist: User) -> None:
    reader.force_login(specialist)

    assert reader.get("/prevention/rules/income/").status_code == 404
