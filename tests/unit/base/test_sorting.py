from itertools import pairwise

import duckdb
import pytest
from django.utils import translation
from hypothesis import example, given
from hypothesis import strategies as st

from gaisma.base import sorting
from gaisma.base.models import Organisation
from gaisma.base.sorting import natural
from gaisma.record.people.models import Person
from tests import factories

LANGUAGES = ("lv", "ru", "en")
LETTERS = "aāābcčdeēgģiīyjkķlļmnņoōrŗsštuūvzžABĀČĒĶŠŽäöüé" + "абвеёжзийкляАЁЙЯ" + " -.,()"


@pytest.mark.parametrize(
    "names",
    [
        ["6. pamatskola", "11. pamatskola"],
        ["Ābelīte", "Bitīte"],
        ["Abele", "Azote", "Ābele"],
        ["Celtne", "Cukurs", "Čiekurs", "Dārzs"],
        ["Ivars", "Izabella", "Yver", "Īvars", "Jānis"],
        ["Kalns", "Kuldīga", "Ķekava", "Lapa", "Ļaudona", "Mežs"],
        ["PII „Ābelīte”", "PII “Dzirnaviņas”", "PII „Zīlīte”", 'PII "Žubīte"'],
        ["1.a", "1.b", "2.a", "10.a"],
        ["Ünter", "Upe", "Vējš", "Яблоко"],
        ["Upe", "Ūdrītis"],
    ],
)
def test_natural_order_is_the_latvian_one(names: list[str]) -> None:
    assert sorted(set(names), key=lambda name: natural(name, "lv")) == names


@pytest.mark.parametrize(
    ("language", "names"),
    [
        ("ru", ["Жук", "Яблоко", "Abele", "Ābele", "Azote", "Celtne", "Čiekurs", "Cukurs"]),
        ("en", ["Abele", "Ābele", "Azote", "Celtne", "Čiekurs", "Cukurs", "Yver", "Жук"]),
        ("ru", ["Елка", "Ёлка", "Енот", "Иван", "Йод"]),
    ],
)
def test_natural_order_is_that_of_the_reader(language: str, names: list[str]) -> None:
    with translation.override(language):
        assert sorted(set(names), key=natural) == names


def test_natural_order_minds_case_last() -> None:
    assert sorted(["upe", "Atpūta", "Upe"], key=natural) == ["Atpūta", "upe", "Upe"]


@pytest.fixture(scope="module")
def icu() -> duckdb.DuckDBPyConnection:
    """The library itself, which comes with the engine of figures."""
    return duckdb.connect()


@example(names=["ō", "ö"])
@example(names=["ū", "ü", "é", "ē", "ž"])
@given(
    names=st.lists(st.text(LETTERS, min_size=1, max_size=6), min_size=2, max_size=20, unique=True)
)
def test_order_is_that_of_icu(icu: duckdb.DuckDBPyConnection, names: list[str]) -> None:
    for language in LANGUAGES:
        told = icu.execute(
            "SELECT name, icu_sort_key(name, ?) FROM unnest(?) AS t(name)", [language, names]
        )
        keys = dict(told.fetchall())

        ours = sorted(names, key=lambda name: natural(name, language))

        assert all(keys[one] <= keys[other] for one, other in pairwise(ours)), (language, ours)


FAMILIES = (
    *("Ābols", "Abele", "Azote", "Ozols", "Ēriksone", "Egle", "Ezers", "Čakste", "Cukurs", "Yver"),
    *("Īvāns", "Ivans", "Izaks", "Žubīte", "Zīle", "zaķe", "Ūdre", "Upe", "Ķeniņš"),
    *("Müller", "Muller", "Mulders", "Munds", "Ünter", "Upmale", "Özil", "Oza", "Öst", "Édouard"),
    *("Bērziņa-Kalniņa-Ozoliņa-Ābele", "Bērziņa Ilze", "Bērziņa", "Łuks", "Ådal", "Adams", "ÄRE"),
    *("Kalns", "Kučs", "Ļaksa", "Lapa", "Lūks", "Ņilova", "Nagle", "Nūja", "Šķēle", "Sala"),
)


@pytest.mark.django_db
@pytest.mark.parametrize("language", LANGUAGES)
def test_database_orders_as_the_program_does(language: str) -> None:
    for family in FAMILIES:
        factories.person(family_name=family, given_name="Anna")
    people = Person.objects.filter(family_name__in=FAMILIES).order_by("family_name", "pk")

    with translation.override(language):
        ordered = sorting.alphabetical(people).values_list("family_name", flat=True)
        letters = [natural(name)[0] for name in ordered]

        # Which of two that differ by a mark alone comes first, the database leaves to the next key.
        assert letters == sorted(letters)


INSTITUTIONS = (
    *("Rīgas 6. vidusskola", "Rīgas 11. vidusskola", "Rīgas 49. vidusskola", "Rīgas Zolitūdes"),
    *("PII „Ābelīte”", 'PII "Bitīte"', "PII “Dzirnaviņas”", "PII «Zīlīte»", "PII Ēriks"),
    *("1.a", "2.a", "2.b", "6.", "10.a", "11.", "11.a", "12.c", "006. grupa", "Üntes", "Ozoli"),
    *("Öland", "Upe", "Ūdri", "Яблоко", "Ёлка", "Енот", "Zaļā (2. grupa)", "Zaļā (10. grupa)"),
    *("École", "Ecole", "Żabka", "№ 3", "3 sivēntiņi", "- svītra", "2024./2025.", "2023./2024."),
)


@pytest.mark.django_db
@pytest.mark.parametrize("language", LANGUAGES)
def test_database_orders_all_other_names_as_the_program_does(language: str) -> None:
    for name in INSTITUTIONS:
        factories.institution(name=name)
    rows = Organisation.objects.filter(name__in=INSTITUTIONS).order_by("name", "pk")

    with translation.override(language):
        ordered = sorting.alphabetical(rows).values_list("name", flat=True)
        letters = [natural(name)[0] for name in ordered]

        assert len(letters) == len(INSTITUTIONS)
        assert letters == sorted(letters)


@given(st.lists(st.text(LETTERS + "0123456789„”", max_size=8), min_size=2, max_size=20))
def test_what_a_database_compares_is_in_the_order_of_names(names: list[str]) -> None:
    for language in LANGUAGES:
        ours = sorted(names, key=lambda name: natural(name, language)[0])
        told = sorted(names, key=lambda name: sorting.in_reading_order(name, language))

        assert [natural(one, language)[0] for one in told] == [
            natural(one, language)[0] for one in ours
        ]
