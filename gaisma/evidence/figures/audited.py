"""What is done in this room, as the audit knows it."""

from django.utils.translation import gettext_noop

from gaisma.base.audit import Action

SEE_RECORDS = Action(
    "figures.see_records", gettext_noop("Saw the records behind a figure"), is_read=True
)
