"""What is wrong with a catalogue is said in a sentence that names the file and the message."""

from collections.abc import Callable
from pathlib import Path

import pytest

from gaisma.base.catalogues import checks

WriteCatalogue = Callable[[str, str], Path]
KEPT = 'msgid "Kept by %(name)s"\nmsgstr "Glabā %(name)s"\n\n'
ROWS = 'msgid "%(n)d row"\nmsgid_plural "%(n)d rows"\n'
FORMS = 'msgstr[0] "%(n)d r"\nmsgstr[1] "%(n)d r"\nmsgstr[2] "%(n)d r"\n\n'


@pytest.fixture
def problems(root: Path, write_catalogue: WriteCatalogue) -> Callable[[str], list[str]]:
    """The problems of the Latvian catalogue with that body; the Russian one is in order."""
    write_catalogue("ru", KEPT + ROWS + FORMS)

    def found(body: str) -> list[str]:
        write_catalogue("lv", body)
        return list(checks.problems(root))

    return found


def test_complete_catalogue_has_no_problems(problems: Callable[[str], list[str]]) -> None:
    assert problems(KEPT + ROWS + FORMS) == []


@pytest.mark.parametrize(
    ("body", "problem"),
    [
        (ROWS + FORMS, "not translated: 'Kept by %(name)s'"),
        (KEPT.replace("Glabā %(name)s", "") + ROWS + FORMS, "not translated: 'Kept by %(name)s'"),
        (KEPT + ROWS + 'msgstr[0] "%(n)d r"\nmsgstr[1] ""\n', "not translated: '%(n)d row'"),
        ("#, fuzzy\n" + KEPT + ROWS + FORMS, "fuzzy, not yet approved: 'Kept by %(name)s'"),
        (
            KEPT + ROWS + FORMS + 'msgid "Gone"\nmsgstr "Pagājis"\n',
            "obsolete, no longer in the code: 'Gone'",
        ),
        (
            KEPT.replace("Glabā %(name)s", "Glabā %(nosaukums)s") + ROWS + FORMS,
            "other placeholders than the original: 'Kept by %(name)s'",
        ),
        (
            KEPT.replace("Glabā %(name)s", "Glabā") + ROWS + FORMS,
            "other placeholders than the original: 'Kept by %(name)s'",
        ),
    ],
)
def test_catalogue_with_a_fault_has_its_problem(
    problems: Callable[[str], list[str]], body: str, problem: str
) -> None:
    assert problems(body) == [f"home/locale/lv/LC_MESSAGES/django.po: {problem}"]


def test_plural_form_may_leave_the_number_out(problems: Callable[[str], list[str]]) -> None:
    assert problems(KEPT + ROWS + FORMS.replace('msgstr[0] "%(n)d r"', 'msgstr[0] "viena"')) == []


def test_missing_catalogue_has_a_problem_a_message(root: Path) -> None:
    assert len(list(checks.problems(root))) == 4


def test_message_that_two_rooms_say_differently_is_a_problem(
    root: Path, problems: Callable[[str], list[str]]
) -> None:
    other = root / "other"
    (other / "locale/lv/LC_MESSAGES").mkdir(parents=True)
    (other / "apps.py").touch()
    (other / "views.py").write_text('a = _("Kept by %(name)s")\n', encoding="utf-8")
    said = KEPT.replace("Glabā %(name)s", "Tur %(name)s")
    for language in ("lv", "ru"):
        file = other / "locale" / language / "LC_MESSAGES" / "django.po"
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(said if language == "lv" else KEPT, encoding="utf-8")

    found = problems(KEPT + ROWS + FORMS)

    assert found == [
        "lv: one message, several translations: 'Kept by %(name)s': "
        "'Glabā %(name)s' (home), 'Tur %(name)s' (other)"
    ]


@pytest.mark.parametrize(
    ("words", "never"),
    [
        ("novērošanas lapa", "novēroš"),
        ("audita žurnālā", "audita žurnāl"),
        ("datne “saraksts”", "“"),
        ('datne "saraksts"', '"saraksts"'),
        ("gaidiet...", "..."),
        ("skola - pirmsskola", " - "),
        ("visas trīs fāzes", "fāzes"),
        ("vakantas ir 10.601 likme", "0.601 likm"),
    ],
)
def test_catalogue_with_what_latvian_never_writes_has_its_problem(
    problems: Callable[[str], list[str]], words: str, never: str
) -> None:
    written = words.replace('"', r"\"")
    (found,) = problems(KEPT.replace("Glabā", written) + ROWS + FORMS)

    assert f"{never!r} is never written" in found


@pytest.mark.parametrize(
    "text",
    [
        "Zīmes 0-9 A-Z a-z . - _ / @.",
        'Atveriet <a href="%(address)s">sarakstu</a>.',
        "PII „Ābelīte” – pirmsskola",
    ],
)
def test_text_that_only_looks_misused_has_no_problem(text: str) -> None:
    assert not list(checks.misused(text, "lv"))
