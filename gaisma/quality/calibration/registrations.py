"""What this room offers to others."""

from gaisma.quality.calibration import cautions, duties, personal, retention, workflow

PERSONAL_DATA = personal.PERSONAL_DATA
RETENTION = retention.RETENTION
WORKFLOWS = [workflow.EXERCISE]
DUTIES = duties.DUTIES
OBSERVER_CAUTIONS = cautions.OBSERVER_CAUTIONS
