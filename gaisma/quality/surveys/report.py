"""Which section this room gives to the readiness report: what surveys of wellbeing told."""

from pathlib import Path

from django.utils.translation import gettext_noop as _

from gaisma.evidence.reports.sections import Column, ReportChart, ReportSection, ReportTable

NARRATIVES = Path(__file__).parent / "narratives"
SHARE = "surveys.share"
ITEMS = (
    "I like going to school",
    "My child likes going to school",
    "I feel a significant part of the institution and like going to work",
    "I feel emotionally safe at school",
    "My child feels emotionally safe",
    "I feel emotionally safe at work",
    "I have not suffered physical violence",
    "My child has never suffered physical violence",
    "I have not suffered physical violence at work",
    "I always feel welcome at the institution",
    "I am satisfied with the choice of institution",
    "I am satisfied with the cooperation",
    "I experience equality and respect",
)
"""What the surveys that ship ask of how people feel at their institution."""
# The report speaks of the latest survey that was over by its day.
THEN = {"at": "day", "survey": "latest:wellbeing"}

WELLBEING = ReportSection(
    key="surveys.wellbeing",
    order=20,
    report="readiness",
    chapter="monitoring",
    title=_("What surveys of wellbeing told"),
    narratives=NARRATIVES,
    tables=(
        ReportTable(
            key="participation",
            title=_("Answers to surveys by audience"),
            by=("survey", "audience"),
            within=THEN,
            columns=(
                Column(_("Answers"), "surveys.responses"),
                Column(_("Rate"), "surveys.response_rate"),
            ),
            total=False,
        ),
        ReportTable(
            key="answers",
            title=_("Share of good answers by statement and audience"),
            by=("item", "audience"),
            within={"item": "|".join(ITEMS), **THEN},
            columns=(Column(_("Always or often, or yes"), SHARE, {"answer": "always|often|yes"}),),
            total=False,
        ),
    ),
    charts=(
        ReportChart(
            key="rates",
            title=_("Response rate of surveys by audience"),
            table="participation",
            columns=(1,),
        ),
    ),
)

SECTIONS = [WELLBEING]
