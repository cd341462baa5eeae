from datetime import date, timedelta
from typing import Any

import pytest
from django.test import Client

from gaisma.base import thresholds
from gaisma.base.models import Installation, MovedWorkingDay, SchoolYear, Term, User
from gaisma.base.models.accounts import ROLES
from gaisma.record.programmes.models import Subject
from tests import factories
from tests.moments import NOW
from tests.pages import read

pytestmark = pytest.mark.django_db
HERE = "/administration/"
LISTS = ("years/", "moved-days/", "subjects/")
FORMS = (
    "installation/",
    "thresholds/",
    "retention/",
    "years/add/",
    "moved-days/add/",
    "subjects/add/",
)


def filled(page: Any) -> dict[str, Any]:
    """What the form of a page would send."""
    form = page.context["form"]
    return {name: value for name in form.fields if (value := form[name].value()) is not None}


def test_overview_says_how_it_is_and_what_can_be_set(keeper: Client) -> None:
    page = read(keeper, HERE)

    assert "No worker is at work" in page
    assert "Gaisma" in page
    for path in ("installation/", "thresholds/", "retention/", *LISTS, "audit/"):
        assert f'href="{HERE}{path}"' in page
    assert 'href="/work/"' in page


@pytest.mark.parametrize("path", ["", *LISTS, *FORMS])
@pytest.mark.parametrize("role", ROLES)
def test_administration_is_for_the_administrator(
    client: Client, school: Any, role: str, path: str
) -> None:
    user = factories.user()
    factories.role_grant(user=user, role=role, organisation=factories.authority())
    client.force_login(user)

    assert client.get(HERE + path).status_code == (200 if role == "administrator" else 403)


@pytest.mark.parametrize("role", ROLES)
def test_audit_is_for_the_administrator_and_the_auditor(
    client: Client, school: Any, role: str
) -> None:
    user = factories.user()
    factories.role_grant(user=user, role=role, organisation=factories.authority())
    client.force_login(user)

    allowed = role in ("administrator", "auditor")
    assert client.get(f"{HERE}audit/").status_code == (200 if allowed else 403)


@pytest.mark.parametrize("path", ["", "audit/", *LISTS, *FORMS])
def test_pages_ask_to_sign_in(client: Client, installation: object, path: str) -> None:
    assert client.get(HERE + path)["Location"].startswith("/sign-in/")


@pytest.mark.parametrize("path", ["", "audit/", *LISTS])
def test_pages_of_reading_refuse_to_be_sent_to(keeper: Client, path: str) -> None:
    assert keeper.post(HERE + path).status_code == 405


@pytest.mark.parametrize("path", ["years/7/", "terms/7/", "moved-days/7/", "subjects/7/"])
def test_page_of_a_row_that_is_none_is_not_found(keeper: Client, path: str) -> None:
    assert keeper.get(HERE + path).status_code == 404
    assert keeper.get(f"{HERE}{path}remove/").status_code == 404


def test_installation_is_set(keeper: Client) -> None:
    data = filled(keeper.get(f"{HERE}installation/"))

    answer = keeper.post(
        f"{HERE}installation/", data | {"municipality": "Daugavpils", "language": "ru"}
    )

    now = Installation.current()
    assert answer["Location"] == HERE
    assert (now.municipality, now.languages) == ("Daugavpils", ["ru", "lv", "en"])


def test_installation_beyond_the_limits_is_refused_on_the_form(keeper: Client) -> None:
    data = filled(keeper.get(f"{HERE}installation/"))

    answer = keeper.post(f"{HERE}installation/", data | {"smallest_group": 2})

    assert answer.status_code == 422
    assert Installation.current().smallest_group == 5


def test_thresholds_are_set(keeper: Client) -> None:
    data = filled(keeper.get(f"{HERE}thresholds/"))

    keeper.post(f"{HERE}thresholds/", data | {"health.backup_age": 9})

    assert thresholds.value("health.backup_age") == 9


def test_retention_is_looked_at_before_it_is_set(keeper: Client) -> None:
    factories.audit_record(at=NOW - timedelta(days=500))
    data = filled(keeper.get(f"{HERE}retention/"))
    wanted = data | {"audit": 1}

    looked = keeper.post(f"{HERE}retention/", wanted | {"look": "yes"})
    before = Installation.current().retention
    keeper.post(f"{HERE}retention/", wanted)

    over = {kind.title: kind.over for kind in looked.context["kinds"]}
    assert over["Who did what"] == 1
    assert before == {}
    assert Installation.current().retention["audit"] == 1


def test_retention_that_cannot_be_is_refused_on_the_form(keeper: Client) -> None:
    data = filled(keeper.get(f"{HERE}retention/"))

    answer = keeper.post(f"{HERE}retention/", data | {"audit": 0})

    assert answer.status_code == 422


def test_school_year_is_added_with_terms_and_removed(keeper: Client) -> None:
    added = keeper.post(f"{HERE}years/add/", {"name": "2030/2031"})
    page = added["Location"]
    days = {"from_on": "2030-09-02", "to_on": "2030-12-20"}
    keeper.post(f"{page}add-term/", {"number": 1, **days})
    term = Term.objects.get()
    shown = read(keeper, page)
    keeper.post(f"{HERE}terms/{term.pk}/", {"number": 1, **days, "to_on": "2030-12-23"})
    changed = Term.objects.get().to_on
    keeper.post(f"{HERE}terms/{term.pk}/remove/")
    keeper.post(f"{page}remove/")

    assert "2 September 2030" in shown
    assert changed == date(2030, 12, 23)
    assert not SchoolYear.objects.filter(name="2030/2031").exists()


def test_school_year_in_use_stays_with_a_sentence(keeper: Client) -> None:
    year = factories.group().school_year

    answer = keeper.post(f"{HERE}years/{year.pk}/remove/")

    assert answer.status_code == 422
    assert b"cannot be removed" in answer.content


def test_years_are_listed_with_the_number_of_their_terms(keeper: Client) -> None:
    factories.term(school_year=factories.school_year("2023/2024"))

    page = read(keeper, f"{HERE}years/")

    assert "2023/2024" in page
    assert '<td class="n" data-label="Terms">1</td>' in page


def test_working_day_is_moved_changed_and_taken_back(keeper: Client) -> None:
    days = {"day_off_on": "2024-12-30", "worked_on": "2024-12-28"}
    keeper.post(f"{HERE}moved-days/add/", days)
    moved = MovedWorkingDay.objects.get()
    listed = read(keeper, f"{HERE}moved-days/")
    keeper.post(f"{HERE}moved-days/{moved.pk}/", days | {"worked_on": "2025-01-04"})
    changed = MovedWorkingDay.objects.get().worked_on
    keeper.post(f"{HERE}moved-days/{moved.pk}/remove/")

    assert "30 December 2024" in listed
    assert changed == date(2025, 1, 4)
    assert not MovedWorkingDay.objects.exists()


def test_working_day_that_is_free_anyway_is_refused_on_the_form(keeper: Client) -> None:
    days = {"day_off_on": "2024-12-29", "worked_on": "2024-12-28"}

    answer = keeper.post(f"{HERE}moved-days/add/", days)

    assert answer.status_code == 422
    assert b"free anyway" in answer.content


def test_subject_is_added_changed_and_removed(keeper: Client) -> None:
    keeper.post(f"{HERE}subjects/add/", {"code": "ENG", "title": "English"})
    subject = Subject.objects.get()
    page = f"{HERE}subjects/{subject.pk}/"
    data = filled(keeper.get(page))
    keeper.post(page, data | {"title": "English language"})
    stale = keeper.post(page, data | {"title": "Mine"})
    listed = read(keeper, f"{HERE}subjects/?q=language")
    keeper.post(f"{page}remove/")

    assert stale.status_code == 422
    assert "English language" in listed
    assert not Subject.objects.exists()


def test_removal_is_asked_for_once_more(keeper: Client) -> None:
    subject = factories.subject(title="Handicraft")

    page = read(keeper, f"{HERE}subjects/{subject.pk}/remove/")

    assert "Handicraft" in page
    assert Subject.objects.exists()


def test_audit_says_who_did_what_where(keeper: Client, head: User, school: Any) -> None:
    factories.audit_record(action="group.open", by=head, organisation=school, subject_count=3)

    page = read(keeper, f"{HERE}audit/")

    assert all(word in page for word in ("Head", "Opened a group", "Paraugpils vidusskola"))


def test_audit_of_the_program_itself_says_so(keeper: Client) -> None:
    factories.audit_record(action="backup.make", by=None)

    page = read(keeper, f"{HERE}audit/")

    assert "the program" in page


@pytest.mark.parametrize(
    ("narrowed", "is_shown"),
    [
        ("action=group.open", True),
        ("action=group.change", False),
        ("by={head}", True),
        ("by={administrator}", False),
        ("organisation={school}", True),
        ("organisation={authority}", False),
        ("from_on=2024-08-20", True),
        ("from_on=2024-08-21", False),
        ("to_on=2024-08-20", True),
        ("to_on=2024-08-19", False),
    ],
)
def test_audit_is_narrowed(
    keeper: Client,
    head: User,
    administrator: User,
    school: Any,
    narrowed: str,
    *,
    is_shown: bool,
) -> None:
    factories.audit_record(action="group.open", by=head, organisation=school, subject_count=777)
    other = factories.authority()
    factories.audit_record(action="group.change", by=administrator, organisation=other, at=OTHER)
    ids = {
        "head": head.pk,
        "administrator": administrator.pk,
        "school": school.pk,
        "authority": other.pk,
    }

    page = read(keeper, f"{HERE}audit/?{narrowed.format(**ids)}")

    assert ("777" in page) is is_shown


OTHER = NOW - timedelta(days=400)


def test_audit_of_another_authority_is_not_shown(
    reader: Client, auditor: User, school: Any
) -> None:
    elsewhere = factories.institution(parent=factories.authority(name="Cita pārvalde"))
    factories.audit_record(action="group.open", organisation=elsewhere, subject_count=777)
    factories.audit_record(action="backup.make", organisation=None, subject_count=888)
    reader.force_login(auditor)

    page = read(reader, f"{HERE}audit/")

    assert "777" not in page
    assert "888" in page


def test_audit_for_an_auditor_of_one_school_leaves_out_the_rest(
    reader: Client, school: Any
) -> None:
    user = factories.user()
    factories.role_grant(user=user, role="auditor", organisation=school)
    factories.audit_record(action="group.open", organisation=school, subject_count=777)
    factories.audit_record(action="backup.make", organisation=None, subject_count=888)
    reader.force_login(user)

    page = read(reader, f"{HERE}audit/")

    assert "777" in page
    assert "888" not in page


def test_audit_asks_few_questions(keeper: Client, django_assert_max_num_queries: Any) -> None:
    for number in range(60):
        school = factories.institution()
        factories.audit_record(by=factories.user(), organisation=school, subject_count=number)
    # The first page of a session also writes when the person was seen.
    read(keeper, HERE)

    with django_assert_max_num_queries(12):
        read(keeper, f"{HERE}audit/")
