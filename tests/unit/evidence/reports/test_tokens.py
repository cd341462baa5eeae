from decimal import Decimal

import pytest
from django.utils import translation
from hypothesis import given
from hypothesis import strategies as st

from gaisma.base.wording import dates
from gaisma.evidence.reports.tokens import (
    COMPARISONS,
    Block,
    Condition,
    FigureToken,
    NameToken,
    UnreadableNarrative,
    parsed,
)

KNOWN = {
    "learners.count": ("stage", "grade", "institution", "school_year"),
    "queue.count": ("stage",),
}


def pieces(text):
    (block,) = parsed(text, indicators=KNOWN)
    return block.pieces


def test_token_with_filters_and_form():
    before, token, after = pieces("Ir [[learners.count stage=preschool as=words]] kopā.")

    assert (before, after) == ("Ir ", " kopā.")
    assert token == FigureToken("learners.count", {"stage": "preschool"}, form="words")


def test_token_takes_values_with_spaces_in_quotes():
    (token,) = pieces('[[learners.count institution="Paraugpils Upes vidusskola"]]')

    assert token.filters == {"institution": "Paraugpils Upes vidusskola"}


def test_token_may_stand_on_several_lines():
    (token,) = pieces("[[learners.count\n  stage=school\n  case=in]]")

    assert (token.filters, token.case) == ({"stage": "school"}, "in")


def test_token_keeps_the_text_for_zero():
    (token,) = pieces('[[queue.count stage=preschool zero="bērnu nav"]]')

    assert token.zero == "bērnu nav"


def test_name_of_the_report_with_a_case():
    assert pieces("[[@school_year case=locative]]") == (NameToken("school_year", "locative"),)


def test_empty_lines_part_paragraphs():
    blocks = parsed("Viens\nun divi.\n\nTrīs.", indicators=KNOWN)

    assert blocks == [Block(("Viens un divi.",)), Block(("Trīs.",))]


def test_dashes_make_a_list():
    blocks = parsed("Ievads.\n\n- viens\n  turpinās\n- divi [[queue.count]]", indicators=KNOWN)

    assert [block.is_item for block in blocks] == [False, True, True]
    assert " ".join(str(blocks[1].pieces[0]).split()) == "viens turpinās"
    assert blocks[2].pieces[1] == FigureToken("queue.count", {})


def test_condition_stands_before_the_text_that_it_rules():
    (block,) = parsed(
        '[[when learners.count stage="a - b" - queue.count >= 2.5, of >= 30]] Vairāk.',
        indicators=KNOWN,
    )

    first, second = (
        FigureToken("learners.count", {"stage": "a - b"}),
        FigureToken("queue.count", {}),
    )
    assert block.condition == Condition((first, second), ">=", Decimal("2.5"), of=30)
    assert block.pieces == ("Vairāk.",)
    assert list(block.tokens()) == [first, second]


@pytest.mark.parametrize("comparison", COMPARISONS)
def test_condition_of_one_figure_takes_every_comparison(comparison):
    (block,) = parsed(f"- [[when queue.count stage=a {comparison} 100]] x", indicators=KNOWN)

    token = FigureToken("queue.count", {"stage": "a"})
    assert block.condition == Condition((token,), comparison, Decimal(100))
    assert block.is_item


def test_campaign_is_named_by_its_kind():
    assert pieces("[[@campaign of=wellbeing as=days]]") == (
        NameToken("campaign", of="wellbeing", form="days"),
    )


def test_template_marks_are_plain_text():
    assert pieces("{% load x %}{{ settings }}<b>") == ("{% load x %}{{ settings }}<b>",)


@pytest.mark.parametrize(
    ("text", "place", "complaint", "choices"),
    [
        ("a\nb [[nobody.count]]", "line 2, column 3", "nobody.count", sorted(KNOWN)),
        ("[[learners.count color=red]]", "line 1, column 1", "color", None),
        ("[[learners.count as=poem]]", "line 1, column 1", "poem", None),
        ("[[learners.count case=vocative]]", "line 1, column 1", "vocative", None),
        ("[[learners.count noun=unicorn]]", "line 1, column 1", "unicorn", None),
        ("[[learners.count at=noon]]", "line 1, column 1", "noon", ["day", "start", "ending"]),
        ("[[learners.count stage=a stage=b]]", "line 1, column 1", "twice", []),
        ("[[learners.count preschool]]", "line 1, column 1", "name=preschool", []),
        ("[[learners.count stage=]]", "line 1, column 1", "cannot be read", []),
        ("[[stage=school]]", "line 1, column 1", "begins with an indicator", []),
        ("[[]]", "line 1, column 1", "begins with an indicator", []),
        ("[[@nobody]]", "line 1, column 1", "@nobody", None),
        ("[[@this as=words]]", "line 1, column 1", "as", []),
        ("[[@as_of as=words]]", "line 1, column 1", "as", ["case"]),
        ("[[@as_of case=vocative]]", "line 1, column 1", "vocative", list(dates.CASES)),
        ("a [[when queue.count > 0]] b", "line 1, column 3", "at the beginning", []),
        ("[[when queue.count]] b", "line 1, column 1", "and a number", list(COMPARISONS)),
        ("[[when queue.count > many]] b", "line 1, column 1", "and a number", None),
        ("[[when > 5]] b", "line 1, column 1", "and a number", None),
        ("[[when queue.cuont > 5]] b", "line 1, column 1", "was “queue.count” meant", None),
        ("[[when @this > 5]] b", "line 1, column 1", "one figure", None),
        ("[[when queue.count - queue.count - queue.count > 5]] b", "column 1", "of two", None),
        ("[[when queue.count > 5, of > 3]] b", "line 1, column 1", "of >= 30", None),
        ("[[@campaign]]", "line 1, column 1", "of", ["of", "as"]),
        ("[[@campaign of=a case=b]]", "line 1, column 1", "case", ["of", "as"]),
        ("[[@campaign of=a as=poem]]", "line 1, column 1", "poem", ["name", "days"]),
        ("ab [[learners.count", "line 1, column 4", "closed with ]]", []),
        ("x\n\ny ]] z", "line 3, column 3", "opened with [[", []),
        ("- a\n- b [[nobody.count]]", "line 2, column 5", "nobody.count", None),
    ],
)
def test_unreadable_token_is_named_with_its_place(text, place, complaint, choices):
    with translation.override("en"), pytest.raises(UnreadableNarrative) as caught:
        parsed(text, indicators=KNOWN, where="Skolēni")

    assert place in caught.value.message
    assert complaint in caught.value.message
    assert caught.value.message.startswith("Skolēni, ")
    assert choices is None or caught.value.choices == choices


def test_unknown_filter_is_answered_with_the_known_ones():
    with pytest.raises(UnreadableNarrative) as caught:
        parsed("[[queue.count grade=1]]", indicators=KNOWN)

    assert "stage" in caught.value.choices
    assert "grade" not in caught.value.choices


@pytest.mark.parametrize(
    ("name", "said", "unsaid"),
    [
        ("learners.cuont", "was “learners.count” meant?", "Known are"),
        ("weather", "Known are", "meant?"),
    ],
)
@translation.override("en")
def test_unknown_indicator_is_answered_with_the_near_one_or_all(name, said, unsaid):
    with pytest.raises(UnreadableNarrative) as caught:
        parsed(f"[[{name}]]", indicators=KNOWN)

    assert said in caught.value.message
    assert unsaid not in caught.value.message
    assert sorted(caught.value.choices) == sorted(KNOWN)


@given(st.text(alphabet="ab \n-čž{}<>%&", max_size=60))
def test_text_without_tokens_keeps_every_word(text):
    blocks = parsed(text, indicators=KNOWN)

    words = [word for block in blocks for piece in block.pieces for word in str(piece).split()]
    kept = [word for word in text.split() if word != "-"]
    assert [word for word in words if word != "-"] == kept


@given(st.sampled_from(sorted(KNOWN)), st.text(alphabet="abč 1", max_size=20))
def test_quoted_value_comes_back_as_written(indicator, value):
    (token,) = pieces(f'[[{indicator} stage="{value}"]]')

    assert token.filters["stage"] == value
