"""Codes are given out to the classes of an institution together, printed, and drawn by staff.

Staff draw their codes from their own accounts, so that nobody who leads them has one in hand. An
account draws once. Which code it took is kept nowhere: it takes any of those that are left, of
which there are as many as people were counted when the survey started.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from secrets import SystemRandom

import polars as pl
from django.db import transaction
from django.db.models import Prefetch, Sum
from django.utils.translation import gettext as _

from gaisma.analytics.vocabulary import TEACHING_ROLES
from gaisma.base import audit, bulk, changes
from gaisma.base.changes import UnableToRecord
from gaisma.base.models import Organisation, User
from gaisma.quality.surveys import codes
from gaisma.quality.surveys.codes import policies
from gaisma.quality.surveys.models import Batch, Code, Drawn, Part, Population, Unsent
from gaisma.quality.surveys.models.campaigns import STAFF
from gaisma.quality.surveys.permissions import DRAW_CODE
from gaisma.quality.surveys.workflow import SURVEY
from gaisma.record import recording
from gaisma.record.people.models import Employment
from gaisma.record.programmes.models import Group

MOST_CODES = 5_000


def issue(
    *,
    part: Part,
    institution: Organisation,
    count: int,
    group: Group | None = None,
    is_trial: bool = False,
    goes_by_letter: bool = False,
    is_drawn: bool = False,
    by: User | None,
    at: datetime,
) -> Batch:
    """Give out codes for an audience at an institution, or in one class. Raises UnableToRecord."""
    act = "try_out" if is_trial else "issue_codes"
    changes.demand(SURVEY[act].permission, by=by, organisation=institution)
    if not is_trial:
        policies.check_not_drawn(part, institution, by=by)
    if goes_by_letter:
        policies.check_gets_no_codes(institution, by=by)
    policies.check_takes_part(part.campaign, institution)
    policies.check_group_of(group, institution)
    SURVEY.check(part.campaign, act)
    if not 1 <= count <= MOST_CODES:
        raise UnableToRecord(
            _("Give a number of codes from 1 to %(most)s.") % {"most": MOST_CODES},
            code="too_many",
        )
    fields = {
        "part": part,
        "institution": institution,
        "group": group,
        "issued": count,
        "is_trial": is_trial,
        "goes_by_letter": goes_by_letter,
        "is_drawn": is_drawn,
    }
    with transaction.atomic():
        batch = recording.add(
            Batch,
            fields,
            action=SURVEY[act].audited,
            by=by,
            at=at,
            organisation=institution,
        )
        numbers = range(1, count + 1)
        digests = [codes.digest(codes.letters(batch.pk, number)) for number in numbers]
        bulk.insert(
            Code,
            pl.DataFrame({"number": list(numbers), "digest": digests}).with_columns(
                batch_id=pl.lit(batch.pk)
            ),
        )
    return batch


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
            issue(part=part, institution=institution, group=group, count=count, by=by, at=at)
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


@dataclass(frozen=True)
class Offer:
    """A survey that somebody is asked at an institution, and whether the code is drawn already."""

    part: Part
    institution: Organisation
    is_drawn: bool


def offered(user: User, *, on: date) -> Iterator[Offer]:
    """The surveys in which somebody who is signed in can take part: those open on the day, at the
    institutions where they held a post when people were counted."""
    held = Employment.objects.filter(person__account__user=user, role__in=TEACHING_ROLES)
    posts = list(held.values_list("institution", "from_on", "to_on"))
    if not posts:
        return
    there = Organisation.objects.filter(pk__in={institution for institution, *_ in posts})
    parts = (
        Part.objects.filter(
            audience__in=STAFF,
            campaign__started_at__isnull=False,
            campaign__closed_at__isnull=True,
            campaign__opens_on__lte=on,
            campaign__closes_on__gte=on,
        )
        .select_related("campaign")
        .prefetch_related(Prefetch("campaign__institutions", there.order_by("name", "pk")))
        .order_by("campaign__closes_on", "pk")
    )
    drawn = set(Drawn.objects.filter(user=user).values_list("part", "institution"))
    for part in parts:
        day = part.campaign.counted_on
        then = {place for place, since, until in posts if since <= day <= (until or date.max)}
        for institution in part.campaign.institutions.all():
            if institution.pk in then:
                is_drawn = (part.pk, institution.pk) in drawn
                yield Offer(part, institution, is_drawn=is_drawn)


def draw(*, part: Part, institution: Organisation, on: date, by: User, at: datetime) -> str:
    """The letters of a code for whoever is signed in, told this once. Raises UnableToRecord."""
    changes.demand(DRAW_CODE, by=by)
    SURVEY.check(part.campaign, "issue_codes")
    policies.check_not_over(part.campaign, on=on)
    offers = offered(by, on=on)
    if not any((one.part, one.institution) == (part, institution) for one in offers):
        raise UnableToRecord(
            _("The survey asks those who held a post here on the day of counting."), code="no_post"
        )
    with transaction.atomic():
        Part.objects.select_for_update().get(pk=part.pk)
        batch = pool(part, institution, at=at)
        _row, is_first = Drawn.objects.get_or_create(part=part, institution=institution, user=by)
        if not is_first:
            raise UnableToRecord(
                _(
                    "A code was drawn from this account already, and nobody knows which: who has "
                    "lost it asks the authority for another one."
                ),
                code="drawn_already",
            )
        return codes.letters(batch.pk, _taken(batch))


def pool(part: Part, institution: Organisation, *, at: datetime) -> Batch:
    """The codes of the institution that are drawn, as many as people were counted."""
    batch = Batch.objects.filter(part=part, institution=institution, is_drawn=True).first()
    if batch is None:
        counted = Population.objects.filter(part=part, institution=institution).first()
        people = counted.people if counted else 0
        batch = issue(
            part=part, institution=institution, count=people, is_drawn=True, by=None, at=at
        )
        numbers = range(1, people + 1)
        Unsent.objects.bulk_create(Unsent(batch=batch, number=number) for number in numbers)
    return batch


def _taken(batch: Batch) -> int:
    """The number of a code that nobody has drawn, by lot."""
    numbers = list(Unsent.objects.filter(batch=batch).values_list("number", flat=True))
    if not numbers:
        raise UnableToRecord(
            _("All codes are drawn: there were as many as people were counted."), code="all_drawn"
        )
    number = SystemRandom().choice(numbers)
    Unsent.objects.filter(batch=batch, number=number).delete()
    return number
