"""What is done with a report between its draft and its publication, one noun a module."""

from gaisma.evidence.reports.actions.steps import (
    adopt,
    approve,
    change_day,
    draft,
    publish,
    return_to_draft,
    send_for_review,
)
from gaisma.evidence.reports.actions.texts import reset, write

__all__ = [
    "adopt",
    "approve",
    "change_day",
    "draft",
    "publish",
    "reset",
    "return_to_draft",
    "send_for_review",
    "write",
]
