import re
from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone, translation

from gaisma.base import request_cache, searching
from gaisma.base.models import AuditRecord, User
from gaisma.workplace.search import pages
from tests import factories
from tests.moments import NOW
from tests.pages import Town, read

pytestmark = pytest.mark.django_db
ADDRESS = "/search/"


def look_for(client: Client, words: str) -> str:
    """The page of results."""
    answer = client.post(ADDRESS, {"q": words})
    assert answer["Location"] == ADDRESS
    return read(client, ADDRESS)


def kinds(user: User, words: str) -> dict[str, list[str]]:
    found = pages.results(user, words, at=NOW)
    return {kind.key: [hit.title for hit in kind.hits] for kind in found.kinds}


def test_search_stands_on_every_page(reader: Client, specialist: User, town: Town) -> None:
    reader.force_login(specialist)

    page = read(reader, "/institutions/")

    assert 'role="search"' in page
    assert f'action="{ADDRESS}"' in page


def test_words_stand_in_no_address(reader: Client, specialist: User, town: Town) -> None:
    reader.force_login(specialist)

    page = look_for(reader, "Kalniņa")

    assert "Elza Kalniņa" in page
    assert not re.search(r"=(Kalni|kalni)", page)


def test_results_can_be_read_again_and_are_not_kept_on_the_way(
    reader: Client, specialist: User, town: Town
) -> None:
    reader.force_login(specialist)
    look_for(reader, "zilite")

    answer = reader.get(ADDRESS)

    assert "PII “Zīlīte”" in answer.content.decode()
    assert "no-store" in answer["Cache-Control"]


def test_words_are_forgotten_after_an_hour(reader: Client, specialist: User, town: Town) -> None:
    reader.force_login(specialist)
    session = reader.session
    old = timezone.now() - pages.KEPT - timedelta(seconds=1)
    session[pages.ASKED] = {"words": "zilite", "at": old.isoformat()}
    session.save()

    assert "PII “Zīlīte”" not in read(reader, ADDRESS)
    assert pages.ASKED not in reader.session


@pytest.mark.parametrize("words", ["zīlīte", "ZILITE", "pii zil", "zilite"])
def test_institution_is_found_by_parts_without_marks(
    specialist: User, town: Town, words: str
) -> None:
    assert kinds(specialist, words)["institutions"] == ["PII “Zīlīte”"]


def test_learners_and_staff_are_found_by_name(specialist: User, town: Town) -> None:
    person = factories.person(given_name="Ārija", family_name="Šmite")
    factories.employment(person=person, institution=town.school)

    assert kinds(specialist, "smite arija")["staff"] == ["Ārija Šmite"]
    assert len(kinds(specialist, "kaln elz")["learners"]) == pages.FEW


def test_learner_is_found_by_a_whole_number_only(specialist: User, town: Town) -> None:
    person = factories.person(personal_code="32000000001")
    factories.enrolment(person=person)

    assert kinds(specialist, "320000-00001")["learners"] == [str(person)]
    assert "learners" not in kinds(specialist, "3200000")


@translation.override("en")
def test_figures_acts_and_pages_are_found(specialist: User, town: Town) -> None:
    factories.act(title="Grozījumi Izglītības likumā")

    assert kinds(specialist, "izglitibas likum")["acts"]
    assert "Free places" in kinds(specialist, "free places")["figures"]
    assert kinds(specialist, "calend")["pages"] == ["Calendar"]


def test_head_finds_the_own_learners_only(head: User, town: Town) -> None:
    found = pages.results(head, "kalnina", at=NOW, only="learners")

    (kind,) = found.kinds
    assert len(kind.hits) == 21
    assert all("Paraugpils vidusskola" in hit.line for hit in kind.hits)


@pytest.mark.parametrize("who", ["visitor", "administrator"])
def test_who_sees_no_names_finds_nobody(
    request: pytest.FixtureRequest, town: Town, who: str
) -> None:
    found = kinds(request.getfixturevalue(who), "kalnina")

    assert not {"learners", "staff"} & set(found)


def test_teacher_without_groups_finds_no_learner(teacher: User, town: Town) -> None:
    assert "learners" not in kinds(teacher, "kalnina")


def test_looking_for_people_is_noted_without_the_words(specialist: User, town: Town) -> None:
    pages.results(specialist, "kalnina", at=NOW)

    note = AuditRecord.objects.get(action="search.people")
    assert note.details == {"found": {"learners": pages.FEW, "staff": 0}}
    assert note.by == specialist


def test_looking_for_nothing_is_not_noted(specialist: User, town: Town) -> None:
    assert pages.results(specialist, "  ", at=NOW).kinds == ()
    assert not AuditRecord.objects.filter(action="search.people").exists()


def test_more_of_one_kind_are_asked_for(reader: Client, specialist: User, town: Town) -> None:
    reader.force_login(specialist)
    page = look_for(reader, "kalnina")

    assert f'href="{ADDRESS}?in=learners"' in page
    assert read(reader, f"{ADDRESS}?in=learners").count('<li><span><a href="/people/') > 6


def test_nothing_found_says_what_to_do(reader: Client, specialist: User, town: Town) -> None:
    reader.force_login(specialist)

    assert "Nothing was found" in look_for(reader, "qqqq")


def test_search_asks_few_questions_of_the_database(
    specialist: User, town: Town, django_assert_max_num_queries: object
) -> None:
    # As a page asks, that reads only.
    with request_cache.reading(), django_assert_max_num_queries(30):  # type: ignore[operator]
        pages.results(specialist, "kalnina", at=NOW)


def test_words_are_folded_and_cut() -> None:
    assert searching.words(" Zīlīte  ŠĶŪNIS ") == ("zilite", "skunis")
    assert len(searching.words("a " * 90)) == searching.MOST_WORDS
    assert searching.words("x" * 900) == ("x" * searching.LONGEST,)


@pytest.mark.parametrize(
    ("words", "texts", "expected"),
    [
        ("zil", ("Zīlīte",), True),
        ("zil pii", ("PII", "Zīlīte"), True),
        ("zil x", ("Zīlīte",), False),
        ("", ("Zīlīte",), True),
    ],
)
def test_fits_wants_every_word(words: str, texts: tuple[str, ...], *, expected: bool) -> None:
    assert searching.fits(searching.words(words), *texts) is expected


def test_search_is_for_people_with_a_role(reader: Client, school: object) -> None:
    reader.force_login(factories.user())

    read(reader, ADDRESS, status=403)
    assert reader.delete(ADDRESS).status_code == 403


def test_other_methods_are_refused(reader: Client, specialist: User) -> None:
    reader.force_login(specialist)

    assert reader.delete(ADDRESS).status_code == 405
