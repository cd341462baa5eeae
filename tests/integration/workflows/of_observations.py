"""An observation from its plan to the sign-off."""

from collections.abc import Iterator
from datetime import date
from typing import Any
from uuid import uuid4

from gaisma.quality.observations.actions import observations, sheets
from gaisma.quality.observations.actions.sheets import Lesson, Seen
from gaisma.quality.observations.models import Observation
from tests import factories
from tests.integration.workflows.journeys import of
from tests.moments import NOW

WHO: dict[str, Any] = {"by": None, "at": NOW}
DAY = date(2024, 4, 16)


@of("observations.observation")
def observation() -> Iterator[tuple[str, Observation]]:
    place = factories.institution()
    teacher = factories.employment(institution=place, from_on=date(2020, 9, 1)).person
    observers = [factories.observer(institution=place), factories.observer(institution=place)]
    planned: dict[str, Any] = {
        "teacher": teacher,
        "version": factories.version(),
        "planned_on": DAY,
        "observers": observers,
    }
    row = observations.plan(institution=place, observed_by="internal", **planned, **WHO)
    yield "plan", row

    def now() -> dict[str, Any]:
        fresh = Observation.objects.get(pk=row.pk)
        return {"observation": fresh, "revision": fresh.revision, **WHO}

    observations.change(**planned, **now())
    yield "change", row
    observations.cancel(on=DAY, because="Slimība", **now())
    yield "cancel", row
    observations.restore(**now())
    yield "restore", row
    sheet, other = row.sheets.order_by("-is_lead")
    seen = Seen({"outcomes": "yes"})
    sheet = sheets.keep(sheet=sheet, revision=sheet.revision, seen=seen, **WHO)
    yield "keep_sheet", row
    sent = {"seen": seen, "lesson": Lesson(DAY), "submission": uuid4(), "language": "lv"}
    sheets.submit(sheet=sheet, revision=sheet.revision, **sent, **WHO)  # type: ignore[arg-type]
    yield "submit_sheet", row
    observations.release(sheet=other, **WHO)
    yield "release_sheet", row
    observations.talk(on=DAY, said="Runājām", **now())
    yield "talk", row
    observations.propose(step="Jautāt vairāk", until=None, **now())
    yield "propose", row
    theirs = {"observation": row, **WHO}
    observations.read(**theirs)
    yield "read", row
    observations.reply(said="Piekrītu", **theirs)
    yield "reply", row
    observations.agree(step="Jautāt vairāk", **theirs)
    yield "agree", row
    observations.sign(**now())
    yield "sign", row
    sheets.correct(sheet=sheet, seen=seen, reason="Kļūda", language="lv", **WHO)
    yield "correct_sheet", row
