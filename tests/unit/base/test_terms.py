import pytest
from django.utils import translation

from gaisma.analytics.vocabulary import KINDS, STAGES
from gaisma.base import terms


@pytest.mark.parametrize(
    ("language", "kind", "stage"),
    [
        ("lv", "pirmsskolas izglītības iestāde", "pirmsskolas izglītība"),
        ("ru", "дошкольное образовательное учреждение", "дошкольное образование"),
        ("en", "preschool", "preschool"),
    ],
)
def test_title_is_that_of_the_list(language: str, kind: str, stage: str) -> None:
    with translation.override(language):
        assert terms.title(KINDS, "preschool") == kind
        assert terms.title(STAGES, "preschool") == stage


def test_title_of_an_unknown_code_is_the_code() -> None:
    assert terms.title(KINDS, "castle") == "castle"
