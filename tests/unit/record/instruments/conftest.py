"""A questionnaire as somebody writes it in Excel: two languages, conditions, constraints."""

import io
from collections.abc import Iterator, Sequence

import pytest
from django.utils import translation
from xlsxwriter import Workbook

Sheets = dict[str, Sequence[Sequence[object]]]

SURVEY = (
    (
        "type",
        "name",
        "label::Latviešu (lv)",
        "label::English (en)",
        "hint::Latviešu (lv)",
        "required",
        "relevant",
        "constraint",
        "constraint_message::Latviešu (lv)",
        "appearance",
        "construct",
        "reversed",
    ),
    ("note", "hello", "Paldies, ka atbildi!", "Thank you for answering!"),
    ("begin_group", "you", "Par tevi", "About you"),
    (
        *("integer", "grade", "Kurā klasē mācies?", "Which grade are you in?", "", "yes", ""),
        *(". >= 1 and . <= 12", "Klase ir no 1. līdz 12."),
    ),
    ("select_one yes_no", "travels", "Vai brauc ar autobusu?", "Do you come by bus?"),
    (
        *("decimal", "minutes", "Cik minūšu?", "How many minutes?", "", "yes"),
        *("${travels} = 'yes'", ". > 0"),
    ),
    ("end_group",),
    ("begin_group", "school", "Skola", "School", "", "", "${grade} >= 4", "", "", "table-list"),
    (
        *("select_one agrees", "likes", "Man patīk skolā", "I like school", "", "yes"),
        *("", "", "", "likert", "wellbeing"),
    ),
    (
        *("select_one agrees", "afraid", "Man ir bail", "I am afraid", "", "", "", "", ""),
        *("likert", "wellbeing", "yes"),
    ),
    ("end_group",),
    ("select_multiple subjects", "best", "Kas patīk?", "What do you like?", "Vari izvēlēties visu"),
    ("date", "since", "Kopš kura laika?", "Since when?", "", "", "", ". <= today()"),
    ("text", "more", "Ko vēl?", "What else?"),
)
CHOICES = (
    ("list_name", "name", "label::Latviešu (lv)", "label::English (en)", "points", "open"),
    ("yes_no", "yes", "jā", "yes"),
    ("yes_no", "no", "nē", "no"),
    ("agrees", "never", "nekad", "never", 0),
    ("agrees", "often", "bieži", "often", 1),
    ("agrees", "unknown", "nezinu", "I cannot tell", "", "yes"),
    ("subjects", "maths", "matemātika", "maths"),
    ("subjects", "art", "māksla", "art"),
)
SETTINGS = (
    ("form_title", "form_id", "default_language"),
    ("Skolēnu aptauja", "pupils", "Latviešu (lv)"),
)


def written(**changed: Sequence[Sequence[object]]) -> bytes:
    """The workbook, with some sheets otherwise; one without rows is left out."""
    sheets: Sheets = {"survey": SURVEY, "choices": CHOICES, "settings": SETTINGS, **changed}
    file = io.BytesIO()
    with Workbook(file, {"in_memory": True}) as book:
        for name, rows in sheets.items():
            if rows:
                sheet = book.add_worksheet(name)
                for place, row in enumerate(rows):
                    sheet.write_row(place, 0, row)
    return file.getvalue()


@pytest.fixture(autouse=True)
def _english() -> Iterator[None]:
    with translation.override("en"):
        yield
