"""The box: answers lie in it from the moment at which they are taken, and remember nothing else.

A database notes in its journal which answer came with which code, since both are one moment's, and
lays rows one after another. So an answer goes into a file of the installation that no journal
follows: into places drawn by lot among many equal ones, without a time. Only when enough answers of
an audience at an institution lie there do they move on into the record, mixed:
`moving`.

An answer and its code meet while the code is exchanged: each use has a random number, which the
record notes beside the code, and which the place knows until the record has it. A process that is
killed in between leaves either both or neither, as whoever opens the box next finds out. Several
who answer at once are put together, since waiting for the disk is what takes the time.

Those who answer hold the box together; whoever moves answers on holds it alone.
"""

import fcntl
import json
import os
import struct
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from functools import cache
from itertools import islice
from pathlib import Path
from secrets import SystemRandom

from django.conf import settings

from gaisma.base import durable
from gaisma.quality.surveys.models import Code, random_number

FOLDER = "surveys"
PLACE = 2048
"""Bytes of a place; a longer answer takes several."""
PLACES = 1024
"""So many places a new box has."""
TRIES = 24
"""So often is a place drawn; when all were taken, the box becomes twice as large."""
HEAD = struct.Struct("<BxHiiq")
"""What a place begins with: its state, how many bytes follow, the place that goes on, the first
place of the same sheet, the use."""
ROOM = PLACE - HEAD.size
FREE, UNSETTLED, SETTLED, FURTHER = range(4)
"""States of a place: empty; an answer's first one, with its use or without; one that goes on."""
NONE = -1
Exchange = Callable[[Sequence[int]], Collection[int]]
"""Makes codes used ones, each under the number of its use; answers the numbers that hold."""
_chance = SystemRandom()


@dataclass(frozen=True)
class Sheet:
    """What somebody answered, under a random number: of a part of a survey, at an institution."""

    number: int
    part_id: int
    institution_id: int
    answers: Mapping[str, str]

    @property
    def pieces(self) -> list[bytes]:
        """As it lies in the box, a piece a place."""
        told = [self.number, self.part_id, self.institution_id, dict(self.answers)]
        written = json.dumps(told, ensure_ascii=False, separators=(",", ":")).encode()
        return [written[start : start + ROOM] for start in range(0, len(written), ROOM)]


@dataclass(frozen=True)
class Place:
    """What a place begins with. It belongs to the sheet that begins at `first`."""

    state: int = FREE
    length: int = 0
    following: int = NONE
    first: int = NONE
    use: int = 0

    @property
    def packed(self) -> bytes:
        return HEAD.pack(self.state, self.length, self.following, self.first, self.use)


class Box:
    """The open file; whoever uses it holds the locks."""

    def __init__(self, descriptor: int) -> None:
        self.descriptor = descriptor

    @property
    def size(self) -> int:
        """How many places there are."""
        return os.fstat(self.descriptor).st_size // PLACE

    def place(self, at: int) -> Place:
        """What the place begins with."""
        return Place(*HEAD.unpack(os.pread(self.descriptor, HEAD.size, at * PLACE)))

    def taken(self) -> dict[int, Place]:
        """What each place begins with that is not free, read at one go."""
        content = os.pread(self.descriptor, self.size * PLACE, 0)
        places = range(len(content) // PLACE)
        return {
            at: Place(*HEAD.unpack_from(content, at * PLACE))
            for at in places
            if content[at * PLACE] != FREE
        }

    def drawn(self, number: int) -> list[int]:
        """So many free places, by lot; none where the box is too full to draw.

        They stand in the order of the lot, and in no other: not as a set of numbers has them.
        """
        size = self.size
        found: dict[int, None] = {}
        for _ in range(number * TRIES):
            at = _chance.randrange(size)
            if self.place(at).state == FREE:
                found[at] = None
            if len(found) == number:
                return list(found)
        return []

    def lay(self, pieces: list[bytes], places: list[int], *, use: int = 0) -> None:
        """Write a sheet, its first place last: what nothing leads to is nothing."""
        first = Place(UNSETTLED if use else SETTLED, len(pieces[0]), use=use)
        heads = [first, *(Place(FURTHER, len(piece)) for piece in pieces[1:])]
        written = list(zip(heads, pieces, places, [*places[1:], NONE], strict=True))
        for head, piece, at, following in reversed(written):
            content = replace(head, following=following, first=places[0]).packed + piece
            os.pwrite(self.descriptor, content, at * PLACE)

    def settle(self, at: int) -> None:
        """Let the sheet that begins there forget its use."""
        settled = replace(self.place(at), state=SETTLED, use=0)
        os.pwrite(self.descriptor, settled.packed, at * PLACE)

    def clear(self, at: int) -> None:
        """Empty the places of the sheet that begins there, its first place first."""
        for place in self.places_of(at) or [at]:
            os.pwrite(self.descriptor, bytes(PLACE), place * PLACE)

    def sheet(self, at: int) -> Sheet:
        """The sheet that begins there."""
        heads = ((place, self.place(place).length) for place in self.places_of(at))
        written = (os.pread(self.descriptor, size, at * PLACE + HEAD.size) for at, size in heads)
        return Sheet(*json.loads(b"".join(written)))

    def places_of(self, at: int) -> list[int]:
        """The places of the sheet that begins there, in their order.

        After a power failure the first may be on the disk and the next not, which then is free for
        others: what does not name this first place belongs to another sheet.
        """
        found: list[int] = []
        following = at
        while following != NONE:
            place = self.place(following)
            if place.state == FREE or place.first != at:
                break
            found.append(following)
            following = place.following
        return found

    def is_whole(self, places: list[int]) -> bool:
        """Whether nothing is missing of the sheet that has these places."""
        return bool(places) and self.place(places[-1]).following == NONE

    def sheets(self) -> dict[int, Sheet]:
        """The settled sheets by their first place."""
        firsts = (at for at, place in self.taken().items() if place.state == SETTLED)
        return {at: self.sheet(at) for at in firsts}

    def sync(self) -> None:
        """Make durable what was written."""
        os.fdatasync(self.descriptor)


def put(sheets: Sequence[Sheet], *, exchange: Exchange) -> list[bool]:
    """Lay each sheet into the box while `exchange` makes its code a used one, or do neither.

    The sheets are durable before: one wait for the disk serves them all. Answers of each whether it
    is kept.
    """
    uses = [random_number() or 1 for _ in sheets]
    while True:
        with _held(fcntl.LOCK_SH), _opened() as box:
            with _locked("drawing", fcntl.LOCK_EX):
                places = _laid(box, sheets, uses)
            if places:
                box.sync()
                holding = exchange(uses)
                for at, use in zip(places, uses, strict=True):
                    (box.settle if use in holding else box.clear)(at)
                return [use in holding for use in uses]
        with _held(fcntl.LOCK_EX):
            _enlarge()


def _laid(box: Box, sheets: Sequence[Sheet], uses: Sequence[int]) -> list[int]:
    """The first places of the sheets, which lie there now; none where the box is too full."""
    pieces = [sheet.pieces for sheet in sheets]
    drawn = box.drawn(sum(map(len, pieces)))
    if not drawn:
        return []
    left = iter(drawn)
    places = [list(islice(left, len(own))) for own in pieces]
    for own, at, use in zip(pieces, places, uses, strict=True):
        box.lay(own, at, use=use)
    return [at[0] for at in places]


@dataclass(frozen=True)
class Contents:
    """What lies in the box, as whoever holds it alone finds it: sheets by their first place."""

    box: Box
    sheets: Mapping[int, Sheet]

    def take_out(self, places: Collection[int]) -> None:
        """Leave nothing of the sheets in these places."""
        for at in places:
            self.box.clear(at)
        self.box.sync()


@contextmanager
def held_alone() -> Iterator[Contents]:
    """Hold the box alone; nobody answers meanwhile. What killed processes left is settled first."""
    with _held(fcntl.LOCK_EX), _opened() as box:
        _settle(box)
        yield Contents(box, box.sheets())


def known(uses: Collection[int]) -> set[int]:
    """Those of the uses that the record has."""
    if not uses:
        return set()
    found = Code.objects.filter(used_under__in=uses).values_list("used_under", flat=True)
    return {use for use in found if use is not None}


def remove() -> None:
    """Throw away what lies in the box: of a record that gives way to another one."""
    with _held(fcntl.LOCK_EX):
        _file("box").unlink(missing_ok=True)


def _settle(box: Box) -> None:
    """Keep the sheets whose use the record has, and no other; free places that nothing leads to.

    A settled sheet of which a place is missing was being taken out when the power failed.
    """
    places = box.taken()
    begun = {at: box.places_of(at) for at, place in places.items() if place.state != FURTHER}
    left = {at: places[at].use for at in begun if places[at].state == UNSETTLED}
    broken = [at for at, those in begun.items() if at not in left and not box.is_whole(those)]
    lost = places.keys() - {at for those in begun.values() for at in those}
    used = known(left.values())
    for at, use in left.items():
        (box.settle if use in used else box.clear)(at)
    for at in (*broken, *lost):
        box.clear(at)
    if left or broken or lost:
        box.sync()


def _enlarge() -> None:
    """Lay everything into a box twice as large, in other places: none tells what came earlier."""
    with _opened() as box:
        _settle(box)
        lying = [sheet.pieces for sheet in box.sheets().values()]
        draft = _file("box.draft")
        _made(draft, 2 * box.size)
    with _opened("box.draft") as larger:
        for pieces in lying:
            larger.lay(pieces, larger.drawn(len(pieces)))
        larger.sync()
    draft.replace(_file("box"))
    durable.sync_folder(draft.parent)


@contextmanager
def _opened(name: str = "box") -> Iterator[Box]:
    file = _file(name)
    try:
        descriptor = os.open(file, os.O_RDWR)
    except FileNotFoundError:
        _begin(file)
        descriptor = os.open(file, os.O_RDWR)
    try:
        yield Box(descriptor)
    finally:
        os.close(descriptor)


def _begin(file: Path) -> None:
    with _locked("drawing", fcntl.LOCK_EX):
        if not file.exists():
            draft = _file("box.new")
            _made(draft, PLACES)
            draft.replace(file)
            durable.sync_folder(file.parent)


def _made(file: Path, places: int) -> None:
    """A box of empty places, all of them written: later ones lie nowhere else than earlier ones."""
    descriptor = os.open(file, os.O_RDWR | os.O_CREAT | os.O_TRUNC, 0o600)
    try:
        os.write(descriptor, bytes(places * PLACE))
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


@contextmanager
def _held(kind: int) -> Iterator[None]:
    """Hold the box, together or alone; who waits to hold it alone comes before who comes later."""
    with _locked("turn", kind) as let_go, _locked("box.lock", kind):
        if kind == fcntl.LOCK_SH:
            let_go()
        yield


@contextmanager
def _locked(name: str, kind: int) -> Iterator[Callable[[], None]]:
    """Hold the lock; it ends with the process, however that ends."""
    descriptor = _lock_file(_file(name))
    try:
        fcntl.flock(descriptor, kind)
        yield lambda: fcntl.flock(descriptor, fcntl.LOCK_UN)
    finally:
        os.close(descriptor)


def _lock_file(file: Path) -> int:
    try:
        return os.open(file, os.O_RDWR | os.O_CREAT, 0o600)
    except FileNotFoundError:
        file.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        return os.open(file, os.O_RDWR | os.O_CREAT, 0o600)


def _file(name: str) -> Path:
    return _file_of(settings.GAISMA_HOME, name)


@cache
def _file_of(home: Path, name: str) -> Path:
    return Path(home) / FOLDER / name
