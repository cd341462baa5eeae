"""What is stored of surveys: campaigns with their codes and answers, and what is told of them."""

from gaisma.quality.surveys.models.campaigns import Campaign, Part, Response, random_number
from gaisma.quality.surveys.models.codes import Batch, Code, Drawn, Letter, Unsent
from gaisma.quality.surveys.models.results import (
    Participation,
    Population,
    Reliability,
    Told,
    ToldCount,
    ToldMean,
)

__all__ = [
    "Batch",
    "Campaign",
    "Code",
    "Drawn",
    "Letter",
    "Part",
    "Participation",
    "Population",
    "Reliability",
    "Response",
    "Told",
    "ToldCount",
    "ToldMean",
    "Unsent",
    "random_number",
]
