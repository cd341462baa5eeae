"""What stands in addresses: for each parameter a row of the institution that is asked for.

Whoever adds an address with a new parameter adds a line to SAMPLES: its name (or `room:name`,
`room:view:name` where rooms use one name for different things) and a function that makes the row
for an institution and answers what stands in the address. It is called for an institution inside
the reader's scope and for one outside. `everywhere` is for what belongs to no institution.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from axes.models import AccessAttempt

from gaisma.base import stylesheet
from gaisma.base.models import MovedWorkingDay, Organisation, Term, User
from gaisma.evidence.reports import doubts, shelf
from gaisma.evidence.reports.models import Justification, Report, ReportFigure
from gaisma.quality.assessments.models import PassingRule
from gaisma.quality.challenges.models import Challenge
from gaisma.quality.inspections.models import Inspection
from gaisma.quality.prevention.models import Case
from gaisma.quality.selfevaluation.models import (
    Appraisal,
    Contribution,
    Evidence,
    Passage,
    SelfEvaluation,
)
from gaisma.quality.socialemotional.models import Lesson, Norm
from gaisma.quality.surveys import codes
from gaisma.quality.wellbeing.models import SupportActivity
from gaisma.record.instruments.models import Version
from gaisma.record.programmes.models import Enrolment, Group
from gaisma.workplace.new_year.models import Plan
from tests import factories
from tests.moments import NOW, TODAY


@dataclass(frozen=True)
class Place:
    """An institution, those who hold a role there, and the group that its teachers teach."""

    organisation: Organisation
    readers: dict[str, User] = field(default_factory=dict)
    group: Any = None
    learner: Any = None
    made: dict[str, Any] = field(default_factory=dict)
    """What stands already in the address that is being filled in."""


Sample = Callable[[Place], Any]


def everywhere(value: Any) -> Sample:
    """What is the same whichever institution is asked for."""
    made: Sample = lambda place: value  # noqa: E731
    made.belongs_to_nobody = True  # type: ignore[attr-defined]
    return made


def of_nobody(maker: Sample) -> Sample:
    """A row that belongs to no institution."""
    maker.belongs_to_nobody = True  # type: ignore[attr-defined]
    return maker


def _carried_on() -> Challenge:
    """One that is concluded, before a school year into which it can be taken on."""
    factories.school_year("2025/2026")
    row: Challenge = factories.challenge(outcome="grown")
    return row


def _activity(place: Place, **fields: Any) -> SupportActivity:
    """One that is the institution's own, so that its people arrange it."""
    own = {"institution": place.organisation, "arranged_by": "institution"}
    row: SupportActivity = factories.support_activity(**own, **fields)
    return row


def _somebody(place: Place) -> User:
    return place.readers.get("head") or factories.user()


def _lock() -> AccessAttempt:
    return AccessAttempt.objects.create(
        username=f"somebody{AccessAttempt.objects.count()}", failures_since_start=5
    )


def _board(place: Place, make: Callable[..., Any]) -> Any:
    return make(body=factories.body(institution=place.organisation)).pk


def _absence_step(place: Place) -> Any:
    # A term of its own: the other one may be removed.
    term = Term.objects.filter(number=2).first() or factories.term(number=2)
    absence = factories.absence(institution=place.organisation, learner=place.learner, term=term)
    return factories.absence_step(absence=absence)


def _signal_link(place: Place) -> Any:
    return factories.signal_link(institution=place.organisation, learner=place.learner)


def _run(place: Place) -> Any:
    """An algorithm that is followed in a case of the institution."""
    return factories.algorithm_run(case=_case(place))


def _another_learner(place: Place) -> Any:
    return factories.enrolment(group=place.group).person


def _employed(place: Place) -> Any:
    return factories.employment(institution=place.organisation).person


def _neighbour(place: Place) -> Organisation:
    return factories.institution(parent=place.organisation.parent)


def _offered(place: Place) -> Any:
    """A learner of another institution, offered to this one."""
    group = factories.group(institution=_neighbour(place))
    return factories.transfer_offer(
        enrolment=factories.enrolment(group=group), to=place.organisation
    )


def _report() -> Report:
    """A draft, with files of it."""
    for form in ("html", "pdf"):
        file = shelf.drafts() / f"readiness-2024-2025-lv.{form}"
        file.parent.mkdir(parents=True, exist_ok=True)
        if not file.exists():
            file.write_text('<div class="page"><main id="report"></main>', encoding="utf-8")
    return Report.objects.first() or factories.report()


def _doubt() -> str:
    """Something of the report's texts that has to be settled: they name a year long past."""
    report = _report()
    if not report.narratives.exists():
        factories.narrative(report=report, text="1998/1999")
    return doubts.of(report)[0].key


def _pinned() -> ReportFigure:
    report = _report()
    return report.figures.first() or factories.report_figure(report=report)


def _justification() -> Justification:
    report = _report()
    return report.justifications.first() or factories.justification(report=report)


def _draft() -> int:
    """A draft of an instrument; its first list is of use to its first question."""
    draft: int = factories.version(in_use_from=None).pk
    return draft


def _retired_instrument() -> Any:
    return factories.instrument(retired_on=TODAY)


def _deadline(place: Place) -> Any:
    """What the institution owes to whom it stands below."""
    asking = place.organisation.parent or place.organisation
    return factories.deadline(organisation=asking, listed=[place.organisation])


def _observation(place: Place) -> Any:
    """An external one: the authority sees it beside those who lead the institution."""
    teacher = place.readers.get("teacher")
    given = {"teacher": teacher.account.person} if teacher else {}
    return factories.observation(
        institution=place.organisation, observed_by="external", version=_instrument(), **given
    )


def _survey(place: Place, **fields: Any) -> Any:
    """A survey of the teachers of the institution; its questionnaire is one for all."""
    asked = Version.objects.filter(instrument__use="survey").first() or factories.survey_version()
    campaign = factories.campaign(institutions=[place.organisation], **fields)
    factories.part(campaign=campaign, version=asked)
    return campaign


def _codes(place: Place) -> Any:
    return factories.batch(part=_survey(place).parts.get())


def _slips(place: Place) -> Any:
    """Of a class whose class teacher the reader with that role is."""
    campaign = _survey(place)
    asked = campaign.parts.get().version
    part = factories.part(campaign=campaign, audience="pupils_grades_5_12", version=asked)
    group = factories.group(institution=place.organisation)
    teacher = place.readers.get("class_teacher")
    if teacher:
        person = teacher.account.person
        factories.group_teacher(group=group, person=person, is_class_teacher=True)
    return factories.batch(part=part, group=group)


def _led_class(place: Place) -> Group:
    """A class of grade 5 whose class teacher the reader with that role is."""
    found = Group.objects.filter(institution=place.organisation, name="5.led").first()
    if found is not None:
        return found
    group: Group = factories.group(institution=place.organisation, name="5.led", grade=5)
    teacher = place.readers.get("class_teacher")
    if teacher:
        person = teacher.account.person
        factories.group_teacher(group=group, person=person, is_class_teacher=True)
    return group


def _of_led_class(place: Place) -> Any:
    """A learner of that class."""
    group = _led_class(place)
    found = Enrolment.objects.filter(group=group).first()
    return (found or factories.enrolment(group=group)).person


def _talk(place: Place, **fields: Any) -> Any:
    learner = factories.enrolment(group=_led_class(place)).person
    return factories.family_talk(group=_led_class(place), learner=learner, **fields)


def _lesson(place: Place, **fields: Any) -> Any:
    words = f"About {Lesson.objects.count()}"
    return factories.class_lesson(group=_led_class(place), topic="other", words=words, **fields)


def _instrument() -> Version:
    """One for all: an instrument is in use once."""
    return Version.objects.filter(instrument__use="observation").first() or factories.version()


def _sheet(place: Place) -> Any:
    """The sheet of the specialist, who observes."""
    specialist = place.readers.get("specialist")
    given = {"observer": specialist.account.person} if specialist else {}
    return factories.sheet(observation=_observation(place), **given)


def _closed_survey(place: Place) -> Any:
    """A survey at the institution, of which everything is told."""
    return factories.campaign(institutions=[place.organisation], closed_at=NOW)


def _led(place: Place) -> Any:
    return _sheet(place).observation


def _own_report(place: Place) -> SelfEvaluation:
    """What the institution is writing: one of a year."""
    year = factories.school_year("2023/2024")
    standing = SelfEvaluation.objects.filter(institution=place.organisation, school_year=year)
    found: SelfEvaluation = standing.first() or factories.self_evaluation(
        institution=place.organisation, school_year=year
    )
    return found


def _signed_report(place: Place) -> SelfEvaluation:
    """What those read too who look on."""
    year = factories.school_year("2022/2023")
    standing = SelfEvaluation.objects.filter(institution=place.organisation, school_year=year)
    found: SelfEvaluation = standing.first() or factories.signed_evaluation(
        institution=place.organisation, school_year=year
    )
    return found


def _document(place: Place) -> Evidence:
    """A document that whoever reads the report opens too."""
    given = {"kind": "document", "title": "Plan", "attachment": factories.attachment()}
    found: Evidence = factories.piece_of_evidence(evaluation=_signed_report(place), **given)
    return found


def _passage(place: Place) -> Passage:
    report = _own_report(place)
    found: Passage = report.passages.first() or factories.passage(evaluation=report)
    return found


def _appraisal(place: Place) -> Appraisal:
    """The head's, by the specialist."""
    names = {"head": "head", "appraiser": "specialist"}
    readers = {name: place.readers.get(role) for name, role in names.items()}
    people = {name: user.account.person for name, user in readers.items() if user}
    year = factories.school_year("2023/2024")
    standing = Appraisal.objects.filter(institution=place.organisation, school_year=year)
    found: Appraisal = standing.first() or factories.appraisal(
        institution=place.organisation, school_year=year, **people
    )
    return found


def _attempt(place: Place) -> Any:
    """The specialist's own."""
    specialist = place.readers.get("specialist")
    given = {"observer": specialist.account.person} if specialist else {}
    return factories.attempt(**given)


def _own_exercise(place: Place, **fields: Any) -> Any:
    """One of which the specialist knows the agreed levels."""
    exercise = factories.exercise(**fields)
    exercise.known_to.add(*(user for role, user in place.readers.items() if role == "specialist"))
    return exercise


def _contribution(place: Place, **fields: Any) -> Any:
    """What the teacher says of a year, each time for another commission."""
    teacher = place.readers.get("teacher")
    given = {"person": teacher.account.person} if teacher else {}
    named = {"commission": f"Commission {Contribution.objects.count() + 1}", **given, **fields}
    return factories.contribution(institution=place.organisation, **named)


def _inspection(place: Place) -> Inspection:
    """The institution's, led by the specialist, with an act."""
    year = factories.school_year("2024/2025")
    standing = Inspection.objects.filter(institution=place.organisation, school_year=year)
    found: Inspection = standing.first() or factories.signed_inspection(
        institution=place.organisation,
        school_year=year,
        led_by=place.readers.get("specialist") or factories.user(),
    )
    return found


def _result(place: Place, *, state: str = "provisional", assessed: str = "open") -> Any:
    """Of the learner whose class readers teach, in an assessment that takes results."""
    held = place.group
    paper = factories.paper(
        grade=held.grade,
        stage=held.programme.stage,
        assessment=factories.assessment(school_year=held.school_year, state=assessed),
    )
    if not PassingRule.objects.filter(grade=held.grade or 12).exists():
        factories.passing_rule(grade=held.grade or 12, from_on=held.school_year.starts_on)
    return factories.result(
        paper=paper,
        institution=place.organisation,
        group=held,
        person=place.learner,
        state=state,
    )


def _case(place: Place, **fields: Any) -> Case:
    """The learner's, led by the teacher; the support team sees it too."""
    teacher = place.readers.get("teacher")
    given = {"owner": teacher.account.person} if teacher else {}
    made: Case = factories.support_case(
        learner=place.learner, institution=place.organisation, **given, **fields
    )
    return made


SAMPLES: dict[str, Sample] = {
    "fingerprint": everywhere(stylesheet.fingerprint()),
    "indicator": everywhere("staff.count"),
    "organisation_id": lambda place: place.organisation.pk,
    "group_id": lambda place: place.group.pk,
    "person_id": lambda place: place.learner.pk,
    "programme_id": lambda place: place.group.programme_id,
    "user_id": lambda place: factories.role_grant(organisation=place.organisation).user_id,
    "grant_id": lambda place: factories.role_grant(organisation=place.organisation).pk,
    "job_id": lambda place: factories.job(by=place.readers.get("head") or factories.user()).pk,
    "invitation_id": lambda place: factories.invitation(organisation=place.organisation).pk,
    "attempt_id": of_nobody(lambda place: _lock().pk),
    "accounts:token": everywhere("nobodys"),
    "provider_id": everywhere("nobodys"),
    "uidb36": everywhere("1"),
    "account_reset_password_from_key:key": everywhere("nobodys"),
    "pk": everywhere(1),
    "act_id": of_nobody(lambda place: factories.act().pk),
    "assessment_id": of_nobody(lambda place: _result(place).paper.assessment_id),
    "assessments:open:assessment_id": of_nobody(
        lambda place: factories.assessment(state="planned").pk
    ),
    "assessments:cancel:assessment_id": of_nobody(
        lambda place: factories.assessment(state="planned").pk
    ),
    **{
        f"assessments:{view}:assessment_id": of_nobody(
            lambda place, state=state: factories.assessment(state=state).pk
        )
        for view, state in (("reopen", "closed"), ("tell", "closed"), ("withhold", "told"))
    },
    "assessments:slips:assessment_id": of_nobody(
        lambda place: _result(place, assessed="told").paper.assessment_id
    ),
    "assessments:token": everywhere("nobodys"),
    "prevention:token": everywhere("nobodys"),
    "paper_id": of_nobody(lambda place: _result(place).paper_id),
    "assessments:reference_id": of_nobody(lambda place: factories.reference().pk),
    "average_id": of_nobody(lambda place: factories.published_average().pk),
    "assessments:rule_id": of_nobody(
        lambda place: (PassingRule.objects.first() or factories.passing_rule()).pk
    ),
    "result_id": lambda place: _result(place).pk,
    "assessments:decide:result_id": lambda place: _result(place, state="appealed").pk,
    "priority_id": of_nobody(lambda place: factories.priority().pk),
    "body_id": lambda place: factories.body(institution=place.organisation).pk,
    "member_id": lambda place: _board(place, factories.member),
    "meeting_id": lambda place: _board(place, factories.meeting),
    "measure_id": lambda place: factories.measure(organisation=place.organisation).pk,
    "deadline_id": lambda place: _deadline(place).pk,
    "delivery_id": lambda place: (
        factories.delivery(deadline=_deadline(place), institution=place.organisation).pk
    ),
    "calendar:token": everywhere("nobodys"),
    "surveys:code": of_nobody(lambda place: codes.letters(factories.batch(is_trial=True).pk, 1)),
    "campaign_id": of_nobody(lambda place: _survey(place).pk),
    "surveys:change:campaign_id": of_nobody(lambda place: _survey(place, started_at=None).pk),
    "surveys:ask:campaign_id": of_nobody(lambda place: _survey(place, started_at=None).pk),
    "surveys:drop:campaign_id": of_nobody(lambda place: _survey(place, started_at=None).pk),
    "surveys:start:campaign_id": of_nobody(lambda place: _survey(place, started_at=None).pk),
    "part_id": of_nobody(lambda place: _survey(place).parts.get().pk),
    "surveys:leave_out:part_id": of_nobody(
        lambda place: _survey(place, started_at=None).parts.get().pk
    ),
    "batch_id": lambda place: _codes(place).pk,
    "surveys:sheet:batch_id": lambda place: _slips(place).pk,
    "socialemotional:group_id": lambda place: _led_class(place).pk,
    "socialemotional:person_id": lambda place: _of_led_class(place).pk,
    "class_lesson_id": lambda place: _lesson(place).pk,
    "socialemotional:hold_lesson:class_lesson_id": lambda place: _lesson(place, state="planned").pk,
    "family_talk_id": lambda place: _talk(place).pk,
    "socialemotional:hold_talk:family_talk_id": lambda place: _talk(place, state="planned").pk,
    "norm_id": of_nobody(lambda place: (Norm.objects.first() or factories.norm()).pk),
    "surveys:results:campaign_id": lambda place: _closed_survey(place).pk,
    "surveys:institutions:campaign_id": lambda place: _closed_survey(place).pk,
    "surveys:differences:campaign_id": lambda place: _closed_survey(place).pk,
    "surveys:texts:campaign_id": lambda place: _closed_survey(place).pk,
    "exercise_id": of_nobody(lambda place: factories.exercise().pk),
    "calibration:change:exercise_id": of_nobody(
        lambda place: _own_exercise(place, opened_on=None).pk
    ),
    "calibration:describe:exercise_id": of_nobody(
        lambda place: _own_exercise(place, opened_on=None).pk
    ),
    "calibration:agree:exercise_id": of_nobody(
        lambda place: _own_exercise(place, opened_on=None).pk
    ),
    "calibration:drop:exercise_id": of_nobody(
        lambda place: _own_exercise(place, opened_on=None).pk
    ),
    "calibration:attempt_id": lambda place: _attempt(place).pk,
    "observation_id": lambda place: _observation(place).pk,
    "observations:talk:observation_id": lambda place: _led(place).pk,
    "observations:propose:observation_id": lambda place: _led(place).pk,
    "observations:sign:observation_id": lambda place: _led(place).pk,
    "sheet_id": lambda place: _sheet(place).pk,
    "evaluation_id": lambda place: _own_report(place).pk,
    "selfevaluation:report:evaluation_id": lambda place: _signed_report(place).pk,
    "selfevaluation:print:evaluation_id": lambda place: _signed_report(place).pk,
    "selfevaluation:agree:evaluation_id": lambda place: _signed_report(place).pk,
    "selfevaluation:send_back:evaluation_id": lambda place: _signed_report(place).pk,
    "selfevaluation:area": everywhere("teaching"),
    "contribution_id": lambda place: _contribution(place, submitted_at=NOW).pk,
    "selfevaluation:own_write:contribution_id": lambda place: _contribution(place).pk,
    "inspection_id": lambda place: _inspection(place).pk,
    "defect_id": lambda place: factories.defect(inspection=_inspection(place)).pk,
    "photo_id": lambda place: factories.photo(inspection=_inspection(place)).pk,
    "act_photo_id": lambda place: factories.act_photo(act=_inspection(place).acts.get()).pk,
    "inspections:act_id": lambda place: _inspection(place).acts.get().pk,
    "passage_id": lambda place: _passage(place).pk,
    "piece_id": lambda place: factories.piece_of_evidence(evaluation=_own_report(place)).pk,
    "selfevaluation:document:piece_id": lambda place: _document(place).pk,
    "remark_id": lambda place: factories.remark(evaluation=_own_report(place)).pk,
    "finding_id": lambda place: factories.finding(institution=place.organisation).pk,
    "appraisal_id": lambda place: _appraisal(place).pk,
    "challenge_id": of_nobody(lambda place: factories.challenge().pk),
    "challenges:reopen:challenge_id": of_nobody(
        lambda place: factories.challenge(outcome="grown").pk
    ),
    "challenges:carry_on:challenge_id": of_nobody(lambda place: _carried_on().pk),
    "challenges:task_id": of_nobody(lambda place: factories.challenge_task().pk),
    "activity_id": lambda place: _activity(place).pk,
    "wellbeing:hold:activity_id": lambda place: _activity(place, state="agreed").pk,
    "wellbeing:correct:activity_id": lambda place: _activity(place, state="held").pk,
    "wellbeing:take_back:activity_id": lambda place: _activity(place, state="held").pk,
    "wellbeing:reopen:activity_id": lambda place: _activity(place, state="cancelled").pk,
    "partner_id": lambda place: factories.partner_body(institution=place.organisation).pk,
    "wellbeing:reopen_partner:partner_id": lambda place: (
        factories.partner_body(institution=place.organisation, closed_on=TODAY).pk
    ),
    "task_id": lambda place: factories.appraisal_task(appraisal=_appraisal(place)).pk,
    "case_id": lambda place: _case(place).pk,
    "prevention:reopen:case_id": lambda place: (
        _case(place, state="closed", closed_on=TODAY, outcome="stays").pk
    ),
    "participant_id": lambda place: factories.participant(case=_case(place)).pk,
    "support_id": lambda place: factories.support(case=_case(place)).pk,
    "given_id": lambda place: (
        factories.given_support(support=factories.support(case=_case(place))).pk
    ),
    "signal": everywhere("few_lessons"),
    "situation": everywhere("absence"),
    "run_id": lambda place: _run(place).pk,
    "prevention:step_number": everywhere(1),
    "tick_id": lambda place: factories.algorithm_tick(run=_run(place)).pk,
    "declared_id": of_nobody(lambda place: factories.declared_child().pk),
    "prevention:attempt_id": of_nobody(lambda place: factories.contact_attempt().pk),
    "prevention:term_id": of_nobody(
        lambda place: (Term.objects.filter(number=1).first() or factories.term()).pk
    ),
    "prevention:step_id": lambda place: _absence_step(place).pk,
    "prevention:link_id": lambda place: _signal_link(place).pk,
    "prevention:statement_file:year_id": of_nobody(lambda place: factories.school_year().pk),
    "funding": everywhere("european_union"),
    "review_id": lambda place: factories.case_review(case=_case(place)).pk,
    "site_id": lambda place: factories.site(institution=place.organisation).pk,
    "licence_id": lambda place: factories.licence(institution=place.organisation).pk,
    "token_id": lambda place: factories.token(user=_somebody(place)).pk,
    "upload_id": of_nobody(lambda place: factories.upload().pk),
    "import_id": of_nobody(lambda place: factories.import_().pk),
    "mapping_id": of_nobody(lambda place: factories.column_mapping().pk),
    "interop:kind": everywhere("groups"),
    "api:report_id": everywhere(1),
    "vacancy_id": lambda place: factories.vacancy(institution=place.organisation).pk,
    "people:other_id": lambda place: _another_learner(place).pk,
    "contact_id": lambda place: factories.contact(person=place.learner).pk,
    "guardian_id": lambda place: factories.guardian(learner=place.learner).pk,
    "identifier_id": lambda place: factories.person_identifier(person=place.learner).pk,
    "employment_id": lambda place: factories.employment(institution=place.organisation).pk,
    "qualification_id": lambda place: factories.qualification(person=_employed(place)).pk,
    "development_id": lambda place: factories.professional_development(person=_employed(place)).pk,
    "teaching_id": lambda place: factories.group_teacher(group=place.group).pk,
    "enrolment_id": lambda place: factories.enrolment(group=place.group).pk,
    "offer_id": lambda place: (
        factories.transfer_offer(
            enrolment=factories.enrolment(group=place.group), to=_neighbour(place)
        ).pk
    ),
    "tie_id": lambda place: factories.tie(person=place.learner, institution=_neighbour(place)).pk,
    "programmes:offer_accept:offer_id": lambda place: _offered(place).pk,
    "programmes:offer_decline:offer_id": lambda place: _offered(place).pk,
    "entry_id": of_nobody(lambda place: factories.queue_entry().pk),
    "plan_id": lambda place: factories.plan(institution=place.organisation).pk,
    "planned_id": lambda place: (
        factories.planned_group(
            source=place.group, plan=Plan.objects.get(pk=place.made["plan_id"])
        ).pk
    ),
    "closing_id": lambda place: factories.closing(institution=place.organisation).pk,
    "judgement_id": lambda place: (
        factories.judgement(institution=place.organisation, subject=f"group:{place.group.pk}").pk
    ),
    "data_quality:key": everywhere("sizes"),
    "reports:report_id": of_nobody(lambda place: _report().pk),
    "reports:section": everywhere("brief.figures"),
    "reports:language": everywhere("lv"),
    "reports:comment_id": of_nobody(lambda place: factories.comment(report=_report()).pk),
    "reports:doubt": of_nobody(lambda place: _doubt()),
    "reports:justification_id": of_nobody(lambda place: _justification().pk),
    "reports:key": everywhere("readiness-2024-2025-lv"),
    "reports:number": of_nobody(lambda place: _pinned().number),
    "reports:format_": everywhere("pdf"),
    "instrument_id": of_nobody(lambda place: factories.version().instrument_id),
    "instruments:bring_back:instrument_id": of_nobody(
        lambda place: factories.version(instrument=_retired_instrument()).instrument_id
    ),
    "version_id": of_nobody(lambda place: factories.version().pk),
    "instruments:put_into_use:version_id": of_nobody(lambda place: _draft()),
    "instruments:drop:version_id": of_nobody(lambda place: _draft()),
    "draft_id": of_nobody(lambda place: _draft()),
    "instruments:section": everywhere(1),
    "instruments:item": everywhere("missing"),
    "instruments:list_number": everywhere(1),
    "administration:school_year_id": of_nobody(lambda place: factories.school_year().pk),
    "administration:term_id": of_nobody(
        lambda place: (Term.objects.filter(number=1).first() or factories.term()).pk
    ),
    "administration:moved_day_id": of_nobody(
        lambda place: (MovedWorkingDay.objects.first() or factories.moved_working_day()).pk
    ),
    "administration:subject_id": of_nobody(lambda place: factories.subject().pk),
}

_OF_DRAFTS = ("specialist", "manager", "auditor")
_OF_THE_CITY = ("specialist", "manager", "auditor")
_KEEPERS = ("specialist", "manager", "head", "deputy")
_OF_CASES = (
    "case",
    "change",
    "name",
    "let_go",
    "plan",
    "replan",
    "give",
    "take_back",
    "meet",
    "set_review",
    "review",
    "close",
    "reopen",
    "follow",
    "run",
    "tick",
    "untick",
    "finish",
)
NARROWER: dict[str, tuple[str, ...]] = {
    "calibration:agree": ("specialist",),
    "calibration:result": ("specialist",),
    "calibration:result_print": ("specialist",),
    "observations:observation": (*_KEEPERS, "teacher"),
    "observations:print": (*_KEEPERS, "teacher"),
    "observations:change": ("specialist", "manager"),
    "observations:cancel": ("specialist", "manager"),
    "observations:restore": ("specialist", "manager"),
    "observations:release": ("specialist", "manager"),
    "observations:talk": ("specialist",),
    "observations:propose": ("specialist",),
    "observations:sign": ("specialist",),
    "observations:reply": ("teacher",),
    "observations:read": ("teacher",),
    "observations:agree": ("teacher",),
    "observations:sheet": ("specialist",),
    "observations:correct": ("specialist",),
    "selfevaluation:contribution": ("head", "teacher"),
    "selfevaluation:own_print": ("head", "teacher"),
    "selfevaluation:own_write": ("teacher",),
    "selfevaluation:own_take_back": ("teacher",),
    # Of whom a post is asked that nobody of them holds.
    "surveys:draw": (),
    "surveys:sheet": (*_KEEPERS, "class_teacher"),
    "inspections:sheet": ("specialist",),
    "inspections:write_down": ("specialist",),
    "inspections:take": ("specialist",),
    "inspections:sign": ("specialist",),
    "inspections:reopen": ("specialist",),
    "inspections:change_defect": ("specialist",),
    "inspections:remove_defect": ("specialist",),
    "inspections:remove_photo": ("specialist",),
    **dict.fromkeys((f"prevention:{name}" for name in _OF_CASES), ("teacher", "support")),
    # The class teacher leads another class.
    "prevention:link": ("support",),
    "prevention:withdraw_link": ("support",),
    "selfevaluation:settle": _KEEPERS,
    "socialemotional:place": (*_KEEPERS, "support", "auditor"),
    "selfevaluation:tell": ("head",),
    "selfevaluation:read": ("head",),
    "people:held": _KEEPERS,
    "people:held_file": _KEEPERS,
    "reports:comparison": _OF_DRAFTS,
    "reports:doubts": _OF_DRAFTS,
    "reports:edition": _OF_DRAFTS,
    "reports:figure": _OF_DRAFTS,
    "reports:file": _OF_DRAFTS,
    "reports:history": _OF_DRAFTS,
    "reports:read": _OF_DRAFTS,
    "reports:versions": _OF_DRAFTS,
    "accounts:end_grant": ("administrator", "manager"),
    "api:revoke_token": ("head",),
    "works:work": ("head", "administrator"),
    "works:try_again": ("head",),
    "works:cancel": ("head", "administrator"),
}
"""Views that, of those who hold their permission, let in only some to the sample inside: roles."""

WIDER: dict[str, tuple[str, ...]] = {
    "surveys:results": _OF_THE_CITY,
    "surveys:institutions": _OF_THE_CITY,
    "surveys:differences": _OF_THE_CITY,
    "surveys:texts": ("specialist", "manager"),
    "accounts:account": ("administrator",),
    "accounts:grant": ("administrator",),
    "accounts:close": ("administrator",),
    "accounts:reopen": ("administrator",),
    "accounts:reset_second_factor": ("administrator",),
    "accounts:invitation": ("administrator",),
    "works:work": ("administrator",),
    "works:cancel": ("administrator",),
}
"""Views that let in some also to the sample outside: roles."""

ABSENT: dict[str, str] = {
    "mfa_deactivate_totp": "nobody has an app that shows codes",
    "mfa_view_recovery_codes": "nobody has recovery codes",
    "mfa_download_recovery_codes": "nobody has recovery codes",
    "api:v1:report": "no report is approved here",
    "reports:report": "no report is built here",
    "reports:document": "no report is built here",
    "reports:download": "no report is built here",
    "reports:file": "no report is built here",
    "selfevaluation:take_over": "nobody has submitted anything here",
    "selfevaluation:pdf": "a draft has no document",
    "selfevaluation:word": "a draft has no document",
    "prevention:dismiss": "nobody has a signal here",
    "prevention:absence": "nobody missed so many lessons here",
    "prevention:take_back_step": "nobody missed so many lessons here",
    "prevention:statement_file": "nothing was given here",
    "socialemotional:lesson_today": "what is sent empty names no topic",
}
"""Views whose sample need not exist even for those who may, and why: they may answer 404."""


def sample(address: str, parameter: str) -> Sample:
    """The sample for a parameter of an address: the view's own, the room's, or that of all.

    Raises LookupError with advice where there is none.
    """
    room = address.split(":", maxsplit=1)[0]
    for key in (f"{address}:{parameter}", f"{room}:{parameter}", parameter):
        if key in SAMPLES:
            return SAMPLES[key]
    raise LookupError(
        f"The address {address} has the parameter {parameter!r}, for which tests/matrix/samples.py"
        " has no sample."
    )
