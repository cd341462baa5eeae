"""Codes for the classes of an institution are given out together."""

from collections.abc import Mapping
from datetime import date, datetime

from django.db import transaction
from django.db.models import Sum
from django.utils.translation import gettext as _

from gaisma.base import audit, changes
from gaisma.base.changes import UnableToRecord
from gaisma.base.models import Organisation, User
from gaisma.quality.surveys import codes, policies
from gaisma.quality.surveys.actions import answers
from gaisma.quality.surveys.models import Batch, Part
from gaisma.quality.surveys.workflow import SURVEY
from gaisma.record.programmes.models import Group


def give_out(
    *,
    part: Part,
    institution: Organisation,
    counts: Mapping[Group | None, int],
    seen: int,
    by: User | None,
    at: datetime,
) -> list[Batch]:
    """Give out so many codes to each class, and under None to the institution as a whole.

    `seen` is how many had been given out as the giver knew. Raises UnableToRecord.
    """
    wanted = {group: count for group, count in counts.items() if count}
    if not wanted:
        raise UnableToRecord(_("Say for whom, and how many codes."), code="no_codes")
    with transaction.atomic():
        demand_seen(part, institution, seen)
        return [
            answers.issue(
                part=part, institution=institution, group=group, count=count, by=by, at=at
            )
            for group, count in wanted.items()
        ]


def demand_seen(part: Part, institution: Organisation, seen: int) -> None:
    """Let only one of two give out codes who looked at the same numbers, or pressed twice.

    Inside the caller's transaction. Raises UnableToRecord.
    """
    Part.objects.select_for_update().get(pk=part.pk)
    if issued(part, institution) != seen:
        raise UnableToRecord(
            _("Codes were given out meanwhile: look at the numbers, then give out the rest."),
            code="given_meanwhile",
        )


def issued(part: Part, institution: Organisation) -> int:
    """How many codes of the audience were given out at the institution, trial codes aside."""
    given = Batch.objects.filter(part=part, institution=institution, is_trial=False)
    return given.aggregate(number=Sum("issued"))["number"] or 0


def printed(*, batch: Batch, on: date, by: User | None, at: datetime) -> list[str]:
    """All codes of a batch for its slips, used ones among them, in an order that tells nothing.

    That somebody has seen them is noted. Raises UnableToRecord.
    """
    act = policies.printing(batch)
    changes.demand(SURVEY[act].permission, by=by, organisation=batch.institution)
    policies.check_can_be_printed(batch, by=by, on=on)
    audit.note(
        action=SURVEY[act].audited,
        by=by,
        at=at,
        organisation=batch.institution,
        subject=batch._meta.label,
        ids=[batch.pk],
    )
    return sorted(codes.letters(batch.pk, number) for number in range(1, batch.issued + 1))
