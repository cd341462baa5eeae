"""What pages of challenges show."""

from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext

from gaisma.analytics.calculation import Figure
from gaisma.base import pictures, wording
from gaisma.base.models import User
from gaisma.base.wording.school_years import previous, years
from gaisma.base.workflow import Button
from gaisma.evidence.figures import asking, evidence, policies, presentation, queries
from gaisma.evidence.figures.evidence import YEARS_OF_TREND
from gaisma.quality.challenges.models import Challenge, ChallengeQuerySet, Task, in_order
from gaisma.quality.challenges.tables import OUTCOMES, TONES
from gaisma.quality.challenges.workflow import CHALLENGE


def challenges(user: User) -> ChallengeQuerySet:
    """Those that the reader sees, with how far their tasks have come; open ones first."""
    rows = Challenge.objects.visible_to(user).with_progress().select_related("owner")
    return rows.order_by("-state", "outcome", "title", "pk")


@dataclass(frozen=True)
class ChallengePage:
    """A challenge with its tasks, the figure that shows it, and what the reader can do."""

    challenge: Challenge
    year: str
    state: str
    tone: str
    outcome: str
    outcome_tone: str
    tasks: tuple["TaskLine", ...]
    figure: "ShownFigure | None"
    earlier: Challenge | None
    earlier_year: str
    later: Challenge | None
    buttons: tuple[Button, ...]
    may_change_tasks: bool


def challenge_page(row: Challenge, user: User, *, on: date) -> ChallengePage:
    """Everything that the page of a challenge shows to this reader."""
    earlier = row.carried_from
    return ChallengePage(
        challenge=row,
        year=wording.school_year(row.school_year.name),
        state=CHALLENGE.shown(row),
        tone=CHALLENGE.state(row).tone,
        outcome=gettext(OUTCOMES[row.outcome]) if row.outcome else "",
        outcome_tone=TONES.get(row.outcome, ""),
        tasks=tuple(_line(task, on) for task in in_order(row.tasks.all())),
        figure=shown_figure(row, user) if row.indicator else None,
        earlier=earlier,
        earlier_year=wording.school_year(earlier.school_year.name) if earlier else "",
        later=getattr(row, "carried_to", None),
        buttons=tuple(one for one in CHALLENGE.buttons(row, user) if not one.hindrance),
        may_change_tasks="change_task" in CHALLENGE.allowed(row, user),
    )


@dataclass(frozen=True)
class TaskLine:
    """A task with the day by which it is done, or was, in words, and how pressing that is."""

    task: Task
    when: str
    tone: str


def _line(task: Task, on: date) -> TaskLine:
    if task.done_on:
        return TaskLine(task, gettext("done %(day)s") % {"day": wording.day(task.done_on)}, "good")
    if task.due_on is None:
        return TaskLine(task, "", "")
    until = gettext("until %(day)s") % {"day": wording.day(task.due_on)}
    return TaskLine(task, until, "bad" if task.due_on < on else "due")


@dataclass(frozen=True)
class ShownFigure:
    """The figure that shows a challenge: in its school year, and as a picture of the years."""

    title: str
    reading: presentation.Reading
    trend: pictures.Trend | None
    before: presentation.Reading | None
    address: str


def shown_figure(row: Challenge, user: User) -> ShownFigure:
    """The figure of the challenge's year as the reader may know it, beside the year before.

    What the record knows of no school year is told of today; `before` is read where the year
    itself is not known yet.
    """
    title = presentation.title(row.indicator, row.filters)
    told = [(year, policies.shown(user, one)) for year, one in in_years(row)]
    (_, now), *earlier = reversed(told)
    is_open = policies.may_open(user, now)
    before = earlier[0][1] if earlier and is_open else None
    return ShownFigure(
        title,
        presentation.read(now, before),
        presentation.trend(told) if is_open else None,
        before=presentation.read(before) if before and now.value is None else None,
        address=asking.address(now) if is_open else "",
    )


def in_years(row: Challenge) -> list[tuple[str, Figure]]:
    """The figure in the years up to the challenge's own; of today alone where it has no year."""
    name = row.school_year.name
    basis, known = evidence.current(), queries.known_indicator(row.indicator)
    if "school_year" in known.parameters:
        names = [previous(name, back=back) for back in reversed(range(YEARS_OF_TREND))]
        return asking.over_years(row.indicator, evidence=basis, filters=row.filters, years=names)
    filters = dict(row.filters)
    if "year" in known.parameters:
        filters["year"] = str(years(name)[0])
    return [(name, asking.one(row.indicator, evidence=basis, filters=filters))]
