"""Findings within reach, called right, taken back; for those who may."""

import re
from datetime import date

import pytest

from gaisma.base.changes import NotPermitted, UnableToRecord
from gaisma.base.models import AuditRecord
from gaisma.evidence.lake import actions as lake
from gaisma.workplace.data_quality import actions, queries
from gaisma.workplace.data_quality.models import Judgement
from tests import factories
from tests.moments import NOW, TODAY
from tests.pages import read

pytestmark = pytest.mark.django_db
NOT_READERS = ("teacher", "support", "visitor", "administrator")
ADDRESS = "/data-quality/"


@pytest.fixture
def pair(school):
    """Two records of one person, both working at the school."""
    born = {"given_name": "Elza", "family_name": "Ozola", "born_on": date(1980, 3, 4)}
    people = [factories.person(**born) for _ in range(2)]
    for person in people:
        factories.employment(person=person, institution=school)
    return people


@pytest.fixture
def heads_reader(reader, head):
    reader.force_login(head)
    return reader


def subject(pair):
    return f"person:{pair[0].pk}:{pair[1].pk}"


def finding(pair, user):
    check = queries.known()["duplicates"]
    (found,) = queries.found(check, queries.Scope.of(user, as_of=TODAY))
    return found


def words(page):
    return " ".join(re.sub(r"<[^>]*>", " ", page[page.index("<main") :]).split())


def counts(user):
    scope = queries.Scope.of(user, as_of=TODAY)
    return {one.key: one.count for one in queries.counts(scope)}


def test_counts_are_within_reach(pair, head, specialist):
    elsewhere = factories.user()
    factories.role_grant(user=elsewhere, role="head", organisation=factories.institution())

    assert counts(head)["duplicates"] == counts(specialist)["duplicates"] == 1
    assert counts(elsewhere)["duplicates"] == 0


def test_finding_at_two_institutions_counts_once(pair, specialist):
    factories.employment(person=pair[0])

    assert counts(specialist)["duplicates"] == 1


def test_whoever_is_nowhere_is_the_authoritys(school, head, specialist):
    for _ in range(2):
        factories.person(given_name="A", family_name="B", born_on=date(1990, 1, 1))

    assert counts(specialist)["duplicates"] == 1
    assert counts(head)["duplicates"] == 0


def test_answers_are_kept_until_the_record_changes(pair, head):
    lake.touch("people", "employments")
    assert counts(head)["duplicates"] == 1

    pair[0].family_name = "Kalniņa"
    pair[0].save()
    assert counts(head)["duplicates"] == 1
    lake.touch("people")

    assert counts(head)["duplicates"] == 0


def test_overview_names_every_check(heads_reader, pair):
    page = words(read(heads_reader, ADDRESS))

    assert "Likely duplicates 1 Two records of one name" in page
    assert "Staff without load none" in page


def test_overview_of_one_institution(reader, specialist, pair):
    reader.force_login(specialist)
    other = factories.institution()

    assert "Likely duplicates none" in words(read(reader, f"{ADDRESS}?institution={other.pk}"))
    assert "Likely duplicates 1" in words(read(reader, f"{ADDRESS}?institution=nonsense"))


def test_overview_asks_few_questions(heads_reader, pair, django_assert_max_num_queries):
    lake.touch("people", "enrolments", "groups", "employments", "organisations", "vacancies")
    read(heads_reader, ADDRESS)

    with django_assert_max_num_queries(20):
        read(heads_reader, ADDRESS)


def test_findings_are_listed_and_noted_as_read(heads_reader, pair):
    page = words(read(heads_reader, f"{ADDRESS}duplicates/"))

    assert "Ozola, Elza Paraugpils vidusskola Ozola, Elza and Ozola, Elza" in page
    assert AuditRecord.objects.get(action="people.read").subject_ids == [pair[0].pk]


def test_findings_are_narrowed_to_an_institution(reader, specialist, pair):
    reader.force_login(specialist)
    where = f"{ADDRESS}duplicates/?institution="

    assert "Ozola" in read(reader, f"{where}{pair[0].employments.get().institution_id}")
    assert "Ozola" in read(reader, where)


def test_findings_open_the_place_to_mend_them(heads_reader, pair):
    page = read(heads_reader, f"{ADDRESS}duplicates/")

    assert f'href="/people/{pair[0].pk}/"' in page


def test_nobody_learns_by_two_records_that_somebody_is_known_elsewhere(
    reader, head, specialist, pair
):
    elsewhere = factories.institution()
    pair[0].employments.update(institution=elsewhere)

    reader.force_login(head)
    assert "Ozola" not in read(reader, f"{ADDRESS}duplicates/")

    reader.force_login(specialist)
    assert "Ozola" in read(reader, f"{ADDRESS}duplicates/")
    assert "Ozola" in read(reader, f"{ADDRESS}duplicates/?institution={elsewhere.pk}")


def test_findings_are_taken_away_as_a_file(heads_reader, pair):
    answer = heads_reader.get(f"{ADDRESS}duplicates/?format=csv")

    assert answer.content.decode("utf-8-sig").splitlines()[0] == (
        "What is found,Institution,What is unusual"
    )


def test_unknown_check_is_not_there(heads_reader, installation):
    assert heads_reader.get(f"{ADDRESS}nonsense/").status_code == 404
    assert heads_reader.get(f"{ADDRESS}nonsense/right/").status_code == 404


@pytest.mark.parametrize("where", ["", "duplicates/", "called-right/"])
@pytest.mark.parametrize("who", NOT_READERS)
def test_pages_are_for_those_who_read_names(reader, pair, where, who, request):
    reader.force_login(request.getfixturevalue(who))

    assert reader.get(f"{ADDRESS}{where}").status_code == 403


@pytest.mark.parametrize("where", ["", "duplicates/", "called-right/"])
def test_pages_are_read_only_and_ask_strangers_to_sign_in(reader, head, pair, where):
    assert reader.get(f"{ADDRESS}{where}").status_code == 302
    reader.force_login(head)

    assert reader.post(f"{ADDRESS}{where}").status_code == 405


def test_auditor_reads_and_calls_nothing_right(reader, auditor, pair):
    reader.force_login(auditor)

    assert "Ozola" in read(reader, f"{ADDRESS}duplicates/")
    where = f"{ADDRESS}duplicates/right/"
    sent = {"subject": subject(pair), "note": "Dvīņi."}
    assert reader.post(where, sent).status_code == 403
    assert not Judgement.objects.exists()


@pytest.mark.parametrize(("role", "is_led"), [("head", True), ("auditor", False)])
def test_findings_lead_to_calling_right_who_may(reader, request, pair, role, is_led):
    reader.force_login(request.getfixturevalue(role))

    page = read(reader, f"{ADDRESS}duplicates/")

    assert "Ozola" in page
    assert ("duplicates/right/" in page) == is_led


@pytest.mark.parametrize(("role", "is_led"), [("head", True), ("auditor", False)])
def test_words_lead_to_taking_back_who_may(reader, request, head, pair, role, is_led):
    judgement = actions.call_right(finding=finding(pair, head), note="Dvīņi.", by=head, at=NOW)
    reader.force_login(request.getfixturevalue(role))

    page = read(reader, f"{ADDRESS}called-right/")

    assert "Dvīņi." in page
    assert (f"called-right/{judgement.pk}/" in page) == is_led


def test_what_is_called_right_does_not_come_back(heads_reader, head, pair):
    where = f"{ADDRESS}duplicates/right/"
    assert "Ozola, Elza" in read(heads_reader, f"{where}?subject={subject(pair)}")

    answer = heads_reader.post(where, {"subject": subject(pair), "note": "Dvīņi."})

    assert answer.url == f"{ADDRESS}duplicates/"
    assert counts(head)["duplicates"] == 0
    judgement = Judgement.objects.get()
    assert (judgement.person, judgement.other, judgement.by) == (*pair, head)
    assert AuditRecord.objects.filter(action="data_quality.call_right").exists()
    assert "Dvīņi." in words(read(heads_reader, f"{ADDRESS}called-right/"))


def test_right_needs_a_reason_and_something_that_is_found(heads_reader, pair):
    where = f"{ADDRESS}duplicates/right/"

    assert heads_reader.post(where, {"subject": subject(pair)}).status_code == 422
    answer = heads_reader.post(where, {"subject": "person:998:999", "note": "x"})

    assert answer.status_code == 422
    assert "does not find this any more" in answer.content.decode()


def test_word_is_taken_back(heads_reader, head, pair):
    judgement = actions.call_right(finding=finding(pair, head), note="Dvīņi.", by=head, at=NOW)
    where = f"{ADDRESS}called-right/{judgement.pk}/"
    assert "Dvīņi." in read(heads_reader, where)

    heads_reader.post(where, {"is_sure": "on"})

    assert not Judgement.objects.exists()
    assert counts(head)["duplicates"] == 1


def test_word_of_another_institution_is_not_there(heads_reader):
    other = factories.judgement()

    assert heads_reader.get(f"{ADDRESS}called-right/{other.pk}/").status_code == 404
    assert "It is right." not in read(heads_reader, f"{ADDRESS}called-right/")


def test_finding_is_called_right_once(head, pair):
    found = finding(pair, head)
    actions.call_right(finding=found, note="x", by=head, at=NOW)

    with pytest.raises(UnableToRecord, match="meanwhile"):
        actions.call_right(finding=found, note="x", by=head, at=NOW)


@pytest.mark.parametrize("who", ["teacher", "visitor", "auditor", "administrator"])
def test_calling_right_and_taking_back_are_for_keepers(head, pair, who, request):
    found = finding(pair, head)
    judgement = factories.judgement(institution=pair[0].employments.get().institution)
    user = request.getfixturevalue(who)

    with pytest.raises(NotPermitted):
        actions.call_right(finding=found, note="x", by=user, at=NOW)
    with pytest.raises(NotPermitted):
        actions.take_back(judgement=judgement, by=user, at=NOW)


def test_judgement_goes_with_the_person(head, pair):
    actions.call_right(finding=finding(pair, head), note="x", by=head, at=NOW)
    pair[1].employments.all().delete()

    pair[1].delete()

    assert not Judgement.objects.exists()
