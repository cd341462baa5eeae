"""What this room offers to others."""

from gaisma.record.journals.facts import FACTS
from gaisma.record.journals.imports import MASS_KINDS
from gaisma.record.journals.privacy import LAKE_HOLDINGS, RETENTION

__all__ = ["FACTS", "LAKE_HOLDINGS", "MASS_KINDS", "RETENTION"]
