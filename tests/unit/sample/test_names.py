"""Names of invented people."""

import pytest

from gaisma.sample.city import people


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
    assert people.feminine(man) == woman


@pytest.mark.parametrize("origin", ["lv", "ru"])
def test_feminine_of_different_names_differs(origin: str) -> None:
    women = [people.feminine(name) for name in people.FAMILIES[origin]]

    assert len(set(women)) == len(people.FAMILIES[origin])


@pytest.mark.parametrize("origin", ["lv", "ru"])
def test_given_names_of_boys_and_girls_do_not_mix(origin: str) -> None:
    assert not set(people.CHILD_GIRLS[origin]) & set(people.CHILD_BOYS[origin])
    assert not set(people.ADULT_WOMEN[origin]) & set(people.ADULT_MEN[origin])
