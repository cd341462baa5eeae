"""What is stored of surveys: campaigns with their codes and answers, and what is told of them."""

from gaisma.quality.surveys.models.campaigns import (
    Batch,
    Campaign,
    Code,
    Drawn,
    Letter,
    Part,
    Response,
    Unsent,
    random_number,
)
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
