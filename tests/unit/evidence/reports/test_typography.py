"""Marks and spaces in everything that a document says, in each language."""

import html as entities
import re

import pytest

from gaisma.evidence.reports.documents import drawing, typography, unpacked
from gaisma.evidence.reports.documents.typography import MARKS
from gaisma.evidence.reports.painting import Painter

LANGUAGES = ("lv", "en", "ru")
TAG = re.compile(r"<[^>]*>")
UNPRINTED = re.compile(r"<(style|code)\b.*?</\1>", re.DOTALL)
SPOKEN = re.compile(r' (?:alt|aria-label|descr)="([^"]*)"')
RUN = re.compile(r"<w:t(?: [^>]*)?>([^<]*)</w:t>")
WRITTEN = '"Drosa" skola - no 1.-4. klasei -- Nr. 12-4 “Ābelīte”, «Zīle» — A. Bērziņa, 5 % '
WRITTEN += "[[groups.count]]"


def visible(marks: str) -> str:
    return marks.replace(typography.SPACE, "~").replace(typography.JOINER, "^")


@pytest.mark.parametrize(
    ("language", "given", "printed"),
    [
        ("lv", '"Ābelīte" un (“Zīle”)', "„Ābelīte” un („Zīle”)"),
        ("ru", '„Ābelīte“ и "Zīle"', "«Ābelīte» и «Zīle»"),
        ("en", "„Ābelīte” it's", "“Ābelīte” it’s"),
        ("lv", "3.-4. klase", "3.^–^4.~klase"),
        ("lv", "no 2023-2024", "no 2023^–^2024"),
        ("lv", "2024. gada 29. augusts", "2024.~gada 29.~augusts"),
        ("lv", "lēmums Nr. 12-4", "lēmums Nr.~12-4"),
        ("lv", "2024-08-20, PII-01, 20.08.2024.", "2024-08-20, PII-01, 20.08.2024."),
        ("lv", "A. Bērziņa, 5 %", "A.~Bērziņa, 5~%"),
        ("en", "29 August", "29~August"),
        ("lv", "viens - divi", "viens~– divi"),
        ("lv", "viens — divi--trīs", "viens~– divi~– trīs"),
        ("lv", "−538 un –", "−538~un –"),
        ("lv", 'PII "Zīle"', "PII~„Zīle”"),
        ("lv", "1 262 bērni", "1~262~bērni"),
    ],
)
def test_text_is_set_as_its_language_asks(language, given, printed):
    assert visible(typography.plain(given, language)) == printed


@pytest.mark.parametrize("language", LANGUAGES)
def test_text_that_is_set_stays_as_it_is(language):
    once = typography.plain(WRITTEN, language)

    assert typography.plain(once, language) == once


def test_marks_around_a_link_and_its_unit_are_of_one_text():
    page = '<p>"<a href="#f1">5</a>" un <a>7</a> bērni <code>"--"</code></p><p>"b"</p>'

    assert visible(typography.page(page, "lv")) == (
        '<p>„<a href="#f1">5</a>” un <a>7</a>~bērni <code>"--"</code></p><p>„b”</p>'
    )


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_text_of_every_document_is_set(build, language):
    """All sections' texts, tables, charts and lists, with what people write carelessly."""
    sections = [section.key for section in drawing_sections()]
    report = build(language=language, narratives=dict.fromkeys(sections, WRITTEN), is_demo=True)

    with Painter() as painter:
        drawn = drawing.documents(report, ["html", "docx"], painter)

    texts = {"html": list(of_page(drawn["html"].decode()))}
    texts["docx"] = list(of_word(unpacked(drawn["docx"])))
    for form, found in texts.items():
        assert len(found) > 100, form
        wrong = [text for text in found if faults(text, language)]
        assert wrong == [], form


def drawing_sections():
    from gaisma.base.registry import gathered

    return gathered("REPORT_SECTIONS")


def of_page(page):
    page = UNPRINTED.sub("", page)
    yield from (entities.unescape(text) for text in TAG.split(page))
    yield from (entities.unescape(text) for text in SPOKEN.findall(page))


def of_word(members):
    for name, content in members.items():
        if re.fullmatch(r"word/(document|header\d|footer\d)\.xml", name):
            xml = content.decode()
            for paragraph in re.findall(r"<w:p>.*?</w:p>", xml, re.DOTALL):
                yield entities.unescape("".join(RUN.findall(paragraph)))
            yield from (entities.unescape(text) for text in SPOKEN.findall(xml))


def faults(text, language):
    """What no text of the language holds."""
    others = set("\"'“”„«»") - set(MARKS[language])
    return (
        any(mark in text for mark in others)
        or "—" in text
        or "--" in text
        or re.search(r"\w -|(?<=\d)\.? - |\d\.-\d", text)
        or re.search(r"\d\.–|–\d+\. ", text)
    )


@pytest.mark.parametrize(
    "text", ['"a"', "a — b", "a--b", "a - b", "1.-4. klase", "1.–4. klase", "“a„"]
)
def test_faults_are_seen(text):
    assert faults(text, "lv")
