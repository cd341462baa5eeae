"""What subjects are called in figures."""

from gaisma.base import once
from gaisma.evidence.figures.titles import Titles
from gaisma.record.programmes.models import Subject


def subjects(_language: str) -> dict[str, str]:
    """Titles by code, in the order of the alphabet; the catalogue has them in one language."""
    return _titles()


@once.a_request
def _titles() -> dict[str, str]:
    return dict(Subject.objects.order_by("title").values_list("code", "title"))


TITLES = [Titles("subject", subjects)]
