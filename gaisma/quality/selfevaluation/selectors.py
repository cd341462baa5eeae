"""How views find evaluations and appraisals: outside the reader's sight they are not."""

from django.core.exceptions import PermissionDenied
from django.shortcuts import get_object_or_404

from gaisma.base import access
from gaisma.base.models import User
from gaisma.quality.selfevaluation import policies
from gaisma.quality.selfevaluation.models import (
    Appraisal,
    AppraisalTask,
    Contribution,
    Evidence,
    Finding,
    Passage,
    SelfEvaluation,
)
from gaisma.quality.selfevaluation.permissions import KEEP_FINDINGS

WHOLE = ("institution", "school_year", "version__instrument", "signed_by")


def report(user: User, evaluation_id: int) -> SelfEvaluation:
    """The self-evaluation, where the user may see it. Raises Http404."""
    seen = SelfEvaluation.objects.visible_to(user).select_related(*WHOLE)
    return get_object_or_404(seen, pk=evaluation_id)


def written(user: User, evaluation_id: int) -> SelfEvaluation:
    """One that the user writes. Raises Http404, PermissionDenied."""
    row = report(user, evaluation_id)
    if not SelfEvaluation.objects.written_by(user).filter(pk=row.pk).exists():
        raise PermissionDenied
    return row


def passage(user: User, passage_id: int) -> Passage:
    """A place in a self-evaluation that the user writes. Raises Http404, PermissionDenied."""
    seen = SelfEvaluation.objects.visible_to(user)
    related = [f"evaluation__{name}" for name in WHOLE]
    rows = Passage.objects.select_related(*related).filter(evaluation__in=seen)
    row = get_object_or_404(rows, pk=passage_id)
    written(user, row.evaluation_id)
    return row


def piece(user: User, piece_id: int) -> Evidence:
    """Evidence of a report that the user writes. Raises Http404, PermissionDenied."""
    seen = SelfEvaluation.objects.visible_to(user)
    rows = Evidence.objects.select_related("evaluation__institution").filter(evaluation__in=seen)
    row = get_object_or_404(rows, pk=piece_id)
    written(user, row.evaluation_id)
    return row


def document(user: User, piece_id: int) -> Evidence:
    """Evidence with its document, of a report that the user may see. Raises Http404."""
    seen = SelfEvaluation.objects.visible_to(user)
    rows = Evidence.objects.filter(evaluation__in=seen).select_related("evaluation", "attachment")
    return get_object_or_404(rows, pk=piece_id)


def finding(user: User, finding_id: int) -> Finding:
    """What was found, where the user may see it. Raises Http404."""
    seen = Finding.objects.visible_to(user).select_related("institution", "version__instrument")
    return get_object_or_404(seen, pk=finding_id)


def kept_finding(user: User, finding_id: int) -> Finding:
    """One that the user may mend. Raises Http404, PermissionDenied."""
    row = finding(user, finding_id)
    if not access.may(user, KEEP_FINDINGS, row.institution):
        raise PermissionDenied
    return row


def appraisal(user: User, appraisal_id: int) -> Appraisal:
    """The appraisal, where the user may see it. Raises Http404."""
    related = (
        "institution",
        "school_year",
        "version__instrument",
        "head__account",
        "appraiser__account",
    )
    seen = Appraisal.objects.visible_to(user).select_related(*related)
    return get_object_or_404(seen, pk=appraisal_id)


def appraised(user: User, appraisal_id: int) -> Appraisal:
    """One in which the user appraises. Raises Http404, PermissionDenied."""
    row = appraisal(user, appraisal_id)
    if not policies.may_appraise(row, user):
        raise PermissionDenied
    return row


def own_appraisal(user: User, appraisal_id: int) -> Appraisal:
    """The user's own. Raises Http404, PermissionDenied."""
    row = appraisal(user, appraisal_id)
    if not policies.is_head(row, user):
        raise PermissionDenied
    return row


def task(user: User, task_id: int) -> AppraisalTask:
    """A task in an appraisal in which the user appraises. Raises Http404, PermissionDenied."""
    seen = Appraisal.objects.visible_to(user)
    rows = AppraisalTask.objects.select_related("appraisal").filter(appraisal__in=seen)
    row = get_object_or_404(rows, pk=task_id)
    appraised(user, row.appraisal_id)
    return row


def contribution(user: User, contribution_id: int) -> Contribution:
    """Somebody's own self-evaluation, where the user may read it. Raises Http404."""
    related = ("institution", "school_year", "version__instrument", "person__account")
    seen = Contribution.objects.visible_to(user).select_related(*related)
    return get_object_or_404(seen, pk=contribution_id)


def own_contribution(user: User, contribution_id: int) -> Contribution:
    """The user's own. Raises Http404, PermissionDenied."""
    row = contribution(user, contribution_id)
    if not policies.is_author(row, user):
        raise PermissionDenied
    return row


def submitted(evaluation: SelfEvaluation, contribution_id: int) -> Contribution:
    """What was submitted at the institution for the year of its report. Raises Http404."""
    rows = Contribution.objects.submitted().filter(
        institution=evaluation.institution_id, school_year=evaluation.school_year_id
    )
    return get_object_or_404(rows.select_related("version"), pk=contribution_id)
