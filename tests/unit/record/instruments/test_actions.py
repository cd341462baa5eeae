from dataclasses import replace
from datetime import date

import pytest

from gaisma.base.changes import NotPermitted, UnableToChange, UnableToRecord
from gaisma.base.models import AuditRecord
from gaisma.record.instruments import actions, xlsforms
from gaisma.record.instruments.models import Instrument, Version
from gaisma.record.instruments.questionnaire import Item, Section
from tests import factories
from tests.moments import NOW, TODAY

pytestmark = pytest.mark.django_db


def test_a_workbook_begins_an_instrument() -> None:
    asked = factories.asked(key="lesson")

    draft = actions.take_in(
        workbook=xlsforms.workbook(asked, at=NOW), use="observation", by=None, at=NOW
    )

    assert (draft.instrument.key, draft.number, draft.is_draft) == ("lesson", 1, True)
    assert Version.objects.get().asks == asked
    assert set(AuditRecord.objects.values_list("action", flat=True)) == {
        "instrument.enter",
        "instrument.begin",
    }


def test_a_workbook_taken_in_again_writes_the_draft_anew() -> None:
    asked = factories.asked()
    first = actions.enter(questionnaire=asked, use="survey", by=None, at=NOW)

    other = replace(asked, title={"lv": "Cits nosaukums"})
    second = actions.enter(questionnaire=other, use="survey", by=None, at=NOW)

    assert (second.pk, second.revision) == (first.pk, 2)
    assert Version.objects.get().asks.title == {"lv": "Cits nosaukums"}


def test_a_workbook_for_another_use_is_refused() -> None:
    known = factories.version()

    with pytest.raises(UnableToRecord, match="something else"):
        actions.enter(questionnaire=known.asks, use="survey", by=None, at=NOW)


def test_an_instrument_that_was_in_use_goes_on_with_the_next_version() -> None:
    first = factories.version()

    second = actions.begin(instrument=first.instrument, by=None, at=NOW)

    assert (second.number, second.is_draft) == (2, True)
    assert [item.same_as for item in second.asks.items] == ["outcomes", "missing"]


def test_a_second_draft_is_refused() -> None:
    draft = factories.version(in_use_from=None)

    with pytest.raises(UnableToRecord, match="Version 1 is being written"):
        actions.begin(instrument=draft.instrument, by=None, at=NOW)


def test_a_version_in_use_does_not_change() -> None:
    version = factories.version()

    with pytest.raises(UnableToRecord, match="does not change"):
        actions.write(version=version, questionnaire=factories.asked(), revision=1, by=None, at=NOW)


def test_a_draft_keeps_the_key_of_its_instrument() -> None:
    draft = factories.version(in_use_from=None)

    actions.write(
        version=draft, questionnaire=factories.asked(key="other"), revision=1, by=None, at=NOW
    )

    assert Version.objects.get().asks.key == draft.instrument.key


def test_the_second_of_two_writers_is_told() -> None:
    draft = factories.version(in_use_from=None)
    actions.write(version=draft, questionnaire=draft.asks, revision=1, by=None, at=NOW)

    with pytest.raises(UnableToChange):
        actions.write(version=draft, questionnaire=draft.asks, revision=1, by=None, at=NOW)


def test_a_draft_is_put_into_use() -> None:
    draft = factories.version(in_use_from=None)

    actions.put_into_use(version=draft, revision=1, on=TODAY, note="Pirmā", by=None, at=NOW)

    assert Version.objects.get().in_use_from == TODAY
    assert Instrument.objects.in_use().get() == draft.instrument


@pytest.mark.parametrize(
    "item",
    [
        Item("other", "text", {"lv": "Kas?"}, same_as="nowhere"),
        Item("other", "text", {"lv": "Kas?"}, same_as="outcomes"),
        Item("other", "scale", {"lv": "Kas?"}, choices="fewer", same_as="outcomes"),
    ],
)
def test_an_item_that_is_answered_otherwise_is_not_the_same(item: Item) -> None:
    first = factories.version()
    fewer = factories.LEVELS[:2]
    asked = replace(
        first.asks,
        sections=(Section((item,)),),
        lists={**first.asks.lists, "fewer": fewer},
    )
    draft = factories.version(asked, instrument=first.instrument, number=2, in_use_from=None)

    with pytest.raises(UnableToRecord, match="other"):
        actions.put_into_use(version=draft, revision=1, on=TODAY, by=None, at=NOW)


def test_items_that_go_on_as_they_were_are_the_same() -> None:
    first = factories.version()
    draft = actions.begin(instrument=first.instrument, by=None, at=NOW)

    actions.put_into_use(version=draft, revision=1, on=TODAY, by=None, at=NOW)

    assert first.instrument.versions.filter(in_use_from__isnull=False).count() == 2


def test_a_dropped_draft_takes_with_it_an_instrument_without_versions() -> None:
    draft = factories.version(in_use_from=None)

    actions.drop(version=draft, by=None, at=NOW)

    assert not Instrument.objects.exists()


def test_a_dropped_draft_leaves_the_version_before() -> None:
    first = factories.version()
    draft = actions.begin(instrument=first.instrument, by=None, at=NOW)

    actions.drop(version=draft, by=None, at=NOW)

    assert Version.objects.get() == first


def test_a_retired_instrument_is_offered_again_when_it_is_brought_back() -> None:
    instrument = factories.version().instrument
    actions.retire(instrument=instrument, revision=1, on=date(2024, 6, 30), by=None, at=NOW)
    assert not Instrument.objects.in_use().exists()

    actions.bring_back(instrument=instrument, revision=2, by=None, at=NOW)

    assert Instrument.objects.in_use().get() == instrument


def test_a_retired_instrument_gets_no_version() -> None:
    instrument = factories.version().instrument
    actions.retire(instrument=instrument, revision=1, on=TODAY, by=None, at=NOW)

    with pytest.raises(UnableToRecord, match="retired"):
        actions.begin(instrument=instrument, by=None, at=NOW)


def test_a_head_keeps_no_instruments() -> None:
    head = factories.user()
    factories.role_grant(user=head, role="head")

    with pytest.raises(NotPermitted):
        actions.enter(questionnaire=factories.asked(), use="survey", by=head, at=NOW)
