from gaisma.base.permissions import KEEPERS, REVIEWERS, declare

SEE = declare("data_quality.see", roles=REVIEWERS)
JUDGE = declare("data_quality.judge", roles=KEEPERS)
