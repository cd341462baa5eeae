"""The sheets and columns of an XLSForm that we take in and write.

Source: the XLSForm reference. `description`, `points`, `open` and `meets` of a choice, `construct`,
`reversed` and `same_as` of an item, `translated_title` of the form are ours; other programs pass
over columns they do not know, as long as no language stands in their headings.
"""

from gaisma.record.instruments.questionnaire import (
    DAY,
    DECIMAL,
    MANY,
    NOTE,
    NUMBER,
    ONE,
    SCALE,
    TEXT,
)

SURVEY, CHOICES, SETTINGS = "survey", "choices", "settings"
LANGUAGES = {"lv": "Latviešu (lv)", "en": "English (en)", "ru": "Русский (ru)"}
TRANSLATED = (
    "label",
    "hint",
    "constraint_message",
    "description",
    "form_title",
    "translated_title",
)
"""Columns that stand once for each language: label::Latviešu (lv)."""
OWN_TRANSLATED = ("description", "translated_title")
"""Of these, ours: description_lv."""
COLUMNS = {
    SURVEY: (
        "type",
        "name",
        "label",
        "hint",
        "required",
        "relevant",
        "constraint",
        "constraint_message",
        "appearance",
        "construct",
        "reversed",
        "same_as",
    ),
    CHOICES: ("list_name", "name", "label", "description", "points", "open", "meets"),
    SETTINGS: ("form_id", "form_title", "translated_title", "default_language"),
}
TYPES = {
    "integer": NUMBER,
    "decimal": DECIMAL,
    "text": TEXT,
    "date": DAY,
    "note": NOTE,
    "select_one": ONE,
    "select_multiple": MANY,
}
WRITTEN = {kind: name for name, kind in TYPES.items()} | {SCALE: "select_one"}
LIKERT, MATRIX = "likert", "table-list"
"""Appearances: a choice on a scale, and a group whose items share one list."""
YES = ("yes", "true", "true()", "1", "jā")
