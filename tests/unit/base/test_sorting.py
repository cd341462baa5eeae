import pytest

from gaisma.base.sorting import natural


@pytest.mark.parametrize(
    "names",
    [
        ["6. pamatskola", "11. pamatskola"],
        ["Ābelīte", "Bitīte"],
        ["Abele", "Ābele"],
        ["Celtne", "Čiekurs", "Dārzs"],
        ["Kalns", "Ķekava", "Lapa", "Ļaudona", "Mežs"],
        ["PII “Ābelīte”", "PII “Dzirnaviņas”"],
        ["1.a", "2.a", "10.a"],
        ["Ünter", "Upe", "Vējš", "Яблоко"],
    ],
)
def test_natural_order_is_the_latvian_one(names: list[str]) -> None:
    backwards = names[::-1]

    assert sorted(backwards, key=natural) == names


def test_natural_order_does_not_mind_case() -> None:
    assert sorted(["upe", "Atpūta"], key=natural) == ["Atpūta", "upe"]
