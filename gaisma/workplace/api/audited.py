"""What is done in this room, as the audit knows it."""

from django.utils.translation import gettext_noop

from gaisma.base.audit import Action

MAKE = Action("token.make", gettext_noop("Made a token for another program"))
REVOKE = Action("token.revoke", gettext_noop("Revoked the token of another program"))
