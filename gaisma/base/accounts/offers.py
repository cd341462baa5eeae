"""What this room offers to others."""

from django.utils.translation import gettext_noop

from gaisma.base.accounts import privacy
from gaisma.base.accounts.entrance import steps
from gaisma.base.accounts.permissions import SEE
from gaisma.base.backups import LeftOut
from gaisma.base.navigation import KEEPING, NavigationEntry

NAVIGATION = [
    NavigationEntry(
        key="accounts",
        title=gettext_noop("Accounts and roles"),
        address="accounts:accounts",
        section=KEEPING,
        permission=SEE,
        order=10,
    )
]
RETENTION = privacy.RETENTION
UNDER_KEYS = steps.UNDER_KEYS
LEFT_OUT_OF_BACKUPS = [
    LeftOut("django_session", "who is in is in no more where a backup is brought back"),
    LeftOut("accounts_addresschange", "a letter's link that waits to be opened"),
    LeftOut("account_emailconfirmation", "links of letters; not used"),
    LeftOut("socialaccount_socialtoken", "tokens of the other place; not used"),
    LeftOut("socialaccount_socialapp", "secrets of the other place; not used: they are settings"),
]
