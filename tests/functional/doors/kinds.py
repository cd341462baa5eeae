"""What a number of a page is, where it is no door: the census of all that templates write.

A number opens what it is (a figure, or the list whose rows it counts), stands on the list that it
counts, or is named here with the reason why it is neither. Whoever writes a new number finds out
from the walk, which fails with its template, and makes it a door: `<c-figure>` or
`presentation.door` for a figure, a link of the class `count` for the rows of a list.
"""

from collections.abc import Mapping

OF_ITS_RECORD = "an attribute of the record whose page or row it stands on"
OF_ITS_PLACE = "a date, a version, a place in an order or on a page"
OF_ITS_FORM = "what a form, a rule or a condition asks for"
TOLD_ONCE = "a published result: the page is where it is told, and its notes say of how many"
MEASURED_HERE = "a statistic of what the same page shows"
ROWS_BESIDE = "counts the rows of the list beside it, or of the one its own line opens"
PART_OF_THE_YEAR = "a part of the year, whose figure opens beside it where the reader may ask it"
LANDING = "the figure's own page says it: other numbers open here"

TEMPLATES: Mapping[str, str] = {
    "None h2": OF_ITS_PLACE,
    "None p": ROWS_BESIDE,
    "administration/overview.html": OF_ITS_PLACE,
    "administration/retention.html": ROWS_BESIDE,
    "assessments/analysis.html": MEASURED_HERE,
    "assessments/parts/bands.html": OF_ITS_FORM,
    "assessments/parts/cells.html": OF_ITS_FORM,
    "assessments/parts/defined.html": OF_ITS_RECORD,
    "assessments/parts/distribution.html": MEASURED_HERE,
    "assessments/parts/former.html": OF_ITS_RECORD,
    "assessments/parts/items.html": OF_ITS_RECORD,
    "assessments/parts/levels.html": MEASURED_HERE,
    "assessments/parts/lines.html": MEASURED_HERE,
    "assessments/parts/papers.html": OF_ITS_RECORD,
    "assessments/parts/reached.html": OF_ITS_RECORD,
    "assessments/parts/references.html": OF_ITS_RECORD,
    "assessments/parts/tasks.html": OF_ITS_RECORD,
    "assessments/parts/worked.html": MEASURED_HERE,
    "assessments/paths.html": MEASURED_HERE,
    "assessments/settle.html": OF_ITS_RECORD,
    "attendance/cells.html": OF_ITS_RECORD,
    "attendance/place.html": OF_ITS_PLACE,
    "calendar/deadline.html": ROWS_BESIDE,
    "calendar/month.html": OF_ITS_PLACE,
    "calendar/parts/entry.html a": OF_ITS_PLACE,
    "calendar/parts/entry.html span": ROWS_BESIDE,
    "calendar/year.html": OF_ITS_PLACE,
    "calibration/parts/closeness.html": MEASURED_HERE,
    "calibration/parts/lesson.html": OF_ITS_PLACE,
    "calibration/parts/terms.html": OF_ITS_FORM,
    "cotton/map.html": OF_ITS_PLACE,
    "cotton/meter.html": ROWS_BESIDE,
    "cotton/origin.html": LANDING,
    "cotton/progress.html": ROWS_BESIDE,
    "cotton/tabs.html": ROWS_BESIDE,
    "cotton/version.html": OF_ITS_PLACE,
    "figures/figure.html span": LANDING,
    "figures/records.html": OF_ITS_RECORD,
    "governance/priority.html": OF_ITS_PLACE,
    "form.html p": OF_ITS_RECORD,
    "home/accounts.html span": ROWS_BESIDE,
    "home/changed.html": ROWS_BESIDE,
    "home/due.html": ROWS_BESIDE,
    "home/groups.html": OF_ITS_RECORD,
    "home/health.html": OF_ITS_PLACE,
    "home/preschools.html p": ROWS_BESIDE,
    "home/soon.html": OF_ITS_PLACE,
    "home/vacancies.html p": ROWS_BESIDE,
    "instruments/instrument.html": OF_ITS_RECORD,
    "instruments/parts/versions.html": OF_ITS_PLACE,
    "instruments/preview.html": OF_ITS_PLACE,
    "listing.html": OF_ITS_FORM,
    "observations/agreement.html": MEASURED_HERE,
    "observations/parts/estimate.html": MEASURED_HERE,
    "observations/parts/in_short.html": MEASURED_HERE,
    "observations/parts/lesson.html": OF_ITS_RECORD,
    "observations/parts/notes.html": OF_ITS_PLACE,
    "observations/parts/picture.html span": MEASURED_HERE,
    "organisations/parts/groups.html": OF_ITS_RECORD,
    "organisations/parts/staff.html span": OF_ITS_RECORD,
    "people/erase.html": ROWS_BESIDE,
    "people/held.html": OF_ITS_RECORD,
    "people/merge.html": ROWS_BESIDE,
    "people/parts/learnt.html": OF_ITS_RECORD,
    "people/parts/posts.html": OF_ITS_RECORD,
    "prevention/algorithms.html": OF_ITS_RECORD,
    "prevention/run.html": OF_ITS_RECORD,
    "prevention/parts/fairness.html": MEASURED_HERE,
    "prevention/parts/past_rules.html": MEASURED_HERE,
    "prevention/parts/past_year.html": MEASURED_HERE,
    "prevention/parts/plan.html": OF_ITS_RECORD,
    "prevention/parts/runs.html": OF_ITS_RECORD,
    "prevention/parts/steps.html": OF_ITS_PLACE,
    "prevention/publish.html": OF_ITS_PLACE,
    "prevention/rules.html": OF_ITS_FORM,
    "prevention/signals.html": OF_ITS_RECORD,
    "programmes/group_print.html": OF_ITS_PLACE,
    "programmes/parts/facts.html": OF_ITS_RECORD,
    "reports/pages/edition.html": OF_ITS_PLACE,
    "reports/pages/parts/section.html": OF_ITS_FORM,
    "reports/pages/parts/standing.html": OF_ITS_FORM,
    "selfevaluation/parts/said.html": TOLD_ONCE,
    "selfevaluation/parts/voices.html": TOLD_ONCE,
    "selfevaluation/passage.html": TOLD_ONCE,
    "socialemotional/parts/behind.html": OF_ITS_RECORD,
    "socialemotional/parts/families.html": ROWS_BESIDE,
    "socialemotional/parts/lessons.html": OF_ITS_RECORD,
    "surveys/campaign.html": OF_ITS_FORM,
    "surveys/edit.html": ROWS_BESIDE,
    "surveys/parts/asked.html": OF_ITS_RECORD,
    "surveys/parts/classes.html": OF_ITS_RECORD,
    "surveys/parts/given.html": OF_ITS_RECORD,
    "surveys/place.html": OF_ITS_RECORD,
    "surveys/results/gaps.html": TOLD_ONCE,
    "surveys/results/institutions.html": TOLD_ONCE,
    "surveys/results/line.html": TOLD_ONCE,
    "surveys/results/note.html": OF_ITS_FORM,
    "surveys/results/participation.html": TOLD_ONCE,
    "surveys/results/texts.html": OF_ITS_FORM,
    "surveys/results/topic.html": TOLD_ONCE,
    "surveys/results/value.html": TOLD_ONCE,
    "surveys/sheets.html": OF_ITS_PLACE,
    "surveys/start.html": OF_ITS_FORM,
}
"""Templates, or one element of a template, whose numbers are no doors, and why."""

LISTS: Mapping[str, str] = {
    "accounts:locks": OF_ITS_RECORD,
    "administration:audit": OF_ITS_RECORD,
    "administration:years": OF_ITS_RECORD,
    "assessments:averages": OF_ITS_RECORD,
    "assessments:classes": ROWS_BESIDE,
    "assessments:families": ROWS_BESIDE,
    "assessments:list": ROWS_BESIDE,
    "assessments:passed": OF_ITS_RECORD,
    "assessments:results": OF_ITS_RECORD,
    "assessments:rules": OF_ITS_FORM,
    "assessments:support": OF_ITS_RECORD,
    "attendance:class": OF_ITS_RECORD,
    "attendance:learner": OF_ITS_PLACE,
    "attendance:month": OF_ITS_RECORD,
    "attendance:signals": MEASURED_HERE,
    "attendance:unexcused": OF_ITS_RECORD,
    "calendar:agenda": ROWS_BESIDE,
    "calendar:deadlines": ROWS_BESIDE,
    "calibration:validity": MEASURED_HERE,
    "challenges:list": OF_ITS_RECORD,
    "wellbeing:list": OF_ITS_RECORD,
    "governance:boards": ROWS_BESIDE,
    "governance:priorities": OF_ITS_PLACE,
    "inspections:list": ROWS_BESIDE,
    "instruments:instruments": OF_ITS_RECORD,
    "interop:list": OF_ITS_RECORD,
    "interop:problems": OF_ITS_PLACE,
    "new_year:confirmations": ROWS_BESIDE,
    "new_year:plans": ROWS_BESIDE,
    "observations:coverage": ROWS_BESIDE,
    "people:staff": OF_ITS_RECORD,
    "people:vacancies": OF_ITS_RECORD,
    "prevention:absences": OF_ITS_RECORD,
    "prevention:climate": MEASURED_HERE,
    "prevention:outside": ROWS_BESIDE,
    "prevention:statement": PART_OF_THE_YEAR,
    "programmes:groups": OF_ITS_RECORD,
    "reports:comparison": TOLD_ONCE,
    "socialemotional:class": OF_ITS_RECORD,
    "socialemotional:norms": OF_ITS_FORM,
    "socialemotional:place": ROWS_BESIDE,
    "socialemotional:places": ROWS_BESIDE,
    "surveys:institutions": TOLD_ONCE,
    "surveys:list": OF_ITS_RECORD,
    "surveys:participation": OF_ITS_RECORD,
    "works:list": OF_ITS_RECORD,
}
"""Lists with columns of numbers: each stands in the row of what it is of."""

NOT_THEIRS = (
    "None",
    "cotton/shares.html",
    "home/home.html",
    "organisations/cell.html",
    "organisations/list.html",
    "organisations/overview.html",
)
"""Templates whose figures are text for those who may not ask them; who reads all has doors."""
NOT_TO_ASK = "a figure that its reader may not ask by itself"


def reason(template: str, element: str, page: str, *, reads_all: bool) -> str:
    """Why the number that the template writes there is no door; empty where nobody has said."""
    if template in NOT_THEIRS and not reads_all:
        return NOT_TO_ASK
    if template == "cotton/listing.html":
        return LISTS.get(page, "")
    return TEMPLATES.get(f"{template} {element}", "") or TEMPLATES.get(template, "")
