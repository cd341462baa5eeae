"""What a template says of its columns, in the reader's language."""

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from gaisma.evidence.interop.columns import Column
from gaisma.evidence.interop.titles import word

TYPES = {
    "text": gettext_lazy("text"),
    "list": gettext_lazy("several values with | between them"),
    "date": gettext_lazy("date, 2024-09-01 or 01.09.2024"),
    "integer": gettext_lazy("whole number"),
    "decimal": gettext_lazy("number, 0.750 or 0,750"),
    "boolean": gettext_lazy("yes or no"),
    "code": gettext_lazy("one of the listed values"),
    "role": gettext_lazy("one of the listed values"),
    "language": gettext_lazy("one of the listed values"),
    "institution": gettext_lazy("identifier or exact name of an institution"),
    "personal_code": gettext_lazy("personal code, eleven digits, a dash after six allowed"),
    "school_year": gettext_lazy("school year, 2024/2025"),
}
NOTES = {
    "own identifier or registration number": pgettext_lazy(
        "note", "own identifier or registration number"
    ),
    "id or name": pgettext_lazy("note", "id or name"),
    "taken over by": pgettext_lazy("note", "taken over by"),
    "identifier in the state register": pgettext_lazy("note", "identifier in the state register"),
    "as licensed": pgettext_lazy("note", "as licensed"),
    "types of special programme": pgettext_lazy("note", "types of special programme"),
    "name of the group or class": pgettext_lazy("note", "name of the group or class"),
    "code": pgettext_lazy("note", "code"),
    "stable in the sender's system": pgettext_lazy("note", "stable in the sender's system"),
    "education and qualification meet the rules for the role": pgettext_lazy(
        "note", "education and qualification meet the rules for the role"
    ),
    "wished; empty = any": pgettext_lazy("note", "wished; empty = any"),
    "got a place or withdrew": pgettext_lazy("note", "got a place or withdrew"),
}


def allowed(column: Column) -> list[str]:
    """The values that the column takes, in the active language; none when it is free."""
    if column.type == "boolean":
        return [_("yes"), _("no")]
    words = column.vocabulary
    return [word(words, code) for code in words.codes] if words else []


def example(column: Column) -> str:
    """The contract's example; a word of a closed list in the active language."""
    if column.type == "boolean":
        return _("yes")
    if column.vocabulary is None or not column.example:
        return column.example
    return word(column.vocabulary, column.vocabulary.code_of(column.example))


def explained(column: Column) -> str:
    """One line about the column: what it is, what may stand there."""
    note = NOTES.get(column.note)
    kind = str(TYPES[column.type])
    return f"{note}; {kind}" if note else kind


def needed(column: Column) -> str:
    """Whether the column must be filled, and whether it tells rows apart."""
    if column.is_key and column.required:
        return _("required, tells rows apart")
    if column.is_key:
        return _("tells rows apart")
    return _("required") if column.required else _("optional")
