"""Tables of the lake about boards and their meetings."""

import polars as pl

from gaisma.analytics.tables import LakeTable
from gaisma.base import bulk
from gaisma.evidence.lake.facts import Fact
from gaisma.record.governance.models import Body, Meeting, Member
from gaisma.record.organisations.facts import PLACE, places

BOARDS = LakeTable(
    "boards",
    {**PLACE, "board": "int64", "from_on": "date", "to_on": "date"},
)
BOARD_SEATS = LakeTable(
    "board_seats",
    {
        **PLACE,
        "board": "int64",
        "member": "int64",
        "represents": "string",
        "from_on": "date",
        "to_on": "date",
    },
)
BOARD_MEETINGS = LakeTable(
    "board_meetings",
    {**PLACE, "board": "int64", "meeting": "int64", "on": "date"},
)


def boards() -> pl.DataFrame:
    """Boards from the day on which they began."""
    rows = bulk.frame_of(Body.objects.order_by("pk"), "id", "institution_id", "from_on", "to_on")
    named = rows.rename({"institution_id": "unit", "id": "board"})
    return named.join(places(), on="unit", maintain_order="left")


def seats() -> pl.DataFrame:
    """Who is represented in boards, from when to when; nobody is named."""
    rows = bulk.frame_of(
        Member.objects.order_by("pk"), "id", "body_id", "represents", "from_on", "to_on"
    )
    named = rows.rename({"id": "member", "body_id": "board"})
    return named.join(boards().select("board", *PLACE), on="board", maintain_order="left")


def meetings() -> pl.DataFrame:
    """Meetings, each with the place of its board."""
    rows = bulk.frame_of(Meeting.objects.order_by("pk"), "id", "body_id", "held_on")
    named = rows.rename({"id": "meeting", "body_id": "board", "held_on": "on"})
    return named.join(boards().select("board", *PLACE), on="board", maintain_order="left")


FACTS = [
    Fact(BOARDS, boards, ("organisations", "boards")),
    Fact(BOARD_SEATS, seats, ("organisations", "boards")),
    Fact(BOARD_MEETINGS, meetings, ("organisations", "boards")),
]
