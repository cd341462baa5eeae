from datetime import date

import pytest

from gaisma.base.changes import NotPermitted, UnableToRecord
from gaisma.base.models import AuditRecord
from gaisma.quality.surveys import codes
from gaisma.quality.surveys.answering import actions as answers
from gaisma.quality.surveys.answering.actions import UnableToAnswer
from gaisma.quality.surveys.codes import actions as giving
from gaisma.quality.surveys.models import Batch, Code, Response
from tests import factories
from tests.factories.surveys import OPEN_ON
from tests.moments import NOW
from tests.sheets import given

pytestmark = pytest.mark.django_db
GIVEN = {"outcomes": "yes"}


def answered(batch: Batch, number: int = 1, **told: object) -> bool:
    usual = {"answers": GIVEN, "on": OPEN_ON, "text": codes.letters(batch.pk, number)}
    return answers.answer(language="en", **{**usual, **told})  # type: ignore[arg-type]


def test_an_answer_is_kept_without_a_trace_of_its_code() -> None:
    batch = factories.batch()

    assert answered(batch, 2)

    assert given() == [GIVEN]
    assert sorted(Code.objects.unused().values_list("number", flat=True)) == [1, 3]
    assert not AuditRecord.objects.exists()


def test_a_code_opens_the_survey_once() -> None:
    batch = factories.batch()
    answered(batch)

    with pytest.raises(UnableToAnswer, match="was used already"):
        answered(batch)

    assert given() == [GIVEN]


def test_a_code_is_typed_as_people_do() -> None:
    batch = factories.batch()

    assert answered(batch, text=codes.written(codes.letters(batch.pk, 1)).lower())


@pytest.mark.parametrize("day", [date(2024, 4, 30), date(2024, 6, 1)])
def test_outside_its_days_a_survey_takes_no_answers(day: date) -> None:
    with pytest.raises(UnableToAnswer, match="not open"):
        answered(factories.batch(), on=day)


def test_answers_that_are_wrong_leave_the_code_usable() -> None:
    batch = factories.batch()

    with pytest.raises(UnableToAnswer) as refused:
        answered(batch, answers={})
    assert [problem.item for problem in refused.value.problems] == ["outcomes"]

    assert answered(batch)


def test_a_trial_is_checked_and_not_counted() -> None:
    batch = factories.batch(
        is_trial=True, part=factories.part(campaign=factories.campaign(started_at=None))
    )

    assert answered(batch) is False

    assert given() == []
    assert Code.objects.unused().count() == 3


def test_codes_are_issued_and_open_the_part() -> None:
    part = factories.part()
    institution = part.campaign.institutions.get()

    batch = giving.issue(part=part, institution=institution, count=40, by=None, at=NOW)

    opened = answers.opened(codes.letters(batch.pk, 40))
    assert (opened.part_id, opened.institution, Code.objects.count()) == (part.pk, institution, 40)


def test_codes_are_for_institutions_that_take_part() -> None:
    part = factories.part()

    with pytest.raises(UnableToRecord, match="no part"):
        giving.issue(part=part, institution=factories.institution(), count=1, by=None, at=NOW)


def test_a_head_gives_no_codes_elsewhere() -> None:
    part, head = factories.part(), factories.user()
    factories.role_grant(user=head, role="head")

    with pytest.raises(NotPermitted):
        giving.issue(
            part=part, institution=part.campaign.institutions.get(), count=1, by=head, at=NOW
        )


def test_answers_on_paper_are_entered_together_or_not_at_all() -> None:
    part = factories.part()
    institution = part.campaign.institutions.get()
    usual = {"institution": institution, "on": OPEN_ON, "by": None, "at": NOW}

    with pytest.raises(UnableToAnswer):
        answers.enter_paper(part=part, answers=[GIVEN, {}], **usual)  # type: ignore[arg-type]
    assert not Response.objects.exists()

    assert answers.enter_paper(part=part, answers=[GIVEN, GIVEN], **usual) == 2  # type: ignore[arg-type]
    assert AuditRecord.objects.get().details == {"answers": 2}
