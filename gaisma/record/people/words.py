"""What codes of this room are called on pages."""

from django.utils.translation import gettext, gettext_lazy

CONTACT_KINDS = {
    "phone": gettext_lazy("Telephone"),
    "email": gettext_lazy("E-mail"),
    "address": gettext_lazy("Address"),
}
REACHES = {
    "everything": gettext_lazy("of everything"),
    "emergency": gettext_lazy("of emergencies only"),
    "nothing": gettext_lazy("of nothing"),
}
RELATIONS = {
    "mother": gettext_lazy("mother"),
    "father": gettext_lazy("father"),
    "guardian": gettext_lazy("guardian"),
    "grandparent": gettext_lazy("grandparent"),
    "other": gettext_lazy("other relation"),
}


def relation(code: str) -> str:
    """The relation in the reader's language; what another system wrote stays as it is."""
    return str(RELATIONS.get(code, code))


def yes_no(value: bool | None) -> str:  # noqa: FBT001
    if value is None:
        return "–"
    return gettext("yes") if value else gettext("no")
