"""Self-evaluations are begun and written, place by place."""

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import TypedDict, Unpack

from django.db import transaction
from django.utils.translation import gettext as _

from gaisma.base import changes
from gaisma.base.changes import UnableToRecord
from gaisma.base.models import Organisation, SchoolYear, User
from gaisma.quality.selfevaluation import policies, scales
from gaisma.quality.selfevaluation.actions.noting import allowed, changed
from gaisma.quality.selfevaluation.kinds import AREA, CHAPTER, CHAPTERS, CRITERIA
from gaisma.quality.selfevaluation.models import Passage, SelfEvaluation
from gaisma.quality.selfevaluation.permissions import WRITE
from gaisma.quality.selfevaluation.workflow import EVALUATION
from gaisma.record import recording
from gaisma.record.instruments.models import Version

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
        policies.judges_something(passage, fields.get("level", ""))
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
