"""A survey from its preparation to its end."""

from collections.abc import Iterator
from datetime import date
from typing import Any

from gaisma.quality.surveys.answering import actions as answers
from gaisma.quality.surveys.campaigns import actions as campaigns
from gaisma.quality.surveys.codes import actions as giving
from gaisma.quality.surveys.codes import posting
from gaisma.quality.surveys.models import Campaign, Letter
from gaisma.quality.surveys.results import actions as closing
from tests import factories
from tests.factories.surveys import OPEN_ON
from tests.integration.workflows.journeys import of
from tests.moments import NOW

WHO: dict[str, Any] = {"by": None, "at": NOW}
DAYS: dict[str, Any] = {
    "opens_on": date(2024, 5, 1),
    "closes_on": date(2024, 5, 31),
    "counted_on": date(2024, 5, 1),
}


@of("surveys.campaign")
def survey() -> Iterator[tuple[str, Campaign | None]]:
    places = [factories.institution()]
    factories.employment(institution=places[0], from_on=date(2020, 9, 1))
    row = campaigns.prepare(institutions=places, name="Labbūtība", **DAYS, **WHO)
    yield "prepare", row
    changed = {"revision": row.revision, "institutions": places, "name": "Labbūtība 2024"}
    row = campaigns.change(campaign=row, **changed, **WHO)  # type: ignore[arg-type]
    yield "change", row
    asked = {"campaign": row, "audience": "teachers", "version": factories.survey_version()}
    part = campaigns.ask(**asked, **WHO)  # type: ignore[arg-type]
    yield "ask", row
    campaigns.leave_out(part=part, **WHO)
    yield "leave_out", row
    part = campaigns.ask(**asked, **WHO)  # type: ignore[arg-type]
    yield "ask", row
    there: dict[str, Any] = {"part": part, "institution": places[0]}
    trial = giving.issue(count=1, is_trial=True, **there, **WHO)
    yield "try_out", row
    giving.printed(batch=trial, on=OPEN_ON, **WHO)
    yield "print_trial_codes", row
    row = campaigns.start(campaign=row, revision=row.revision, **WHO)
    yield "start", row
    batch = giving.issue(count=2, **there, **WHO)
    yield "issue_codes", row
    giving.printed(batch=batch, on=OPEN_ON, **WHO)
    yield "print_codes", row
    written = {"addresses": ["anna@example.org"], "language": "lv", "on": OPEN_ON}
    reminded = posting.remind(**written, **there, **WHO)
    yield "remind", row
    Letter.objects.update(has_failed=True)
    posting.clear(batch=reminded, **WHO)
    yield "clear_letters", row
    answers.enter_paper(answers=[{"outcomes": "yes"}], on=OPEN_ON, **there, **WHO)
    yield "enter_paper", row
    closing.close(campaign=row, revision=row.revision, **WHO)
    yield "close", row
    draft = campaigns.prepare(institutions=places, name="Otra", **DAYS, **WHO)
    yield "prepare", draft
    campaigns.drop(campaign=draft, **WHO)
    yield "drop", None
