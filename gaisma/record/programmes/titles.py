"""What subjects are called in figures."""

from gaisma.base import request_cache, sorting
from gaisma.evidence.figures.titles import Titles
from gaisma.record.programmes.models import Subject


def subjects(language: str) -> dict[str, str]:
    """Titles by code, in the order of the alphabet; the catalogue has them in one language."""
    return dict(sorted(_titles().items(), key=lambda one: sorting.natural(one[1], language)))


@request_cache.a_request
def _titles() -> dict[str, str]:
    return dict(Subject.objects.order_by("code").values_list("code", "title"))


TITLES = [Titles("subject", subjects)]
