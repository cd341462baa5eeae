"""Which sections this room gives to the readiness report: teachers, staff, vacancies."""

from pathlib import Path

from django.utils.translation import gettext_noop as _

from gaisma.evidence.reports.sections import Column, ReportChart, ReportSection, ReportTable

NARRATIVES = Path(__file__).parent / "narratives"
OF_THE_MUNICIPALITY = {"founder": "municipality", "institution_kind": "education_institution"}
"""Neither schools of the state nor the authority's own office."""


def teachers_of(stage: str, title: str) -> ReportTable:
    """The teachers of a stage by kind of institution."""
    return ReportTable(
        key="teachers",
        title=title,
        by=("institution_kind",),
        within={"stage": stage},
        columns=(
            Column(_("Teachers"), "teachers.count"),
            Column(_("At several institutions"), "teachers.at_several_institutions"),
            Column(_("Qualified"), "teachers.share_qualified"),
        ),
    )


PRESCHOOL_TEACHERS = ReportSection(
    key="staff.preschool",
    order=10,
    report="readiness",
    chapter="staff",
    title=_("Teachers in preschool"),
    narratives=NARRATIVES,
    tables=(teachers_of("preschool", _("Preschool teachers by kind of institution")),),
)
SCHOOL_TEACHERS = ReportSection(
    key="staff.school",
    order=20,
    report="readiness",
    chapter="staff",
    title=_("Teachers in general education"),
    narratives=NARRATIVES,
    tables=(teachers_of("school", _("Teachers of general education by kind of institution")),),
)
OTHER_TEACHERS = ReportSection(
    key="staff.other",
    order=30,
    report="readiness",
    chapter="staff",
    title=_("Teachers and staff of the municipality's institutions"),
    narratives=NARRATIVES,
    tables=(
        ReportTable(
            key="kinds",
            title=_("Teachers and staff of the municipality's institutions by kind"),
            by=("institution_kind",),
            within=OF_THE_MUNICIPALITY,
            columns=(
                Column(_("Teachers"), "teachers.count"),
                Column(_("Staff"), "staff.count"),
                Column(_("Permanent"), "staff.share_permanent"),
            ),
        ),
    ),
)
PRESCHOOL_VACANCIES = ReportSection(
    key="vacancies.preschool",
    order=10,
    report="readiness",
    chapter="vacancies",
    title=_("Vacancies in preschools"),
    narratives=NARRATIVES,
    tables=(
        ReportTable(
            key="roles",
            title=_("Vacant loads in preschools by role"),
            by=("role",),
            within={"institution_kind": "preschool", "at": "day"},
            columns=(Column(_("Loads"), "vacancies.load"),),
        ),
    ),
)
SCHOOL_VACANCIES = ReportSection(
    key="vacancies.school",
    order=20,
    report="readiness",
    chapter="vacancies",
    title=_("Vacancies in general schools"),
    narratives=NARRATIVES,
    tables=(
        ReportTable(
            key="roles",
            title=_("Vacant loads in general schools by institution and role"),
            by=("institution", "role"),
            within={"institution_kind": "general_school", "at": "day"},
            columns=(Column(_("Loads"), "vacancies.load"),),
        ),
    ),
)
DEVELOPMENT = ReportSection(
    key="staff.development",
    order=40,
    report="readiness",
    chapter="staff",
    title=_("Professional development and child-protection training"),
    narratives=NARRATIVES,
    tables=(
        ReportTable(
            key="kinds",
            title=_(
                "Professional development of the municipality's teachers by kind of institution"
            ),
            by=("institution_kind",),
            within=OF_THE_MUNICIPALITY,
            columns=(
                Column(_("Teachers"), "teachers.count"),
                Column(_("Hours in three years"), "development.hours"),
                Column(_("36 hours in three years"), "development.share_with_hours"),
                Column(
                    _("Child protection in five years"),
                    "development.share_trained",
                    {"topic": "child_protection"},
                ),
            ),
        ),
        ReportTable(
            key="topics",
            title=_("What the municipality's teachers learnt in three years"),
            by=("topic",),
            within=OF_THE_MUNICIPALITY,
            columns=(
                Column(_("Teachers"), "development.teachers"),
                Column(_("Hours"), "development.hours"),
            ),
        ),
    ),
    charts=(
        ReportChart(
            key="topics",
            title=_("Hours of professional development by topic"),
            table="topics",
            columns=(1,),
        ),
    ),
)
FILLING = ReportSection(
    key="vacancies.filling",
    order=30,
    report="readiness",
    chapter="vacancies",
    title=_("How vacancies are filled, and by when"),
    narratives=NARRATIVES,
    tables=(
        ReportTable(
            key="posts",
            title=_("Vacant posts of the municipality's institutions: by when and how filled"),
            by=("institution", "role", "expected", "filling"),
            within={**OF_THE_MUNICIPALITY, "at": "day"},
            columns=(Column(_("Loads"), "vacancies.load"),),
        ),
    ),
)

SECTIONS = [
    PRESCHOOL_TEACHERS,
    SCHOOL_TEACHERS,
    OTHER_TEACHERS,
    DEVELOPMENT,
    PRESCHOOL_VACANCIES,
    SCHOOL_VACANCIES,
    FILLING,
]
