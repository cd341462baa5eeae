"""Those who come while others are exchanged wait, and are exchanged together."""

import time
from collections.abc import Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from datetime import date
from typing import Any

import pytest

from gaisma.quality.surveys.answering import box, opening
from gaisma.quality.surveys.answering.box import Sheet
from gaisma.quality.surveys.answering.opening import Opened
from gaisma.quality.surveys.models import Campaign, Code
from tests import factories

PEOPLE = 4


def came_together(*codes: int) -> list[Future[bool]]:
    """They answer while somebody before them is being exchanged; what becomes of each."""
    with ThreadPoolExecutor(len(codes)) as pool, opening._exchanging:
        sheets = [Sheet(number, 1, 1, {}) for number in range(len(codes))]
        done = [
            pool.submit(opening.exchanged, opened(code), sheet)
            for code, sheet in zip(codes, sheets, strict=True)
        ]
        while len(opening._waiting) < len(codes):
            time.sleep(0.001)
    return done


def opened(code: int) -> Opened:
    asked: Any = None
    return Opened(code, 1, 1, False, asked, date(2024, 5, 2), Campaign())


def test_all_who_wait_are_exchanged_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    together = []

    def put(sheets: Sequence[Sheet], **_: object) -> list[bool]:
        together.append(len(sheets))
        return [sheet.number != 2 for sheet in sheets]

    monkeypatch.setattr(box, "put", put)

    done = came_together(*range(PEOPLE))

    assert [one.result() for one in done] == [True, True, False, True]
    assert together == [PEOPLE]
    assert not opening._waiting


def test_one_who_cannot_exchange_leaves_the_others_to_the_next(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    together = []

    def put(sheets: Sequence[Sheet], **_: object) -> list[bool]:
        together.append(len(sheets))
        if len(together) == 1:
            raise OSError
        return [True for _ in sheets]

    monkeypatch.setattr(box, "put", put)

    done = came_together(*range(PEOPLE))

    failed = [one for one in done if one.exception()]
    assert len(failed) == 1
    assert all(one.result() for one in done if one not in failed)
    assert together == [PEOPLE, PEOPLE - 1]
    assert not opening._waiting


@pytest.mark.django_db
def test_codes_are_used_once_also_by_those_who_come_together() -> None:
    first, second, third = factories.batch().codes.order_by("pk")
    used = Code.objects.filter(pk=third.pk).update(used_under=5)

    holding = opening._used(
        [first.pk, first.pk, second.pk, third.pk, third.pk + 1], [11, 12, 2**62, 14, 15]
    )

    assert used == 1
    assert len(holding & {11, 12}) == 1
    assert holding - {11, 12} == {2**62}
    noted = dict(Code.objects.values_list("pk", "used_under"))
    assert noted == {first.pk: min(holding), second.pk: 2**62, third.pk: 5}
