"""Self-evaluations are begun, written, remarked on, heard, signed, agreed and published."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime
from typing import Any, TypedDict, TypeVar, Unpack

from django.db import transaction
from django.utils.translation import gettext as _

from gaisma.analytics.calculation import Figure
from gaisma.base import audit, changes
from gaisma.base.changes import NotPermitted, UnableToRecord
from gaisma.base.models import Organisation, Recorded, SchoolYear, User
from gaisma.quality.selfevaluation import policies, scales
from gaisma.quality.selfevaluation.models import Passage, Remark, SelfEvaluation
from gaisma.quality.selfevaluation.permissions import WRITE
from gaisma.quality.selfevaluation.queries import evidence
from gaisma.quality.selfevaluation.tables import AREA, CHAPTER, CHAPTERS, CRITERIA
from gaisma.quality.selfevaluation.workflow import EVALUATION
from gaisma.record import recording
from gaisma.record.instruments.models import Version

Row = TypeVar("Row", bound=Recorded)


def allowed(evaluation: SelfEvaluation, act: str, *, by: User | None) -> SelfEvaluation:
    """The row as it is now, which nobody else changes within this transaction.

    Raises NotPermitted, UnableToRecord.
    """
    EVALUATION.demand(evaluation, act, by=by)
    rows = SelfEvaluation.objects.select_for_update(of=("self",))
    row = rows.select_related("institution", "school_year", "version__instrument").get(
        pk=evaluation.pk
    )
    EVALUATION.check(row, act)
    return row


def changed(
    row: Row,
    fields: Mapping[str, Any],
    act: str,
    *,
    evaluation: SelfEvaluation,
    revision: int,
    by: User | None,
    at: datetime,
) -> Row:
    """Write the fields of a part of the evaluation. Raises UnableToChange, UnableToRecord."""
    return recording.change(
        row,
        fields,
        revision=revision,
        action=EVALUATION[act].audited,
        by=by,
        at=at,
        organisation=evaluation.institution,
    )


def added(
    model: type[Row],
    fields: Mapping[str, Any],
    act: str,
    *,
    evaluation: SelfEvaluation,
    by: User | None,
    at: datetime,
) -> Row:
    """Write a new part of the evaluation. Raises UnableToRecord."""
    return recording.add(
        model,
        fields,
        action=EVALUATION[act].audited,
        by=by,
        at=at,
        organisation=evaluation.institution,
    )


TEXTS = ("narrative", "strengths", "needs", "internal")


class Words(TypedDict, total=False):
    """What is said of a place, and the level that it is given."""

    level: str
    narrative: str
    strengths: str
    needs: str
    internal: str


def begin(
    *,
    institution: Organisation,
    school_year: SchoolYear,
    version: Version,
    by: User | None,
    at: datetime,
) -> SelfEvaluation:
    """Begin the self-evaluation of a year, with an empty passage for every place.

    Raises UnableToRecord.
    """
    changes.demand(WRITE, by=by, organisation=institution)
    policies.check_about(version, "self_evaluation")
    with transaction.atomic():
        policies.check_not_begun(institution, school_year)
        evaluation = recording.add(
            SelfEvaluation,
            {"institution": institution, "school_year": school_year, "version": version},
            action=EVALUATION["begin"].audited,
            by=by,
            at=at,
            organisation=institution,
        )
        Passage.objects.bulk_create(_places(evaluation, at))
    return evaluation


def write(
    *, passage: Passage, revision: int, by: User | None, at: datetime, **words: Unpack[Words]
) -> Passage:
    """Write what is said of a place. Raises UnableToChange when somebody else was first,
    UnableToRecord."""
    fields = {name: str(text).strip() for name, text in words.items()}
    known = {**fields, "written_by": by}
    with transaction.atomic():
        evaluation = allowed(passage.evaluation, "write", by=by)
        policies.check_of_the_scale(evaluation.version, fields.get("level", ""))
        policies.check_judges_something(passage, fields.get("level", ""))
        return changed(
            passage, known, "write", evaluation=evaluation, revision=revision, by=by, at=at
        )


def join(
    *, evaluation: SelfEvaluation, criteria: Sequence[str], by: User | None, at: datetime
) -> Passage:
    """Judge several criteria of one area together; what was said of each is kept.

    Raises UnableToRecord.
    """
    with transaction.atomic():
        evaluation = allowed(evaluation, "join", by=by)
        own = evaluation.passages.filter(place=CRITERIA, about__in=criteria)
        found = sorted(own, key=lambda one: list(criteria).index(one.about))
        asked = evaluation.version.asks
        areas = {area.name if (area := scales.area_of(asked, name)) else "" for name in criteria}
        if len(areas) != 1 or len(found) < 2 or len(found) != len(criteria):
            raise UnableToRecord(
                _("Choose two or more criteria of one area that stand alone."), code="not_joined"
            )
        levels = {one.level for one in found}
        fields = {name: _together(getattr(one, name) for one in found) for name in TEXTS}
        fields |= {"about": " ".join(criteria), "level": levels.pop() if len(levels) == 1 else ""}
        first, others = found[0], [one.pk for one in found[1:]]
        Passage.objects.filter(pk__in=others).delete()
        _move_evidence(evaluation, criteria[1:], criteria[0])
        return changed(
            first,
            fields,
            "join",
            evaluation=evaluation,
            revision=first.revision,
            by=by,
            at=at,
        )


def part(*, passage: Passage, revision: int, by: User | None, at: datetime) -> Passage:
    """Judge joined criteria apart again: what was said stays with the first of them.

    Raises UnableToChange, UnableToRecord.
    """
    with transaction.atomic():
        evaluation = allowed(passage.evaluation, "part", by=by)
        first, *others = passage.names
        if not others:
            raise UnableToRecord(_("This criterion stands alone already."), code="not_joined")
        passage = changed(
            passage,
            {"about": first},
            "part",
            evaluation=evaluation,
            revision=revision,
            by=by,
            at=at,
        )
        Passage.objects.bulk_create(_passage(evaluation, CRITERIA, name, at) for name in others)
    return passage


def _places(evaluation: SelfEvaluation, at: datetime) -> list[Passage]:
    asked = evaluation.version.asks
    places = [(CHAPTER, name) for name in CHAPTERS]
    for area in asked.sections:
        places += [(AREA, area.name), *((CRITERIA, item.name) for item in area.items)]
    return [_passage(evaluation, place, about, at) for place, about in places]


def _passage(evaluation: SelfEvaluation, place: str, about: str, at: datetime) -> Passage:
    return Passage(evaluation=evaluation, place=place, about=about, changed_at=at)


def _together(texts: Iterable[str]) -> str:
    return "\n\n".join(text for text in texts if text)


def _move_evidence(evaluation: SelfEvaluation, names: Sequence[str], to: str) -> None:
    evaluation.evidence.filter(about__in=names).update(about=to)


@transaction.atomic
def remark(
    *, evaluation: SelfEvaluation, about: str, text: str, by: User | None, at: datetime
) -> Remark:
    """Say something of a place, or of the whole when none is named. Raises UnableToRecord."""
    evaluation = allowed(evaluation, "remark", by=by)
    if not text.strip():
        raise UnableToRecord(_("Write what is to be said."), code="no_text")
    if about and not evaluation.passages.filter(about=about).exists():
        raise UnableToRecord(_("Choose a place of this report."), code="no_such_place")
    remark = Remark.objects.create(
        evaluation=evaluation, about=about, text=text.strip(), written_by=by, written_at=at
    )
    _note_remark(remark, "remark", by=by, at=at)
    return remark


@transaction.atomic
def settle(*, remark: Remark, by: User | None, at: datetime) -> Remark:
    """Say that what a remark asks for is done, or needs nothing; what is settled stays as it was.

    It is for who made it, who writes the report, and who may return it. Raises NotPermitted.
    """
    allowed(remark.evaluation, "settle", by=by)
    remark = Remark.objects.select_for_update(of=("self",)).get(pk=remark.pk)
    if by is not None and not policies.may_settle(remark, by):
        raise NotPermitted(
            _("A remark is settled by who made it, or by who writes or returns the report.")
        )
    if remark.resolved_at is not None:
        return remark
    remark.resolved_by, remark.resolved_at = by, at
    remark.save(update_fields=["resolved_by", "resolved_at"])
    _note_remark(remark, "settle", by=by, at=at)
    return remark


def _note_remark(remark: Remark, act: str, *, by: User | None, at: datetime) -> None:
    audit.note(
        action=EVALUATION[act].audited,
        by=by,
        at=at,
        organisation=remark.evaluation.institution,
        subject=Remark._meta.label,
        ids=[remark.pk],
    )


UNSENT = {
    "heard_on": None,
    "protocol": "",
    "signed_on": None,
    "signed_by": None,
    "agreed_on": None,
}
"""What is known by the steps, of one that is written on."""


def hear(
    *,
    evaluation: SelfEvaluation,
    revision: int,
    on: date,
    protocol: str,
    by: User | None,
    at: datetime,
) -> SelfEvaluation:
    """Note that the institution's council has heard it: when, and in which protocol.

    Raises UnableToChange, UnableToRecord.
    """
    changes.check_is_past(on, at=at)
    fields = {"heard_on": on, "protocol": protocol.strip(), "returned_because": ""}
    return _take(evaluation, "hear", fields, revision=revision, by=by, at=at)


def take_back(
    *, evaluation: SelfEvaluation, revision: int, by: User | None, at: datetime
) -> SelfEvaluation:
    """Write on before it is signed; the council hears it again.

    Raises UnableToChange, UnableToRecord.
    """
    return _take(evaluation, "take_back", UNSENT, revision=revision, by=by, at=at)


def sign(
    *, evaluation: SelfEvaluation, revision: int, on: date, by: User | None, at: datetime
) -> SelfEvaluation:
    """Sign as the head: its figures are pinned. Raises UnableToChange, UnableToRecord."""
    changes.check_is_past(on, at=at)
    pinned = evidence.figures_of(evaluation, on=on)
    with transaction.atomic():
        fields = {"signed_on": on, "signed_by": by}
        evaluation = _take(evaluation, "sign", fields, revision=revision, by=by, at=at)
        pin_figures(evaluation, pinned)
    return evaluation


def agree(
    *, evaluation: SelfEvaluation, revision: int, on: date, by: User | None, at: datetime
) -> SelfEvaluation:
    """Agree to it as the founder. Raises UnableToChange, UnableToRecord."""
    changes.check_is_past(on, at=at)
    return _take(evaluation, "agree", {"agreed_on": on}, revision=revision, by=by, at=at)


def send_back(
    *, evaluation: SelfEvaluation, revision: int, because: str, by: User | None, at: datetime
) -> SelfEvaluation:
    """Return it to those who write it, with the reason; its figures follow the records again.

    Raises UnableToChange, UnableToRecord.
    """
    if not because.strip():
        raise UnableToRecord(_("Say what is to be mended."), code="no_reason")
    with transaction.atomic():
        fields = {**UNSENT, "returned_because": because.strip()}
        evaluation = _take(evaluation, "send_back", fields, revision=revision, by=by, at=at)
        release_figures(evaluation)
    return evaluation


def publish(
    *, evaluation: SelfEvaluation, revision: int, on: date, by: User | None, at: datetime
) -> SelfEvaluation:
    """Let everybody read its public part. Raises UnableToChange, UnableToRecord."""
    return _take(evaluation, "publish", {"published_on": on}, revision=revision, by=by, at=at)


def _take(
    evaluation: SelfEvaluation,
    act: str,
    fields: Mapping[str, Any],
    *,
    revision: int,
    by: User | None,
    at: datetime,
) -> SelfEvaluation:
    with transaction.atomic():
        row = allowed(evaluation, act, by=by)
        fields = {**fields, "state": EVALUATION[act].leads_to}
        return changed(row, fields, act, evaluation=row, revision=revision, by=by, at=at)


def pin_figures(evaluation: SelfEvaluation, pinned: Mapping[int, Figure]) -> None:
    """Keep the values with the dates with which they can be computed again."""
    for number, found in pinned.items():
        evaluation.evidence.filter(pk=number).update(
            value=evidence.exact_value(found), as_of=found.as_of, lake_version=found.lake_version
        )


def release_figures(evaluation: SelfEvaluation) -> None:
    """Let the figures follow the records again."""
    evaluation.evidence.update(value="", as_of=None, lake_version=None)
