"""With what rooms ask: the latest version in use of each instrument, by its title."""

from django.db.models import Max, QuerySet

from gaisma.base.forms import RowChoice
from gaisma.record.instruments.models import Version
from gaisma.record.instruments.speaking import title


class VersionChoice(RowChoice):
    """Instruments by their titles in the reader's language."""

    def label_from_instance(self, obj: Version) -> str:
        return title(obj.asks)


def offered(use: str) -> QuerySet[Version]:
    """The latest version in use of each instrument of that use."""
    used = Version.objects.filter(
        instrument__use=use, instrument__retired_on__isnull=True, in_use_from__isnull=False
    )
    latest = used.values("instrument").annotate(latest=Max("pk")).values("latest")
    return used.filter(pk__in=latest).select_related("instrument").order_by("instrument_id", "pk")
