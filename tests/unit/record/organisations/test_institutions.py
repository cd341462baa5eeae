from datetime import date

import pytest

from gaisma.base.changes import NotPermitted, UnableToChange, UnableToRecord
from gaisma.base.models import AuditRecord, Organisation
from gaisma.evidence.lake.models import TableChange
from gaisma.record.organisations import actions
from gaisma.record.organisations.models import Succession
from tests import factories
from tests.moments import NOW

pytestmark = pytest.mark.django_db
LAST_DAY = date(2024, 7, 31)


def counter(table: str) -> int:
    return TableChange.objects.get(table=table).counter


def test_establish_adds_to_the_tree():
    authority = factories.authority()

    made = actions.establish_institution(
        code="PII-04", name="Zīlīte", kind="preschool", parent=authority, by=None, at=NOW
    )

    assert Organisation.objects.get(code="PII-04").parent == authority
    assert made.revision == 1
    assert counter("organisations") == 1
    assert AuditRecord.objects.get().action == "institution.establish"


def test_establish_refuses_a_code_that_is_taken():
    taken = factories.institution(code="PII-04")

    with pytest.raises(UnableToRecord):
        actions.establish_institution(
            code="PII-04", name="X", kind="preschool", parent=taken.parent, by=None, at=NOW
        )

    assert AuditRecord.objects.count() == 0


def test_establish_refuses_a_person_without_the_role(head):
    with pytest.raises(NotPermitted):
        actions.establish_institution(
            code="N", name="N", kind="preschool", parent=factories.authority(), by=head, at=NOW
        )


def test_establish_is_for_specialists(specialist):
    made = actions.establish_institution(
        code="N", name="N", kind="preschool", parent=factories.authority(), by=specialist, at=NOW
    )

    assert AuditRecord.objects.get(subject_ids=[made.pk]).by == specialist


def test_change_tells_the_second_editor():
    first = factories.institution(name="Zīlīte")
    second = Organisation.objects.get(pk=first.pk)

    actions.change_institution(institution=first, revision=1, by=None, at=NOW, name="Ozoliņš")
    with pytest.raises(UnableToChange, match="Somebody else"):
        actions.change_institution(institution=second, revision=1, by=None, at=NOW, name="Kastanis")

    assert Organisation.objects.get(pk=first.pk).name == "Ozoliņš"
    assert Organisation.objects.get(pk=first.pk).revision == 2


def test_close_sets_the_last_day():
    institution = factories.institution()

    actions.close_institution(institution=institution, on=LAST_DAY, revision=1, by=None, at=NOW)

    assert Organisation.objects.get(pk=institution.pk).closed_on == LAST_DAY


@pytest.mark.parametrize(
    ("state", "code"),
    [
        ({"closed_on": date(2023, 7, 31)}, "closed_already"),
        ({"opened_on": date(2024, 9, 1)}, "end_before_start"),
    ],
)
def test_close_refuses(state, code):
    institution = factories.institution(**state)

    with pytest.raises(UnableToRecord) as refusal:
        actions.close_institution(institution=institution, on=LAST_DAY, revision=1, by=None, at=NOW)

    assert refusal.value.code == code


def test_merge_closes_and_names_the_successor():
    closed, successor = factories.institution(), factories.institution()

    actions.merge_institutions(
        institution=closed,
        successor=successor,
        on=LAST_DAY,
        revision=1,
        by=None,
        at=NOW,
        decision="Nr. 1",
    )

    succession = Succession.objects.get()
    assert (succession.institution, succession.successor) == (closed, successor)
    assert Organisation.objects.get(pk=closed.pk).closed_on == LAST_DAY
    assert (counter("organisations"), counter("successions")) == (1, 1)


def test_merge_hands_the_programmes_over_but_for_the_successors_own():
    closed, successor = factories.institution(), factories.institution()
    given = factories.programme(institution=closed, code="21011111")
    double = factories.programme(institution=closed, code="31016011")
    factories.programme(institution=successor, code="31016011")

    actions.merge_institutions(
        institution=closed, successor=successor, on=LAST_DAY, revision=1, by=None, at=NOW
    )

    given.refresh_from_db()
    double.refresh_from_db()
    assert (given.institution, given.revision) == (successor, 2)
    assert double.institution == closed
    assert AuditRecord.objects.get().details == {"programmes": 1}


def test_merge_into_itself_is_refused():
    institution = factories.institution()

    with pytest.raises(UnableToRecord) as refusal:
        actions.merge_institutions(
            institution=institution, successor=institution, on=LAST_DAY, revision=1, by=None, at=NOW
        )

    assert refusal.value.code == "own_successor"


def test_merge_into_a_closed_institution_changes_nothing():
    closed = factories.institution()
    successor = factories.institution(closed_on=date(2020, 1, 1))

    with pytest.raises(UnableToRecord, match="closed on 1 January 2020"):
        actions.merge_institutions(
            institution=closed, successor=successor, on=LAST_DAY, revision=1, by=None, at=NOW
        )

    assert Organisation.objects.get(pk=closed.pk).closed_on is None


def test_merge_by_a_stale_editor_leaves_no_succession():
    closed, successor = factories.institution(revision=3), factories.institution()

    with pytest.raises(UnableToChange):
        actions.merge_institutions(
            institution=closed, successor=successor, on=LAST_DAY, revision=2, by=None, at=NOW
        )

    assert not Succession.objects.exists()


@pytest.mark.parametrize(
    ("day", "is_open"),
    [
        (date(2023, 8, 31), False),
        (date(2023, 9, 1), True),
        (date(2024, 7, 31), True),
        (date(2024, 8, 1), False),
    ],
)
def test_institution_is_open_from_its_first_day_to_its_last(day, is_open):
    place = factories.institution(opened_on=date(2023, 9, 1), closed_on=LAST_DAY)

    assert Organisation.objects.open_on(day).filter(pk=place.pk).exists() is is_open


def test_institution_without_days_is_always_open():
    place = factories.institution(opened_on=None, closed_on=None)

    assert Organisation.objects.open_on(date(1990, 1, 1)).filter(pk=place.pk).exists()
