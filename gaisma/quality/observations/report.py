"""Which section this room gives to the readiness report: what was seen in lessons."""

from pathlib import Path

from django.utils.translation import gettext_noop as _

from gaisma.evidence.reports.sections import Column, ReportChart, ReportSection, ReportTable

NARRATIVES = Path(__file__).parent / "narratives"
SHARE, ANSWERING = "observations.share_meeting", "observations.share_answering"
CRITERIA = (
    "three phases",
    "outcomes clearly defined",
    "tasks at different levels",
    "individual support available",
    "learner-centred",
    "taught in Latvian",
    "learners recall and describe",
    "learners argue and justify",
    "learners create and evaluate",
    "define the problem",
    "choose a solution",
    "plan and act",
    "test and evaluate",
)
"""What the authority's own sheet asks of every lesson."""
EXTERNAL, INTERNAL = {"observer": "external"}, {"observer": "internal"}
# The report speaks of the school year that ends.
THEN = {"at": "ending"}

LESSONS = ReportSection(
    key="observations.lessons",
    order=10,
    report="readiness",
    chapter="monitoring",
    title=_("What was seen in lessons"),
    narratives=NARRATIVES,
    tables=(
        ReportTable(
            key="kinds",
            title=_("Observations of the school year by kind of institution"),
            by=("institution_kind",),
            within=THEN,
            columns=(
                Column(_("External"), "observations.count", EXTERNAL),
                Column(_("Internal"), "observations.count", INTERNAL),
                Column(_("Teachers observed"), "observations.teachers_observed"),
            ),
        ),
        ReportTable(
            key="criteria",
            title=_("Share of observations that meet each criterion"),
            by=("criterion",),
            within={"criterion": "|".join(CRITERIA), **THEN},
            columns=(
                Column(_("External"), SHARE, EXTERNAL),
                Column(_("Internal"), SHARE, INTERNAL),
            ),
            total=False,
        ),
    ),
)


def answers(key: str, title: str, criterion: str) -> ReportTable:
    """How often each answer to one question of the sheet was given."""
    return ReportTable(
        key=key,
        title=title,
        by=("seen",),
        within={"criterion": criterion, **THEN},
        columns=(
            Column(_("External"), ANSWERING, EXTERNAL),
            Column(_("Internal"), ANSWERING, INTERNAL),
        ),
        total=False,
    )


WORK = ReportSection(
    key="observations.work",
    order=20,
    report="readiness",
    chapter="monitoring",
    title=_("How lessons are taught: form, thinking, who is active"),
    narratives=NARRATIVES,
    tables=(
        answers("form", _("Form of the lesson, share of observations"), "form of the lesson"),
        answers("load", _("Level of thinking, share of observations"), "load of thinking"),
        answers("active", _("Who is active, share of observations"), "who is active"),
    ),
    charts=(
        ReportChart(
            key="form",
            title=_("Form of the lesson in lessons observed by the authority and by institutions"),
            table="form",
            columns=(0, 1),
        ),
    ),
)

SECTIONS = [LESSONS, WORK]
