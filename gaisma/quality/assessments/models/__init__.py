"""What is examined, what came out, and what is published of it."""

from gaisma.quality.assessments.models.assessments import Assessment, Band, Item, Paper
from gaisma.quality.assessments.models.families import FamilyLink
from gaisma.quality.assessments.models.references import PassingRule, PublishedAverage, Reference
from gaisma.quality.assessments.models.results import FormerResult, Result

__all__ = [
    "Assessment",
    "Band",
    "FamilyLink",
    "FormerResult",
    "Item",
    "Paper",
    "PassingRule",
    "PublishedAverage",
    "Reference",
    "Result",
]
