"""What is done in this room, as the audit knows it."""

from django.utils.translation import gettext_noop

from gaisma.base.audit import Action

SEARCH_PEOPLE = Action("search.people", gettext_noop("Searched for people"), is_read=True)
