"""Names of invented people."""

import pytest

from gaisma.sample import names


@pytest.mark.parametrize(
    ("man", "woman"),
    [
        ("Bērziņš", "Bērziņa"),
        ("Ozols", "Ozola"),
        ("Lācis", "Lāce"),
        ("Upenieks", "Upeniece"),
        ("Ivanovs", "Ivanova"),
        ("Kozlovskis", "Kozlovska"),
        ("Ščerbickis", "Ščerbicka"),
        ("Stankevičs", "Stankeviča"),
        ("Liepa", "Liepa"),
        ("Roze", "Roze"),
        ("Kovaļenko", "Kovaļenko"),
    ],
)
def test_feminine_of_a_family_name(man: str, woman: str) -> None:
    assert names.feminine(man) == woman


@pytest.mark.parametrize("origin", ["lv", "ru"])
def test_feminine_of_different_names_differs(origin: str) -> None:
    women = [names.feminine(name) for name in names.FAMILIES[origin]]

    assert len(set(women)) == len(names.FAMILIES[origin])


@pytest.mark.parametrize("origin", ["lv", "ru"])
def test_given_names_of_boys_and_girls_do_not_mix(origin: str) -> None:
    assert not set(names.CHILD_GIRLS[origin]) & set(names.CHILD_BOYS[origin])
    assert not set(names.ADULT_WOMEN[origin]) & set(names.ADULT_MEN[origin])
