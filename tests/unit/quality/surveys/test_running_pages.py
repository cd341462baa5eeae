"""The pages by which surveys are run: who opens them, what they show, what they do."""

from typing import Any

import pytest
from django.test import Client

from gaisma.base import access
from gaisma.base.models import AuditRecord, Installation, Organisation, User
from gaisma.base.models.accounts import ROLES
from gaisma.quality.surveys import codes
from gaisma.quality.surveys.answering import actions as answers
from gaisma.quality.surveys.models import Batch, Campaign, Part, Population, Response
from tests import factories
from tests.factories.surveys import OPEN_ON
from tests.moments import TODAY
from tests.pages import read

pytestmark = pytest.mark.django_db
OFFICIALS = {"specialist", "manager"}
KEEPERS = OFFICIALS | {"head", "deputy"}
GIVEN = {
    "name": "wellbeing 2025",
    "series": "wellbeing",
    "opens_on": "2025-04-22",
    "closes_on": "2025-05-31",
    "counted_on": "2025-05-07",
    "least_in_public": "10",
    "least_inside": "5",
    "least_for_texts": "8",
}


@pytest.fixture
def campaign(school: Organisation) -> Campaign:
    """A survey of the school's fourteen teachers that is open."""
    Installation.objects.update(today=OPEN_ON)
    part = factories.part(campaign=factories.campaign(institutions=[school]))
    Population.objects.create(part=part, institution=school, people=14)
    found: Campaign = part.campaign
    return found


@pytest.fixture
def draft(school: Organisation) -> Campaign:
    found: Campaign = factories.campaign(institutions=[school], started_at=None)
    return found


@pytest.fixture
def other_head(school: Organisation) -> User:
    """The head of a school that takes no part."""
    user: User = factories.user()
    factories.role_grant(user=user, role="head", organisation=factories.institution())
    return user


def part_of(campaign: Campaign) -> Part:
    return campaign.parts.get()


def at(campaign: Campaign, school: Organisation, page: str = "") -> str:
    if page:
        return f"/surveys/parts/{part_of(campaign).pk}/at/{school.pk}/{page}/"
    return f"/surveys/{campaign.pk}/at/{school.pk}/"


@pytest.mark.parametrize(
    ("permission", "roles"),
    [
        ("surveys.see", KEEPERS | {"auditor"}),
        ("surveys.run", OFFICIALS),
        ("surveys.give_codes", KEEPERS),
        ("surveys.print_codes", KEEPERS | {"class_teacher", "teacher"}),
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


@pytest.mark.parametrize(
    ("who", "begun", "prepared", "place"),
    [
        ("specialist", True, True, 200),
        ("auditor", True, True, 200),
        ("head", True, False, 200),
        ("other_head", False, False, 404),
    ],
)
def test_survey_is_seen_by(
    request: pytest.FixtureRequest,
    reader: Client,
    school: Organisation,
    campaign: Campaign,
    draft: Campaign,
    who: str,
    begun: bool,
    prepared: bool,
    place: int,
) -> None:
    reader.force_login(request.getfixturevalue(who))

    listed = read(reader, "/surveys/")

    assert (campaign.name in listed, draft.name in listed) == (begun, prepared)
    assert reader.get(f"/surveys/{campaign.pk}/").status_code == (200 if begun else 404)
    assert reader.get(f"/surveys/{draft.pk}/").status_code == (200 if prepared else 404)
    assert reader.get(at(campaign, school)).status_code == place


@pytest.mark.parametrize("page", ["codes", "letters", "paper"])
@pytest.mark.parametrize(
    ("who", "status"), [("auditor", 403), ("teacher", 403), ("head", 302), ("specialist", 200)]
)
def test_codes_and_paper_are_for_keepers(
    request: pytest.FixtureRequest,
    reader: Client,
    school: Organisation,
    campaign: Campaign,
    page: str,
    who: str,
    status: int,
) -> None:
    reader.force_login(request.getfixturevalue(who))

    assert reader.get(at(campaign, school, page)).status_code == status


def test_a_head_sees_her_institution_only(
    reader: Client, head: User, school: Organisation, campaign: Campaign
) -> None:
    other = factories.institution(name="Cita skola")
    campaign.institutions.add(other)
    Population.objects.create(part=part_of(campaign), institution=other, people=1000)
    reader.force_login(head)

    listed = reader.get(f"/surveys/{campaign.pk}/participation/?format=csv").content.decode()
    page = read(reader, f"/surveys/{campaign.pk}/")

    assert "Cita skola" not in listed
    assert school.name in listed
    assert "1,014" not in page
    assert reader.get(at(campaign, other)).status_code == 404
    assert reader.get(at(campaign, other, "codes")).status_code == 404


def test_survey_is_prepared_with_all_of_a_kind(
    reader: Client, specialist: User, school: Organisation
) -> None:
    preschools = [factories.preschool(), factories.preschool()]
    reader.force_login(specialist)

    sent = reader.post("/surveys/new/", {**GIVEN, "all-preschool": "on"})

    campaign = Campaign.objects.get()
    assert sent.headers["Location"] == f"/surveys/{campaign.pk}/"
    assert set(campaign.institutions.all()) == set(preschools)


def test_survey_is_changed_to_some_of_a_kind(
    reader: Client, specialist: User, school: Organisation, draft: Campaign
) -> None:
    other = factories.institution(kind=school.kind)
    reader.force_login(specialist)
    shown = read(reader, f"/surveys/{draft.pk}/change/")

    changed = {**GIVEN, "name": "other", f"of-{school.kind}": [other.pk], "revision": 1}
    reader.post(f"/surveys/{draft.pk}/change/", changed)

    draft.refresh_from_db()
    assert draft.name == "other"
    assert list(draft.institutions.all()) == [other]
    assert 'list="id_series-known"' in shown


@pytest.mark.parametrize(
    ("field", "value", "told"),
    [
        ("closes_on", "2025-04-01", "before the first"),
        ("least_in_public", "4", "at least as many as inside"),
        ("least_inside", "2", "greater than or equal to 3"),
        ("name", "", "required"),
    ],
)
def test_survey_that_cannot_be_is_refused(
    reader: Client, specialist: User, field: str, value: str, told: str
) -> None:
    reader.force_login(specialist)

    refused = reader.post("/surveys/new/", {**GIVEN, field: value})

    assert refused.status_code == 422
    assert told in refused.content.decode()
    assert not Campaign.objects.exists()


def test_audiences_are_asked_and_left_out(
    reader: Client, specialist: User, draft: Campaign
) -> None:
    version = factories.survey_version()
    factories.version()
    reader.force_login(specialist)

    page = reader.get(f"/surveys/{draft.pk}/ask/")
    reader.post(f"/surveys/{draft.pk}/ask/", {"audience": "teachers", "version": version.pk})
    [part] = draft.parts.all()
    again = reader.get(f"/surveys/{draft.pk}/ask/")
    reader.post(f"/surveys/parts/{part.pk}/leave-out/")

    offered = page.context["form"].fields["version"].queryset
    audiences = dict(again.context["form"].fields["audience"].choices)
    assert list(offered) == [version]
    assert "teachers" not in audiences
    assert "parents" not in audiences
    assert not draft.parts.exists()


def test_an_audience_for_which_nothing_is_meant_needs_a_choice(
    reader: Client, specialist: User, draft: Campaign
) -> None:
    reader.force_login(specialist)

    refused = reader.post(f"/surveys/{draft.pk}/ask/", {"audience": "teachers"})

    assert "Choose a questionnaire" in refused.content.decode()


def test_what_is_missing_is_said_before_the_start(
    reader: Client, specialist: User, draft: Campaign
) -> None:
    reader.force_login(specialist)

    before = read(reader, f"/surveys/{draft.pk}/")
    refused = reader.get(f"/surveys/{draft.pk}/start/")
    factories.part(campaign=draft)
    after = read(reader, f"/surveys/{draft.pk}/")

    assert refused.headers["Location"] == f"/surveys/{draft.pk}/"
    assert f"/surveys/{draft.pk}/start/" not in before
    assert f"/surveys/{draft.pk}/start/" in after
    assert "there is nobody of: teachers" in after


def test_survey_starts_and_closes_after_it_was_told_what_that_means(
    reader: Client, specialist: User, draft: Campaign
) -> None:
    factories.part(campaign=draft)
    reader.force_login(specialist)

    starting = read(reader, f"/surveys/{draft.pk}/start/")
    reader.post(f"/surveys/{draft.pk}/start/", {"revision": 1})
    closing = read(reader, f"/surveys/{draft.pk}/close/")
    reader.post(f"/surveys/{draft.pk}/close/", {"revision": 2})

    draft.refresh_from_db()
    assert "cannot be changed" in starting
    assert "cannot be undone" in closing
    assert draft.state == "closed"


@pytest.mark.parametrize("page", ["change", "ask", "drop", "start", "close"])
def test_preparing_and_closing_are_for_officials(
    reader: Client, head: User, campaign: Campaign, page: str
) -> None:
    reader.force_login(head)

    assert reader.get(f"/surveys/{campaign.pk}/{page}/").status_code == 403
    assert reader.post(f"/surveys/{campaign.pk}/{page}/").status_code == 403


def test_survey_that_has_not_started_is_dropped(
    reader: Client, specialist: User, draft: Campaign
) -> None:
    reader.force_login(specialist)

    reader.post(f"/surveys/{draft.pk}/drop/", {"revision": 1})

    assert not Campaign.objects.exists()


@pytest.mark.parametrize(
    ("query", "found"),
    [("q=BEING", 2), ("q=nothing", 0), ("state=open", 1), ("state=draft", 1), ("state=closed", 0),
     ("school_year=2023/2024", 2), ("school_year=2024/2025", 0)],
)  # fmt: skip
def test_surveys_are_narrowed_by(
    reader: Client,
    specialist: User,
    campaign: Campaign,
    draft: Campaign,
    query: str,
    found: int,
) -> None:
    for year in ("2023/2024", "2024/2025"):
        factories.school_year(year)
    reader.force_login(specialist)

    rows = reader.get(f"/surveys/?{query}&format=csv").content.decode().splitlines()[1:]

    assert len(rows) == found


def test_participation_counts_codes_that_are_gone_and_answers(
    reader: Client, specialist: User, school: Organisation, campaign: Campaign
) -> None:
    batch = factories.batch(part=part_of(campaign), institution=school, issued=10)
    factories.batch(part=part_of(campaign), institution=school, is_trial=True)
    answers.answer(
        text=codes.letters(batch.pk, 1), answers={"outcomes": "yes"}, language="en", on=OPEN_ON
    )
    paper = [{"outcomes": "no"}] * 2
    answers.enter_paper(
        part=part_of(campaign), institution=school, answers=paper, on=OPEN_ON, by=None,
        at=campaign.changed_at,
    )  # fmt: skip
    reader.force_login(specialist)

    listed = reader.get(f"/surveys/{campaign.pk}/participation/?format=csv").content.decode()
    narrowed = reader.get(f"/surveys/{campaign.pk}/participation/?audience=parents_of_school")
    every = reader.get("/surveys/?format=csv").content.decode()

    assert listed.splitlines()[1] == f"{school.name},teachers,14,10,1,3,21.4"
    assert "Nothing fits" in narrowed.content.decode()
    assert every.splitlines()[1].endswith("teachers,1,14,3,21.4")


def test_participation_of_a_closed_survey_is_that_of_then(
    reader: Client, specialist: User, school: Organisation, campaign: Campaign
) -> None:
    Response.objects.create(part=part_of(campaign), institution=school, answers={"outcomes": "yes"})
    reader.force_login(specialist)
    reader.post(f"/surveys/{campaign.pk}/close/", {"revision": 1})

    listed = reader.get(f"/surveys/{campaign.pk}/participation/?format=csv").content.decode()
    every = reader.get("/surveys/?format=csv").content.decode()
    page = reader.get(f"/surveys/{campaign.pk}/").content.decode()

    assert f'href="/surveys/{campaign.pk}/results/"' in page
    assert not Response.objects.exists()
    assert listed.splitlines()[1] == f"{school.name},teachers,14,0,0,1,7.1"
    assert every.splitlines()[1].endswith("teachers,1,14,1,7.1")


def test_codes_are_offered_for_each_class_as_many_as_learn_there(
    reader: Client, head: User, school: Organisation
) -> None:
    Installation.objects.update(today=OPEN_ON)
    campaign = factories.campaign(institutions=[school])
    part = factories.part(campaign=campaign, audience="pupils_grades_3_4")
    groups = [factories.group(institution=school, grade=grade) for grade in (3, 4, 5)]
    for group, size in zip(groups, (2, 3, 4), strict=True):
        for _ in range(size):
            factories.enrolment(group=group)
    reader.force_login(head)

    form = reader.get(at(campaign, school, "codes")).context["form"]
    offered = {field.name: field.initial for field in form.of_groups}
    reader.post(at(campaign, school, "codes"), {**offered, "whole": "1", "seen": 0})
    twice = reader.post(at(campaign, school, "codes"), {**offered, "whole": "1", "seen": 0})
    again = reader.get(at(campaign, school, "codes")).context["form"]

    assert offered == {f"group-{groups[0].pk}": 2, f"group-{groups[1].pk}": 3}
    given = Batch.objects.filter(part=part).values_list("group", "issued")
    assert "given out meanwhile" in twice.content.decode()
    assert sorted(given, key=str) == sorted(
        [(groups[0].pk, 2), (groups[1].pk, 3), (None, 1)], key=str
    )
    assert [field.initial for field in again.of_groups] == [0, 0]


def test_no_codes_are_given_out_to_nobody(
    reader: Client, specialist: User, school: Organisation, campaign: Campaign
) -> None:
    reader.force_login(specialist)

    refused = reader.post(at(campaign, school, "codes"), {"whole": "0", "seen": 0})

    assert "Say for whom" in refused.content.decode()
    assert not Batch.objects.exists()


def test_trial_codes_are_for_officials_before_and_after_the_start(
    reader: Client, specialist: User, head: User, school: Organisation, draft: Campaign
) -> None:
    factories.part(campaign=draft)
    reader.force_login(specialist)

    reader.post(at(draft, school, "trial"), {"count": 4})

    batch = Batch.objects.get()
    assert (batch.is_trial, batch.issued) == (True, 4)
    assert reader.get(f"/surveys/batches/{batch.pk}/sheet/").status_code == 200
    reader.force_login(head)
    assert reader.post(at(draft, school, "trial"), {"count": 4}).status_code == 403


@pytest.fixture
def batch(campaign: Campaign, school: Organisation) -> Batch:
    row: Batch = factories.batch(part=part_of(campaign), institution=school, issued=14)
    return row


def slips(answer: Any) -> list[str]:
    return [slip.code for slips in answer.context["sheet"].sheets for slip in slips]


def test_sheet_shows_all_codes_whoever_has_used_theirs(
    reader: Client, specialist: User, batch: Batch
) -> None:
    reader.force_login(specialist)
    before = reader.get(f"/surveys/batches/{batch.pk}/sheet/")
    answers.answer(
        text=codes.letters(batch.pk, 3), answers={"outcomes": "yes"}, language="en", on=OPEN_ON
    )

    after = reader.get(f"/surveys/batches/{batch.pk}/sheet/")

    every = {codes.written(codes.letters(batch.pk, number)) for number in range(1, 15)}
    assert slips(before) == slips(after) == sorted(every)
    assert [len(sheet) for sheet in after.context["sheet"].sheets] == [12, 2]
    assert AuditRecord.objects.filter(action="survey.print_codes").count() == 2


def test_sheet_of_another_school_is_not_there(
    reader: Client, other_head: User, batch: Batch
) -> None:
    reader.force_login(other_head)

    assert reader.get(f"/surveys/batches/{batch.pk}/sheet/").status_code == 404


def test_sheet_of_a_closed_survey_is_refused(
    reader: Client, specialist: User, batch: Batch
) -> None:
    reader.force_login(specialist)
    reader.post(f"/surveys/{batch.part.campaign_id}/close/", {"revision": 1})

    refused = reader.get(f"/surveys/batches/{batch.pk}/sheet/")

    assert refused.status_code == 302


def test_sheet_speaks_the_language_that_is_chosen(
    reader: Client, specialist: User, batch: Batch
) -> None:
    reader.force_login(specialist)

    first = read(reader, f"/surveys/batches/{batch.pk}/sheet/")
    chosen = read(reader, f"/surveys/batches/{batch.pk}/sheet/?language=en")

    assert "līdz 31.05.2024." in first
    assert "until 31 May 2024" in chosen


def test_large_batch_is_printed_in_portions(
    reader: Client, specialist: User, school: Organisation, campaign: Campaign
) -> None:
    batch = factories.batch(part=part_of(campaign), institution=school, issued=125)
    reader.force_login(specialist)

    first = slips(reader.get(f"/surveys/batches/{batch.pk}/sheet/"))
    rest = slips(reader.get(f"/surveys/batches/{batch.pk}/sheet/?from=121"))

    assert (len(first), len(rest), len({*first, *rest})) == (120, 5, 125)


def test_paper_is_entered_sheet_after_sheet(
    reader: Client, specialist: User, school: Organisation, campaign: Campaign
) -> None:
    reader.force_login(specialist)

    first = reader.post(at(campaign, school, "paper"), {"answer-outcomes": "yes"})
    page = read(reader, first.headers["Location"])
    last = reader.post(
        f"{first.headers['Location']}", {"answer-outcomes": "no", "then": "back"}, follow=True
    )

    assert Response.objects.count() == 2
    assert "1 sheet is entered in this sitting" in page
    assert "Sheets entered: 2." in last.content.decode()


def test_paper_that_misses_an_answer_is_shown_again(
    reader: Client, specialist: User, school: Organisation, campaign: Campaign
) -> None:
    reader.force_login(specialist)

    refused = reader.post(at(campaign, school, "paper"), {"answer-missing": "laika"})

    assert refused.status_code == 422
    assert "laika" in refused.content.decode()
    assert not Response.objects.exists()


def test_paper_beyond_the_people_is_warned_of(
    reader: Client, specialist: User, school: Organisation, campaign: Campaign
) -> None:
    Population.objects.update(people=1)
    reader.force_login(specialist)
    before = read(reader, at(campaign, school, "paper"))

    for _ in range(2):
        reader.post(at(campaign, school, "paper"), {"answer-outcomes": "yes"})

    assert "has not answered yet?" not in before
    assert "has not answered yet?" in read(reader, at(campaign, school, "paper"))
    assert "More have answered than there are people" in read(reader, at(campaign, school))
    assert Response.objects.count() == 2


def test_paper_is_entered_after_the_last_day_until_the_survey_is_closed(
    reader: Client, specialist: User, school: Organisation, campaign: Campaign
) -> None:
    Installation.objects.update(today=TODAY)
    reader.force_login(specialist)

    reader.post(at(campaign, school, "paper"), {"answer-outcomes": "yes"})
    page = read(reader, f"/surveys/{campaign.pk}/")
    reader.post(f"/surveys/{campaign.pk}/close/", {"revision": 1})
    looked = reader.get(at(campaign, school, "paper"))
    refused = reader.post(at(campaign, school, "paper"), {"answer-outcomes": "yes"})

    assert "The last day has passed" in page
    assert looked.headers["Location"] == f"/surveys/{campaign.pk}/at/{school.pk}/"
    assert refused.status_code == 422
    assert "The survey is not open" in refused.content.decode()
    assert not Response.objects.exists()


def test_who_does_not_run_a_survey_finds_no_empty_place_for_buttons(
    client: Client, campaign: Campaign, auditor: User, specialist: User
) -> None:
    client.force_login(auditor)
    assert 'class="actions"' not in read(client, f"/surveys/{campaign.pk}/")

    client.force_login(specialist)
    assert 'class="actions"' in read(client, f"/surveys/{campaign.pk}/")
