"""What is stored of evaluations: by institutions and people themselves, from outside, of heads."""

from gaisma.quality.selfevaluation.models.appraisals import Appraisal, AppraisalTask, ProgressTalk
from gaisma.quality.selfevaluation.models.contributions import Contribution
from gaisma.quality.selfevaluation.models.findings import Finding
from gaisma.quality.selfevaluation.models.reports import Evidence, Passage, Remark, SelfEvaluation

__all__ = [
    "Appraisal",
    "AppraisalTask",
    "Contribution",
    "Evidence",
    "Finding",
    "Passage",
    "ProgressTalk",
    "Remark",
    "SelfEvaluation",
]
