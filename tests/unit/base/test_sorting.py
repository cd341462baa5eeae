from itertools import pairwise

import duckdb
import pytest
from django.utils import translation
from hypothesis import given
from hypothesis import strategies as st

from gaisma.base import sorting
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


@given(st.lists(st.text(LETTERS, min_size=1, max_size=6), min_size=2, max_size=20, unique=True))
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
