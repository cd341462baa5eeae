import pytest

from gaisma.evidence.reports.documents.typography import quoted

NAMES = {
    "lv": "Paraugpils PII „Rūķītis”",
    "ru": "Paraugpils PII «Rūķītis»",
    "en": "Paraugpils PII “Rūķītis”",
}


@pytest.mark.parametrize("language", NAMES)
@pytest.mark.parametrize(
    "kept", [*NAMES.values(), "Paraugpils PII „Rūķītis“", 'Paraugpils PII "Rūķītis"']
)
def test_name_has_the_marks_of_the_language(kept, language):
    assert quoted(kept, language) == NAMES[language]


def test_name_without_marks_stays():
    assert quoted("Paraugpils 6. pamatskola", "lv") == "Paraugpils 6. pamatskola"


def test_lonely_mark_stays():
    assert quoted('Telpa 5" ekrāns', "lv") == 'Telpa 5" ekrāns'
