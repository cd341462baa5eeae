"""Who reads which results, and that what is hidden stands nowhere."""

import csv
import io
import re
from typing import Any

import pytest
from django.test import Client

from gaisma.base import access
from gaisma.base.models import Organisation, User
from gaisma.base.models.accounts import ROLES
from gaisma.quality.surveys.models import Campaign, ToldCount
from tests import factories
from tests.moments import NOW
from tests.unit.quality.surveys.closed_campaigns import closed, likes

pytestmark = pytest.mark.django_db

PAGES = ("", "institutions/", "differences/")
SMALL = likes(always=4, never=2)
"""Six: told inside the institution, not in public."""


@pytest.fixture
def other(school: Organisation) -> Organisation:
    found: Organisation = factories.institution(code="other", name="Ābeļu vidusskola")
    return found


@pytest.fixture
def campaign(school: Organisation, other: Organisation) -> Campaign:
    """Pupils of five schools answered: six at the school, six at another, many at three."""
    names = ("Zvaigžņu vidusskola", "Dārza skola", "Kalna skola")
    large = [factories.institution(name=name) for name in names]
    return closed(
        {
            ("pupils_grades_5_12", school): SMALL,
            ("pupils_grades_5_12", other): likes(often=6),
            ("pupils_grades_5_12", large[0]): likes(always=20, sometimes=20),
            ("pupils_grades_5_12", large[1]): likes(always=8, often=8, rarely=14),
            ("pupils_grades_5_12", large[2]): likes(always=50),
        }
    )


def opened(user: User | None, campaign: Campaign, page: str = "", **asked: str) -> Any:
    client = Client()
    if user:
        client.force_login(user)
    return client.get(f"/surveys/{campaign.pk}/results/{page}", asked)


def text(answer: Any) -> str:
    """The page without its tags."""
    return " ".join(re.sub(r"<[^>]+>", " ", answer.content.decode()).split())


def rows(answer: Any) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(answer.content.decode("utf-8-sig"))))


def place(organisation: Organisation) -> str:
    return f"institution:{organisation.code}"


@pytest.mark.parametrize(
    ("permission", "roles"),
    [
        ("surveys.see", {"specialist", "manager", "head", "deputy", "auditor"}),
        ("surveys.read_texts", {"specialist", "manager", "head", "deputy"}),
    ],
)
def test_permission_is_held_by(permission: str, roles: set[str]) -> None:
    authority, holding = factories.authority(), set()
    for role in ROLES:
        user = factories.user()
        factories.role_grant(user=user, role=role, organisation=authority)
        if access.may(user, permission):
            holding.add(role)

    assert holding == roles


@pytest.mark.parametrize("page", PAGES)
def test_results_are_read_by(
    page: str, campaign: Campaign, specialist: User, auditor: User, head: User, teacher: User
) -> None:
    stranger = factories.observer(institution=factories.institution(), role="head").account.user

    statuses = {
        "specialist": opened(specialist, campaign, page).status_code,
        "auditor": opened(auditor, campaign, page).status_code,
        "head": opened(head, campaign, page).status_code,
        "teacher": opened(teacher, campaign, page).status_code,
        "head of another": opened(stranger, campaign, page).status_code,
        "anonymous": opened(None, campaign, page).status_code,
    }

    assert statuses == {
        "specialist": 200,
        "auditor": 200,
        "head": 200,
        "teacher": 403,
        "head of another": 404,
        "anonymous": 302,
    }


@pytest.mark.parametrize("page", PAGES)
def test_results_are_only_read(page: str, campaign: Campaign, specialist: User) -> None:
    client = Client()
    client.force_login(specialist)

    assert client.post(f"/surveys/{campaign.pk}/results/{page}").status_code == 405


@pytest.mark.parametrize("page", PAGES)
def test_before_it_closes_nothing_is_told(page: str, specialist: User) -> None:
    answer = opened(specialist, factories.campaign(), page, format="csv")

    assert "Rezultātu vēl nav" in text(answer)


def test_city_is_shown_with_shares_and_joined_answers(campaign: Campaign, specialist: User) -> None:
    shown = text(opened(specialist, campaign, place="city"))

    # Of 132: always 82, often 14.
    assert "Patīk 62 % 11 % 15 % 11 % 2 % 0 % 73 % 132" in shown
    assert "vienmēr vai bieži" in shown


def test_reversed_items_join_the_answers_that_are_good(specialist: User) -> None:
    given = [{"tired": "never"}] * 9 + [{"tired": "always"}] * 3
    campaign = closed({("teachers", factories.institution()): given})

    found = rows(opened(specialist, campaign, place="city", format="csv"))

    joined = [row for row in found if row["Atbilde"] == "reti vai nekad"]
    assert [row["Īpatsvars, procentos"] for row in joined] == ["75.0"]


def test_several_answers_are_not_joined(specialist: User) -> None:
    given = [{"goes": "sport music"}] * 6 + [{"goes": "sport"}] * 6
    campaign = closed({("teachers", factories.institution()): given})

    found = rows(opened(specialist, campaign, place="city", format="csv"))

    shares = {row["Atbilde"]: row["Īpatsvars, procentos"] for row in found if row["Atbilde"]}
    assert shares == {"sports": "100.0", "mūzika": "50.0"}


def test_small_group_is_hidden_from_officials(
    campaign: Campaign, specialist: User, school: Organisation
) -> None:
    shown = text(opened(specialist, campaign, place=place(school)))

    assert "Patīk … … … … … … … …" in shown
    assert "kur atbildējuši pārāk maz" in shown


def test_small_group_is_told_to_who_leads_it(
    campaign: Campaign, head: User, school: Organisation
) -> None:
    shown = text(opened(head, campaign))

    assert "Patīk 67 % 0 % 0 % 0 % 33 % 0 % 67 % 6" in shown


def test_small_group_of_another_is_hidden_from_who_leads(
    campaign: Campaign, head: User, other: Organisation
) -> None:
    assert "Patīk … … … … … … … …" in text(opened(head, campaign, place=place(other)))


def test_inside_view_is_given_for_one_institution(
    campaign: Campaign, head: User, school: Organisation, other: Organisation
) -> None:
    factories.role_grant(user=head, role="head", organisation=other, granted_at=NOW)

    for one in (school, other):
        assert "Patīk … … … … … … … …" in text(opened(head, campaign, place=place(one)))


def test_inside_view_is_not_given_to_another_who_sees_the_institution(
    campaign: Campaign, auditor: User, school: Organisation
) -> None:
    factories.role_grant(user=auditor, role="specialist", organisation=school, granted_at=NOW)

    assert "Patīk … … … … … … … …" in text(opened(auditor, campaign, place=place(school)))


def told(campaign: Campaign, inside: str) -> dict[tuple[str, str], int | None]:
    """By place and answer what may be read: of the inside view one institution."""
    seen = ToldCount.objects.filter(campaign=campaign, item="Likes")
    public = seen.filter(view="public").exclude(place=inside or "nowhere")
    own = seen.filter(view="inside", place=inside)
    return {(row.place, row.answer): row.count for row in [*public, *own]}


@pytest.mark.parametrize("who", ["specialist", "head"])
def test_files_hold_what_is_told_and_nothing_else(
    who: str, campaign: Campaign, school: Organisation, request: pytest.FixtureRequest
) -> None:
    user = request.getfixturevalue(who)
    may_read = told(campaign, school.code if who == "head" else "")
    hidden = {code for (code, _answer), count in may_read.items() if count is None and code}

    assert hidden
    for code in hidden:
        found = rows(opened(user, campaign, place=f"institution:{code}", format="csv"))
        name = Organisation.objects.get(code=code).name
        here = [row for row in found if row["Vieta"] == name and not row["Aptaujāti"]]
        numbers = ("Īpatsvars, procentos", "Atbildējuši uz jautājumu", "Vidējais, punkti no 100")
        assert here
        assert {row[column] for row in here for column in numbers} <= {"…", ""}


def test_file_says_who_answered(campaign: Campaign, specialist: User) -> None:
    [found] = [
        row
        for row in rows(opened(specialist, campaign, place="city", format="csv"))
        if row["Apgalvojums"] == "Atsaucība"
    ]

    assert (found["Aptaujāti"], found["Atbildējuši uz jautājumu"]) == ("264", "132")
    assert found["Īpatsvars, procentos"] == "50.0"


def test_unknown_place_and_audience_lead_to_the_usual(campaign: Campaign, specialist: User) -> None:
    answer = opened(specialist, campaign, place="institution:nowhere", audience="nobody")

    assert "Visa pilsēta" in text(answer)
    assert "62 %" in text(answer)


def test_joined_audience_is_shown(specialist: User) -> None:
    campaign = closed(
        {
            ("parents_of_school", factories.institution()): likes(always=20),
            ("parents_of_preschool", factories.preschool()): likes(often=20),
        }
    )

    shown = text(opened(specialist, campaign, audience="parents", place="city"))

    assert "Patīk 50 % 50 % 0 % 0 % 0 % 0 % 100 % 40" in shown


def test_institution_is_told_together_with_its_units(specialist: User) -> None:
    centre = factories.institution(kind="interest_institution")
    club = factories.institution(kind="neighbourhood_club", parent=centre)
    campaign = closed({("teachers", centre): likes(always=12), ("teachers", club): likes(never=12)})

    shown = text(opened(specialist, campaign, place=place(centre)))

    assert "48 24 50 %" in shown
    assert "Patīk 50 % 0 % 0 % 0 % 50 % 0 % 50 % 24" in shown


def test_institutions_stand_by_name_with_hidden_means(campaign: Campaign, specialist: User) -> None:
    found = rows(opened(specialist, campaign, "institutions/", format="csv"))

    assert [row["Iestāde"] for row in found] == [
        "Ābeļu vidusskola",
        "Dārza skola",
        "Kalna skola",
        "Paraugpils vidusskola",
        "Zvaigžņu vidusskola",
    ]
    assert [row["Piederība"] for row in found] == ["…"] * 5
    assert [row["Aptaujāti"] for row in found] == ["12", "60", "100", "12", "80"]


def test_institutions_stand_with_means_that_are_told(
    school: Organisation, other: Organisation, specialist: User
) -> None:
    audience = "pupils_grades_5_12"
    campaign = closed({(audience, school): likes(always=50), (audience, other): likes(never=40)})

    found = rows(opened(specialist, campaign, "institutions/", format="csv"))

    assert [row["Piederība"] for row in found] == ["0.0", "100.0"]


def test_institutions_are_sorted_as_asked(campaign: Campaign, head: User) -> None:
    found = rows(opened(head, campaign, "institutions/", format="csv", sort="-answered"))

    assert [row["Atbildējuši"] for row in found] == ["50", "40", "30", "6", "6"]
    own = next(row for row in found if row["Iestāde"] == "Paraugpils vidusskola")
    assert own["Piederība"] == "66.6667"


def test_institution_leads_to_its_answers(
    campaign: Campaign, specialist: User, school: Organisation
) -> None:
    page = opened(specialist, campaign, "institutions/", audience="pupils_grades_5_12")

    address = f"../?audience=pupils_grades_5_12&amp;place=institution:{school.code}"
    assert address in page.content.decode()
