"""The closed lists of this room, as message ids, and their titles in the reader's language."""

from collections.abc import Iterable, Mapping

from django.utils.functional import Promise
from django.utils.translation import gettext, gettext_lazy, gettext_noop

from gaisma.analytics.vocabulary import KINDS, UNIT_KINDS
from gaisma.base import roles, terms
from gaisma.base.models.accounts import ROLES

ACTS = {
    "law": gettext_noop("law"),
    "cabinet_regulation": gettext_noop("Cabinet regulations"),
    "cabinet_order": gettext_noop("Cabinet order"),
    "ministry_order": gettext_noop("ministry's order"),
    "binding_regulation": gettext_noop("binding regulations of the municipality"),
    "council_decision": gettext_noop("council's decision"),
    "authority_order": gettext_noop("authority's order"),
}
OF_THE_STATE = ("law", "cabinet_regulation", "cabinet_order", "ministry_order")
"""Acts that the state passes; the others are the municipality's own."""

BODIES = {
    "institution_council": gettext_noop("council of the institution"),
    "pedagogical_council": gettext_noop("pedagogical council"),
    "parents_council": gettext_noop("parents' council"),
    "self_government": gettext_noop("learners' self-government"),
    "other": gettext_noop("other board"),
}
SEATS = {
    "chair": gettext_noop("chair"),
    "deputy_chair": gettext_noop("deputy chair"),
    "secretary": gettext_noop("secretary"),
    "member": gettext_noop("member"),
}
REPRESENTED = {
    "founder": gettext_noop("the founder"),
    "institution": gettext_noop("the institution's staff"),
    "parents": gettext_noop("parents"),
    "learners": gettext_noop("learners"),
    "employers": gettext_noop("employers"),
    "community": gettext_noop("the local community"),
}
INSTITUTION_KINDS = tuple(
    code for code in KINDS.codes if code != "authority" and code not in UNIT_KINDS
)

Choices = list[tuple[str, str | Promise]]


def choices(titles: Mapping[str, str], *, empty: str = "") -> Choices:
    """The list as a form offers it, after an empty choice if one is named."""
    offered: Choices = [(code, gettext_lazy(title)) for code, title in titles.items()]
    return [("", gettext_lazy(empty)), *offered] if empty else offered


def institution_kinds() -> list[tuple[str, str]]:
    """The kinds of institutions in the reader's language."""
    return terms.choices(KINDS, INSTITUTION_KINDS)


def working_roles() -> list[tuple[str, str]]:
    """The roles in the reader's language."""
    return [(role, roles.title(role)) for role in ROLES]


def listed(kinds: Iterable[str], held: Iterable[str] = ()) -> str:
    """Kinds of institutions and roles as one line; nothing named is everybody."""
    words = [terms.title(KINDS, kind) for kind in kinds]
    words += [roles.title(role) for role in held]
    return ", ".join(words) or gettext("everybody")
