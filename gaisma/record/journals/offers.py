"""What this room offers to others."""

from gaisma.record.journals.facts import FACTS
from gaisma.record.journals.imports import MASS_KINDS

__all__ = ["FACTS", "MASS_KINDS"]
