"""Answers in the box: kept with their code's use or not at all, and moved on by lot."""

from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.conf import settings

from gaisma.quality.surveys import codes
from gaisma.quality.surveys.answering import actions as answers
from gaisma.quality.surveys.answering import box, moving
from gaisma.quality.surveys.answering.box import Sheet
from gaisma.quality.surveys.models import Batch, Code, Population, Response
from gaisma.quality.surveys.results import actions as closing
from tests import factories
from tests.factories.surveys import OPEN_ON
from tests.moments import NOW
from tests.sheets import given

pytestmark = pytest.mark.django_db


class Killed(BaseException):
    """The process ends here."""


def sheet(number: int, text: str = "yes") -> Sheet:
    return Sheet(number, 1, 1, {"outcomes": text})


def lying() -> list[int]:
    with box.held_alone() as contents:
        return sorted(sheet.number for sheet in contents.sheets.values())


def answered(batch: Batch, *numbers: int) -> None:
    for number in numbers:
        text = codes.letters(batch.pk, number)
        answers.answer(text=text, answers={"outcomes": "yes"}, language="en", on=OPEN_ON)


def test_sheet_is_kept_when_its_code_is_used_and_else_it_is_not() -> None:
    assert box.put([sheet(1)], exchange=set) == [True]
    assert box.put([sheet(2)], exchange=lambda _uses: ()) == [False]

    assert lying() == [1]


def test_of_sheets_that_are_put_together_those_are_kept_whose_use_holds() -> None:
    together = [sheet(1), sheet(2, "ā" * 3000), sheet(3, "ē" * 3000), sheet(4)]

    kept = box.put(together, exchange=lambda uses: uses[:2])

    assert kept == [True, True, False, False]
    with box.held_alone() as contents:
        assert sorted(contents.sheets.values(), key=lambda one: one.number) == together[:2]
    assert sum(place.state != box.FREE for place in places()) == 1 + len(together[1].pieces)


def test_disk_is_waited_for_once_for_all_that_are_put_together(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    happened = []
    monkeypatch.setattr(box.Box, "sync", lambda _box: happened.append("durable"))

    def used(uses: Sequence[int]) -> Sequence[int]:
        happened.append("used")
        return uses

    box.put([sheet(1), sheet(2), sheet(3)], exchange=used)

    assert happened == ["durable", "used"]


@pytest.mark.parametrize("is_used", [False, True])
def test_process_that_is_killed_leaves_both_or_neither(*, is_used: bool) -> None:
    code = factories.batch().codes.order_by("pk")[0]

    def killed(uses: Sequence[int]) -> set[int]:
        Code.objects.filter(pk=code.pk).update(used_under=uses[0] if is_used else None)
        raise Killed

    with pytest.raises(Killed):
        box.put([sheet(1), sheet(2)], exchange=killed)

    assert lying() == ([1] if is_used else [])
    assert not any(place.use for place in places())


def test_who_sends_again_after_a_kill_is_kept_once() -> None:
    code = factories.batch().codes.order_by("pk")[0]

    def killed(_uses: Sequence[int]) -> set[int]:
        raise Killed

    def used(uses: Sequence[int]) -> Sequence[int]:
        [use] = uses
        return uses if Code.objects.unused().filter(pk=code.pk).update(used_under=use) else ()

    with pytest.raises(Killed):
        box.put([sheet(1)], exchange=killed)
    assert box.put([sheet(2)], exchange=used) == [True]

    assert lying() == [2]


def places() -> Iterator[box.Place]:
    with box._opened() as opened:
        yield from (opened.place(at) for at in range(opened.size))


@pytest.mark.parametrize("length", [0, 1, 2000, 2032, 2033, 40_000])
def test_sheet_of_any_length_is_read_as_it_was_written(length: int) -> None:
    written = sheet(1, "ā" * length)

    box.put([written], exchange=set)

    with box.held_alone() as contents:
        assert list(contents.sheets.values()) == [written]
        contents.take_out(contents.sheets)
    assert {place.state for place in places()} == {box.FREE}


def test_what_a_killed_process_had_begun_to_write_is_cleared() -> None:
    box.put([sheet(1, "ā" * 3000)], exchange=set)
    with box._opened() as opened:
        first = next(at for at in range(opened.size) if opened.place(at).state == box.SETTLED)
        # As if the first place, which is written last, had not been.
        box.os.pwrite(opened.descriptor, bytes(box.PLACE), first * box.PLACE)

    assert lying() == []
    assert {place.state for place in places()} == {box.FREE}


def planted(opened: box.Box, monkeypatch: pytest.MonkeyPatch) -> tuple[int, int]:
    """A sheet in two places, of which a power failure left the first alone; another begins in
    the place that was to go on."""
    opened.lay(sheet(1, "ā" * 1500).pieces, [3, 7], use=77)
    box.os.pwrite(opened.descriptor, bytes(box.PLACE), 7 * box.PLACE)
    monkeypatch.setattr(box.Box, "drawn", lambda _box, number: [7, 9][:number])
    return 3, 7


@pytest.mark.parametrize("length", [1, 1500])
@pytest.mark.parametrize("is_weakened", [False, True])
def test_clearing_a_sheet_half_on_the_disk_leaves_who_came_into_its_place(
    monkeypatch: pytest.MonkeyPatch, length: int, *, is_weakened: bool
) -> None:
    other = sheet(2, "ē" * length)
    with box._opened() as opened:
        planted(opened, monkeypatch)
    box.put([other], exchange=set)
    if is_weakened:
        monkeypatch.setattr(box.Box, "places_of", following_all)

    assert lying() == ([] if is_weakened else [2])


def following_all(opened: box.Box, at: int) -> list[int]:
    """The weakened variant: whatever a place leads to belongs to its sheet."""
    found = []
    while at != box.NONE and opened.place(at).state != box.FREE:
        found.append(at)
        at = opened.place(at).following
    return found


def test_further_place_of_another_is_not_taken_for_ones_own(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    other = sheet(2, "ē" * 1500)
    with box._opened() as opened:
        planted(opened, monkeypatch)
        monkeypatch.setattr(box.Box, "drawn", lambda _box, _number: [9, 7])
    box.put([other], exchange=set)

    with box.held_alone() as contents:
        assert list(contents.sheets.values()) == [other]
    assert {at for at, place in enumerate(places()) if place.state != box.FREE} == {7, 9}


@pytest.mark.parametrize("kept", [0, 1, 2])
def test_sheet_that_was_being_taken_out_when_the_power_failed_is_gone(kept: int) -> None:
    """Of its places any may still be on the disk; it is in the record by then."""
    box.put([sheet(2)], exchange=set)
    box.put([sheet(1, "ā" * 2500)], exchange=set)
    with box._opened() as opened:
        long = next(those for at in range(opened.size) if len(those := opened.places_of(at)) == 3)
        for at in long[:kept] + long[kept + 1 :]:
            box.os.pwrite(opened.descriptor, bytes(box.PLACE), at * box.PLACE)

    assert lying() == [2]
    assert sum(place.state != box.FREE for place in places()) == 1


def test_box_grows_and_lays_all_in_other_places(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(box, "PLACES", 8)

    for number in range(40):
        box.put([sheet(number)], exchange=set)

    assert lying() == list(range(40))
    assert len(list(places())) > 40


def test_many_put_sheets_at_once() -> None:
    with ThreadPoolExecutor(8) as pool:
        list(pool.map(lambda n: box.put([sheet(n), sheet(-n - 1)], exchange=set), range(100)))

    assert lying() == list(range(-100, 100))


@pytest.mark.parametrize("is_weakened", [False, True])
def test_places_of_those_who_are_put_together_tell_nothing_of_their_order(
    *, is_weakened: bool
) -> None:
    """Not to who knows which of them came together. The weakened variant draws a set."""
    with box._opened() as opened:
        drawn = [opened.drawn(4) for _ in range(400)]
    if is_weakened:
        drawn = [list(set(together)) for together in drawn]

    by_chance = range(300, 500)
    assert (guessed(drawn) in by_chance) is not is_weakened


def guessed(drawn: list[list[int]]) -> int:
    """How many places stand where the order of the numbers, or of a small table of them, says."""
    return max(
        sum(
            at == other
            for together in drawn
            for at, other in zip(together, sorted(together, key=order), strict=True)
        )
        for order in (int, lambda at: (at % 8, at))
    )


def test_only_their_owner_reads_the_files() -> None:
    box.put([sheet(1)], exchange=set)

    folder = box.Path(settings.GAISMA_HOME) / box.FOLDER
    assert folder.stat().st_mode & 0o777 == 0o700
    assert {file.stat().st_mode & 0o777 for file in folder.iterdir()} == {0o600}


def test_answers_move_when_there_are_enough_at_an_institution() -> None:
    batch, other = factories.batch(issued=12), factories.batch(issued=12)
    answered(other, *range(1, moving.TOGETHER))
    answered(batch, *range(1, moving.TOGETHER))
    assert moving.move() == 0

    answered(batch, moving.TOGETHER)
    assert moving.move() == moving.TOGETHER

    assert Response.objects.count() == moving.TOGETHER
    assert set(Response.objects.values_list("part", flat=True)) == {batch.part_id}
    assert len(lying()) == moving.TOGETHER - 1
    assert batch.codes.count() == batch.codes.unused().count() == 12 - moving.TOGETHER
    assert (other.codes.count(), other.codes.unused().count()) == (12, 5)


def test_what_was_moved_by_a_killed_process_is_not_moved_twice(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    batch = factories.batch(issued=20)
    answered(batch, *range(1, 13))

    def killed(*_: object) -> None:
        raise Killed

    with monkeypatch.context() as patched:
        patched.setattr(box.Contents, "take_out", killed)
        with pytest.raises(Killed):
            moving.move()
    assert len(lying()) == Response.objects.count() == 12

    assert moving.move() == 0

    assert (len(lying()), Response.objects.count()) == (0, 12)


def test_closing_takes_all_that_lie_in_the_box_however_few() -> None:
    batch, other = factories.batch(issued=3), factories.batch(issued=3)
    answered(batch, 1, 2)
    answered(other, 1)
    Population.objects.create(part=batch.part, institution=batch.institution, people=3)

    closing.close(campaign=batch.part.campaign, revision=1, by=None, at=NOW)

    assert len(given()) == len(lying()) == 1
    assert batch.part.campaign.parts.get().batches.get().used == 2


def test_closing_that_fails_leaves_everything_in_the_box(monkeypatch: pytest.MonkeyPatch) -> None:
    batch = factories.batch(issued=3)
    answered(batch, 1, 2)

    def killed(*_: object, **__: object) -> None:
        raise Killed

    monkeypatch.setattr(closing, "keep", killed)
    with pytest.raises(Killed):
        closing.close(campaign=batch.part.campaign, revision=1, by=None, at=NOW)

    assert len(lying()) == 2
    assert not Response.objects.exists()
