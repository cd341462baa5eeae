"""Meetings in the rooms above the record: quality, workplace."""

from datetime import date, timedelta
from decimal import Decimal
from typing import Any
from uuid import uuid4

from gaisma.base import secret_addresses
from gaisma.base.models import AuditRecord, Installation
from gaisma.quality.assessments.actions import assessments as examining
from gaisma.quality.assessments.actions import families as telling
from gaisma.quality.assessments.actions import references as publishing
from gaisma.quality.assessments.actions import results as marking
from gaisma.quality.assessments.models import FamilyLink
from gaisma.quality.calibration import actions as calibration
from gaisma.quality.calibration.models import Attempt
from gaisma.quality.inspections.actions import inspections
from gaisma.quality.observations.actions import observations as observing
from gaisma.quality.observations.actions import sheets
from gaisma.quality.observations.actions.sheets import Lesson, Seen
from gaisma.quality.observations.models import Observation, Sheet
from gaisma.quality.prevention.algorithms import actions as algorithms
from gaisma.quality.prevention.families import actions as own_signals
from gaisma.quality.prevention.models import Run, SignalAnswer, SignalLink, Tick
from gaisma.quality.selfevaluation.actions import appraisals, contributions, reports
from gaisma.quality.selfevaluation.models import Appraisal, Contribution, Remark, SelfEvaluation
from gaisma.quality.surveys.answering import actions as answers
from gaisma.quality.surveys.codes import actions as giving
from gaisma.quality.surveys.codes import posting
from gaisma.quality.surveys.models import (
    Batch,
    Code,
    Letter,
    Part,
    Population,
    Response,
    Unsent,
)
from gaisma.workplace.administration import actions as administration
from gaisma.workplace.administration.actions import Settings
from gaisma.workplace.calendar import actions as calendar
from gaisma.workplace.calendar.models import Delivery
from tests import factories
from tests.factories.calibration import LEVELS
from tests.factories.inspections import ALL_IN_ORDER
from tests.factories.surveys import OPEN_ON
from tests.integration.two_people.meetings import Act, Scene, at
from tests.moments import NOW, TODAY

LESSON = date(2024, 4, 16)


@at("workplace.administration.actions:_write")
def settings_are_changed_by_two() -> Scene:
    factories.installation()

    def change(smallest: int) -> Act:
        wanted = Settings("Paraugpils", ["lv", "en", "ru"], smallest)
        return lambda: administration.change_settings(wanted, by=None, at=NOW)

    def noted() -> object:
        last = AuditRecord.objects.filter(action="installation.change").latest("pk")
        return last.details["changed"]["smallest_group"]

    return Scene(change(6), change(7), noted, [6, 7])


@at("workplace.calendar.actions:deliver")
def what_is_delivered_anew_is_accepted() -> Scene:
    factories.installation()
    delivery = factories.delivery()
    given = {"deadline": delivery.deadline, "institution": delivery.institution}
    return Scene(
        lambda: calendar.accept(delivery=delivery, by=None, at=NOW),
        lambda: calendar.deliver(**given, by=None, at=NOW, note="Anew"),
        lambda: Delivery.objects.values_list("state", "note").get(),
        ("accepted", ""),
        answer="wrong_state",
    )


def _submit(sheet: Sheet) -> Act:
    submission = uuid4()
    seen = Sheet.objects.select_related("observation__institution").get(pk=sheet.pk)
    return lambda: sheets.submit(
        sheet=seen,
        revision=1,
        seen=Seen({"outcomes": "yes"}),
        lesson=Lesson(LESSON),
        submission=submission,
        language="en",
        by=None,
        at=NOW,
    )


@at("quality.observations.actions.sheets:_current")
def one_sending_of_a_sheet_comes_twice() -> Scene:
    factories.installation()
    send = _submit(factories.sheet())
    return Scene(
        send,
        send,
        lambda: (
            Sheet.objects.get().revision,
            AuditRecord.objects.filter(action="sheet.submit").count(),
        ),
        (2, 1),
    )


@at("quality.observations.actions.observations:locked")
def lesson_is_held_while_it_is_planned_otherwise() -> Scene:
    factories.installation()
    sheet = factories.sheet()
    planned = Observation.objects.select_related("institution").get()
    return Scene(
        _submit(sheet),
        lambda: observing.change(
            observation=planned,
            revision=1,
            observers=[sheet.observer],
            planned_on=TODAY,
            by=None,
            at=NOW,
        ),
        lambda: Observation.objects.get().held_on,
        LESSON,
        answer="wrong_state",
    )


@at("quality.selfevaluation.actions.contributions:_locked")
def contribution_is_submitted_while_it_is_written() -> Scene:
    factories.installation()
    row = factories.contribution()
    asked = [item.name for item in row.version.asks.items if item.is_required]
    given = {"contribution": row, "revision": 1, "by": None, "at": NOW}
    return Scene(
        lambda: contributions.submit(answers=dict.fromkeys(asked, "x"), **given),
        lambda: contributions.write(answers={}, **given),
        lambda: Contribution.objects.get().submitted_at,
        NOW,
        answer="submitted",
    )


@at("quality.selfevaluation.actions.appraisals:_locked")
def appraisal_is_concluded_while_its_head_writes() -> Scene:
    factories.installation()
    row = factories.appraisal()
    given = {"appraisal": row, "revision": 1, "by": None, "at": NOW}
    return Scene(
        lambda: appraisals.conclude(level="fair", on=TODAY, **given),
        lambda: appraisals.tell(own_words="Too late", evidence="", **given),
        lambda: Appraisal.objects.values_list("concluded_on", "own_words").get(),
        (TODAY, ""),
        answer="concluded",
    )


@at("quality.selfevaluation.actions.reports:allowed")
def council_hears_an_evaluation_twice() -> Scene:
    factories.installation()
    row = factories.self_evaluation()
    factories.passage(evaluation=row, narrative="Labi")
    given = {"evaluation": row, "revision": 1, "on": TODAY, "by": None, "at": NOW}
    return Scene(
        lambda: reports.hear(protocol="4", **given),
        lambda: reports.hear(protocol="5", **given),
        lambda: SelfEvaluation.objects.values_list("state", "protocol").get(),
        ("heard", "4"),
        answer="wrong_state",
    )


@at("quality.selfevaluation.actions.reports:settle")
def remark_is_settled_twice() -> Scene:
    factories.installation()
    remark = factories.remark()

    def settle() -> object:
        return reports.settle(remark=remark, by=None, at=NOW)

    return Scene(
        settle,
        settle,
        lambda: (
            Remark.objects.get().resolved_at,
            AuditRecord.objects.filter(action="self_evaluation.settle").count(),
        ),
        (NOW, 1),
    )


@at("quality.assessments.actions.assessments:allowed")
def results_are_made_final_while_a_paper_is_added() -> Scene:
    factories.installation()
    row = factories.paper().assessment
    fields = {"code": "b", "stage": "school", "held_on": TODAY, "maximum": Decimal(10)}
    subject = factories.subject()
    return Scene(
        lambda: examining.close(assessment=row, revision=1, by=None, at=NOW),
        lambda: examining.add_paper(assessment=row, subject=subject, by=None, at=NOW, **fields),
        lambda: type(row).objects.get().papers.count(),
        1,
        answer="wrong_state",
    )


@at("quality.assessments.actions.results:_locked")
def result_is_appealed_against_while_it_is_made_final() -> Scene:
    factories.installation()
    row = factories.result()
    given = {"result": row, "revision": 1, "by": None, "at": NOW}
    return Scene(
        lambda: marking.correct(because="", total=Decimal(3), **given),
        lambda: marking.confirm(**given),
        lambda: type(row).objects.values_list("total", "state").get(),
        (Decimal(3), "provisional"),
        answer="changed_meanwhile",
    )


@at("quality.assessments.actions.results:enter_class")
def class_is_saved_by_two() -> Scene:
    factories.installation()
    paper, group = factories.paper(), factories.group(grade=9)
    person = factories.enrolment(group=group).person

    def save(points: int) -> Act:
        rows = [marking.Entered(person, None, 0, {"total": Decimal(points)})]
        given = {"paper": paper, "group": group, "attempt": 1, "rows": rows, "on": TODAY}
        return lambda: marking.enter_class(**given, by=None, at=NOW)

    results = paper.results.model.objects
    kept = lambda: results.values_list("total", flat=True).get()  # noqa: E731
    return Scene(save(3), save(4), kept, Decimal(3), answer="rows_refused")


@at("quality.assessments.actions.families:make_slips")
def two_make_slips_of_one_class() -> Scene:
    factories.installation()
    row = factories.result(paper=factories.paper(assessment=factories.assessment(state="told")))
    given = {"assessment": row.paper.assessment, "group": row.group, "people": [row.person]}
    secrets: list[str] = []

    def make() -> None:
        secrets.extend(telling.make_slips(**given, by=None, at=NOW).values())

    def opens() -> list[bool]:
        kept = FamilyLink.objects.values_list("token_hash", flat=True)
        return [secret_addresses.hashed(one) in kept for one in secrets]

    return Scene(make, make, opens, [False, True])


@at("quality.assessments.actions.references:_locked")
def two_settle_which_average_holds() -> Scene:
    factories.installation()
    one = factories.published_average(holds=None)
    other = factories.published_average(
        paper=one.paper, institution=one.institution, holds=None, percent=Decimal(40)
    )
    given = {"by": None, "at": NOW}
    return Scene(
        lambda: publishing.settle(average=one, revision=1, **given),
        lambda: publishing.settle(average=other, revision=1, **given),
        lambda: list(type(one).objects.order_by("pk").values_list("holds", flat=True)),
        [True, False],
        answer="changed_meanwhile",
    )


@at("quality.inspections.actions.inspections:locked")
def inspection_is_filled_while_it_is_taken_off_the_plan() -> Scene:
    factories.installation()
    row = factories.inspection()
    return Scene(
        lambda: inspections.finish_sheet(
            inspection=row,
            revision=1,
            answers=ALL_IN_ORDER,
            on=TODAY,
            language="en",
            by=None,
            at=NOW,
        ),
        lambda: inspections.cancel(inspection=row, by=None, at=NOW),
        lambda: type(row).objects.get().state,
        "filled",
        answer="wrong_state",
    )


@at("quality.calibration.actions:send_attempt")
def exercise_is_sent_twice() -> Scene:
    factories.installation()
    exercise = factories.exercise()
    school = factories.institution()
    user = factories.observer(institution=school).account.user

    def send() -> object:
        return calibration.send_attempt(
            exercise=exercise, answers=LEVELS, language="lv", on=TODAY, by=user, at=NOW
        )

    return Scene(send, send, Attempt.objects.count, 1, answer="pause")


def _part(people: int = 3) -> Part:
    """The teachers of a school are asked, so many of them."""
    factories.installation()
    Installation.objects.update(today=OPEN_ON)
    school = factories.institution()
    part: Part = factories.part(campaign=factories.campaign(institutions=[school]))
    Population.objects.create(part=part, institution=school, people=people)
    return part


@at("quality.surveys.codes.actions:draw")
def first_two_draw_their_codes() -> Scene:
    part = _part()
    school = part.campaign.institutions.get()

    def draw() -> Act:
        person = factories.observer(institution=school, role="teacher")
        factories.employment(person=person, institution=school, role="music_teacher")
        user = person.account.user
        return lambda: giving.draw(part=part, institution=school, on=OPEN_ON, by=user, at=NOW)

    return Scene(draw(), draw(), lambda: (Batch.objects.count(), Unsent.objects.count()), (1, 1))


def _batch(*numbers: int) -> Batch:
    """Three codes, of which these wait for their letters."""
    batch: Batch = factories.batch(part=_part(), goes_by_letter=True)
    for number in numbers:
        Unsent.objects.create(batch=batch, number=number)
    return batch


@at("quality.surveys.codes.posting:_taken")
def two_letters_take_their_codes() -> Scene:
    batch = _batch(3)
    taken: list[int] = []

    def take() -> None:
        taken.append(posting._taken(batch))

    return Scene(take, take, lambda: (len(set(taken)), Code.objects.count()), (2, 4))


@at("quality.surveys.codes.posting:clear")
def addresses_that_were_not_reached_are_forgotten_twice() -> Scene:
    batch = _batch(2, 3)
    Letter.objects.create(batch=batch, address="a@example.lv", language="lv", has_failed=True)

    def clear() -> None:
        posting.clear(batch=batch, by=None, at=NOW)

    return Scene(
        clear,
        clear,
        lambda: (Batch.objects.get().issued, Code.objects.count(), Letter.objects.count()),
        (2, 2, 0),
    )


@at("quality.surveys.answering.actions:enter_paper")
def paper_is_entered_by_two() -> Scene:
    part = _part()
    given = {"part": part, "institution": part.campaign.institutions.get(), "seen": 0}

    def enter() -> object:
        sheet = {"outcomes": "yes"}
        return answers.enter_paper(answers=[sheet], on=OPEN_ON, by=None, at=NOW, **given)

    return Scene(enter, enter, Response.objects.count, 1, answer="entered_meanwhile")


@at("quality.surveys.codes.actions:demand_seen")
def codes_are_given_out_by_two() -> Scene:
    part = _part()
    given = {"part": part, "institution": part.campaign.institutions.get(), "seen": 0}

    def give() -> object:
        return giving.give_out(counts={None: 3}, by=None, at=NOW, **given)

    return Scene(give, give, Batch.objects.count, 1, answer="given_meanwhile")


def _own_signals() -> tuple[Any, Any]:
    """A learner of a city without lessons, whom the register tells to learn nowhere, and where."""
    factories.installation()
    factories.signal_rule(kind="not_enrolled", threshold=7)
    left = {"from_on": date(2023, 9, 1), "to_on": TODAY - timedelta(days=30)}
    born_on = date(2012, 3, 1)
    row = factories.enrolment(
        **left, leaving_reason="moved", person=factories.person(born_on=born_on)
    )
    return row.person, row.group.institution


@at("quality.prevention.families.actions:make_link")
def two_make_an_address_of_one_family() -> Scene:
    learner, place = _own_signals()
    secrets: list[str] = []

    def make() -> None:
        made = own_signals.make_link(learner=learner, institution=place, by=None, at=NOW)
        secrets.append(made.secret)

    def opens() -> list[bool]:
        kept = SignalLink.objects.on(TODAY).values_list("token_hash", flat=True)
        return [secret_addresses.hashed(one) in kept for one in secrets]

    return Scene(make, make, opens, [False, True])


@at("quality.prevention.families.actions:answer")
def family_answers_while_its_address_is_withdrawn() -> Scene:
    learner, place = _own_signals()
    link = factories.signal_link(learner=learner, institution=place)
    given = {"kind": "not_enrolled", "text": "Esam citā pilsētā."}
    return Scene(
        lambda: own_signals.withdraw(link=link, revision=link.revision, by=None, at=NOW),
        lambda: own_signals.answer(link=link, **given, at=NOW),
        lambda: (SignalLink.objects.on(TODAY).count(), SignalAnswer.objects.count()),
        (0, 0),
        answer="over",
    )


@at("quality.prevention.algorithms.actions:_held")
def step_of_an_algorithm_is_taken_back_while_it_is_finished() -> Scene:
    run = factories.algorithm_run(algorithm=factories.algorithm())
    for number in (1, 2):
        factories.algorithm_tick(run=run, number=number)
    return Scene(
        lambda: algorithms.finish(run=run, revision=run.revision, by=None, at=NOW),
        lambda: algorithms.untick(tick=Tick.objects.get(number=1), by=None, at=NOW),
        lambda: (Run.objects.get().state, Run.objects.get().ticks.count()),
        ("finished", 2),
        answer="wrong_state",
    )
