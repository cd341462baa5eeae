"""What this room offers to others."""

from django.utils.translation import gettext_noop

from gaisma.base.accounts.ways import Page, WayIn
from gaisma.base.backups import LeftOut
from gaisma.workplace.api import actions
from gaisma.workplace.api.permissions import KEEP_OWN_TOKENS

WAYS_IN = [
    WayIn(
        "tokens",
        actions.revoke_all,
        Page(gettext_noop("Tokens for programs"), "api:tokens", KEEP_OWN_TOKENS),
    )
]
LEFT_OUT_OF_BACKUPS = [LeftOut("api_token", "who wants one makes another")]
