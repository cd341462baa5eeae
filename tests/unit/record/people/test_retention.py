from datetime import UTC, date, datetime

import polars as pl
import pytest
from django.core.management import call_command

from gaisma.base import audited, bulk
from gaisma.base.errors import GaismaError
from gaisma.base.models import AuditRecord, Installation
from gaisma.evidence.figures.queries import answer
from gaisma.evidence.interop.committing import parquet
from gaisma.evidence.interop.models import Import, ImportedRows
from gaisma.evidence.interop.undoing import kept
from gaisma.evidence.lake import actions as lake
from gaisma.record.people import privacy
from gaisma.record.people.actions import personal_data
from gaisma.record.people.models import Employment, Person
from gaisma.record.programmes.models import Enrolment, Group, QueueEntry
from tests import factories
from tests.moments import NOW, TODAY

pytestmark = pytest.mark.django_db
LONG_AGO = datetime(2010, 1, 1, tzinfo=UTC)


@pytest.fixture(autouse=True)
def home(installation, settings, tmp_path):
    settings.GAISMA_HOME = tmp_path


@pytest.fixture
def old_class():
    """A class of 2012/2013 with two learners on 1 September, and others before and after."""
    group = factories.group(school_year=factories.school_year("2012/2013"))
    for from_on, to_on in [
        (date(2012, 9, 1), None),
        (date(2012, 8, 20), date(2012, 9, 1)),
        (date(2012, 9, 2), date(2013, 5, 31)),
        (date(2012, 8, 1), date(2012, 8, 31)),
    ]:
        factories.enrolment(group=group, from_on=from_on, to_on=to_on)
    return group


def remove(*kinds, as_of=TODAY):
    return personal_data.remove_overdue(by=None, at=NOW, as_of=as_of, kinds=kinds)


def heads(year):
    lake.touch("enrolments", "groups")
    lake.refresh(reason="test", at=NOW)
    return answer("learners.count", filters={"school_year": year}, as_of=TODAY)[0].value


def test_old_enrolments_become_totals_of_their_groups(old_class):
    removed = remove("enrolment")

    old_class.refresh_from_db()
    assert removed == {"enrolment": 4}
    assert (old_class.learners_total, old_class.revision) == (2, 2)
    assert not Enrolment.objects.exists()


def test_old_enrolments_leave_the_head_count(old_class):
    before = heads("2012/2013")

    remove("enrolment")

    assert before == 2
    assert heads("2012/2013") == 2


def test_enrolments_of_a_group_that_had_a_total_add_to_it(old_class):
    Group.objects.update(learners_total=10)

    remove("enrolment")

    assert Group.objects.get().learners_total == 12


def test_enrolments_within_their_term_stay():
    factories.enrolment()

    assert remove("enrolment") == {"enrolment": 0}
    assert Group.objects.get().learners_total is None


def test_term_is_the_installations(old_class):
    Installation.objects.update(retention={"enrolment": 75})

    assert remove("enrolment") == {"enrolment": 0}


def test_term_ends_with_the_day(old_class):
    on_the_day, day_after = date(2023, 8, 31), date(2023, 9, 1)

    assert remove("enrolment", as_of=on_the_day) == {"enrolment": 0}
    assert remove("enrolment", as_of=day_after) == {"enrolment": 4}


def test_boundary_of_a_leap_day_is_a_day():
    kind = privacy.RETENTION[0]

    found = privacy.boundary(kind, periods={kind.key: 1}, as_of=date(2024, 2, 29))

    assert found == date(2023, 2, 28)


def test_old_posts_and_queue_entries_lose_the_person_once():
    post = factories.employment(from_on=date(2001, 9, 1), to_on=date(2010, 8, 31))
    entry = factories.queue_entry(registered_on=date(2015, 1, 1), left_on=date(2016, 1, 1))

    first, second = remove("employment", "queue"), remove("employment", "queue")

    assert first == {"employment": 1, "queue": 1}
    assert second == {"employment": 0, "queue": 0}
    assert Employment.objects.get().person.family_name == ""
    assert QueueEntry.objects.get().person.family_name == ""
    assert Person.objects.filter(pk__in=[post.person_id, entry.person_id]).count() == 2


def test_old_posts_of_one_person_stay_one_persons():
    person = factories.person()
    for school in (factories.institution(), factories.institution()):
        factories.employment(
            person=person, institution=school, from_on=date(2001, 9, 1), to_on=date(2010, 8, 31)
        )

    remove("employment")

    assert len(set(Employment.objects.values_list("person", flat=True))) == 1


def kept_by_an_import(row):
    """What an import keeps of the row, which it has changed."""
    importing = Import.objects.create(source="x", kind="x", file="f", sha256="", size=1, at=NOW)
    stored = bulk.frame_of(type(row).objects.filter(pk=row.pk), "id", "person_id")
    rows = ImportedRows.objects.create(
        importing=importing,
        model=row._meta.label,
        order=1,
        created=parquet(stored.clear().select("id", revision="id")),
        previous=parquet(stored.with_columns(left_revision=pl.lit(1, dtype=pl.Int64))),
    )
    return lambda: kept(ImportedRows.objects.get(pk=rows.pk)).previous["person_id"].to_list()


def test_old_rows_leave_what_imports_keep_of_them(old_class):
    post = factories.employment(from_on=date(2012, 9, 1), to_on=date(2013, 5, 31))
    entry = factories.queue_entry(registered_on=date(2012, 5, 1), left_on=date(2015, 5, 31))
    running = factories.employment()
    gone = [kept_by_an_import(row) for row in (post, entry, old_class.enrolments.first())]
    stays = kept_by_an_import(running)

    remove()

    assert [people() for people in gone] == [[None], [None], [None]]
    assert stays() == [running.person_id]


def test_people_with_nothing_left_are_removed():
    idle = factories.person(given_name="Idle")
    guardian = factories.guardian().guardian
    worker = factories.employment().person
    Person.objects.update(changed_at=LONG_AGO)

    remove("person")

    left = set(Person.objects.values_list("pk", flat=True))
    assert idle.pk not in left
    assert {guardian.pk, worker.pk} <= left


def test_people_who_came_lately_stay():
    factories.person()

    assert remove("person") == {"person": 0}


def test_old_acts_go_but_for_those_that_tell_the_key_in_force():
    factories.audit_record(at=LONG_AGO)
    factories.audit_record(at=LONG_AGO, action=audited.ROTATE_KEYS.key)

    remove("audit")

    left = set(AuditRecord.objects.values_list("action", flat=True))
    assert left == {audited.ROTATE_KEYS.key, "retention.remove"}


def test_list_counts_and_removes_nothing(old_class):
    found = privacy.over_term(periods={}, as_of=TODAY)

    assert found["enrolment"] == 4
    assert Enrolment.objects.count() == 4


def test_unknown_kind_is_refused_with_the_known_ones():
    with pytest.raises(GaismaError) as refusal:
        remove("gossip")

    assert "enrolment" in refusal.value.choices
    assert "enrolment" in refusal.value.message


def test_list_of_an_unknown_kind_is_refused():
    with pytest.raises(GaismaError, match="gossip"):
        call_command("retention", "gossip")
