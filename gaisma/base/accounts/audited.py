"""What is done in this room, as the audit knows it."""

from django.utils.translation import gettext_noop

from gaisma.base.audit import ADMINISTRATORS, Action

ACCEPT = Action("accounts.accept", gettext_noop("Accepted an invitation"))
ASK_ADDRESS = Action("accounts.ask_address", gettext_noop("Asked to change an e-mail address"))
CHANGE_ADDRESS = Action("accounts.change_address", gettext_noop("Changed an e-mail address"))
CHANGE_NAME = Action("accounts.change_name", gettext_noop("Changed the name of an account"))
CLOSE = Action("accounts.close", gettext_noop("Closed an account"), news_for=(ADMINISTRATORS,))
END_GRANT = Action(
    "accounts.end_grant", gettext_noop("Took a role back"), news_for=(ADMINISTRATORS,)
)
GRANT = Action("accounts.grant", gettext_noop("Granted a role"), news_for=(ADMINISTRATORS,))
INVITE = Action("accounts.invite", gettext_noop("Invited somebody"), news_for=(ADMINISTRATORS,))
REOPEN = Action("accounts.reopen", gettext_noop("Opened a closed account again"))
RESET_SECOND_FACTOR = Action(
    "accounts.reset_second_factor", gettext_noop("Took away a second factor")
)
SEND_AGAIN = Action("accounts.send_again", gettext_noop("Sent an invitation again"))
SIGN_OUT_EVERYWHERE = Action("accounts.sign_out_everywhere", gettext_noop("Signed out everywhere"))
TRIAL_LETTER = Action("accounts.trial_letter", gettext_noop("Tried out the mail settings"))
UNLOCK = Action("accounts.unlock", gettext_noop("Unlocked a sign-in"))
WITHDRAW = Action("accounts.withdraw", gettext_noop("Withdrew an invitation"))
