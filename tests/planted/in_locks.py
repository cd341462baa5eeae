"""A fault for each lock of the database: that it is not taken."""

import re

from tests.integration.two_people.places import places
from tests.planted.fault import Fault

HELD_OTHERWISE = {
    "gaisma.evidence.interop.undoing:importing_to_undo": "all writers of imports wait before",
    "gaisma.evidence.lake.actions:_keep_writers_out": "each of its callers is a fault of its own",
    "gaisma.evidence.reports.actions:_settle": "the report is locked before",
    "gaisma.quality.observations.actions.sheets:_current": "the observation is locked before",
    "gaisma.quality.selfevaluation.actions.reports:settle": "the evaluation is locked before",
    "gaisma.quality.surveys.codes.posting:clear": "the rows that are deleted are waited for",
    "gaisma.record.people.actions.employments:employ": "a row that refers to another waits for it",
}
"""Locks without which the second of two is answered alike, and why."""

TESTS = "tests/integration/two_people/test_meetings.py::test_second_waits_for_the_first"


def _without(source: str) -> str:
    source = re.sub(r"select_for_update\((of=\(\"self\",\))?\)", "all()", source)
    return re.sub(r"cursor\.execute\(f'LOCK TABLE [^\n]*", "cursor.fetchall", source)


FAULTS = tuple(
    Fault(
        f"no-lock {place.name.removeprefix('gaisma.')}",
        place.file,
        place.source,
        _without(place.source),
        (f"{TESTS}[{place.name}]",),
        "two who come at the same moment do not see one another",
        on_postgresql=True,
    )
    for place in places()
    if place.name not in HELD_OTHERWISE
)
