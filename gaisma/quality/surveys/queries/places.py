"""A survey at one institution: who took part, which codes were given out, which letters wait."""

from dataclasses import dataclass
from datetime import date

from gaisma.analytics.audiences import AUDIENCES
from gaisma.base import access, terms
from gaisma.base.models import Organisation, User
from gaisma.base.sorting import natural
from gaisma.base.works.models import Work
from gaisma.quality.surveys import policies, tasks
from gaisma.quality.surveys.models import Batch, Campaign
from gaisma.quality.surveys.permissions import GIVE_CODES, RUN_SURVEYS
from gaisma.quality.surveys.queries import classes, participation, printing
from gaisma.quality.surveys.queries.campaigns import Asked
from gaisma.quality.surveys.workflow import SURVEY
from gaisma.record.instruments.speaking import title


@dataclass(frozen=True)
class Given:
    """Codes that were given out together: for whom, how many, how many nobody has used yet.

    `waiting` letters are still to be sent; `failed` are the addresses that were not reached: to who
    leads the institution, of reminders alone. `printers` are the names of those who print the
    slips; of slips without any the authority does.
    """

    batch: Batch
    audience: str
    left: int
    waiting: int
    failed: tuple[str, ...]
    may_print: bool
    printers: tuple[str, ...] = ()


@dataclass(frozen=True)
class PlacePage:
    """A survey at an institution. Who `leads` it gives staff no codes, has none in hand, and enters
    no paper."""

    campaign: Campaign
    institution: Organisation
    asked: tuple[Asked, ...]
    given: tuple[Given, ...]
    trials: tuple[Given, ...]
    may_give: bool
    leads: bool
    may_try: bool
    may_remind: bool
    is_sending: bool


def page(campaign: Campaign, institution: Organisation, user: User, *, on: date) -> PlacePage:
    """Everything that the page shows."""
    given = access.may(user, GIVE_CODES, institution)
    runs = access.may(user, RUN_SURVEYS, institution)
    leads = policies.leads(user, institution)
    batches = _given(campaign, institution, may_give=given, may_try=runs, leads=leads, on=on)
    return PlacePage(
        campaign=campaign,
        institution=institution,
        asked=_asked(campaign, institution),
        given=tuple(one for one in batches if not one.batch.is_trial),
        trials=tuple(one for one in batches if one.batch.is_trial),
        may_give=given and SURVEY.allows(campaign, "issue_codes"),
        leads=leads,
        may_try=runs and SURVEY.allows(campaign, "try_out"),
        may_remind=given and campaign.takes_answers_on(on),
        is_sending=is_sending(campaign, institution),
    )


def is_sending(campaign: Campaign, institution: Organisation) -> bool:
    """Whether letters of the survey to this institution are being sent."""
    under_way = Work.objects.under_way().filter(kind=tasks.SEND)
    about = {"parameters__campaign_id": campaign.pk, "parameters__institution_id": institution.pk}
    return under_way.filter(**about).exists()


def _asked(campaign: Campaign, institution: Organisation) -> tuple[Asked, ...]:
    """A line for each audience that the institution has; of a draft, for all."""
    found = participation.lines(campaign, [institution])
    of_classes = classes.of(campaign, institution) if found else {}
    return tuple(
        Asked(line, title(line.part.version.asks), of_classes.get(line.part.audience, ()))
        for line in found or participation.totals(campaign, ())
    )


def _given(
    campaign: Campaign,
    institution: Organisation,
    *,
    may_give: bool,
    may_try: bool,
    leads: bool,
    on: date,
) -> list[Given]:
    rows = (
        Batch.objects.filter(part__campaign=campaign, institution=institution)
        .select_related("part__campaign", "group")
        .with_left()
        .prefetch_related("letters")
    )
    order = {code: number for number, code in enumerate(AUDIENCES.codes)}
    printers = printing.by_class(institution, [row.group_id for row in rows], on=on)
    found = [
        _line(row, may_give=may_give, may_try=may_try, leads=leads, printers=printers)
        for row in rows
    ]
    return sorted(
        found,
        key=lambda one: (
            order[one.batch.part.audience],
            natural(one.batch.group.name if one.batch.group else ""),
            one.batch.pk,
        ),
    )


def _line(
    row: Batch,
    *,
    may_give: bool,
    may_try: bool,
    leads: bool,
    printers: dict[int | None, tuple[str, ...]],
) -> Given:
    may_open = may_give and not leads
    may_print = may_try if row.is_trial else may_open
    may_print = may_print and SURVEY.allows(row.part.campaign, policies.printing(row))
    letters = [one for one in row.letters.all() if one.is_reminder or not leads]
    failed = sorted(one.address for one in letters if one.has_failed)
    return Given(
        batch=row,
        audience=terms.title(AUDIENCES, row.part.audience),
        left=row.left,  # type: ignore[attr-defined]
        waiting=sum(not one.has_failed for one in letters),
        failed=tuple(failed) if may_give else (),
        may_print=may_print and not row.goes_by_letter and not row.is_drawn,
        printers=() if row.is_trial else printers.get(row.group_id, ()),
    )
