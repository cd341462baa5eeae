"""What this room offers to others."""

from django.utils.translation import gettext_noop

from gaisma.base.accounts import retention
from gaisma.base.accounts.permissions import SEE
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
RETENTION = retention.RETENTION
