"""Defects and photos: found, mended, checked, and who is told of them."""

from datetime import date, timedelta

import pytest
from django.db import IntegrityError, transaction

from gaisma.base.changes import NotPermitted, UnableToChange, UnableToRecord
from gaisma.base.files import actions as files
from gaisma.base.files import storage
from gaisma.base.files.judging import UnableToAttach
from gaisma.base.files.models import Attachment
from gaisma.base.models import AuditRecord
from gaisma.quality.inspections import offers, permissions, privacy
from gaisma.quality.inspections.actions import acts, defects
from gaisma.quality.inspections.models import ActPhoto, DeadlineMove, Defect, Inspection, Photo
from tests import factories
from tests.factories import attaching
from tests.moments import NOW, TODAY

pytestmark = pytest.mark.django_db
CAST = ("specialist", "member", "colleague", "head", "deputy", "other_head", "teacher", "support",
        "visitor", "auditor", "administrator")  # fmt: skip
FOUND = {
    "what": "Tables before the exit",
    "place": "first floor",
    "severity": "serious",
    "due_on": date(2024, 8, 28),
    "mends": "institution",
}


@pytest.fixture
def defect(signed):
    return factories.defect(inspection=signed)


def write_down(inspection, *, by=None, **found):
    return defects.write_down(inspection=inspection, by=by, at=NOW, **{**FOUND, **found})


def mend(defect, *, by=None, **given):
    usual = {"revision": defect.revision, "on": TODAY, "how": "Carried away", "by": by, "at": NOW}
    return defects.mend(defect=defect, **{**usual, **given})


def confirm(defect, *, by=None, **given):
    usual = {"revision": defect.revision, "on": TODAY, "by": by, "at": NOW}
    return defects.confirm(defect=defect, **{**usual, **given})


def take(inspection, *, by=None, **given):
    usual = {"picture": attaching.picture(), "caption": "The exit", "item": "exits", "at": NOW}
    return defects.take_photo(inspection=inspection, by=by, **{**usual, **given})


def test_defect_is_written_down_and_changed_until_the_act_is_signed(filled, member):
    row = write_down(filled, by=member, item="exits")

    changed = defects.change(
        defect=row, revision=1, by=member, at=NOW, **{**FOUND, "place": "second floor"}
    )

    assert changed.place == "second floor"
    Inspection.objects.filter(pk=filled.pk).update(state="signed")
    for act in (
        lambda: write_down(filled),
        lambda: defects.change(defect=row, revision=2, by=None, at=NOW, **FOUND),
        lambda: defects.remove(defect=row, by=None, at=NOW),
    ):
        with pytest.raises(UnableToRecord, match="in the state"):
            act()


@pytest.mark.parametrize(
    ("wrong", "code"),
    [
        ({"item": "roof"}, "no_such_item"),
        ({"due_on": TODAY - timedelta(days=1)}, "too_early"),
        ({"severity": "huge"}, "rule_broken"),
        ({"mends": "nobody"}, "rule_broken"),
        ({"what": ""}, "rule_broken"),
    ],
)
def test_wrong_defect_is_refused(filled, wrong, code):
    with pytest.raises(UnableToRecord) as refusal:
        write_down(filled, **wrong)

    assert refusal.value.code == code


def test_defect_goes_with_its_photos(filled):
    row = write_down(filled)
    photo = take(filled, item="", defect=row)

    defects.remove(defect=row, by=None, at=NOW)

    assert not Photo.objects.exists()
    assert not Attachment.objects.filter(pk=photo.attachment_id).exists()


@pytest.mark.parametrize(
    ("mends", "who"),
    [
        ("institution", {"specialist", "member", "colleague", "head", "deputy"}),
        ("authority", {"specialist", "member", "colleague"}),
    ],
)
def test_defect_is_reported_as_mended_by(request, signed, mends, who):
    row = factories.defect(inspection=signed, mends=mends)

    found = {name for name in CAST if permissions.may_mend(row, request.getfixturevalue(name))}

    assert found == who


def test_mended_defect_is_checked(defect, head, specialist):
    mended = mend(defect, by=head)
    assert (mended.mended_by, mended.being(TODAY)) == (head, "mended")

    checked = confirm(mended, by=specialist)

    assert (checked.checked_by, checked.being(TODAY)) == (specialist, "checked")
    with pytest.raises(UnableToRecord, match="checked already"):
        confirm(checked)


def test_defect_that_is_not_mended_goes_back_with_the_reason(defect, head):
    mend(defect, by=head)
    with pytest.raises(UnableToRecord, match="still"):
        defects.send_back(defect=defect, revision=2, because=" ", by=None, at=NOW)

    row = defects.send_back(defect=defect, revision=2, because="One is left", by=None, at=NOW)

    assert (row.being(TODAY), row.mended_by, row.mended_how) == ("open", None, "")
    assert row.sent_back_because == "One is left"
    assert mend(row).sent_back_because == ""


def test_defect_is_overdue_the_day_after_its_day(defect):
    assert defect.being(defect.due_on) == "open"
    assert defect.being(defect.due_on + timedelta(days=1)) == "overdue"


def test_mending_is_refused_twice_of_the_future_of_old_revisions_and_to_others(
    defect, head, other_head
):
    with pytest.raises(NotPermitted):
        mend(defect, by=other_head)
    with pytest.raises(UnableToRecord, match="not come"):
        mend(defect, on=TODAY + timedelta(days=1))
    with pytest.raises(UnableToChange):
        mend(Defect.objects.get(pk=defect.pk), revision=9)
    with pytest.raises(UnableToRecord, match="not reported"):
        confirm(defect)
    with pytest.raises(NotPermitted):
        confirm(mend(defect), by=head)
    with pytest.raises(UnableToRecord, match="already"):
        mend(Defect.objects.get(pk=defect.pk))


def test_mending_keeps_its_photo_or_nothing(defect, head):
    with pytest.raises(UnableToAttach):
        mend(defect, by=head, picture=b"no picture")
    assert Defect.objects.get(pk=defect.pk).mended_on is None

    mend(Defect.objects.get(pk=defect.pk), by=head, picture=attaching.photo_with_place())

    assert defect.photos.get().caption == "Carried away"


LATER = date(2024, 9, 13)


def postpone(defect, *, by=None, **given):
    usual = {
        "revision": defect.revision,
        "due_on": LATER,
        "because": "Doors come late",
        "on": TODAY,
    }
    row = Defect.objects.get(pk=defect.pk)
    return defects.postpone(defect=row, by=by, at=NOW, **{**usual, **given})


def test_deadline_is_moved_after_the_act_which_stays_as_it_was(filled, specialist, head):
    row, before = write_down(filled), FOUND["due_on"]
    filled.refresh_from_db()
    act = acts.sign(inspection=filled, revision=filled.revision, number="1", conclusion="",
                       result="with_defects", on=TODAY, by=specialist, at=NOW)  # fmt: skip

    moved = postpone(row, by=specialist)

    (move,) = moved.moves.all()
    assert (moved.due_on, move.moved_from, move.moved_to) == (LATER, before, LATER)
    assert (move.because, move.moved_by) == ("Doors come late", specialist)
    act.refresh_from_db()
    assert (act.mend_by, act.content["defects"][0]["due_on"]) == (before, before.isoformat())
    assert AuditRecord.objects.filter(action="defect.postpone").count() == 1
    Inspection.objects.update(state="acknowledged")
    assert owed(head) == []
    assert owed(head, on=LATER) == [(LATER, row.what)]


@pytest.mark.parametrize(
    ("wrong", "code"),
    [
        ({"because": " "}, "no_reason"),
        ({"due_on": date(2024, 8, 28)}, "same"),
        ({"due_on": TODAY - timedelta(days=1)}, "passed"),
        ({"because": "x" * 256}, "rule_broken"),
    ],
)
def test_deadline_is_moved_to_another_day_for_a_reason(defect, wrong, code):
    with pytest.raises(UnableToRecord) as refusal:
        postpone(defect, **wrong)

    assert refusal.value.code == code
    assert Defect.objects.get().due_on == date(2024, 8, 28)


def test_deadline_is_moved_by_the_authority_of_what_is_signed_and_not_mended(defect, head, member):
    with pytest.raises(NotPermitted):
        postpone(defect, by=head)
    with pytest.raises(UnableToChange):
        postpone(defect, revision=9)
    with pytest.raises(UnableToRecord, match="not signed"):
        postpone(factories.defect())
    assert postpone(defect, by=member).revision == 2
    with pytest.raises(UnableToRecord, match="already"):
        postpone(mend(Defect.objects.get(pk=defect.pk)))


@pytest.mark.parametrize("broken", [{"because": ""}, {"moved_to": date(2024, 8, 28)}])
def test_database_refuses_half_a_move(defect, broken):
    postpone(defect)

    with pytest.raises(IntegrityError), transaction.atomic():
        DeadlineMove.objects.update(**broken)


def test_act_keeps_its_photos_whatever_becomes_of_them(filled, specialist):
    row = write_down(filled)
    take(filled, item="", defect=row, caption="Tables")
    take(filled)
    filled.refresh_from_db()
    given = {"number": "1", "conclusion": "", "on": TODAY, "by": specialist, "at": NOW}
    act = acts.sign(inspection=filled, revision=filled.revision, result="with_defects", **given)
    opened = acts.reopen(
        inspection=filled, revision=filled.revision + 1, because="No defect", by=None, at=NOW
    )

    defects.remove(defect=row, by=None, at=NOW)
    later = acts.sign(inspection=opened, revision=opened.revision, result="ready", **given)

    told = [(one.caption, one.item, one.defect) for one in act.photos.order_by("pk")]
    assert told == [("Tables", "", FOUND["what"]), ("The exit", "exits", "")]
    assert [one.caption for one in later.photos.all()] == ["The exit"]
    assert files.clean(at=NOW + timedelta(days=3650)) == 0


def test_photos_are_kept_five_years_and_the_rest_stays(signed):
    factories.photo(inspection=signed)
    factories.photo(defect=factories.defect(inspection=signed), inspection=signed)
    factories.act_photo(act=signed.acts.get())
    (kept,) = privacy.RETENTION
    ends_on = signed.school_year.ends_on
    assert not kept.over(ends_on).exists()

    assert kept.remove(kept.over(ends_on + timedelta(days=1)), at=NOW) == 1

    assert not Photo.objects.exists()
    assert not ActPhoto.objects.exists()
    assert not Attachment.objects.exists()
    assert Defect.objects.exists()
    assert not kept.over(ends_on + timedelta(days=1)).exists()


def test_photo_is_kept_by_the_commission_and_taken_away(filled, member):
    photo = take(filled, by=member)
    content = storage.path(photo.attachment.sha256)
    assert content.exists()

    defects.remove_photo(photo=photo, by=member, at=NOW)

    assert not Attachment.objects.exists()
    assert files.clean(at=NOW + timedelta(days=3650)) == 1
    assert not content.exists()


def test_photo_of_nothing_known_or_beyond_the_most_is_refused(filled, colleague, monkeypatch):
    with pytest.raises(UnableToRecord, match="item"):
        take(filled, item="roof")
    with pytest.raises(NotPermitted):
        take(filled, by=colleague)
    with pytest.raises(UnableToRecord):
        take(filled, item="")
    monkeypatch.setattr(defects, "MOST_PHOTOS", 1)
    take(filled)
    with pytest.raises(UnableToRecord, match="at most 1"):
        take(filled)

    assert Attachment.objects.count() == 1


def test_what_was_found_is_told_to_the_school_once_the_act_is_signed(request, filled):
    factories.defect(inspection=filled)
    factories.photo(inspection=filled)
    officials = {"specialist", "member", "colleague"}

    def told(model):
        cast = {name: request.getfixturevalue(name) for name in CAST}
        return {name for name, one in cast.items() if model.objects.visible_to(one).exists()}

    assert told(Defect) == told(Photo) == officials
    factories.acceptance_act(inspection=filled)
    assert told(Defect) == told(Photo) == told(Inspection) == {*officials, "head", "deputy"}


@pytest.mark.parametrize(
    "broken",
    [{"mended_how": "Done"}, {"checked_on": TODAY}, {"mended_on": TODAY, "sent_back_because": "x"}],
)
def test_database_refuses_half_a_mending(defect, broken):
    with pytest.raises(IntegrityError), transaction.atomic():
        Defect.objects.filter(pk=defect.pk).update(**broken)


def owed(user, on=TODAY):
    both = (*offers.inspections_owed(user, on), *offers.defects_owed(user, on))
    return [(one.due_on, one.sentence.partition(":")[2].strip()) for one in both]


def test_what_is_owed_of_an_inspection(planned, specialist, head):
    assert owed(specialist) == [(date(2024, 8, 20), "to be held")]
    assert owed(specialist, on=date(2024, 8, 1)) == []
    assert owed(head) == []

    Inspection.objects.update(state="filled", inspected_on=TODAY)
    assert owed(specialist) == [(TODAY, "to be signed")]
    assert owed(head) == []

    factories.acceptance_act(inspection=planned)
    Inspection.objects.update(state="signed")
    assert owed(head) == owed(specialist) == [(date(2024, 8, 25), "to be acknowledged")]


def test_what_is_owed_of_a_defect(signed, specialist, head):
    Inspection.objects.update(state="acknowledged")
    own = factories.defect(inspection=signed, due_on=date(2024, 8, 22))
    factories.defect(inspection=signed, mends="authority", what="The lift")
    factories.defect(inspection=signed, due_on=date(2024, 10, 1))

    assert owed(head) == [(date(2024, 8, 22), own.what)]
    assert owed(specialist, on=date(2024, 8, 21)) == [
        (date(2024, 8, 22), own.what),
        (date(2024, 8, 28), "The lift"),
    ]
    mend(own, by=head)
    assert owed(head) == []
    assert owed(specialist) == [(date(2024, 8, 27), own.what)]
