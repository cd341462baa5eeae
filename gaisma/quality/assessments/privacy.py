"""What this room holds about persons, for how long, and which two cannot be one."""

from collections.abc import Iterator
from datetime import date, datetime
from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from gaisma.base.retention import RetentionKind, older, remove_rows
from gaisma.quality.assessments.models import FamilyLink, FormerResult, Result
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

KEPT, LINKS = "assessment_result", "family_link"
REACHED = {
    "state": gettext_noop("State"),
    "total": gettext_noop("Points"),
    "percent": gettext_noop("Percent"),
    "mark": gettext_noop("Mark"),
    "points": gettext_noop("Points of each task"),
    "levels": gettext_noop("Levels of skills"),
    "absence": gettext_noop("Absent or exempt"),
    "reason": gettext_noop("Reason"),
}


def forget_results(rows: QuerySet[Any]) -> None:
    """Clear words; what was reached stays, without anybody."""
    rows.update(reason="")


def forget_former(rows: QuerySet[Any]) -> None:
    """Clear words of what stood there before."""
    rows.update(reason="", because="")


PERSONAL_DATA = [
    PersonalTable(
        Result._meta.label,
        title=gettext_noop("Results of tests and exams"),
        purpose=Purpose.EDUCATION,
        kept=KEPT,
        owners=("person_id",),
        reasons=("person_id",),
        stays=True,
        touches=("assessment_results",),
        forgets=forget_results,
        columns=RECORDED
        | REACHED
        | {
            "person_id": TECHNICAL,
            "paper_id": TECHNICAL,
            "attempt": gettext_noop("Attempt"),
            "institution_id": INSTITUTION,
            "group_id": gettext_noop("Group or class"),
            "programme_id": gettext_noop("Education programme"),
            "known_on": gettext_noop("Told on"),
        },
        shown={
            "paper__assessment": gettext_noop("Assessment"),
            "paper__subject": gettext_noop("Subject"),
        },
    ),
    PersonalTable(
        FormerResult._meta.label,
        title=gettext_noop("What results were before"),
        purpose=Purpose.EDUCATION,
        kept=KEPT,
        owners=("result__person_id",),
        stays=True,
        forgets=forget_former,
        columns=RECORDED
        | REACHED
        | {
            "result_id": TECHNICAL,
            "because": gettext_noop("Why it was changed"),
            "changed_by_id": TECHNICAL,
        },
        shown={"result__paper__subject": gettext_noop("Subject")},
    ),
    PersonalTable(
        FamilyLink._meta.label,
        title=gettext_noop("Slips by which the family reads results"),
        purpose=Purpose.EDUCATION,
        kept=LINKS,
        owners=("person_id",),
        columns={
            "id": TECHNICAL,
            "person_id": TECHNICAL,
            "assessment_id": TECHNICAL,
            "token_hash": TECHNICAL,
            "made_at": gettext_noop("Slip made"),
            "read_at": gettext_noop("Slip used"),
        },
        shown={"assessment": gettext_noop("Assessment")},
    ),
]


def _old(before: date) -> QuerySet[Any]:
    """Results of school years that are over so long, of people who are known."""
    return Result.objects.filter(paper__assessment__school_year__ends_on__lt=before).exclude(
        person__given_name="", person__family_name=""
    )


def _become_nameless(rows: QuerySet[Any], *, at: datetime) -> int:
    ids = list(rows.values_list("pk", flat=True))
    found = Result.objects.filter(pk__in=ids)
    forget_results(found)
    forget_former(FormerResult.objects.filter(result__in=ids))
    for owner in set(found.values_list("person_id", flat=True)):
        # One for each, so that people are counted as before.
        give(found.filter(person_id=owner), featureless(at=at), at=at, owner="person_id")
    return len(ids)


RETENTION = [
    RetentionKind(
        KEPT,
        title=gettext_noop("Results of tests and exams; afterwards without the learner"),
        years=10,
        source="archives law: results of state examinations",
        over=_old,
        remove=_become_nameless,
        touches=("people", "assessment_results"),
    ),
    RetentionKind(
        LINKS,
        title=gettext_noop("Slips by which families read results"),
        years=1,
        source="data protection law: no longer than the purpose needs",
        over=older(FamilyLink, "made_at"),
        remove=remove_rows,
    ),
]


def _same_paper(kept: Person, other: Person) -> Iterator[str]:
    """Two results of one attempt are of two people."""
    own = Result.objects.filter(person=kept).values_list("paper_id", "attempt")
    others = Result.objects.filter(person=other).values_list("paper_id", "attempt")
    if set(own) & set(others):
        yield _("Both sat the same paper: these are two people.")


MERGE_OBSTACLES = [Obstacle("assessments.same_paper", _same_paper)]
