import polars as pl
import pytest

from gaisma.quality.surveys.results.names import Names, redacted
from gaisma.quality.surveys.results.texts import shown_texts
from gaisma.quality.surveys.thresholds import Thresholds

NAMES = Names(
    given=["Jānis", "Anna Marija", "Una", "Ilze", "Kārlis"],
    family=["Bērziņš", "Ozola", "Briedis", "Grāvis", "Mazais", "Ivanko", "Zutis", "Lācis", "Roze"],
)


@pytest.mark.parametrize(
    "name",
    [
        *("Jānis", "Jāņa", "Jānim", "Jāni", "Jānī", "Jān", "jānis", "JĀNIM", "janis", "Janim"),
        *("Anna", "Annas", "Annai", "Annu", "Annā", "Marijai", "Una", "Unai", "Unu"),
        *("Ilze", "Ilzes", "Ilzei", "Ilzi", "Kārļa", "Kārlim", "Karla"),
        *("Bērziņš", "Bērziņa", "Bērziņam", "Bērziņu", "Bērziņos", "Berzins", "Bērziņiem"),
        *("Ozola", "Ozolas", "Ozolai", "Brieža", "Briedim", "Grāvja", "Grāvim", "Zuša", "Zutim"),
        *("Mazais", "Mazā", "Mazajam", "Ivanko", "Lāča", "Lācim", "Rozei"),
    ],
)
def test_redacted_takes_out_names_in_any_case(name: str) -> None:
    assert redacted(f"Paldies {name}, viss labi.", NAMES) == "Paldies […], viss labi."


@pytest.mark.parametrize(
    "text",
    ["Mums ir labi un droši.", "Dārzā zied roze.", "Skolā ir maza zāle.", "Es gribu lācīti!"],
)
def test_redacted_leaves_ordinary_words(text: str) -> None:
    assert redacted(text, NAMES) == text


def test_redacted_leaves_what_is_no_case_of_a_name_in_a() -> None:
    names = Names(given=["Vita", "Gita"])

    assert redacted("Viss ir labi visos priekšmetos, Vitai arī.", names) == (
        "Viss ir labi visos priekšmetos, […] arī."
    )


@pytest.mark.parametrize(
    "contact",
    [
        *("anna.ozola@skola.lv", "a+b@skola.pilseta.lv", "010203-12345", "01020312345"),
        *("32123456789", "29123456", "+371 29 123 456", "2912-3456", "00371 29123456"),
    ],
)
def test_redacted_takes_out_contacts_and_personal_codes(contact: str) -> None:
    assert redacted(f"Rakstiet: {contact}.", Names()) == "Rakstiet: […]."


def test_redacted_leaves_short_numbers() -> None:
    assert redacted("10 stundas, 2024. gads, 8.30–14.10", Names()) == (
        "10 stundas, 2024. gads, 8.30–14.10"
    )


ONE = Thresholds(public=2, inside=2, text=2)


def rows(institution: str, *texts: str) -> pl.DataFrame:
    return pl.DataFrame(
        [
            {"audience": "teachers", "institution": institution, "item": "Why?"}
            | {"response": str(number), "text": text}
            for number, text in enumerate(texts)
        ]
    )


def test_shown_texts_are_of_groups_where_enough_wrote() -> None:
    eight, seven = rows("A", *"hgfedcba"), rows("B", *"abcdefg", " ", "")

    shown = shown_texts(pl.concat([eight, seven]))

    assert shown.rows() == [("teachers", "A", "Why?", letter) for letter in "abcdefgh"]


def test_shown_texts_counts_who_wrote_and_not_what() -> None:
    twice = rows("A", *"abcd")

    assert shown_texts(pl.concat([twice, twice.with_columns(text=pl.lit("x"))])).is_empty()


def test_shown_texts_without_names_of_the_institution() -> None:
    names = {"A": Names(given=["Anna"]), "B": Names(given=["Ilze"])}

    shown = shown_texts(rows("A", "Annai un Ilzei", "b"), ONE, names=names)

    assert shown["text"].to_list() == ["[…] un Ilzei", "b"]


def test_shown_texts_of_nothing_is_empty() -> None:
    assert shown_texts(rows("A", "", "")).is_empty()
    assert shown_texts(rows("A", "").clear()).is_empty()
