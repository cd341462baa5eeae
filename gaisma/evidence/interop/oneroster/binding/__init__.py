"""What the CSV binding demands of each file, by version, as values."""

from gaisma.evidence.interop.oneroster.binding.columns import Column, Table, Type
from gaisma.evidence.interop.oneroster.binding.gradebook import GRADEBOOK
from gaisma.evidence.interop.oneroster.binding.resources import RESOURCES
from gaisma.evidence.interop.oneroster.binding.rostering import ROSTERING
from gaisma.evidence.interop.oneroster.binding.used import is_used

VERSIONS = ("1.1", "1.2")

CORE = ("academicSessions", "orgs", "courses", "classes", "users", "roles", "enrollments")
"""Files that a roster is made of: without a header line they say that something went wrong."""

TABLES: dict[str, dict[str, Table]] = {
    version: {
        table.name: table
        for table in (*ROSTERING, *GRADEBOOK, *RESOURCES)
        if version in table.versions
    }
    for version in VERSIONS
}
"""Version → file without its ending → what it holds."""

__all__ = ["CORE", "TABLES", "VERSIONS", "Column", "Table", "Type", "is_used"]
