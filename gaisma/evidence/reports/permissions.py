from gaisma.base.permissions import REVIEWERS, declare

READ_REPORTS = declare("reports.read", roles=(*REVIEWERS, "founder", "methodologist", "finance"))
