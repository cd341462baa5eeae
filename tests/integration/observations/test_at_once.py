"""Two devices send one sheet at the same moment: it counts once, and nothing is written over."""

from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import date
from pathlib import Path
from uuid import UUID, uuid4

import pytest

from gaisma.base.models import AuditRecord, Organisation
from gaisma.quality.observations.actions import observations, sheets
from gaisma.quality.observations.actions.sheets import Lesson, Seen
from gaisma.quality.observations.models import Observation, Sheet
from tests import factories
from tests.at_once import afterwards, at_once, show, two_people
from tests.moments import NOW

pytestmark = pytest.mark.django_db(transaction=True)

ON = date(2024, 4, 16)


@pytest.fixture
def sheet(school: Organisation) -> Sheet:
    """The empty sheet of the observer who leads."""
    observation = factories.observation(institution=school)
    made: Sheet = factories.sheet(observation=observation)
    return made


@pytest.fixture
def people(
    sheet: Sheet, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> Iterator[ThreadPoolExecutor]:
    """Two devices, each with connections of their own."""
    with two_people(tmp_path, monkeypatch) as people:
        yield people


def submit(sheet: Sheet, submission: UUID, answer: str) -> Callable[[], object]:
    """A device that sends the sheet as it read it."""
    seen = Sheet.objects.select_related("observation__institution").get(pk=sheet.pk)
    return lambda: sheets.submit(
        sheet=seen,
        revision=1,
        seen=Seen({"outcomes": answer}),
        lesson=Lesson(ON),
        submission=submission,
        language="en",
        by=None,
        at=NOW,
    )


def noted(action: str) -> int:
    return AuditRecord.objects.filter(action=action).count()


def test_the_same_sending_from_two_tabs_counts_once(
    people: ThreadPoolExecutor, sheet: Sheet
) -> None:
    submission = uuid4()

    answers = at_once(people, submit(sheet, submission, "yes"), submit(sheet, submission, "yes"))

    assert answers == ["", ""]
    kept = afterwards(people, lambda: (Sheet.objects.get().revision, noted("sheet.submit")))
    assert kept == (2, 1)


def test_another_sending_is_told_and_overwrites_nothing(
    people: ThreadPoolExecutor, sheet: Sheet
) -> None:
    answers = at_once(people, submit(sheet, uuid4(), "yes"), submit(sheet, uuid4(), "no"))

    assert sorted(answers) == ["", "changed_meanwhile"]
    first = ("yes", "no")[answers.index("")]
    kept = afterwards(people, lambda: (Sheet.objects.get().answers, noted("sheet.submit")))
    assert kept == ({"outcomes": first}, 1)


def test_a_sheet_is_submitted_or_its_observation_is_cancelled(
    people: ThreadPoolExecutor, sheet: Sheet
) -> None:
    planned = Observation.objects.select_related("institution").get()
    common = {"because": "Slimība", "on": ON, "by": None, "at": NOW}

    sent, cancelled = at_once(
        people,
        submit(sheet, uuid4(), "yes"),
        lambda: observations.cancel(observation=planned, revision=1, **common),
    )

    assert (sent == "") != (cancelled == "")
    state, is_in = afterwards(
        people,
        lambda: (Observation.objects.get().state, Sheet.objects.get().submitted_at is not None),
    )
    assert (state, is_in) == (("held", True) if sent == "" else ("cancelled", False))


def test_a_sheet_is_changed_or_signed_off_but_not_both(
    people: ThreadPoolExecutor, sheet: Sheet
) -> None:
    Sheet.objects.update(submitted_at=NOW, answers={"outcomes": "no"})
    Observation.objects.update(held_on=ON, talked_on=ON)
    show()
    seen = Observation.objects.select_related("institution").get()

    sent, signed = at_once(
        people,
        submit(sheet, uuid4(), "yes"),
        lambda: observations.sign(observation=seen, revision=1, by=None, at=NOW),
    )

    assert (sent == "") != (signed == "")
    state, answer = afterwards(
        people,
        lambda: (Observation.objects.get().state, Sheet.objects.get().answers["outcomes"]),
    )
    assert (state, answer) == (("talked", "yes") if sent == "" else ("signed", "no"))


def test_a_reply_and_a_step_at_the_same_moment_are_both_kept_or_the_lead_is_told(
    people: ThreadPoolExecutor, sheet: Sheet
) -> None:
    Sheet.objects.update(submitted_at=NOW, answers={"outcomes": "no"})
    Observation.objects.update(held_on=ON)
    show()
    seen = [Observation.objects.select_related("institution").get() for _reader in range(2)]
    step = {"step": "Jautāt", "until": None, "by": None, "at": NOW}

    replied, proposed = at_once(
        people,
        lambda: observations.reply(observation=seen[0], said="Piekrītu", by=None, at=NOW),
        lambda: observations.propose(observation=seen[1], revision=1, **step),
    )

    assert replied == ""
    assert proposed in ("", "changed_meanwhile")
    reply, next_step = afterwards(
        people, lambda: (Observation.objects.get().reply, Observation.objects.get().next_step)
    )
    assert (reply, next_step) == ("Piekrītu", "Jautāt" if proposed == "" else "")
