"""What runs on PostgreSQL too, and why: where the database itself decides what comes.

Locks, bulk, kills, imports, archive, lake, sight, sorting, the opening of surveys, migrations,
constraints, raw SQL: all that touches the database runs on both, but for what asks for pages. A
page asks by the same query sets; what it shows is looked at on SQLite, and every page that there is
opens on PostgreSQL once, in few rows and in many.
"""

from collections.abc import Collection, Iterable

DATABASE = frozenset({"db", "transactional_db", "live_server", "separate"})
PAGES = frozenset({"client", "reader", "everybody"})
"""Fixtures by which tests touch the database, and by which they ask for pages."""

ON_BOTH = {
    "tests/integration": "locks, bulk, kills, imports, archive, lake, letters, moves",
    "tests/matrix/test_alphabets.py": "the order of every list, which the database makes",
    "tests/matrix/test_queries.py": "every page's queries, asked of few rows and of many",
    "tests/unit/base/jobs": "locks on work, and workers beside one another",
    "tests/unit/evidence/interop": "bulk and undo behind the pages of imports",
    "tests/unit/evidence/lake": "locks on the versions of the lake",
    "tests/unit/quality/surveys/test_answering.py": "the opening of surveys, and each code once",
    "tests/unit/base/test_sorting.py": "sorting, which is the database's",
    "tests/unit/record/people": "sorting of names, raw SQL of looks, locks of mergers",
    "tests/unit/workplace/administration/test_health.py": "what is told of the database itself",
}
"""Tests of pages that are asked for on PostgreSQL too."""

ONCE = {
    "tests/unit/project": "what is read are files of the project",
    "tests/unit/config": "what is read are settings; the processes run in tests/integration/config",
    "tests/integration/assessments": "whose results is found in columns; all goes in alike",
    "tests/integration/columns/test_on_pages.py": "what pages show is looked at on SQLite",
    "tests/integration/imports/test_broken_files.py": "what is refused are files",
    "tests/integration/imports/test_meanings.py": "what is read are files; all goes in alike",
    "tests/integration/imports/test_workbooks.py": "what is read are files; all goes in alike",
    "tests/integration/oneroster/test_changes.py": "what sets say is mapped in columns",
    "tests/integration/oneroster/test_classes.py": "what sets say is mapped in columns",
    "tests/integration/oneroster/test_guardians.py": "what sets say is mapped in columns",
    "tests/integration/oneroster/test_marks.py": "what sets say is mapped in columns",
    "tests/integration/oneroster/test_places.py": "what sets say is mapped in columns",
    "tests/integration/oneroster/test_pointers.py": "what sets say is mapped in columns",
    "tests/integration/oneroster/test_staff.py": "what sets say is mapped in columns",
    "tests/integration/reports/test_command.py": "what is written are files",
    "tests/integration/reports/test_situations.py": "what a report says of the lake",
    "tests/integration/sample/test_absences.py": "what the city tells is read from the lake",
    "tests/integration/sample/test_demo.py": "the record of the demo is a file",
    "tests/integration/sample/test_story.py": "what the city tells is read from the lake",
    "tests/integration/doors": "what is read are files, by a process without a record",
    "tests/integration/config/test_private.py": "what is looked at are files of the home",
    "tests/unit/evidence/lake/test_damage.py": "what is damaged are files of the lake",
    "tests/unit/evidence/figures": "what is asked is the lake, whatever the record",
    "tests/unit/evidence/reports/test_comparing.py": "two reports of the lake side by side",
    "tests/unit/evidence/reports/test_doubts.py": "what a report says of the lake",
    "tests/unit/quality/prevention/test_calibration.py": "what is counted are journals in the lake",
    "tests/unit/quality/surveys/test_padding_by_codes.py": "every address is asked, on SQLite",
}
"""Tests that touch the database, ask for no page, and say the same on any database."""


def is_on_both(path: str, fixtures: Collection[str], *, is_marked: bool) -> bool:
    """Whether a test of that file, with those fixtures, runs on PostgreSQL too."""
    if not (is_marked or DATABASE & set(fixtures)) or below(path, ONCE):
        return False
    return below(path, ON_BOTH) or not PAGES & set(fixtures)


def below(path: str, places: Iterable[str]) -> bool:
    """Whether the file is one of the places, or lies in one."""
    return any(path == place or path.startswith(f"{place}/") for place in places)
