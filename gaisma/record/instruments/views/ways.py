"""Where pages of this room are, and the way to them."""

from django.urls import reverse
from django.utils.translation import gettext as _

from gaisma.record.instruments import queries
from gaisma.record.instruments.models import Instrument, Version

Crumbs = list[tuple[str, str]]


def page(found: Instrument | Version) -> str:
    """The page of the instrument."""
    pk = found.pk if isinstance(found, Instrument) else found.instrument_id
    return reverse("instruments:instrument", args=[pk])


def draft(version: Version) -> str:
    """The page on which the draft is written."""
    return reverse("instruments:draft", args=[version.pk])


def crumbs(*found: Instrument | Version) -> Crumbs:
    """The way to what belongs to these."""
    listed = [(_("Instruments"), reverse("instruments:instruments"))]
    return [*listed, *((_called(one), page(one)) for one in found)]


def draft_crumbs(version: Version) -> Crumbs:
    """The way to what belongs to the draft."""
    return [*crumbs(version), (_("Draft"), draft(version))]


def _called(found: Instrument | Version) -> str:
    if isinstance(found, Version):
        return queries.called(found.asks)
    return queries.title(found)
