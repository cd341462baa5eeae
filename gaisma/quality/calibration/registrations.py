"""What this room offers to others."""

from gaisma.quality.calibration import acts, cautions, duties, personal, retention

PERSONAL_DATA = personal.PERSONAL_DATA
RETENTION = retention.RETENTION
ACTS = acts.ACTS
DUTIES = duties.DUTIES
OBSERVER_CAUTIONS = cautions.OBSERVER_CAUTIONS
