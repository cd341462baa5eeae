"""The pages of challenges: named with a figure, read, listed, taken out."""

from typing import Any
from urllib.parse import urlencode

import pytest
from django.test import Client

from gaisma.base.models import Organisation, SchoolYear, User
from gaisma.evidence.figures import declarations, questions
from gaisma.evidence.figures.queries import UnableToAnswer
from gaisma.evidence.lake import actions as lake
from gaisma.quality.challenges.forms import ChallengeForm
from gaisma.quality.challenges.models import Challenge
from tests import factories
from tests.moments import NOW, TODAY
from tests.pages import Town, read

pytestmark = pytest.mark.django_db
LIST = "/challenges/"


@pytest.fixture
def official(reader: Client, town: Town, specialist: User) -> Client:
    reader.force_login(specialist)
    return reader


def sent(official: Client, **given: Any) -> dict[str, Any]:
    year = SchoolYear.objects.get(name="2024/2025")
    owner = User.objects.get(pk=official.session["_auth_user_id"])
    return {"title": "Vacancies", "school_year": year.pk, "owner": owner.pk, **given}


def test_challenge_is_named_with_an_offered_figure(official: Client) -> None:
    assert "Another figure, by its address" in read(official, f"{LIST}new/")

    answer = official.post(f"{LIST}new/", sent(official, figure="vacancies", target="None"))

    row = Challenge.objects.get()
    assert (answer.status_code, row.indicator, row.filters) == (302, "vacancies.load", {})
    page = read(official, row.get_absolute_url())
    assert 'href="/figures/vacancies.load/' in page
    assert ">0.5</a>" in page


def test_challenge_is_named_with_a_figure_by_its_address(official: Client) -> None:
    words = {"stage": "school", "grade": "1", "school_year": "2023/2024", "by": "institution"}
    address = f"https://gaisma.example/figures/learners.count/?{urlencode(words)}"

    official.post(f"{LIST}new/", sent(official, figure="other", address=address))

    row = Challenge.objects.get()
    assert (row.indicator, row.filters) == ("learners.count", {"stage": "school", "grade": "1"})
    page = read(official, row.get_absolute_url())
    assert ">9</a>" in page
    assert "3 fewer" in page.replace("</a>", "").replace("\n", " ") or ">3</a>" in page


@pytest.mark.parametrize(
    ("address", "told"),
    [
        ("", "not the address of a figure"),
        ("https://gaisma.example/people/", "not the address of a figure"),
        ("nonsense", "not the address of a figure"),
        ("/figures/learners.number/", "learners.number"),
        ("/figures/learners.count/?stage=university", "university"),
    ],
)
def test_address_of_no_figure_is_refused(official: Client, address: str, told: str) -> None:
    answer = official.post(f"{LIST}new/", sent(official, figure="other", address=address))

    assert answer.status_code == 422
    assert told in answer.content.decode()
    assert not Challenge.objects.exists()


def test_every_offered_figure_stands_in_the_form_again(town: Town) -> None:
    for offer in declarations.evidence_offers():
        row = factories.challenge(
            title=offer.key, indicator=offer.indicator, filters=dict(offer.filters)
        )
        shown = ChallengeForm.of(row)
        assert shown["figure"] == offer.key


def test_address_of_another_figure_stands_in_the_form_again(town: Town) -> None:
    row = factories.challenge(indicator="learners.count", filters={"grade": "1"})

    address = ChallengeForm.of(row)["address"]

    assert questions.chosen(address) == ("learners.count", {"grade": "1"})


def test_every_page_of_a_figure_is_chosen_by_its_address(town: Town) -> None:
    from gaisma.base.registry import gathered
    from gaisma.evidence.figures import asking

    for indicator in gathered("INDICATORS"):
        assert questions.chosen(asking.page_of(indicator.key, {})) == (indicator.key, {})
    with pytest.raises(UnableToAnswer):
        questions.chosen("/figures/")


@pytest.mark.parametrize("key", [offer.key for offer in declarations.evidence_offers()])
def test_page_stands_with_every_figure(official: Client, key: str) -> None:
    offer = declarations.evidence_offers()[key]
    row = factories.challenge(
        school_year=SchoolYear.objects.get(name="2024/2025"),
        indicator=offer.indicator,
        filters=dict(offer.filters),
    )

    assert "card tile" in read(official, row.get_absolute_url())


@pytest.fixture
def three_learners(town: Town) -> Organisation:
    """A preschool where three learn."""
    place: Organisation = factories.preschool(code="three")
    group = factories.group(
        programme=factories.programme(institution=place, stage="preschool"),
        school_year=SchoolYear.objects.get(name="2024/2025"),
    )
    for _number in range(3):
        factories.enrolment(group=group, from_on=group.school_year.starts_on)
    lake.touch("organisations", "people", "enrolments", "groups", "programmes")
    lake.refresh(reason="test", at=NOW)
    return place


@pytest.mark.parametrize("narrower", [{}, {"special_programme": "vision"}])
def test_few_learners_are_not_told_to_a_head_of_another_school(
    official: Client,
    reader: Client,
    town: Town,
    three_learners: Organisation,
    narrower: dict[str, str],
) -> None:
    row = factories.challenge(
        school_year=SchoolYear.objects.get(name="2024/2025"),
        indicator="learners.count",
        filters={"institution": three_learners.code, **narrower},
    )
    if not narrower:
        assert ">3</a>" in read(official, row.get_absolute_url())
    head = factories.user()
    factories.role_grant(user=head, role="head", organisation=town.school)
    reader.force_login(head)

    page = read(reader, row.get_absolute_url())

    assert ">3<" not in page
    assert "…" in page
    # What nobody of them may ask at all leads nowhere.
    assert ("figures/learners.count" in page) is not bool(narrower)


def test_list_is_narrowed_and_taken_out(official: Client) -> None:
    year = SchoolYear.objects.get(name="2024/2025")
    factories.challenge(title="Roof", school_year=year, outcome="grown")
    row = factories.challenge(title="Vacancies", school_year=year)
    factories.challenge_task(challenge=row, done_on=TODAY)
    factories.challenge_task(challenge=row, what="Later")
    factories.challenge(title="Past", school_year=SchoolYear.objects.get(name="2023/2024"))

    page = read(official, LIST)
    assert "Roof" in page
    assert "Past" not in page
    assert "Roof" not in read(official, f"{LIST}?state=open")
    assert "Past" in read(official, f"{LIST}?school_year=2023/2024")
    file = official.get(f"{LIST}?format=csv").content.decode("utf-8-sig").splitlines()
    assert [line for line in file if line.startswith("Vacancies")] != []
    assert "grown" in " ".join(file)


def test_task_is_done_and_taken_away_on_the_page(official: Client) -> None:
    task = factories.challenge_task(challenge=factories.challenge())
    page = task.challenge.get_absolute_url()

    official.post(
        f"{LIST}tasks/{task.pk}/change/",
        {"what": task.what, "done_on": str(TODAY), "revision": str(task.revision)},
    )
    assert "done " in read(official, page)

    official.post(f"{LIST}tasks/{task.pk}/remove/")
    assert "Nothing is planned" in read(official, page)


def test_form_of_a_concluded_one_leads_back(official: Client) -> None:
    row = factories.challenge(outcome="overcome")

    for act in ("change", "drop", "conclude", "tasks/new"):
        answer = official.get(f"{LIST}{row.pk}/{act}/", follow=True)
        assert answer.redirect_chain == [(row.get_absolute_url(), 302)]
        assert "concluded" in answer.content.decode()
