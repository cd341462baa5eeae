import pytest
from hypothesis import given
from hypothesis import strategies as st

from gaisma.base.wording import changes


@pytest.mark.parametrize(
    ("language", "value", "written"),
    [
        ("lv", -538, "par 538 mazāk"),
        ("lv", 61, "par 61 vairāk"),
        ("lv", 0, "tikpat"),
        ("en", -538, "538 fewer"),
        ("en", 61, "61 more"),
        ("en", 0, "the same"),
        ("ru", -538, "на 538 меньше"),
        ("ru", 61, "на 61 больше"),
        ("ru", 0, "столько же"),
    ],
)
def test_change_in_words(language, value, written):
    assert changes.change(value, language) == written


@pytest.mark.parametrize(
    ("language", "value", "noun", "written"),
    [
        ("lv", -538, "child", "par 538\u00a0bērniem mazāk"),
        ("lv", -21, "child", "par 21\u00a0bērnu mazāk"),
        ("lv", 11, "group", "par 11\u00a0grupām vairāk"),
        ("lv", 1, "group", "par 1\u00a0grupu vairāk"),
        ("en", -1, "child", "1 fewer\u00a0child"),
        ("en", -538, "child", "538 fewer\u00a0children"),
        ("ru", -12, "group", "на 12\u00a0групп меньше"),
        ("ru", 21, "group", "на 21\u00a0группу больше"),
        ("ru", -2, "child", "на 2\u00a0детей меньше"),
    ],
)
def test_change_in_words_with_a_noun(language, value, noun, written):
    assert changes.change(value, language, noun=noun) == written


@pytest.mark.parametrize(
    ("language", "value", "written"),
    [
        ("lv", -1, " nekā iepriekšējā mācību gadā"),
        ("lv", 0, ", cik iepriekšējā mācību gadā"),
        ("en", -1, " than in the previous school year"),
        ("en", 0, " as in the previous school year"),
        ("ru", -1, ", чем в предыдущем учебном году"),
        ("ru", 0, ", сколько в предыдущем учебном году"),
    ],
)
def test_than_fits_the_change(language, value, written):
    assert changes.than(value, language) == written


@given(st.integers(min_value=1, max_value=10**6), st.sampled_from(("lv", "en", "ru")))
def test_rise_and_fall_differ_by_one_word(value, language):
    rise = changes.change(value, language).split()
    fall = changes.change(-value, language).split()

    assert sum(a != b for a, b in zip(rise, fall, strict=True)) == 1
