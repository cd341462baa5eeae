"""Which sections this room gives to the readiness report: learners, groups, places, programmes."""

from pathlib import Path

from django.utils.translation import gettext_noop as _

from gaisma.evidence.reports.sections import Column, ReportChart, ReportSection, ReportTable, Shows

NARRATIVES = Path(__file__).parent / "narratives"
PRESCHOOL = {"stage": "preschool"}
SCHOOL = {"stage": "school"}
BASIC = {**SCHOOL, "grade": "1|2|3|4|5|6|7|8|9"}
LATVIAN, OTHER_LANGUAGE = {"language": "lv"}, {"language": "other"}
ANY_SPECIAL = {"special_programme": "any"}
YEARS = 5


def special_learners(within: dict[str, str]) -> ReportTable:
    """Where the learners of special programmes learn, in one stage."""
    return ReportTable(
        key="places",
        title=_("Learners in special programmes by kind of institution"),
        by=("institution_kind",),
        within={**within, **ANY_SPECIAL},
        columns=(
            Column(_("Programmes"), "programmes.count"),
            Column(_("Learners"), "learners.count"),
        ),
    )


def special_programmes(within: dict[str, str]) -> ReportTable:
    """Which need is met where, in one stage, and how many learn so."""
    return ReportTable(
        key="special",
        title=_("Special programmes and the institutions that offer them"),
        by=("special_programme",),
        names="institution",
        total=False,
        within=within,
        columns=(
            Column(_("Programmes"), "programmes.count"),
            Column(_("Learners"), "learners.count"),
            Column(_("Institutions"), "programmes.count", shows=Shows.NAMES),
        ),
    )


PRESCHOOL_STATISTICS = ReportSection(
    key="preschool.statistics",
    order=10,
    report="readiness",
    chapter="preschool",
    title=_("Children and groups"),
    narratives=NARRATIVES,
    tables=(
        ReportTable(
            key="years",
            title=_("Preschool groups and children over five school years"),
            by=(),
            years=YEARS,
            within=PRESCHOOL,
            columns=(
                Column(_("Groups"), "groups.count"),
                Column(_("Children"), "learners.count"),
            ),
        ),
    ),
    charts=(
        ReportChart(
            key="years",
            title=_("Children in preschool programmes over five school years"),
            table="years",
            columns=(1,),
            upright=True,
        ),
    ),
)
PRESCHOOL_GROUPS = ReportSection(
    key="preschool.groups",
    order=20,
    report="readiness",
    chapter="preschool",
    title=_("Groups by institution"),
    narratives=NARRATIVES,
    tables=(
        ReportTable(
            key="institutions",
            title=_("Preschool groups, children and free places by institution"),
            by=("institution",),
            within=PRESCHOOL,
            columns=(
                Column(_("Groups"), "groups.count"),
                Column(_("Children"), "learners.count"),
                Column(_("Difference"), "learners.change", shows=Shows.CHANGE),
                Column(_("Free places"), "places.free"),
            ),
        ),
    ),
    charts=(
        ReportChart(
            key="groups",
            title=_("Preschool groups by institution"),
            table="institutions",
        ),
    ),
)
PRESCHOOL_PLACES = ReportSection(
    key="preschool.places",
    order=30,
    report="readiness",
    chapter="preschool",
    title=_("Places and the queue"),
    narratives=NARRATIVES,
    tables=(
        ReportTable(
            key="kinds",
            title=_("Free preschool places by kind of institution"),
            by=("institution_kind",),
            within=PRESCHOOL,
            columns=(
                Column(_("Groups"), "groups.count"),
                Column(_("Groups within their limits"), "groups.within_limits"),
                Column(_("Free places"), "places.free"),
            ),
        ),
    ),
)
PRESCHOOL_SPECIAL = ReportSection(
    key="preschool.special",
    order=40,
    report="readiness",
    chapter="preschool",
    title=_("Special programmes in preschool"),
    narratives=NARRATIVES,
    tables=(special_programmes(PRESCHOOL), special_learners(PRESCHOOL)),
)

SCHOOL_STATISTICS = ReportSection(
    key="school.statistics",
    order=10,
    report="readiness",
    chapter="school",
    title=_("Pupils"),
    narratives=NARRATIVES,
    tables=(
        ReportTable(
            key="grades",
            title=_("Pupils and classes by grade"),
            by=("grade",),
            within=SCHOOL,
            columns=(
                Column(_("Classes"), "groups.count"),
                Column(_("Pupils"), "learners.count"),
                Column(_("Year before"), "learners.change", shows=Shows.BEFORE),
                Column(_("Difference"), "learners.change", shows=Shows.CHANGE),
            ),
        ),
        ReportTable(
            key="years",
            title=_("Classes and pupils over five school years"),
            by=(),
            years=YEARS,
            within=SCHOOL,
            columns=(
                Column(_("Classes"), "groups.count"),
                Column(_("Pupils"), "learners.count"),
            ),
        ),
    ),
    charts=(
        ReportChart(
            key="grades",
            title=_("Pupils by grade, this year and the year before"),
            table="grades",
            columns=(1, 2),
            upright=True,
        ),
    ),
)
SCHOOL_CLASSES = ReportSection(
    key="school.classes",
    order=20,
    report="readiness",
    chapter="school",
    title=_("Pupils and classes by institution"),
    narratives=NARRATIVES,
    tables=(
        ReportTable(
            key="institutions",
            title=_("Classes and pupils by institution"),
            by=("institution",),
            within=SCHOOL,
            columns=(
                Column(_("Classes"), "groups.count"),
                Column(_("Pupils"), "learners.count"),
                Column(_("Year before"), "learners.change", shows=Shows.BEFORE),
                Column(_("Difference"), "learners.change", shows=Shows.CHANGE),
            ),
        ),
    ),
    charts=(
        ReportChart(
            key="pupils",
            title=_("Pupils by institution"),
            table="institutions",
            columns=(1,),
        ),
    ),
)
SCHOOL_SPECIAL = ReportSection(
    key="school.special",
    order=30,
    report="readiness",
    chapter="school",
    title=_("Special programmes in schools"),
    narratives=NARRATIVES,
    tables=(special_programmes(SCHOOL), special_learners(SCHOOL)),
)
SCHOOL_LANGUAGE = ReportSection(
    key="school.language",
    order=40,
    report="readiness",
    chapter="school",
    title=_("The move to teaching in the state language"),
    narratives=NARRATIVES,
    tables=(
        ReportTable(
            key="grades",
            title=_("Classes and pupils of grades 1–9 by language of the programme"),
            by=("grade",),
            within=BASIC,
            columns=(
                Column(_("Classes in Latvian"), "groups.count", LATVIAN),
                Column(_("Classes in another language"), "groups.count", OTHER_LANGUAGE),
                Column(_("Pupils in Latvian"), "learners.count", LATVIAN),
                Column(_("Pupils in another language"), "learners.count", OTHER_LANGUAGE),
            ),
        ),
        ReportTable(
            key="institutions",
            title=_("Classes of programmes in another language by institution and grade"),
            by=("institution", "grade"),
            within={**BASIC, **OTHER_LANGUAGE},
            columns=(Column(_("Classes"), "groups.count"),),
        ),
    ),
)

INTEREST = ReportSection(
    key="interest.institution",
    order=10,
    report="readiness",
    chapter="interest",
    title=_("Interest-education institution"),
    narratives=NARRATIVES,
    each="interest_institution",
    tables=(
        ReportTable(
            key="fields",
            title=_("Interest-education programmes and groups by field"),
            by=("field",),
            within={"stage": "interest", "institution": "this"},
            columns=(
                Column(_("Programmes"), "programmes.count"),
                Column(_("Groups"), "groups.count"),
            ),
        ),
    ),
)
INNOVATION_CENTRE = ReportSection(
    key="interest.innovation",
    order=20,
    report="readiness",
    chapter="interest",
    title=_("Innovation centre"),
    narratives=NARRATIVES,
    each="innovation_centre",
)
CLUBS = ReportSection(
    key="interest.clubs",
    order=30,
    report="readiness",
    chapter="interest",
    title=_("Neighbourhood clubs"),
    narratives=NARRATIVES,
)

SECTIONS = [
    PRESCHOOL_STATISTICS,
    PRESCHOOL_GROUPS,
    PRESCHOOL_PLACES,
    PRESCHOOL_SPECIAL,
    SCHOOL_STATISTICS,
    SCHOOL_CLASSES,
    SCHOOL_SPECIAL,
    SCHOOL_LANGUAGE,
    INTEREST,
    INNOVATION_CENTRE,
    CLUBS,
]
