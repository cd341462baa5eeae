"""Tables of this room that files bring in and take out."""

from gaisma.base.permissions import KEEPERS
from gaisma.evidence.interop.kinds import TableKind
from gaisma.quality.assessments import tables
from gaisma.quality.assessments.imports.averages import export_averages, plan_averages
from gaisma.quality.assessments.imports.results import export_results, plan_results
from gaisma.quality.assessments.models import PublishedAverage, Result

TABLE_KINDS = [
    TableKind(
        "results",
        120,
        plan_results,
        export_results,
        {"assessments.Result": "assessment_results"},
        model=Result,
        columns=tables.RESULTS.columns,
        readers=KEEPERS,
    ),
    TableKind(
        "published_averages",
        130,
        plan_averages,
        export_averages,
        model=PublishedAverage,
        columns=tables.AVERAGES.columns,
    ),
]
