"""What this room holds about persons, for how long, and which two cannot be one.

The answer about what is held names the appraisal and its days; levels and words stand on its page,
for the few who may read it there. How many were appraised, and how, stays when it is not known any
more who was.
"""

from collections.abc import Iterator
from datetime import date, datetime
from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from gaisma.base import wording
from gaisma.base.retention import RetentionKind, remove_rows
from gaisma.quality.selfevaluation.models import (
    Appraisal,
    AppraisalTask,
    Contribution,
    ProgressTalk,
)
from gaisma.record.people.merging import Obstacle
from gaisma.record.people.models import Person
from gaisma.record.people.privacy import (
    INSTITUTION,
    RECORDED,
    TECHNICAL,
    PersonalTable,
    Purpose,
    featureless,
    give,
)


def forget_appraisals(rows: QuerySet[Any]) -> None:
    """Clear what was written in words; the level that was given stays."""
    rows.update(own_words="", evidence="", conclusion="", answers={})


def forget_tasks(rows: QuerySet[Any]) -> None:
    """Clear what was to be done and what came of it; whether it was met stays."""
    rows.update(task=wording.DASH, target=wording.DASH)
    rows.exclude(result="").update(result=wording.DASH)


def forget_talks(rows: QuerySet[Any]) -> None:
    """Clear what was said; the day stays."""
    rows.update(said=wording.DASH)


PERSONAL_DATA = [
    PersonalTable(
        Contribution._meta.label,
        title=gettext_noop("Own self-evaluations of teachers and commissions"),
        purpose=Purpose.WORK,
        kept="own_evaluation",
        owners=("person_id",),
        columns=RECORDED
        | {
            "institution_id": INSTITUTION,
            "person_id": TECHNICAL,
            "school_year_id": gettext_noop("School year"),
            "version_id": TECHNICAL,
            "commission": gettext_noop("Methodical commission"),
            "answers": TECHNICAL,
            "submitted_at": gettext_noop("Handed over"),
        },
    ),
    PersonalTable(
        Appraisal._meta.label,
        title=gettext_noop("Appraisals of heads"),
        purpose=Purpose.WORK,
        kept="appraisal",
        owners=("head_id", "appraiser_id"),
        reasons=("head_id",),
        stays=True,
        touches=("appraisals",),
        forgets=forget_appraisals,
        columns=RECORDED
        | {
            "institution_id": INSTITUTION,
            "head_id": gettext_noop("Head"),
            "appraiser_id": gettext_noop("Appraiser"),
            "school_year_id": gettext_noop("School year"),
            "version_id": TECHNICAL,
            "own_words": TECHNICAL,
            "evidence": TECHNICAL,
            "answers": TECHNICAL,
            "conclusion": TECHNICAL,
            "level": TECHNICAL,
            "concluded_on": gettext_noop("Concluded"),
            "read_at": TECHNICAL,
        },
    ),
    PersonalTable(
        AppraisalTask._meta.label,
        title=gettext_noop("Tasks of heads for the year"),
        purpose=Purpose.WORK,
        kept="appraisal",
        owners=("appraisal__head_id",),
        stays=True,
        forgets=forget_tasks,
        columns=RECORDED
        | {
            "appraisal_id": TECHNICAL,
            "task": TECHNICAL,
            "target": TECHNICAL,
            "due_on": gettext_noop("Until"),
            "result": TECHNICAL,
            "is_met": TECHNICAL,
        },
        shown={"appraisal__institution": INSTITUTION},
    ),
    PersonalTable(
        ProgressTalk._meta.label,
        title=gettext_noop("Talks with heads about their tasks"),
        purpose=Purpose.WORK,
        kept="appraisal",
        owners=("appraisal__head_id",),
        stays=True,
        forgets=forget_talks,
        columns=RECORDED
        | {
            "appraisal_id": TECHNICAL,
            "held_on": gettext_noop("Day of the talk"),
            "said": TECHNICAL,
        },
        shown={"appraisal__institution": INSTITUTION},
    ),
]


KNOWN = ~Q(head__given_name="", head__family_name="")
OWNERS = ("head_id", "appraiser_id")


def _old(before: date) -> QuerySet[Any]:
    return Appraisal.objects.filter(KNOWN, school_year__ends_on__lt=before)


def _own(before: date) -> QuerySet[Any]:
    return Contribution.objects.filter(school_year__ends_on__lt=before)


def _become_nameless(rows: QuerySet[Any], *, at: datetime) -> int:
    ids = list(rows.values_list("pk", flat=True))
    found = Appraisal.objects.filter(pk__in=ids)
    forget_appraisals(found)
    forget_tasks(AppraisalTask.objects.filter(appraisal__in=ids))
    forget_talks(ProgressTalk.objects.filter(appraisal__in=ids))
    for column in OWNERS:
        for owner in set(found.values_list(column, flat=True)):
            give(found.filter(**{column: owner}), featureless(at=at), at=at, owner=column)
    return len(ids)


RETENTION = [
    RetentionKind(
        "appraisal",
        title=gettext_noop("Appraisals of heads; afterwards without head, appraiser and words"),
        years=10,
        source="archives law: documents of staff appraisal",
        over=_old,
        remove=_become_nameless,
        touches=("people", "appraisals"),
    ),
    RetentionKind(
        "own_evaluation",
        title=gettext_noop("Own self-evaluations of teachers and commissions"),
        years=3,
        source="archives law: working papers of quality monitoring",
        over=_own,
        remove=remove_rows,
    ),
]


def _appraising(kept: Person, other: Person) -> Iterator[str]:
    both = (kept, other)
    if Appraisal.objects.filter(head__in=both, appraiser__in=both).exists():
        yield _("One of them appraised the other: these are two people.")
    same = Appraisal.objects.filter(
        head=other, institution=OuterRef("institution"), school_year=OuterRef("school_year")
    )
    if Appraisal.objects.filter(Exists(same), head=kept).exists():
        yield _("Both were appraised as heads there in one year: these are two people.")


def _writing(kept: Person, other: Person) -> Iterator[str]:
    same = Contribution.objects.filter(
        person=other,
        institution=OuterRef("institution"),
        school_year=OuterRef("school_year"),
        commission=OuterRef("commission"),
    )
    if Contribution.objects.filter(Exists(same), person=kept).exists():
        yield _("Both wrote about their own year there: these are two people.")


MERGE_OBSTACLES = [
    Obstacle("selfevaluation.appraising", _appraising),
    Obstacle("selfevaluation.writing", _writing),
]
