"""A survey at one institution: who took part, which codes were given out and can be, who prints
them, which letters wait."""

from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from django.db.models import Sum

from gaisma.analytics.audiences import AUDIENCES
from gaisma.base import access, terms
from gaisma.base.jobs.models import Job
from gaisma.base.models import AuditRecord, Organisation, RoleGrant, User
from gaisma.base.permissions import LEADERS
from gaisma.base.sorting import natural
from gaisma.quality.surveys import tasks
from gaisma.quality.surveys.campaigns import participation, populations
from gaisma.quality.surveys.campaigns.queries import Asked
from gaisma.quality.surveys.codes import policies
from gaisma.quality.surveys.models import Batch, Campaign, Part, Population
from gaisma.quality.surveys.permissions import GIVE_CODES, RUN_SURVEYS
from gaisma.quality.surveys.workflow import SURVEY
from gaisma.record.instruments.titles import title
from gaisma.record.programmes.models import Group, GroupTeacher
from gaisma.record.programmes.querysets import TEACHERS


@dataclass(frozen=True)
class Offer:
    """A class (or, without one, the institution): its people, codes given out so far."""

    group: Group | None
    people: int
    issued: int

    @property
    def needed(self) -> int:
        """So many people have no code yet."""
        return max(self.people - self.issued, 0)


@dataclass(frozen=True)
class Offers:
    """What can be given out for an audience at an institution."""

    whole: Offer
    groups: tuple[Offer, ...]


def offers(part: Part, institution: Organisation) -> Offers:
    """The numbers that a form of codes begins with."""
    given = Batch.objects.filter(part=part, institution=institution, is_trial=False)
    issued = dict(given.order_by().values_list("group").annotate(number=Sum("issued")))
    counted = populations.of_groups(
        part.audience, institution=institution, on=part.campaign.counted_on
    )
    people = Population.objects.filter(part=part, institution=institution).first()
    return Offers(
        whole=Offer(None, people.people if people else 0, sum(issued.values())),
        groups=tuple(
            Offer(group, number, issued.get(group.pk, 0)) for group, number in counted.items()
        ),
    )


def not_opened(user: User, *, on: date) -> list[Batch]:
    """Slips of the user's classes that can be answered with on the day, and that no class teacher
    of these has opened."""
    if not access.reach(user, *TEACHERS):
        return []
    own = Batch.objects.of_class_teacher(user, on=on).filter(
        goes_by_letter=False,
        part__campaign__started_at__isnull=False,
        part__campaign__closed_at__isnull=True,
        part__campaign__closes_on__gte=on,
    )
    rows = list(own.select_related("institution", "group", "part__campaign").order_by("pk"))
    teaching = GroupTeacher.objects.filter(
        is_class_teacher=True, group__in={row.group_id for row in rows}
    )
    acts = AuditRecord.objects.filter(
        action=SURVEY["print_codes"].audited.key, by__in=teaching.values("person__account__user")
    )
    seen = acts.values_list("subject_ids", flat=True) if rows else ()
    opened = {pk for ids in seen for pk in ids}
    return [row for row in rows if row.pk not in opened]


def by_class(
    institution: Organisation, groups: Collection[int | None], *, on: date
) -> dict[int | None, tuple[str, ...]]:
    """Of each class the names of those who print its slips: class teachers with an account and a
    role of teachers there, who do not lead the institution."""
    classes = {group for group in groups if group is not None}
    if not classes:
        return {}
    above = Organisation.objects.ancestors(institution, include_self=True).values("pk")
    held = RoleGrant.objects.valid_on(on).filter(organisation__in=above, user__is_active=True)
    teaching = (
        GroupTeacher.objects.class_teachers(on=on)
        .filter(
            group__in=classes,
            person__account__user__in=held.filter(role__in=TEACHERS).values("user"),
        )
        .exclude(person__account__user__in=held.filter(role__in=LEADERS).values("user"))
        .select_related("person")
        .order_by("group", "from_on", "pk")
    )
    found: dict[int | None, list[str]] = defaultdict(list)
    for one in teaching:
        found[one.group_id].append(str(one.person))
    return {group: tuple(names) for group, names in found.items()}


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
    under_way = Job.objects.under_way().filter(kind=tasks.SEND)
    about = {"parameters__campaign_id": campaign.pk, "parameters__institution_id": institution.pk}
    return under_way.filter(**about).exists()


def _asked(campaign: Campaign, institution: Organisation) -> tuple[Asked, ...]:
    """A line for each audience that the institution has; of a draft, for all."""
    found = participation.lines(campaign, [institution])
    of_classes = participation.of_classes(campaign, institution) if found else {}
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
    printers = by_class(institution, [row.group_id for row in rows], on=on)
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
