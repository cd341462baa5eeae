"""The pages on which a draft is written: texts, order, answers, and two people at once."""

from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from django.test import Client

from gaisma.base.models import User
from gaisma.record.instruments.models import Version
from gaisma.record.instruments.questionnaire import Choice, Item, Questionnaire, Section
from tests import factories
from tests.pages import read

pytestmark = pytest.mark.django_db
QUESTION = {"label_lv": "Cik?", "label_en": "How many?", "kind": "number", "revision": 1}


@pytest.fixture
def draft(installation: object) -> Version:
    """A draft with two sections and a list that nothing uses."""
    first = factories.asked()
    more = Section((Item("more", "text", {"lv": "Ko vēl?"}),), name="end", label={"lv": "Beigas"})
    lists = {**first.lists, "unused": (Choice("a", {"lv": "a"}),)}
    asks = factories.asked(sections=(*first.sections, more), lists=lists)
    found: Version = factories.version(asks, in_use_from=None)
    return found


@pytest.fixture
def keeper(reader: Client, specialist: User) -> Client:
    """The browser of somebody who keeps instruments."""
    reader.force_login(specialist)
    return reader


def send(keeper: Client, draft: Version, page: str, **data: Any) -> Any:
    """The answer to a form of the draft that was opened at its first revision."""
    return keeper.post(f"/instruments/drafts/{draft.pk}/{page}", {"revision": 1, **data})


def asks(draft: Version) -> Questionnaire:
    draft.refresh_from_db()
    return draft.asks


def names(draft: Version) -> list[list[str]]:
    return [[item.name for item in section.items] for section in asks(draft).sections]


def test_draft_shows_questions_lists_and_missing_texts(keeper: Client, draft: Version) -> None:
    page = read(keeper, f"/instruments/drafts/{draft.pk}/")

    for words in ("Draft of version 1", "Outcomes are clear", "Beigas", "no text: English"):
        assert words in page, words
    assert page.count("no question uses it") == 1


@pytest.fixture
def following(installation: object) -> Version:
    """The draft of a second version: a question goes on, one is new, one is answered otherwise."""
    shared = [Item(name, "text", {"en": f"Question {name}"}) for name in ("kept", "other", "left")]
    first = factories.version(factories.asked(sections=(Section(tuple(shared)),)))
    kept, other, _left = (replace(item, same_as=item.name) for item in shared)
    items = (kept, replace(other, kind="number"), Item("added", "text", {"en": "Question added"}))
    asks = factories.asked(sections=(Section(items),))
    found: Version = factories.version(
        asks, instrument=first.instrument, number=2, in_use_from=None
    )
    return found


def told(page: str, name: str) -> str:
    """What follows the question on the page, up to the next one."""
    return page.split(f"Question {name}")[1].split("Question ")[0]


def test_draft_says_what_stays_comparable_with_the_version_before(
    keeper: Client, following: Version
) -> None:
    page = read(keeper, f"/instruments/drafts/{following.pk}/")

    assert "stays comparable" in told(page, "kept")
    assert "not comparable" in told(page, "other")
    assert ">new<" in told(page, "added")
    assert "Question left" in page.split("Not asked any more")[1]


def test_version_in_use_says_it_too(keeper: Client, following: Version) -> None:
    Version.objects.filter(pk=following.pk).update(in_use_from=date(2024, 8, 20))

    page = read(keeper, f"/instruments/{following.instrument_id}/")

    assert "Beside version 1" in page
    assert "stays comparable" in told(page, "kept")
    assert "Question left" in page.split("Not asked any more")[1]


def test_first_version_is_compared_with_nothing(keeper: Client, draft: Version) -> None:
    page = read(keeper, f"/instruments/drafts/{draft.pk}/")

    assert "comparable" not in page
    assert ">new<" not in page


def test_question_leads_to_its_answers_and_they_to_their_questions(
    keeper: Client, draft: Version
) -> None:
    page = read(keeper, f"/instruments/drafts/{draft.pk}/")

    lists = page.split('id="lists"')[1]
    assert f'href="/instruments/drafts/{draft.pk}/lists/1/"' in page.split('id="lists"')[0]
    assert "Outcomes are clear" in lists


def test_title_is_written_and_a_language_added(keeper: Client, draft: Version) -> None:
    read(keeper, f"/instruments/drafts/{draft.pk}/title/")

    send(keeper, draft, "title/", title_lv="Jauns", title_en="", languages_added=["ru"])

    assert asks(draft).title == {"lv": "Jauns"}
    assert asks(draft).languages == ("lv", "en", "ru")


def test_question_is_written_in_all_languages(keeper: Client, draft: Version) -> None:
    page = read(keeper, f"/instruments/drafts/{draft.pk}/questions/missing/")

    answer = send(keeper, draft, "questions/missing/", **{**QUESTION, "hint_en": "Count them"})

    item = asks(draft).sections[0].items[1]
    assert "Kā pietrūkst?</textarea>" in page
    assert answer.headers["Location"] == f"/instruments/drafts/{draft.pk}/#question-missing"
    assert (item.kind, item.label) == ("number", {"lv": "Cik?", "en": "How many?"})
    assert (item.hint, item.relevant) == ({"en": "Count them"}, "")


@pytest.mark.parametrize(
    ("changed", "told"),
    [
        ({"label_lv": ""}, "How many?"),
        ({"kind": "scale"}, "Choose a list of answers."),
        ({"relevant": "${outcomes} ="}, "ends too early"),
        ({"relevant": "${more} = 1"}, "does not stand above it: more"),
        ({"relevant": "${outcomes} = 'maybe'"}, "an answer that is not offered: maybe"),
    ],
)
def test_question_that_cannot_be_asked_is_refused(
    keeper: Client, draft: Version, changed: dict[str, str], told: str
) -> None:
    answer = send(keeper, draft, "questions/missing/", **{**QUESTION, **changed})

    page = answer.content.decode()
    assert answer.status_code == 422
    assert told in page
    assert "How many?" in page
    draft.refresh_from_db()
    assert draft.revision == 1


def test_question_goes_on_or_not_from_the_version_before(keeper: Client) -> None:
    first = factories.version()
    draft = factories.version(
        factories.following(first.asks), instrument=first.instrument, number=2, in_use_from=None
    )
    written = {"label_lv": "Rezultāti", "kind": "scale", "choices": "levels"}

    assert "Stays comparable" in read(keeper, f"/instruments/drafts/{draft.pk}/questions/outcomes/")
    send(keeper, draft, "questions/outcomes/", **written)

    assert asks(draft).sections[0].items[0].same_as == ""
    assert "Stays comparable" not in read(
        keeper, f"/instruments/drafts/{draft.pk}/questions/next_step/"
    )


def test_question_is_added_under_a_name_of_its_own(keeper: Client, draft: Version) -> None:
    read(keeper, f"/instruments/drafts/{draft.pk}/sections/2/add/")

    send(keeper, draft, "sections/2/add/", **QUESTION)
    send(keeper, draft, "sections/2/add/", **{**QUESTION, "revision": 2, "name": "learners"})

    assert names(draft) == [["outcomes", "missing"], ["more", "q1", "learners"]]


@pytest.mark.parametrize(
    ("name", "told"), [("two words", "begins with a letter"), ("more", "has this name already")]
)
def test_question_is_not_added_under_an_unfit_name(
    keeper: Client, draft: Version, name: str, told: str
) -> None:
    answer = send(keeper, draft, "sections/2/add/", **{**QUESTION, "name": name})

    assert told in answer.content.decode()


def test_question_is_taken_out(keeper: Client, draft: Version) -> None:
    assert "Kā pietrūkst?" in read(
        keeper, f"/instruments/drafts/{draft.pk}/questions/missing/remove/"
    )

    send(keeper, draft, "questions/missing/remove/")

    assert names(draft) == [["outcomes"], ["more"]]


def test_question_that_others_ask_about_stays(keeper: Client, draft: Version) -> None:
    answer = send(keeper, draft, "questions/outcomes/remove/")

    assert "“missing” asks about what does not stand above it: outcomes" in answer.content.decode()
    assert names(draft) == [["outcomes", "missing"], ["more"]]


@pytest.mark.parametrize(
    ("pressed", "found"),
    [
        ({"up": "more"}, [["outcomes", "missing", "more"], []]),
        ({"down": "missing"}, [["outcomes"], ["missing", "more"]]),
        ({"up": "outcomes"}, [["outcomes", "missing"], ["more"]]),
        ({"down": "section:1"}, [["more"], ["outcomes", "missing"]]),
        ({"up": "section:1"}, [["outcomes", "missing"], ["more"]]),
        ({"down": "nothing"}, [["outcomes", "missing"], ["more"]]),
        ({}, [["outcomes", "missing"], ["more"]]),
    ],
)
def test_order_is_changed(
    keeper: Client, draft: Version, pressed: dict[str, str], found: list[list[str]]
) -> None:
    send(keeper, draft, "order/", **pressed)

    assert names(draft) == found


def test_question_does_not_move_above_what_it_asks_about(keeper: Client, draft: Version) -> None:
    answer = keeper.post(
        f"/instruments/drafts/{draft.pk}/order/", {"revision": 1, "up": "missing"}, follow=True
    )

    assert "does not stand above it" in answer.content.decode()
    assert names(draft)[0] == ["outcomes", "missing"]


def test_section_is_added_written_and_taken_out(keeper: Client, draft: Version) -> None:
    send(keeper, draft, "sections/new/", label_lv="Nobeigums")
    send(keeper, draft, "sections/3/", label_lv="Noslēgums", label_en="End", revision=2)

    section = asks(draft).sections[2]
    assert (section.name, section.label) == ("section_1", {"lv": "Noslēgums", "en": "End"})
    assert "Its questions go" in read(keeper, f"/instruments/drafts/{draft.pk}/sections/3/remove/")

    send(keeper, draft, "sections/3/remove/", revision=3)

    assert len(asks(draft).sections) == 2


def test_table_of_several_lists_is_refused(keeper: Client, draft: Version) -> None:
    answer = send(keeper, draft, "sections/1/", label_lv="Stunda", is_matrix="on")

    assert "“Stunda”: the questions of a table need one list" in answer.content.decode()


def levels(draft: Version, **changed: str) -> dict[str, str]:
    """What the form of the first list sends."""
    choices = next(iter(draft.asks.lists.values()))
    texts = {
        f"level-{place}-label_{code}": choice.label[code]
        for place, choice in enumerate(choices)
        for code in ("lv", "en")
    }
    return {**texts, "level-3-is_open": "on", **changed}


def test_answers_are_written_with_values(keeper: Client, draft: Version) -> None:
    page = read(keeper, f"/instruments/drafts/{draft.pk}/lists/1/")

    changed = {"level-0-label_lv": "nekā", "level-0-value": "0", "level-2-meets": "on"}
    answer = send(
        keeper,
        draft,
        "lists/1/",
        **levels(draft, **changed),
        **{"level-1-description_lv": "Dažiem"},
    )

    first, second, third, fourth = asks(draft).lists["levels"]
    assert page.count('name="up"') == page.count('name="down"') == 3
    assert answer.headers["Location"] == f"/instruments/drafts/{draft.pk}/lists/1/"
    assert (first.label["lv"], first.value, second.description) == (
        "nekā",
        Decimal(0),
        {"lv": "Dažiem"},
    )
    assert (third.meets, fourth.is_open) == (True, True)


def test_answer_is_moved_taken_out_and_added(keeper: Client, draft: Version) -> None:
    changed = {"down": "1", "level-0-is_removed": "on", "added-label_lv": "vienmēr"}

    send(keeper, draft, "lists/1/", **levels(draft, **changed))

    found = asks(draft).lists["levels"]
    assert [choice.name for choice in found] == ["yes", "partly", "unseen", "1"]


def test_answer_that_a_condition_names_stays(keeper: Client, draft: Version) -> None:
    answer = send(keeper, draft, "lists/1/", **levels(draft, **{"level-1-is_removed": "on"}))

    assert "an answer that is not offered: partly" in answer.content.decode()
    assert len(asks(draft).lists["levels"]) == 4


def test_answer_without_words_is_refused(keeper: Client, draft: Version) -> None:
    answer = send(keeper, draft, "lists/1/", **levels(draft, **{"level-1-label_lv": ""}))

    assert answer.status_code == 422


def test_list_is_added_and_taken_out(keeper: Client, draft: Version) -> None:
    read(keeper, f"/instruments/drafts/{draft.pk}/lists/new/")
    send(keeper, draft, "lists/new/", answers_lv="nē\n\n jā", answers_en="no\nyes")

    assert asks(draft).lists["list_1"] == (
        Choice("1", {"lv": "nē", "en": "no"}),
        Choice("2", {"lv": "jā", "en": "yes"}),
    )

    send(keeper, draft, "lists/3/remove/", revision=2)
    refused = send(keeper, draft, "lists/1/remove/", revision=3)

    assert "choose a list of answers" in refused.content.decode()
    assert list(asks(draft).lists) == ["levels", "unused"]


def test_list_with_fewer_answers_in_a_language_is_refused(keeper: Client, draft: Version) -> None:
    answer = send(keeper, draft, "lists/new/", answers_lv="nē\njā", answers_en="no")

    assert "as many answers in each language" in answer.content.decode()


EDITS = {
    "title/": {"title_lv": "Mans"},
    "questions/missing/": QUESTION,
    "questions/missing/remove/": {},
    "sections/new/": {"label_lv": "Mana"},
    "sections/1/": {"label_lv": "Mana"},
    "sections/2/remove/": {},
    "sections/1/add/": QUESTION,
    "lists/new/": {"answers_lv": "a"},
    "lists/2/": {"level-0-label_lv": "b"},
    "lists/2/remove/": {},
}


@pytest.mark.parametrize("page", EDITS)
def test_second_editor_is_told_and_overwrites_nothing(
    keeper: Client, draft: Version, page: str
) -> None:
    theirs = replace(draft.asks, title={"lv": "Viņu"})
    Version.objects.update(revision=2, asks=theirs)

    answer = send(keeper, draft, page, **EDITS[page])

    assert answer.status_code == 422
    assert "Somebody else has changed this" in answer.content.decode()
    draft.refresh_from_db()
    assert draft.asks == theirs


def test_second_mover_is_told(keeper: Client, draft: Version) -> None:
    Version.objects.update(revision=2)

    answer = keeper.post(
        f"/instruments/drafts/{draft.pk}/order/", {"revision": 1, "up": "more"}, follow=True
    )

    assert "Somebody else has changed this" in answer.content.decode()
    assert names(draft)[0] == ["outcomes", "missing"]


@pytest.mark.parametrize("page", ["questions/other/", "sections/9/", "sections/0/", "lists/9/"])
def test_part_that_is_not_there_is_not_found(keeper: Client, draft: Version, page: str) -> None:
    read(keeper, f"/instruments/drafts/{draft.pk}/{page}", status=404)


def test_version_in_use_is_not_written(keeper: Client, installation: object) -> None:
    version = factories.version()

    answer = keeper.post(f"/instruments/drafts/{version.pk}/title/", {"title_lv": "x"})

    assert answer.status_code == 400
    assert "begin a new one" in answer.content.decode()


@pytest.mark.parametrize("page", ["", "order/", *EDITS])
@pytest.mark.parametrize("role", ["head", "teacher", "visitor"])
def test_drafts_are_written_by_officials_only(
    request: pytest.FixtureRequest, reader: Client, draft: Version, role: str, page: str
) -> None:
    reader.force_login(request.getfixturevalue(role))

    assert send(reader, draft, page).status_code == 403


@pytest.mark.parametrize("page", ["", "order/", *EDITS])
def test_drafts_are_only_for_those_who_sign_in(reader: Client, draft: Version, page: str) -> None:
    answer = send(reader, draft, page)

    assert answer.headers["Location"].startswith("/sign-in/")


@pytest.mark.parametrize("page", ["", "order/", *EDITS])
def test_pages_of_drafts_take_no_other_method(keeper: Client, draft: Version, page: str) -> None:
    address = f"/instruments/drafts/{draft.pk}/{page}"
    method = {"": keeper.post, "order/": keeper.get}.get(page, keeper.delete)

    assert method(address).status_code == 405
