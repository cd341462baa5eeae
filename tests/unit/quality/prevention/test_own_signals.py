"""An address tells a learner's own signals to whoever holds it, and takes their answers."""

import re
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries

from gaisma.base import audit, clock, secret_addresses
from gaisma.base.changes import NotPermitted, UnableToChange, UnableToRecord
from gaisma.base.models import AuditRecord, Organisation, User
from gaisma.quality.prevention.families import actions, queries
from gaisma.quality.prevention.families.actions import Made
from gaisma.quality.prevention.models import SignalAnswer, SignalLink
from gaisma.quality.prevention.signals.queries import Fact
from tests import factories
from tests.pages import read
from tests.unit.quality.prevention.conftest import Class, working

pytestmark = pytest.mark.django_db
WRITTEN = "Slimoja, zīme ir iesniegta."
OUTSIDE = ("head", "deputy", "teacher", "class_teacher", "administrator", "auditor", "founder")


@pytest.fixture
def made(noted: Any, school: Organisation) -> Made:
    """The address of the learner's family."""
    return actions.make_link(learner=noted, institution=school, by=None, at=clock.now())


@pytest.fixture
def family() -> Client:
    """Somebody's phone."""
    return phone()


def phone(language: str = "en") -> Client:
    return Client(headers={"accept-language": language})


def address(secret: str) -> str:
    return reverse("prevention:own", args=[secret])


def page_of(learner: Any, place: Organisation) -> str:
    return reverse("prevention:link", args=[learner.pk, place.pk])


def opened(client: Client, made: Made) -> str:
    return client.post(address(made.secret), follow=True).content.decode()


def write(client: Client, made: Made, text: str, **more: Any) -> Any:
    sent = {"signal": "few_lessons", "text": text, **more}
    return client.post(address(made.secret), sent)


def answered(made: Made, text: str = WRITTEN) -> SignalAnswer:
    row = actions.answer(link=made.link, kind="few_lessons", text=text, at=clock.now())
    assert row is not None
    return row


@pytest.mark.parametrize("role", ["class_teacher", "support"])
def test_address_is_made_by_those_who_see_the_signal_and_shown_once(
    reader: Client, noted: Any, own_class: Class, school: Organisation, role: str
) -> None:
    reader.force_login(own_class.teacher if role == "class_teacher" else working(role, school))
    where = page_of(noted, school)
    assert "Make the address" in read(reader, where)

    shown = reader.post(where).content.decode()

    (secret,) = re.findall(r"own/</span><b>([\w-]+)</b>", shown)
    assert SignalLink.objects.get().token_hash == secret_addresses.hashed(secret)
    assert secret not in str(SignalLink.objects.values().get())
    assert secret not in read(reader, where)
    assert phone().get(address(secret)).status_code == 200


@pytest.mark.parametrize("role", OUTSIDE)
def test_others_of_the_school_make_none_and_see_none(
    reader: Client, made: Made, noted: Any, school: Organisation, role: str
) -> None:
    user = working(role, school)
    reader.force_login(user)
    gone = reverse("prevention:withdraw_link", args=[made.link.pk])

    assert reader.get(page_of(noted, school)).status_code in (403, 404)
    assert reader.post(page_of(noted, school)).status_code in (403, 404)
    assert reader.post(gone, {"revision": 1}).status_code in (403, 404)
    with pytest.raises(NotPermitted):
        actions.make_link(learner=noted, institution=school, by=user, at=clock.now())
    with pytest.raises(NotPermitted):
        actions.withdraw(link=made.link, revision=1, by=user, at=clock.now())
    assert SignalLink.objects.get().ended_at is None


def test_team_of_another_school_makes_none(reader: Client, noted: Any, made: Made) -> None:
    elsewhere = factories.institution()
    reader.force_login(working("support", elsewhere))

    assert reader.get(page_of(noted, made.link.institution)).status_code == 404
    assert reader.get(page_of(noted, elsewhere)).status_code == 404


def test_without_a_signal_there_is_nothing_to_read(own_class: Class, school: Organisation) -> None:
    with pytest.raises(UnableToRecord, match="nothing to read"):
        actions.make_link(
            learner=own_class.learner, institution=school, by=own_class.teacher, at=clock.now()
        )


def test_looking_at_an_address_tells_nothing(family: Client, made: Made, noted: Any) -> None:
    for _time in range(2):
        shown = read(family, address(made.secret))
        assert noted.family_name not in shown
        assert "lessons" not in shown

    assert SignalLink.objects.get().opened_at is None
    assert not AuditRecord.objects.filter(action="signal_link.open").exists()


def test_opened_address_tells_facts_and_rule(family: Client, made: Made, noted: Any) -> None:
    answer = family.post(address(made.secret), follow=True)
    told = answer.content.decode()

    assert str(noted) in told
    assert "Attended 7 of 10 lessons from" in told
    assert "Rule: fewer than 90% of the lessons of four weeks attended" in told
    assert answer["X-Robots-Tag"] == "noindex"
    assert answer["Referrer-Policy"] == "same-origin"
    assert "no-store" in answer["Cache-Control"]
    assert "sessionid" not in family.cookies
    assert SignalLink.objects.get().opened_at is not None


@pytest.mark.parametrize(("language", "said"), [("lv", "Noteikums"), ("ru", "Правило")])
def test_page_speaks_the_readers_language(made: Made, language: str, said: str) -> None:
    told = opened(phone(language), made)

    assert f'<html lang="{language}">' in told
    assert said in told


def test_nothing_else_is_told(
    family: Client, made: Made, noted: Any, own_class: Class, facts: list[Fact], case: Any
) -> None:
    """No case, no dismissal, no signal of others or of another institution."""
    factories.dismissal(learner=noted, institution=made.link.institution, reason="Slepens iemesls")
    other = factories.enrolment(group=own_class.group).person
    elsewhere = factories.institution()
    facts += [
        Fact("few_lessons", other.pseudonym, made.link.institution_id, 1, 9),
        Fact("few_lessons", noted.pseudonym, elsewhere.pk, 3, 8),
    ]

    told = opened(family, made)

    assert "Attended 7 of 10" in told
    assert [word for word in ("1 of 9", "3 of 8", other.family_name) if word in told] == []
    assert [word for word in ("Slepens", "dismiss", case.situation, "risk") if word in told] == []


def test_signal_that_is_no_more_is_told_calmly(
    family: Client, made: Made, facts: list[Fact]
) -> None:
    facts.clear()

    told = opened(family, made)

    assert "There is no signal today" in told
    assert "nothing has to be answered: few lessons attended" in told
    assert "<textarea" not in told


def test_answer_is_written_changed_and_taken_back(family: Client, made: Made) -> None:
    assert write(family, made, WRITTEN).status_code == 302
    row = SignalAnswer.objects.get()
    assert row.text == WRITTEN
    assert WRITTEN in opened(family, made)

    write(family, made, "Būs vasarā.", revision=row.revision)
    row = SignalAnswer.objects.get()
    assert row.text == "Būs vasarā."

    write(family, made, "", revision=row.revision)
    assert not SignalAnswer.objects.exists()
    acts = AuditRecord.objects.filter(action__startswith="signal.").order_by("pk")
    done = ["signal.answer", "signal.answer", "signal.take_back_answer"]
    assert [row.action for row in acts] == done


@pytest.mark.parametrize("text", ["", "   ", "ž" * 1001])
def test_answer_says_something_and_is_short(family: Client, made: Made, text: str) -> None:
    refused = write(family, made, text)

    assert refused.status_code == 422
    assert 'class="wrong"' in refused.content.decode()
    assert not SignalAnswer.objects.exists()


def test_of_two_who_answer_the_second_is_told(family: Client, made: Made) -> None:
    """The learner writes on one phone, a parent on another."""
    write(family, made, WRITTEN)

    late = write(phone(), made, "Cits vārds.")

    assert late.status_code == 422
    assert "Cits vārds." in late.content.decode()
    assert SignalAnswer.objects.get().text == WRITTEN
    with pytest.raises(UnableToChange):
        actions.answer(link=made.link, kind="few_lessons", text="", revision=9, at=clock.now())


@pytest.mark.parametrize("kind", ["unexcused", "x", ""])
def test_signal_that_is_not_there_is_not_answered(family: Client, made: Made, kind: str) -> None:
    sent = {"signal": kind, "text": WRITTEN}

    assert family.post(address(made.secret), sent).status_code == 404
    with pytest.raises(NotPermitted):
        actions.answer(link=made.link, kind=kind, text=WRITTEN, at=clock.now())


def test_answer_to_a_signal_that_went_stays_until_the_address_ends(
    family: Client, made: Made, facts: list[Fact]
) -> None:
    row = answered(made)
    facts.clear()

    assert "This signal is no more." in opened(family, made)
    write(family, made, "Vairs nav.", revision=row.revision)
    assert SignalAnswer.objects.get().text == "Vairs nav."


def ended(how: str, made: Made) -> None:
    """End the address in one of the ways in which it ends."""
    row = made.link
    if how == "withdrawn":
        actions.withdraw(link=row, revision=row.revision, by=None, at=clock.now())
    elif how == "replaced":
        given = {"learner": row.learner, "institution": row.institution}
        actions.make_link(**given, by=None, at=clock.now())
    else:
        SignalLink.objects.update(until=clock.today() - timedelta(days=1))


def bare(text: str) -> str:
    """A page without what differs from one answer to the next."""
    text = re.sub(r"/prevention/own/[^\"/]+/", "", text)
    return re.sub(r'(csrfmiddlewaretoken" value|nonce)="[^"]+"', "", text)


@pytest.mark.parametrize("how", ["withdrawn", "replaced", "expired"])
@pytest.mark.parametrize("sent", [None, {}, {"signal": "few_lessons", "text": "-"}])
def test_address_that_ended_answers_as_one_that_never_was(
    family: Client, made: Made, how: str, sent: dict[str, str] | None
) -> None:
    opened(family, made)
    ended(how, made)
    before = AuditRecord.objects.count()

    def asked(client: Client, secret: str) -> Any:
        where = address(secret)
        return client.get(where) if sent is None else client.post(where, sent)

    late, unknown = asked(family, made.secret), asked(phone(), "A" * len(made.secret))

    assert late.status_code == unknown.status_code == 404
    assert bare(late.content.decode()) == bare(unknown.content.decode())
    assert late.headers.keys() - unknown.headers.keys() == set()
    assert AuditRecord.objects.count() == before
    assert not SignalAnswer.objects.exists()


def test_secret_is_not_guessed(
    family: Client, made: Made, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    """Whoever tries learns nothing of how near they are: no answer, and no more work, differs."""
    tried = [made.secret[:-1], made.secret + "A", made.secret.swapcase(), made.link.token_hash]
    tried += ["-", "%27%3B--", "ā", *(secret_addresses.secret() for _time in range(50))]
    family.get(address("x"))
    seen, today = set(), clock.today()
    for one in tried:
        with django_assert_num_queries(1):
            found = queries.link(one, on=today)
        assert found is None
        answer = family.get(address(one))
        seen.add((answer.status_code, bare(answer.content.decode())))

    assert len({status for status, _text in seen}) == 1
    assert len(seen) == 1
    assert len(set(made.secret)) > 8
    assert len(made.secret) >= 22


def test_cookie_of_one_address_opens_no_other(
    family: Client, made: Made, own_class: Class, facts: list[Fact], school: Organisation
) -> None:
    other = factories.enrolment(group=own_class.group).person
    facts.append(Fact("few_lessons", other.pseudonym, school.pk, 1, 9))
    others = actions.make_link(learner=other, institution=school, by=None, at=clock.now())
    opened(family, made)
    family.cookies["signals"]["path"] = "/"

    assert other.family_name not in read(family, address(others.secret))


def test_address_of_another_institution_stays(made: Made, noted: Any, facts: list[Fact]) -> None:
    elsewhere = factories.institution()
    facts.append(Fact("few_lessons", noted.pseudonym, elsewhere.pk, 3, 8))

    other = actions.make_link(learner=noted, institution=elsewhere, by=None, at=clock.now())

    assert queries.link(made.secret, on=clock.today()) == made.link
    assert queries.link(other.secret, on=clock.today()) == other.link


def test_address_is_withdrawn_on_its_page(
    reader: Client, made: Made, noted: Any, own_class: Class
) -> None:
    reader.force_login(own_class.teacher)
    answered(made)
    gone = reverse("prevention:withdraw_link", args=[made.link.pk])

    reader.post(gone, {"revision": made.link.revision}, follow=True)

    assert phone().get(address(made.secret)).status_code == 404
    assert WRITTEN in read(reader, page_of(noted, made.link.institution))
    assert reader.get(gone).status_code == 405
    assert reader.post(gone).status_code == 404


def test_who_sees_the_signal_reads_the_answer_wherever_they_act(
    reader: Client, made: Made, noted: Any, own_class: Class
) -> None:
    answered(made)
    reader.force_login(own_class.teacher)

    for where in (
        "/prevention/signals/",
        f"/prevention/signals/{noted.pk}/few_lessons/dismiss/",
        f"/prevention/cases/new/{noted.pk}/",
    ):
        assert WRITTEN in read(reader, where), where


def test_head_who_opens_a_case_reads_no_answer(
    reader: Client, made: Made, noted: Any, school: Organisation
) -> None:
    answered(made)
    reader.force_login(working("head", school))

    assert WRITTEN not in read(reader, f"/prevention/cases/new/{noted.pk}/")


def test_answer_of_long_ago_stands_beside_no_signal(
    reader: Client, made: Made, own_class: Class
) -> None:
    answered(made)
    SignalLink.objects.update(until=clock.today() - timedelta(days=200))
    reader.force_login(own_class.teacher)

    assert WRITTEN not in read(reader, "/prevention/signals/")


def test_addresses_that_are_open_stand_below_the_signals(
    reader: Client, made: Made, noted: Any, own_class: Class, facts: list[Fact]
) -> None:
    """Also of who has no signal any more; of others none."""
    answered(made)
    facts.clear()
    stranger: User = working("support", factories.institution())

    reader.force_login(own_class.teacher)
    assert page_of(noted, made.link.institution) in read(reader, "/prevention/signals/")
    reader.force_login(stranger)
    assert page_of(noted, made.link.institution) not in read(reader, "/prevention/signals/")


def test_all_of_it_is_written_down_and_sealed(
    reader: Client, family: Client, noted: Any, own_class: Class, school: Organisation
) -> None:
    made = actions.make_link(
        learner=noted, institution=school, by=own_class.teacher, at=clock.now()
    )
    opened(family, made)
    answered(made)
    actions.withdraw(link=made.link, revision=1, by=own_class.teacher, at=clock.now())

    rows = AuditRecord.objects.order_by("pk")
    acts = [row.action for row in rows if row.action.startswith("signal")]
    assert acts == ["signal_link.make", "signal_link.open", "signal.answer", "signal_link.withdraw"]
    assert set(acts) <= set(audit.sealed())
    assert WRITTEN not in str(list(rows.values()))
