from gaisma.base.permissions import AT_WORK, KEEPERS, LEADERS, OFFICIALS, declare

LOOKING_ON = ("founder", "auditor")
FOUNDER = ("manager", "founder")
"""Who speaks for the founder."""

SEE = declare("selfevaluation.see", roles=(*KEEPERS, *AT_WORK, *LOOKING_ON))
"""The pages; which self-evaluations stand there is decided for each."""

WRITE = declare("selfevaluation.write", roles=LEADERS)
REMARK = declare("selfevaluation.remark", roles=(*KEEPERS, *AT_WORK))
SIGN = declare("selfevaluation.sign", roles=("head",))
AGREE = declare("selfevaluation.agree", roles=FOUNDER)
PUBLISH = declare("selfevaluation.publish", roles=KEEPERS)
RETURN = declare("selfevaluation.return", roles=(*OFFICIALS, "founder"))
CONTRIBUTORS = (*AT_WORK, "deputy")
CONTRIBUTE = declare("selfevaluation.contribute", roles=CONTRIBUTORS)
"""To write about the own year, for oneself or for a methodical commission that one leads."""

SEE_CONTRIBUTIONS = declare("selfevaluation.see_contributions", roles=(*AT_WORK, *LEADERS))
"""The pages; only one's own stand there, and what was submitted to the head."""

SEE_BOARD = declare("selfevaluation.see_board", roles=(*OFFICIALS, *LOOKING_ON))

SEE_FINDINGS = declare("selfevaluation.see_findings", roles=(*KEEPERS, *LOOKING_ON))
KEEP_FINDINGS = declare("selfevaluation.keep_findings", roles=OFFICIALS)

SEE_APPRAISALS = declare("appraisals.see", roles=(*OFFICIALS, "head"))
"""The pages; of appraisals only those stand there that are one's own, as head or as appraiser;
the head of the authority sees all of hers."""

OPEN_APPRAISALS = declare("appraisals.open", roles=("manager",))
APPRAISE = declare("appraisals.appraise", roles=OFFICIALS)
