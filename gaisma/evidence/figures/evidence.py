"""From what a page's figures are: the day, the school year, the lake version.

A new version answers nothing yet. While what was last asked of the version before is asked of the
new one, beside the pages, these stay with the one at hand: some seconds later they turn to it.
"""

import logging
import time
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from threading import Lock, Thread

from django.db import close_old_connections

from gaisma.analytics.moments import last_of_august
from gaisma.base import request_cache
from gaisma.base.errors import GaismaError
from gaisma.base.models import Installation, SchoolYear
from gaisma.base.wording.school_years import previous
from gaisma.evidence.lake import queries as versions
from gaisma.evidence.lake.models import LakeVersion

REMEMBERED = 128
"""So many questions, those asked last, are asked anew."""
logger = logging.getLogger(__name__)

Asking = Callable[[LakeVersion], object]


@dataclass
class Following:
    """What was asked last, and the version that pages are shown."""

    is_on: bool = False
    shown: LakeVersion | None = None
    coming: Thread | None = None
    asked: dict[object, Asking] = field(default_factory=dict)
    lock: Lock = field(default_factory=Lock)

    def remember(self, question: object, ask: Asking) -> None:
        """Note how the question is asked of a version."""
        if self.is_on:
            with self.lock:
                self.asked.pop(question, None)
                self.asked[question] = ask
                if len(self.asked) > REMEMBERED:
                    del self.asked[next(iter(self.asked))]

    def version(self, newest: LakeVersion | None) -> LakeVersion | None:
        """The version that a page shows: the newest, once it has answered what is asked most."""
        if not self.is_on or newest is None:
            return newest
        with self.lock:
            if self.shown is None or self.shown.number > newest.number:
                self.shown = newest
            elif self.shown.number < newest.number and not self._is_busy():
                self.coming = Thread(target=self._turn_to, args=(newest,), daemon=True)
                self.coming.start()
            return self.shown

    def _is_busy(self) -> bool:
        return self.coming is not None and self.coming.is_alive()

    def _turn_to(self, newest: LakeVersion) -> None:
        try:
            with self.lock:
                waiting = tuple(self.asked.values())
            for ask in waiting:
                began = time.monotonic()
                _tried(ask, newest)
                # Pages that are asked for meanwhile get as much of the processor.
                time.sleep(time.monotonic() - began)
        finally:
            self.shown = newest
            close_old_connections()


def _tried(ask: Asking, version: LakeVersion) -> None:
    try:
        ask(version)
    except GaismaError:
        pass  # Whoever asks again is told why.
    except Exception:
        logger.exception("A figure could not be asked of version %s beforehand.", version.number)


following = Following()
"""That of this process; on where a server serves pages."""


MONTH_OF_PREPARATION = 7
"""From July on an authority speaks of the school year that comes."""
YEARS_OF_TREND = 5


@dataclass(frozen=True)
class Evidence:
    """What is common to the figures of a page."""

    as_of: date
    school_year: str
    number: int | None
    made_at: datetime | None
    digest: str = ""

    @property
    def of_the_day(self) -> "Evidence":
        """For what has no school year: of today, or of the last day of a year that is over."""
        return replace(self, as_of=min(self.as_of, last_of_august(self.school_year)))

    @property
    def years(self) -> tuple[str, ...]:
        """The school years of a trend, the current one last."""
        backwards = range(YEARS_OF_TREND - 1, -1, -1)
        return tuple(previous(self.school_year, back=back) for back in backwards)


def current(*, school_year: str = "") -> Evidence:
    """The newest evidence, as of the installation's today, for the school year or the coming one.

    A server turns to a new version when that has answered what was asked of the one before.

    Raises GaismaError when nothing is set up.
    """
    as_of = Installation.current().as_of()
    version = following.version(newest())
    return Evidence(
        as_of=as_of,
        school_year=school_year if _is_known(school_year) else year_of(as_of),
        number=version.number if version else None,
        made_at=version.made_at if version else None,
        digest=version.digest if version else "",
    )


@request_cache.a_request
def newest() -> LakeVersion | None:
    """The newest version of the lake, whether pages have turned to it or not."""
    return versions.latest()


def _is_known(school_year: str) -> bool:
    return bool(school_year) and school_year in school_years()


def year_of(day: date) -> str:
    """The school year that an authority speaks of on a day."""
    start = day.year if day.month >= MONTH_OF_PREPARATION else day.year - 1
    return f"{start}/{start + 1}"


@request_cache.a_request
def school_years() -> tuple[str, ...]:
    """The names of the school years that the record knows, the newest first."""
    return tuple(SchoolYear.objects.order_by("-starts_on").values_list("name", flat=True))
