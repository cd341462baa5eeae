"""Exercises, inspections, self-evaluations and what else of the rooms has states."""

from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from typing import Any
from unittest.mock import patch

from gaisma.base.models import User
from gaisma.quality.assessments.actions import assessments as examining
from gaisma.quality.assessments.actions import results as marking
from gaisma.quality.assessments.models import Assessment, Result
from gaisma.quality.calibration import actions as calibration
from gaisma.quality.calibration.models import Exercise
from gaisma.quality.challenges import actions as challenges
from gaisma.quality.challenges.models import Challenge
from gaisma.quality.inspections.actions import acts, defects, inspections
from gaisma.quality.inspections.models import Inspection
from gaisma.quality.prevention.algorithms import actions as following
from gaisma.quality.prevention.cases import actions as cases
from gaisma.quality.prevention.models import Case, Run
from gaisma.quality.selfevaluation.actions import evidence as proving
from gaisma.quality.selfevaluation.actions import reports
from gaisma.quality.selfevaluation.models import SelfEvaluation
from gaisma.quality.selfevaluation.queries import evidence
from gaisma.quality.socialemotional import actions as social
from gaisma.quality.socialemotional.models import Lesson, Talk
from gaisma.quality.wellbeing import actions as supporting
from gaisma.quality.wellbeing.models import SupportActivity
from gaisma.record.programmes.actions import transfers
from gaisma.record.programmes.models import TransferOffer
from gaisma.workplace.calendar import actions
from gaisma.workplace.calendar.models import Delivery
from tests import factories
from tests.factories import attaching
from tests.factories.calibration import LEVELS
from tests.factories.inspections import ALL_IN_ORDER
from tests.integration.workflows.journeys import of
from tests.moments import NOW, TODAY

WHO: dict[str, Any] = {"by": None, "at": NOW}
TERMS: dict[str, Any] = {
    "title": "Vārda daļas",
    "lesson": "Latviešu valoda, 4. klase",
    "language": "lv",
    "least_exact": 60,
    "least_adjacent": 80,
    "least_kappa": None,
    "months": 12,
    "pause_days": 30,
}


def official() -> User:
    """Somebody of the authority."""
    user: User = factories.user()
    factories.role_grant(user=user, role="specialist", organisation=factories.authority())
    return user


@of("calibration.exercise")
def exercise() -> Iterator[tuple[str, Exercise]]:
    version = factories.lesson_version()
    row = calibration.write(version=version, **TERMS, **WHO)
    yield "write", row
    row = calibration.change(exercise=row, revision=row.revision, **TERMS, **WHO)
    yield "change", row
    phases = [{"from": 0, "to": 8, "text": "Mērķis."}]
    row = calibration.describe(exercise=row, revision=row.revision, phases=phases, **WHO)
    yield "describe", row
    agreed = {"levels": LEVELS, "reasons": dict.fromkeys(LEVELS, "Tā bija.")}
    row = calibration.agree(exercise=row, revision=row.revision, **agreed, **WHO)
    yield "agree", row
    row = calibration.open_(exercise=row, revision=row.revision, on=TODAY, **WHO)
    yield "open", row
    observer = factories.observer(institution=factories.institution()).account.user
    calibration.send_attempt(
        exercise=row, answers=LEVELS, language="lv", on=TODAY, by=observer, at=NOW
    )
    yield "take", row
    row = calibration.withdraw(exercise=row, revision=row.revision, on=TODAY, **WHO)
    yield "withdraw", row
    draft = calibration.write(version=version, **TERMS, **WHO)
    yield "write", draft
    calibration.drop(exercise=draft, **WHO)
    yield "drop", None


@of("inspections.inspection")
def inspection() -> Iterator[tuple[str, Inspection | None]]:
    factories.institution()
    chief = official()
    year, version = factories.school_year("2024/2025"), factories.readiness_version()
    planned = {"led_by": chief, "members": []}
    (row,) = inspections.plan_year(school_year=year, version=version, on=TODAY, **planned, **WHO)
    yield "plan", row
    day = row.planned_on
    row = inspections.change(
        inspection=row, revision=row.revision, planned_on=day, **planned, **WHO
    )
    yield "change", row
    found: Any = {
        "what": "Galdi",
        "place": "1. stāvs",
        "severity": "serious",
        "due_on": date(2024, 9, 28),
        "mends": "institution",
    }
    defect = defects.write_down(inspection=row, **found, **WHO)
    yield "write_down", row
    defect = defects.change(defect=defect, revision=defect.revision, **found, **WHO)
    yield "change_defect", row
    defects.remove(defect=defect, **WHO)
    yield "remove_defect", row
    photo = defects.take_photo(
        inspection=row, picture=attaching.picture(), caption="Izeja", item="exits", **WHO
    )
    yield "take_photo", row
    defects.remove_photo(photo=photo, **WHO)
    yield "remove_photo", row
    row = inspections.keep_sheet(inspection=row, revision=row.revision, answers=ALL_IN_ORDER, **WHO)
    yield "keep", row
    for act in ("fill", "sign", "acknowledge", "reopen"):
        row = Inspection.objects.get(pk=row.pk)
        given = {"revision": row.revision, **WHO}
        if act == "fill":
            inspections.finish_sheet(
                inspection=row, answers=ALL_IN_ORDER, on=TODAY, language="lv", **given
            )
        elif act == "sign":
            said = {"number": "G-1", "result": "ready", "conclusion": ""}
            acts.sign(inspection=row, on=TODAY, **said, **given)
        elif act == "acknowledge":
            acts.acknowledge(act=row.acts.get(), on=TODAY, remark="", **{**given, "revision": 1})
        else:
            acts.reopen(inspection=row, because="Cita telpa", **given)
        yield act, row
    other = factories.inspection(institution=factories.institution())
    inspections.cancel(inspection=other, **WHO)
    yield "cancel", None


@of("assessments.assessment")
def assessment() -> Iterator[tuple[str, Assessment | None]]:
    planned: Any = {"key": "exam", "kind": "state", "title_lv": "Eksāmens"}
    row = examining.plan(**planned, school_year=factories.school_year(), **WHO)
    yield "plan", row
    row = examining.change(assessment=row, revision=row.revision, **planned, **WHO)
    yield "change", row
    fields: Any = {"code": "a", "stage": "school", "held_on": TODAY, "maximum": Decimal(10)}
    fields["subject"] = factories.subject()
    paper = examining.add_paper(assessment=row, **fields, **WHO)
    yield "add_paper", row
    paper = examining.change_paper(paper=paper, revision=paper.revision, **fields, **WHO)
    yield "change_paper", row
    examining.remove_paper(paper=paper, **WHO)
    yield "remove_paper", row
    factories.paper(assessment=row)
    for act, take in (
        ("open", examining.open_),
        ("close", examining.close),
        ("tell", examining.tell),
        ("withhold", examining.withhold),
        ("reopen", examining.reopen),
    ):
        row = take(assessment=row, revision=row.revision, **WHO)
        yield act, row
    other = factories.assessment(state="planned")
    examining.cancel(assessment=other, **WHO)
    yield "cancel", None


@of("assessments.result")
def result() -> Iterator[tuple[str, Result | None]]:
    paper = factories.paper()
    held = factories.group(grade=9)
    told: Any = {"total": Decimal(3)}

    row = marking.enter(
        paper=paper,
        person=factories.enrolment(group=held).person,
        institution=held.institution,
        attempt=1,
        on=TODAY,
        **told,
        **WHO,
    )
    yield "enter", row
    row = marking.correct(result=row, revision=row.revision, because="", **told, **WHO)
    yield "correct", row
    row = marking.confirm(result=row, revision=row.revision, **WHO)
    yield "confirm", row
    row = marking.appeal(result=row, revision=row.revision, because="3.", **WHO)
    yield "appeal", row
    row = marking.decide(result=row, revision=row.revision, because="Nē", **told, **WHO)
    yield "decide", row
    marking.remove(result=factories.result(paper=paper), **WHO)
    yield "remove", None


@of("selfevaluation.evaluation")
def evaluation() -> Iterator[tuple[str, SelfEvaluation]]:
    place, year = factories.institution(), factories.school_year("2023/2024")
    version = factories.framework_version()
    row = reports.begin(institution=place, school_year=year, version=version, **WHO)
    yield "begin", row
    lessons = row.passages.get(about="lessons")
    lessons = reports.write(
        passage=lessons, revision=lessons.revision, narrative="Labi", level="fair", **WHO
    )
    yield "write", row
    joined = reports.join(evaluation=row, criteria=("lessons", "marks"), **WHO)
    yield "join", row
    joined = reports.part(passage=joined, revision=joined.revision, **WHO)
    yield "part", row
    piece = proving.add_other(
        passage=joined, title="Lapa", link="https://gaisma.test/", is_public=False, **WHO
    )
    yield "add_evidence", row
    proving.remove(piece=piece, **WHO)
    yield "drop_evidence", row
    remark = reports.remark(evaluation=row, about="", text="Kāpēc?", **WHO)
    yield "remark", row
    reports.settle(remark=remark, **WHO)
    yield "settle", row
    with patch.object(evidence, "figures_of", lambda *_row, **_given: {}):
        way = ("hear", "take_back", "hear", "sign", "agree", "send_back", "hear", "sign", "agree")
        for act in (*way, "publish"):
            row = SelfEvaluation.objects.get(pk=row.pk)
            days = {} if act in ("take_back", "send_back") else {"on": TODAY}
            words = {"hear": {"protocol": "4"}, "send_back": {"because": "Vēl"}}.get(act, {})
            given: Any = {**days, **words, "revision": row.revision, **WHO}
            getattr(reports, act)(evaluation=row, **given)
            yield act, row


@of("programmes.transfer")
def transfer() -> Iterator[tuple[str, TransferOffer]]:
    there = factories.institution()
    group = factories.group(institution=there, programme=factories.programme(institution=there))
    for act in ("accept", "decline", "withdraw"):
        enrolment = factories.enrolment()
        giving = factories.user()
        place = enrolment.group.institution
        factories.role_grant(user=giving, role="head", organisation=place)
        offer = transfers.offer(
            enrolment=enrolment, to=there, on=date(2024, 3, 1), by=giving, at=NOW
        )
        yield "offer", offer
        given = {"group": group} if act == "accept" else {}
        getattr(transfers, act)(offer=offer, revision=offer.revision, **given, **WHO)
        yield act, offer


@of("calendar.delivery")
def delivery() -> Iterator[tuple[str, Delivery]]:
    place = factories.institution()
    deadline = factories.deadline(organisation=factories.authority())
    given = {"deadline": deadline, "institution": place, **WHO}
    row = actions.deliver(**given)
    yield "deliver", row
    actions.return_(delivery=row, answer="Vēl", **WHO)
    yield "return", row
    row = actions.deliver(**given)
    yield "deliver_anew", row
    actions.accept(delivery=row, **WHO)
    yield "accept", row


@of("challenges.challenge")
def challenge_of_the_year() -> Iterator[tuple[str, Challenge]]:
    year, _later = (factories.school_year(f"{first}/{first + 1}") for first in (2023, 2024))
    about: Any = {"school_year": year, "title": "Vacancies", "owner": factories.user()}
    row = challenges.name(**about, **WHO)
    yield "name", row
    row = challenges.change(challenge=row, revision=row.revision, **about, **WHO)
    yield "change", row
    task = challenges.add_task(challenge=row, what="Ask", **WHO)
    yield "add_task", row
    task = challenges.change_task(task=task, revision=task.revision, what="Ask again", **WHO)
    yield "change_task", row
    challenges.remove_task(task=task, **WHO)
    yield "remove_task", row
    ended: Any = {"outcome": "grown", "became": "More are empty.", "concluded_on": TODAY}
    row = challenges.conclude(challenge=row, revision=row.revision, **ended, **WHO)
    yield "conclude", row
    later = challenges.carry_on(challenge=row, revision=row.revision, **WHO)
    yield "carry_on", row
    challenges.drop(challenge=later, **WHO)
    yield "drop", None
    row = Challenge.objects.get(pk=row.pk)
    yield "reopen", challenges.reopen(challenge=row, revision=row.revision, **WHO)


@of("wellbeing.activity")
def support_activity() -> Iterator[tuple[str, SupportActivity]]:
    factories.school_year("2023/2024")
    about: Any = {"kind": "raid", "planned_on": date(2024, 5, 14), "grades": ["7"]}
    told: Any = {"held_on": date(2024, 5, 14), "learners": 24, "adults": 2, "hours": Decimal("1.5")}

    def go(key: str, **given: Any) -> SupportActivity:
        act: Any = getattr(supporting, key)
        found: SupportActivity = act(activity=row, revision=row.revision, **given, **WHO)
        return found

    row = supporting.ask(institution=factories.preschool(), **about, **WHO)
    yield "ask", row
    yield "change", go("change", **about)
    yield "decline", go("decline", reason="Nobody can come.")
    yield "reopen", go("reopen")
    yield "cancel", go("cancel", reason="The class is ill.")
    yield "reopen", go("reopen")
    yield "agree", go("agree")
    yield "hold", go("hold", came_of_it="", **told)
    yield "correct", go("correct", came_of_it="Calm.", **told)
    yield "take_back", go("take_back")


@of("socialemotional.lesson")
def lesson_of_a_class() -> Iterator[tuple[str, Lesson]]:
    group = factories.class_of_grade_five()
    about: Any = {"group": group, "on": TODAY, "topic": "bullying"}
    row = social.note_lesson(**about, **WHO)
    yield "note_lesson", row
    yield "undo_lesson", social.undo_lesson(lesson=row, revision=row.revision, **WHO)
    row = social.plan_lesson(**about, **WHO)
    yield "plan_lesson", row
    yield "hold_lesson", social.hold_lesson(lesson=row, revision=row.revision, **WHO)


@of("socialemotional.talk")
def talk_with_a_family() -> Iterator[tuple[str, Talk]]:
    enrolled = factories.enrolment(group=factories.class_of_grade_five())
    about: Any = {"group": enrolled.group, "learner": enrolled.person, "on": TODAY}
    row = social.note_talk(**about, took_part=["parent"], **WHO)
    yield "note_talk", row
    yield "undo_talk", social.undo_talk(talk=row, revision=row.revision, **WHO)
    row = social.plan_talk(**about, took_part=["parent"], **WHO)
    yield "plan_talk", row
    yield "hold_talk", social.hold_talk(talk=row, revision=row.revision, **WHO)


@of("prevention.case")
def support_case() -> Iterator[tuple[str, Case]]:
    enrolled = factories.enrolment()
    place = enrolled.group.institution
    owner = factories.account().person
    factories.employment(person=owner, institution=place)
    about: Any = {"owner": owner, "reasons": ["learning"], "situation": ""}
    row = cases.open_(learner=enrolled.person, institution=place, opened_on=TODAY, **about, **WHO)
    yield "open", row
    row = cases.change(case=row, revision=row.revision, **about, **WHO)
    yield "change", row
    part = cases.name(case=row, person=factories.account().person, body="police", until=None, **WHO)
    yield "name", row
    cases.let_go(participant=part, **WHO)
    yield "let_go", row
    factories.algorithm()
    planned: Any = {"kind": "mentor", "funding": "state", "from_on": TODAY}
    support = cases.plan(case=row, **planned, **WHO)
    yield "plan", row
    support = cases.replan(support=support, revision=support.revision, **planned, **WHO)
    yield "replan", row
    given = cases.give(support=support, on=TODAY, hours=Decimal(1), **WHO)
    yield "give", row
    cases.take_back(given=given, **WHO)
    yield "take_back", row
    cases.meet(case=row, held_on=TODAY, attended=["family"], agreed="Zvanīsim.", **WHO)
    yield "meet", row
    review = cases.set_review(case=row, due_on=TODAY, **WHO)
    yield "set_review", row
    cases.review(review=review, revision=review.revision, held_on=TODAY, found="Palīdz.", **WHO)
    yield "review", row
    following.start(situation="absence", case=row, **WHO)
    yield "follow", row
    row = cases.close(
        case=row, revision=row.revision, closed_on=TODAY, outcome="stays", learnt="", **WHO
    )
    yield "close", row
    yield "reopen", cases.reopen(case=row, revision=row.revision, **WHO)


@of("prevention.run")
def algorithm_followed() -> Iterator[tuple[str, Run]]:
    factories.algorithm()
    row = following.start(situation="absence", case=factories.support_case(), **WHO)
    yield "start", row
    ended: Any = {"outcome": "done", "on": TODAY, "done_by": factories.person(), "note": ""}
    first = following.tick(run=row, number=1, **ended, **WHO)
    yield "tick", row
    following.untick(tick=first, **WHO)
    yield "untick", row
    for number in (1, 2):
        factories.algorithm_tick(run=row, number=number)
    yield "finish", following.finish(run=row, revision=row.revision, **WHO)
