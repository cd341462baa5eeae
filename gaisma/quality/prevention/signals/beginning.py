"""The thresholds with which an installation begins."""

from datetime import date, datetime

from django.utils import timezone

from gaisma.base.seeds import Beginning
from gaisma.quality.prevention.models import Rule
from gaisma.quality.prevention.signals.finding import (
    FAILING,
    FEW_LESSONS,
    GRADE_NINE,
    LOW_RESULT,
    NOT_ENROLLED,
    RETURNED,
    UNEXCUSED,
)

FIRST = date(2020, 9, 1)
SHIPPED = {
    FEW_LESSONS: (90, "Kas palaiž garām desmito daļu stundu, zaudē saikni ar klasi."),
    UNEXCUSED: (20, "No 21. neattaisnoti kavētās stundas semestrī ziņo valsts reģistram."),
    FAILING: (2, "Vienā priekšmetā palīdz skolotājs, divos jau vajadzīga komanda."),
    LOW_RESULT: (20, "Zem 20 % eksāmenu nenokārto; agrāk pamanītam vēl var palīdzēt."),
    NOT_ENROLLED: (14, "Divās nedēļās jaunā iestāde parasti ir atrasta."),
    RETURNED: (30, "Pēc mēneša prombūtnes klase ir tikusi tālāk."),
    GRADE_NINE: (12, "Gada laikā pēc nepabeigtas 9. klases atgriezties ir vieglāk."),
}


def enter(at: datetime) -> None:
    """Enter them, valid from the start."""
    for kind, (threshold, reason) in SHIPPED.items():
        Rule.objects.create(
            kind=kind,
            threshold=threshold,
            from_on=min(FIRST, timezone.localdate(at)),
            reason=reason,
            changed_at=at,
        )


BEGINNINGS = [Beginning("prevention.rules", enter)]
