"""How views find what they show: outside the reader's sight it is not there."""

from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.shortcuts import get_object_or_404

from gaisma.base import access
from gaisma.base.models import User
from gaisma.base.permissions import KEEPERS
from gaisma.quality.assessments.models import (
    Assessment,
    Paper,
    PassingRule,
    PublishedAverage,
    Reference,
    Result,
)
from gaisma.quality.assessments.workflow import ASSESSMENT, RESULT
from gaisma.record.programmes.models import Group


def assessment(user: User, assessment_id: int) -> Assessment:
    """The sitting. Raises Http404."""
    rows = Assessment.objects.visible_to(user).select_related("school_year")
    return get_object_or_404(rows, pk=assessment_id)


def taken(user: User, assessment_id: int, act: str) -> Assessment:
    """One in which the user may take the act. Raises Http404, PermissionDenied."""
    row = assessment(user, assessment_id)
    if not ASSESSMENT.may(row, act, user):
        raise PermissionDenied
    return row


def paper(user: User, paper_id: int) -> Paper:
    """The paper. Raises Http404."""
    rows = Paper.objects.visible_to(user).select_related("assessment__school_year", "subject")
    return get_object_or_404(rows, pk=paper_id)


def own_paper(user: User, paper_id: int, act: str) -> Paper:
    """One of a sitting in which the user may take the act. Raises Http404, PermissionDenied."""
    row = paper(user, paper_id)
    if not ASSESSMENT.may(row.assessment, act, user):
        raise PermissionDenied
    return row


def reference(user: User, reference_id: int) -> Reference:
    """A reference value of a paper that the user sees. Raises Http404."""
    seen = Paper.objects.visible_to(user)
    rows = Reference.objects.filter(paper__in=seen).select_related("paper__assessment")
    return get_object_or_404(rows, pk=reference_id)


def average(user: User, average_id: int) -> PublishedAverage:
    """A published average. Raises Http404."""
    rows = PublishedAverage.objects.visible_to(user)
    return get_object_or_404(
        rows.select_related("paper__assessment", "paper__subject", "institution"), pk=average_id
    )


def rule(rule_id: int) -> PassingRule:
    """The rule. Raises Http404."""
    return get_object_or_404(PassingRule, pk=rule_id)


def result(user: User, result_id: int) -> Result:
    """A result that the user sees. Raises Http404."""
    rows = Result.objects.visible_to(user).select_related(
        "paper__assessment__school_year", "paper__subject", "institution", "group", "person"
    )
    return get_object_or_404(rows, pk=result_id)


def taken_result(user: User, result_id: int, act: str) -> Result:
    """One in which the user may take the act. Raises Http404, PermissionDenied."""
    row = result(user, result_id)
    if not RESULT.may(row, act, user):
        raise PermissionDenied
    return row


def classes(user: User, paper: Paper) -> "QuerySet[Group]":
    """The classes from which learners may sit the paper, where the user enters results."""
    rows = Group.objects.filter(
        institution__in=access.reach(user, *KEEPERS),
        school_year=paper.assessment.school_year,
        programme__stage=paper.stage,
    )
    rows = rows.filter(grade=paper.grade) if paper.grade else rows
    return rows.select_related("institution")


def classes_told(user: User, assessment: Assessment) -> "QuerySet[Group]":
    """The classes with results of the assessment, where the user enters results."""
    held = Result.objects.filter(paper__assessment=assessment, group__isnull=False)
    rows = Group.objects.filter(institution__in=access.reach(user, *KEEPERS))
    return rows.filter(pk__in=held.values("group")).select_related("institution")


def class_told(user: User, assessment: Assessment, group_id: int) -> Group:
    """One of them. Raises Http404."""
    return get_object_or_404(classes_told(user, assessment), pk=group_id)


def class_of(user: User, paper: Paper, group_id: int) -> Group:
    """One of them. Raises Http404."""
    return get_object_or_404(classes(user, paper), pk=group_id)
