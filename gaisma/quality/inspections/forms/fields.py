"""Fields that forms of this room share."""

from collections.abc import Iterator

from django.db.models import QuerySet

from gaisma.base.models import RoleGrant, User
from gaisma.base.permissions import OFFICIALS
from gaisma.record.instruments.questionnaire import SCALE, Questionnaire
from gaisma.record.instruments.speaking import spoken
from gaisma.record.people.selectors import today


def officials() -> QuerySet[User]:
    """Who works at the authority, and may be in a commission."""
    grants = RoleGrant.objects.valid_on(today()).filter(role__in=OFFICIALS)
    return User.objects.filter(pk__in=grants.values("user"), is_active=True)


def items(asked: Questionnaire) -> Iterator[tuple[str, list[tuple[str, str]]]]:
    """What is judged, under the headings of the sheet, as a choice offers it."""
    for section in asked.sections:
        judged = [
            (item.name, asked.text(item.label, spoken(asked)))
            for item in section.items
            if item.kind == SCALE
        ]
        if judged:
            yield asked.text(section.label, spoken(asked)), judged
