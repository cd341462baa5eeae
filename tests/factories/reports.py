"""Rows of reports."""

from typing import Any

from gaisma.evidence.reports import models
from tests.factories.making import Fields, made
from tests.moments import NOW, TODAY

PINNED: Fields = {"lake_version": 1, "approved_at": NOW}
DECIDED: Fields = {"decision_number": "410", "decision_on": TODAY}


def report(**fields: Any) -> models.Report:
    """A draft of the year that comes, or the report as its state has it."""
    state = fields.get("state", "draft")
    given: Fields = {"name": "readiness", "school_year": "2024/2025", "as_of": TODAY}
    if state in models.PINNED:
        given |= PINNED
    if state in models.DECIDED:
        given |= DECIDED
    return made(models.Report, fields, **given)


def narrative(**fields: Any) -> models.Narrative:
    given = {"section": "brief.figures", "language": "lv", "text": "Gads ir bijis labs."}
    return made(models.Narrative, fields, {"report": report}, **given)


def narrative_version(**fields: Any) -> models.NarrativeVersion:
    given = {"revision": 1, "text": "Gads ir bijis labs.", "written_at": NOW}
    return made(models.NarrativeVersion, fields, {"narrative": narrative}, **given)


def comment(**fields: Any) -> models.Comment:
    given = {"text": "Kāpēc?", "written_at": NOW}
    return made(models.Comment, fields, {"report": report}, **given)


def justification(**fields: Any) -> models.Justification:
    given = {"key": "k", "section": "brief.figures", "language": "lv", "given_at": NOW}
    return made(
        models.Justification,
        fields,
        {"report": report},
        about="Nav skaitļa.",
        reason="Jā.",
        **given,
    )


def report_figure(**fields: Any) -> models.ReportFigure:
    given = {"number": 1, "indicator": "learners.count", "value": "15", "as_of": TODAY}
    given["filters"] = {"school_year": "2024/2025"}
    given["state"] = "known" if fields.get("value", given["value"]) else "protected"
    return made(models.ReportFigure, fields, {"report": report}, definition="0" * 16, **given)
