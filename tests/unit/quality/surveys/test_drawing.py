"""Staff draw their codes from their own accounts; who leads them has none of theirs in hand."""

from collections.abc import Callable

import pytest
from django.test import Client

from gaisma.base.changes import NotPermitted, UnableToRecord
from gaisma.base.models import AuditRecord, Installation, Organisation, User
from gaisma.base.models.accounts import ROLES
from gaisma.base.permissions import KEEPERS, LEADERS
from gaisma.quality.surveys import codes, offers
from gaisma.quality.surveys.answering import actions as answers
from gaisma.quality.surveys.codes import actions as giving
from gaisma.quality.surveys.codes import policies, posting
from gaisma.quality.surveys.models import Batch, Code, Drawn, Part, Population, Response, Unsent
from gaisma.quality.surveys.results import actions as closing
from gaisma.record.programmes.querysets import TEACHERS
from tests import factories
from tests.factories.surveys import OPEN_ON
from tests.moments import NOW

pytestmark = pytest.mark.django_db
GIVEN = {"outcomes": "yes"}


@pytest.fixture
def part(school: Organisation) -> Part:
    """The teachers of a school, three of them, are asked."""
    Installation.objects.update(today=OPEN_ON)
    part: Part = factories.part(campaign=factories.campaign(institutions=[school]))
    Population.objects.create(part=part, institution=school, people=3)
    return part


def at_work(school: Organisation, role: str = "teacher", post: str = "music_teacher") -> User:
    """Somebody with a role, and a post since long ago, at the school."""
    person = factories.observer(institution=school, role=role)
    factories.employment(person=person, institution=school, role=post)
    user: User = person.account.user
    return user


def drawn(part: Part, user: User) -> str:
    place = part.campaign.institutions.get()
    return giving.draw(part=part, institution=place, on=OPEN_ON, by=user, at=NOW)


def test_who_works_there_draws_a_code_that_opens_the_survey(
    part: Part, school: Organisation
) -> None:
    code = drawn(part, at_work(school))

    assert answers.answer(text=code, answers=GIVEN, language="en", on=OPEN_ON)
    assert (Batch.objects.get().issued, Code.objects.unused().count()) == (3, 2)


def test_account_draws_once(part: Part, school: Organisation) -> None:
    user = at_work(school)
    drawn(part, user)

    with pytest.raises(UnableToRecord, match="already"):
        drawn(part, user)


def test_no_more_codes_are_drawn_than_people_were_counted(part: Part, school: Organisation) -> None:
    found = {drawn(part, at_work(school)) for _each in range(3)}

    assert len(found) == 3
    with pytest.raises(UnableToRecord, match="All codes are drawn"):
        drawn(part, at_work(school))
    assert Drawn.objects.count() == 3


def test_who_holds_no_post_of_a_teacher_there_draws_none(part: Part, school: Organisation) -> None:
    others = [
        at_work(factories.institution()),
        at_work(school, post="head"),
        factories.observer(institution=school, role="teacher").account.user,
    ]

    for user in others:
        assert list(giving.offered(user, on=OPEN_ON)) == []
        with pytest.raises(UnableToRecord, match="post"):
            drawn(part, user)


def test_nothing_says_which_code_was_drawn(part: Part, school: Organisation) -> None:
    """A draw names an account, a number that is gone names a code, and no row names both."""
    code = drawn(part, at_work(school))
    row = Code.objects.get(digest=codes.digest(code))

    told = {str(value) for values in Drawn.objects.values_list() for value in values}
    assert not told & {code, codes.written(code), row.digest}
    assert {field.name for field in Drawn._meta.fields} == {"id", "part", "institution", "user"}
    assert Drawn.objects.get().pk > 2**32
    assert Unsent.objects.count() == 2
    assert not AuditRecord.objects.exclude(action="survey.issue_codes").exists()


def test_closing_forgets_who_drew(part: Part, school: Organisation) -> None:
    drawn(part, at_work(school))

    closing.close(campaign=part.campaign, revision=1, by=None, at=NOW)

    assert not Drawn.objects.exists()


def test_staff_owe_an_answer_until_they_draw(part: Part, school: Organisation) -> None:
    user, stranger = at_work(school), at_work(factories.institution())

    [owed] = offers.codes_owed(user, OPEN_ON)
    assert (owed.due_on, owed.organisation) == (part.campaign.closes_on, school.name)
    assert school.name in owed.sentence
    assert offers.codes_owed(stranger, OPEN_ON) == ()
    drawn(part, user)
    assert offers.codes_owed(user, OPEN_ON) == ()


def test_code_is_drawn_on_a_page_that_leads_on_to_the_survey(
    reader: Client, part: Part, school: Organisation
) -> None:
    user, address = at_work(school), f"/surveys/parts/{part.pk}/at/{school.pk}/draw/"
    reader.force_login(user)

    asked = reader.get(address)
    sent = reader.post(address, {"drawn": "on"})
    again = reader.post(address, {"drawn": "on"})

    assert asked.status_code == 200
    assert Drawn.objects.get().user == user
    assert Client().get(sent.headers["Location"]).status_code == 200
    assert (sent.status_code, again.status_code) == (302, 422)


def test_page_is_for_those_who_are_asked(
    reader: Client, part: Part, school: Organisation, auditor: User
) -> None:
    address = f"/surveys/parts/{part.pk}/at/{school.pk}/draw/"
    statuses = []
    for user in (at_work(factories.institution()), auditor):
        reader.force_login(user)
        statuses.append(reader.get(address).status_code)

    assert statuses == [404, 403]
    assert Client().get(address).status_code == 302


def give(part: Part, place: Organisation, user: User) -> None:
    giving.give_out(part=part, institution=place, counts={None: 2}, seen=0, by=user, at=NOW)


def send(part: Part, place: Organisation, user: User) -> None:
    posting.write(
        part=part, institution=place, addresses=["a@b.lv"], language="lv", seen=0, by=user, at=NOW
    )


def print_out(part: Part, place: Organisation, user: User) -> None:
    batch = factories.batch(part=part, institution=place)
    giving.printed(batch=batch, on=OPEN_ON, by=user, at=NOW)


def enter(part: Part, place: Organisation, user: User) -> None:
    answers.enter_paper(part=part, institution=place, answers=[GIVEN], on=OPEN_ON, by=user, at=NOW)


@pytest.mark.parametrize("audience", ["teachers", "parents_of_school"])
@pytest.mark.parametrize("role", sorted(ROLES))
@pytest.mark.parametrize("act", [give, send, print_out, enter])
def test_codes_of_staff_and_paper_are_in_the_hands_of_nobody_who_reads_inside_results(
    school: Organisation,
    part: Part,
    act: Callable[[Part, Organisation, User], None],
    role: str,
    audience: str,
) -> None:
    """Every role, and who holds it together with one of the authority."""
    Part.objects.filter(pk=part.pk).update(audience=audience)
    part.refresh_from_db()
    leads = role in LEADERS and (act is not give or audience == "teachers")
    refused = UnableToRecord if act is print_out and role in TEACHERS else NotPermitted
    for others in ((), ("specialist",)):
        user = factories.observer(institution=school, role=role).account.user
        for other in others:
            factories.role_grant(user=user, role=other, organisation=school)
        before = Batch.objects.count(), Response.objects.count()

        if leads:
            with pytest.raises(UnableToRecord):
                act(part, school, user)
        elif role in KEEPERS:
            act(part, school, user)
            return
        elif not others:
            with pytest.raises(refused):
                act(part, school, user)
        if leads and act is not print_out:
            assert (Batch.objects.count(), Response.objects.count()) == before


def test_heads_page_offers_neither(
    reader: Client, head: User, part: Part, school: Organisation
) -> None:
    reader.force_login(head)

    page = reader.get(f"/surveys/{part.campaign_id}/at/{school.pk}/").content.decode()

    for way in ("codes", "letters", "paper"):
        assert f"/at/{school.pk}/{way}/" not in page
    assert "closed envelope" in page or "aizlīmētā" in page


def spent(part: Part, place: Organisation, user: User) -> int:
    """How many answers of her own somebody sends by codes of staff that she can get in hand."""
    try:
        give(part, place, user)
        batch = Batch.objects.get(is_drawn=False)
        found = giving.printed(batch=batch, on=OPEN_ON, by=user, at=NOW)
    except UnableToRecord:
        return 0
    return sum(answers.answer(text=c, answers=GIVEN, language="en", on=OPEN_ON) for c in found)


def test_head_spends_no_codes_of_her_staff(part: Part, school: Organisation, head: User) -> None:
    assert spent(part, school, head) == 0


def test_head_spends_codes_of_her_staff_where_she_prints_them(
    part: Part, school: Organisation, head: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The weakened variant: whoever gives out codes gives them to all."""
    monkeypatch.setattr(policies, "leads", lambda _user, _institution: False)
    monkeypatch.setattr(policies, "check_printed_by", lambda _batch, *, by, on: None)

    assert spent(part, school, head) == 2
