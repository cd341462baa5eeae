"""Answers are taken: once for a code, and never to be joined with it; or entered from paper."""

from collections.abc import Mapping
from datetime import date, datetime
from secrets import SystemRandom

from django.db import transaction
from django.utils.translation import gettext as _

from gaisma.base import audit, changes
from gaisma.base.changes import UnableToRecord
from gaisma.base.models import AuditRecord, Organisation, User
from gaisma.quality.surveys import codes
from gaisma.quality.surveys.answering import moving, opening
from gaisma.quality.surveys.answering.box import Sheet
from gaisma.quality.surveys.answering.opening import Opened
from gaisma.quality.surveys.codes import policies
from gaisma.quality.surveys.models import Part, Response, random_number
from gaisma.quality.surveys.permissions import GIVE_CODES
from gaisma.quality.surveys.workflow import SURVEY
from gaisma.record.instruments import answering
from gaisma.record.instruments.answering import Answers, Problem
from gaisma.record.instruments.questionnaire import Questionnaire

NOTHING = "nothing_answered"


def check_as_seen(entered: int, seen: int | None) -> None:
    """Raises UnableToRecord when paper was entered since it was looked at, or sent twice."""
    if seen is not None and entered != seen:
        raise UnableToRecord(
            _("Sheets were entered meanwhile: look whether these are among them."),
            code="entered_meanwhile",
        )


def check_does_not_lead(institution: Organisation, *, by: User | None) -> None:
    """Raises UnableToRecord for answers on paper in the hands of somebody who reads what is told
    inside: they would know them from the others."""
    if policies.leads(by, institution):
        raise UnableToRecord(
            _(
                "Whoever leads the institution enters no answers on paper: hand the sheets, in a "
                "closed envelope, to the authority."
            ),
            code="leads_there",
        )


def check_may_be_entered(part: Part, *, institution: Organisation, by: User | None) -> None:
    """Raises UnableToRecord while it is not open, and to whoever leads the institution."""
    SURVEY.check(part.campaign, "enter_paper")
    check_does_not_lead(institution, by=by)


class UnableToAnswer(UnableToRecord):
    """The code is unknown or used, or the survey is not open; or answers are to be mended."""

    def __init__(self, message: str, *, code: str, problems: tuple[Problem, ...] = ()) -> None:
        super().__init__(message, code=code)
        self.problems = problems


def opened(text: str) -> Opened:
    """What the code that somebody typed opens. Raises UnableToAnswer."""
    found = opening.found(codes.digest(codes.read(text)))
    if found is None:
        raise UnableToAnswer(
            _("This code is not known, or was used already: a code opens the survey once."),
            code="unknown_code",
        )
    return found


def check_open(found: Opened, *, on: date) -> None:
    """Raises UnableToAnswer on a day on which no answers are taken."""
    if not found.is_open_on(on):
        raise UnableToAnswer(_("The survey is not open on this day."), code="not_open")


def answer(*, text: str, answers: Mapping[str, str], language: str, on: date) -> bool:
    """Take the answers of whoever has the code. Raises UnableToAnswer."""
    return take(opened(text), answers=answers, language=language, on=on)


def take(found: Opened, *, answers: Mapping[str, str], language: str, on: date) -> bool:
    """Take the answers to what a code has opened; then the code is used.

    A trial is checked and not kept: the answer is then False. Raises UnableToAnswer.
    """
    asked = found.asks
    check_open(found, on=on)
    counted = _checked(asked, answers, language=language, on=on)
    if found.is_trial:
        return False
    given = _given(counted)
    sheet = Sheet(random_number(), found.part_id, found.institution_id, given)
    if not opening.exchanged(found, sheet):
        raise UnableToAnswer(_("This code was used already."), code="used_code")
    moving.now_and_then()
    return True


def enter_paper(
    *,
    part: Part,
    institution: Organisation,
    answers: list[Mapping[str, str]],
    seen: int | None = None,
    on: date,
    by: User | None,
    at: datetime,
) -> int:
    """Enter answers that were given on paper, in an order that tells nothing.

    `seen` is how often paper had been entered, as who enters it knew. Raises UnableToAnswer,
    UnableToRecord.
    """
    changes.demand(GIVE_CODES, by=by, organisation=institution)
    check_may_be_entered(part, institution=institution, by=by)
    policies.check_takes_part(part.campaign, institution)
    asked = part.version.asks
    checked = [_checked(asked, given, language=asked.languages[0], on=on) for given in answers]
    rows = [
        Response(part=part, institution=institution, answers=_given(sheet), is_on_paper=True)
        for sheet in checked
    ]
    SystemRandom().shuffle(rows)
    with transaction.atomic():
        Part.objects.select_for_update().get(pk=part.pk)
        check_as_seen(times_entered(part, institution), seen)
        Response.objects.bulk_create(rows)
        audit.note(
            action=SURVEY["enter_paper"].audited,
            by=by,
            at=at,
            organisation=institution,
            subject=part._meta.label,
            ids=[part.pk],
            details={"answers": len(answers)},
        )
    return len(answers)


def times_entered(part: Part, institution: Organisation) -> int:
    """How often paper was entered for the audience at the institution."""
    entered = AuditRecord.objects.filter(
        action=SURVEY["enter_paper"].audited.key, organisation=institution
    )
    return entered.filter(subject_ids=[part.pk]).count()


def _checked(asked: Questionnaire, answers: Answers, *, language: str, on: date) -> dict[str, str]:
    """The answers to what is asked. Raises UnableToAnswer for wrong ones, and for none at all."""
    wrong = answering.problems(asked, answers, language=language, today=on)
    if wrong:
        message = _("Some questions need an answer, or another one.")
        raise UnableToAnswer(message, code="answers_incomplete", problems=tuple(wrong))
    counted = answering.counted(asked, answers, today=on)
    if not any(counted.values()):
        raise UnableToAnswer(_("Nothing is answered yet: answer a question."), code=NOTHING)
    return counted


def _given(answers: Mapping[str, str]) -> dict[str, str]:
    return {item: answer for item, answer in answers.items() if answer}
