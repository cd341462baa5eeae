"""What this room offers to others."""

from gaisma.quality.calibration import cautions, duties, privacy, workflow

PERSONAL_DATA = privacy.PERSONAL_DATA
RETENTION = privacy.RETENTION
WORKFLOWS = [workflow.EXERCISE]
DUTIES = duties.DUTIES
OBSERVER_CAUTIONS = cautions.OBSERVER_CAUTIONS
