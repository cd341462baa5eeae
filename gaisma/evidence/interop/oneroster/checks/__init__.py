"""Whether the frames of a set say what the binding lets them say."""

from gaisma.evidence.interop.oneroster.checks.fields import as_meant, check_fields
from gaisma.evidence.interop.oneroster.checks.references import Stored, check_references
from gaisma.evidence.interop.oneroster.checks.rows import check_rows

__all__ = ["Stored", "as_meant", "check_fields", "check_references", "check_rows"]
