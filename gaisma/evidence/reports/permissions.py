from gaisma.base.permissions import OFFICIALS, REVIEWERS, declare

READ_REPORTS = declare("reports.read", roles=(*REVIEWERS, "founder", "methodologist", "finance"))
"""Reads what was approved; a draft is for the authority's own people."""

READ_DRAFTS = declare("reports.read_drafts", roles=(*OFFICIALS, "auditor"))
WRITE = declare("reports.write", roles=OFFICIALS)
REVIEW = declare("reports.review", roles=("manager",))
"""Returns a report, approves it, publishes it: not who only writes it."""
