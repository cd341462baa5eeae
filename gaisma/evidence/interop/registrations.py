"""What taking data in offers to others: the lake's table of marks."""

from gaisma.evidence.interop.oneroster.facts import FACTS

__all__ = ["FACTS"]
