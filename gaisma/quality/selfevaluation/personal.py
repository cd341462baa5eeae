"""What this room holds about persons: appraisals of heads.

The answer about what is held names the appraisal and its days; levels and words stand on its page,
for the few who may read it there.
"""

from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext_noop

from gaisma.base import wording
from gaisma.quality.selfevaluation.models import (
    Appraisal,
    AppraisalTask,
    Contribution,
    ProgressTalk,
)
from gaisma.record.people.personal import (
    INSTITUTION,
    RECORDED,
    TECHNICAL,
    PersonalTable,
    Purpose,
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
