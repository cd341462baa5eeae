"""Whether the state of groups and enrolments allows what is asked.

The import of learners holds the same rules over whole files: a person learns at one place at a
time in the stages of EXCLUSIVE_STAGES taken together, and an enrolment is over when its group's
school year is, whether its end was written down or not.
"""

from datetime import date

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from gaisma.analytics.vocabulary import EXCLUSIVE_STAGES
from gaisma.base import wording
from gaisma.base.changes import UnableToRecord
from gaisma.base.models import Organisation, User
from gaisma.record.people.models import Person
from gaisma.record.people.policies import in_force
from gaisma.record.programmes.models import Enrolment, Group, Programme, QueueEntry


def last_day(group: Group, to_on: date | None) -> date:
    """When an enrolment in the group is over: at its end, at the latest with the school year."""
    ends_on = group.school_year.ends_on
    return min(to_on, ends_on) if to_on else ends_on


def within_year(group: Group, *, from_on: date) -> None:
    """Raises UnableToRecord when the group's school year is over on that day."""
    if from_on > group.school_year.ends_on:
        raise UnableToRecord(
            _("%(group)s belongs to %(year)s: choose a group of the year that holds %(day)s.")
            % {
                "group": group.name,
                "year": wording.school_year(group.school_year.name),
                "day": wording.day(from_on),
            },
            code="after_school_year",
        )


def check_does_not_overlap(
    person: Person,
    *,
    programme: Programme,
    from_on: date,
    to_on: date,
    by: User | None,
    beside: Enrolment | None = None,
) -> None:
    """Raises UnableToRecord when the person then learns elsewhere and the stages exclude it.

    Where that is, and since when, is told only to who sees it. `beside` is the enrolment that is
    being mended: it does not stand in its own way.
    """
    if programme.stage not in EXCLUSIVE_STAGES:
        return
    others = overlapping(person, from_on=from_on, to_on=to_on)
    elsewhere = (others.exclude(pk=beside.pk) if beside else others).first()
    if elsewhere and not _is_seen(elsewhere, by=by, on=from_on):
        raise UnableToRecord(
            _(
                "The learner learns at another institution in these days: "
                "ask the authority, or have the learner offered to you from there."
            ),
            code="overlapping_enrolment",
        )
    if elsewhere:
        raise UnableToRecord(
            _(
                "The learner is in %(group)s of %(institution)s from %(from)s: "
                "end that enrolment first, or transfer the learner."
            )
            % {
                "group": elsewhere.group.name,
                "institution": elsewhere.group.institution.name,
                "from": wording.day(elsewhere.from_on),
            },
            code="overlapping_enrolment",
        )


def _is_seen(enrolment: Enrolment, *, by: User | None, on: date) -> bool:
    seen = Enrolment.objects.all() if by is None else Enrolment.objects.visible_to(by, on=on)
    return seen.filter(pk=enrolment.pk).exists()


def same_stage(enrolment: Enrolment, to: Group) -> None:
    """Raises UnableToRecord when a transfer would lead out of the stage of education."""
    if enrolment.programme.stage != to.programme.stage:
        raise UnableToRecord(
            _(
                "%(group)s is of another stage of education: a transfer stays within the stage. "
                "End the enrolment and enrol the learner there."
            )
            % {"group": to.name},
            code="another_stage",
        )


def overlapping(person: Person, *, from_on: date, to_on: date) -> QuerySet[Enrolment]:
    """The person's enrolments of exclusive stages that share a day with the period."""
    return (
        person.enrolments.filter(
            in_force(from_on=from_on, to_on=to_on),
            programme__stage__in=EXCLUSIVE_STAGES,
            group__school_year__ends_on__gte=from_on,
        )
        .select_related("group__institution")
        .order_by("from_on")
    )


def size_warnings(group: Group, *, on: date) -> tuple[str, ...]:
    """A sentence when more learners are in the group on that day than it may hold."""
    held = group.enrolments.filter(in_force(from_on=on, to_on=on)).count()
    if group.max_size is None or held <= group.max_size:
        return ()
    text = _("%(group)s now holds %(held)d learners: its maximum is %(most)d.")
    return (text % {"group": group.name, "held": held, "most": group.max_size},)


def waits_once(
    *, person: Person, stage: str, institution: Organisation | None, registered_on: date
) -> None:
    """Raises UnableToRecord when the person waits for the same place on that day."""
    same = QueueEntry.objects.filter(person=person, stage=stage, institution=institution)
    if same.exclude(left_on__lt=registered_on).exists():
        raise UnableToRecord(
            _("The child waits for this place already: end that wish first."),
            code="waits_already",
        )
