"""What is done in this room beyond a transition: each permitted, in one transaction, audited."""

from collections.abc import Mapping
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _

from gaisma.base import changes, wording
from gaisma.base.changes import UnableToRecord
from gaisma.base.models import Installation, Organisation, SchoolYear, User
from gaisma.quality.wellbeing import audited
from gaisma.quality.wellbeing.models import PartnerBody, SupportActivity
from gaisma.quality.wellbeing.permissions import KEEP_PARTNERS
from gaisma.quality.wellbeing.workflow import (
    ACTIVITY,
    AGREED,
    CANCELLED,
    DECLINED,
    HELD,
    REQUESTED,
)
from gaisma.record import recording

QUARTER = Decimal("0.25")
NOT_HELD: Mapping[str, Any] = {
    "held_on": None,
    "learners": None,
    "adults": None,
    "hours": None,
    "came_of_it": "",
}
"""What an activity has that did not take place."""


def ask(
    *, institution: Organisation, by: User | None, at: datetime, **fields: Any
) -> SupportActivity:
    """Ask for an activity: kind, topic, grades, partner, arranged_by, answers, planned_on.

    Raises UnableToRecord, NotPermitted.
    """
    ACTIVITY.demand(SupportActivity(institution=institution), "ask", by=by)
    fields |= {"institution": institution, "school_year": school_year_of(fields["planned_on"])}
    _check_partner(fields.get("partner"), institution)
    return recording.add(
        SupportActivity,
        fields,
        action=ACTIVITY["ask"].audited,
        by=by,
        at=at,
        organisation=institution,
    )


def change(
    *, activity: SupportActivity, revision: int, by: User | None, at: datetime, **fields: Any
) -> SupportActivity:
    """Say anew what is asked for. Raises UnableToChange, UnableToRecord, NotPermitted."""
    fields["school_year"] = school_year_of(fields["planned_on"])
    if fields.get("partner") != activity.partner:
        _check_partner(fields.get("partner"), activity.institution)
    return _moved(activity, "change", fields, revision=revision, by=by, at=at)


def agree(
    *, activity: SupportActivity, revision: int, by: User | None, at: datetime
) -> SupportActivity:
    """Agree on it. Raises UnableToChange, UnableToRecord, NotPermitted."""
    return _moved(activity, "agree", {"state": AGREED}, revision=revision, by=by, at=at)


def hold(
    *,
    activity: SupportActivity,
    revision: int,
    held_on: date,
    by: User | None,
    at: datetime,
    **told: Any,
) -> SupportActivity:
    """Mark it as held: learners, adults, hours (to a quarter), came_of_it.

    Raises UnableToChange, UnableToRecord, NotPermitted.
    """
    _check_held(activity, held_on, told["hours"], at=at)
    fields = {"state": HELD, "held_on": held_on, **told}
    return _moved(activity, "hold", fields, revision=revision, by=by, at=at)


def correct(
    *,
    activity: SupportActivity,
    revision: int,
    held_on: date,
    by: User | None,
    at: datetime,
    **told: Any,
) -> SupportActivity:
    """Write anew what came of it. Raises UnableToChange, UnableToRecord, NotPermitted."""
    _check_held(activity, held_on, told["hours"], at=at)
    fields = {"held_on": held_on, **told}
    return _moved(activity, "correct", fields, revision=revision, by=by, at=at)


def take_back(
    *, activity: SupportActivity, revision: int, by: User | None, at: datetime
) -> SupportActivity:
    """Say that it did not take place yet. Raises UnableToChange, UnableToRecord, NotPermitted."""
    fields = {"state": AGREED, **NOT_HELD}
    return _moved(activity, "take_back", fields, revision=revision, by=by, at=at)


def decline(
    *, activity: SupportActivity, revision: int, reason: str, by: User | None, at: datetime
) -> SupportActivity:
    """Say that it is not possible, and why. Raises UnableToChange, UnableToRecord, NotPermitted."""
    fields = {"state": DECLINED, "reason": reason}
    return _moved(activity, "decline", fields, revision=revision, by=by, at=at)


def cancel(
    *, activity: SupportActivity, revision: int, reason: str, by: User | None, at: datetime
) -> SupportActivity:
    """Call it off, and say why. Raises UnableToChange, UnableToRecord, NotPermitted."""
    fields = {"state": CANCELLED, "reason": reason}
    return _moved(activity, "cancel", fields, revision=revision, by=by, at=at)


def reopen(
    *, activity: SupportActivity, revision: int, by: User | None, at: datetime
) -> SupportActivity:
    """Ask for it anew. Raises UnableToChange, UnableToRecord, NotPermitted."""
    fields = {"state": REQUESTED, "reason": ""}
    return _moved(activity, "reopen", fields, revision=revision, by=by, at=at)


def add_partner(*, by: User | None, at: datetime, **fields: Any) -> PartnerBody:
    """Write down a body: kind, name, institution, contact, phone, email.

    Raises UnableToRecord, NotPermitted.
    """
    place = _place(fields.get("institution"))
    changes.demand(KEEP_PARTNERS, by=by, organisation=place)
    return recording.add(
        PartnerBody, fields, action=audited.ADD_PARTNER, by=by, at=at, organisation=place
    )


def change_partner(
    *, partner: PartnerBody, revision: int, by: User | None, at: datetime, **fields: Any
) -> PartnerBody:
    """Say anew who it is. Raises UnableToChange, UnableToRecord, NotPermitted."""
    changes.demand(KEEP_PARTNERS, by=by, organisation=_place(fields.get("institution")))
    return _kept(partner, fields, audited.CHANGE_PARTNER, revision=revision, by=by, at=at)


def close_partner(
    *, partner: PartnerBody, revision: int, closed_on: date, by: User | None, at: datetime
) -> PartnerBody:
    """End the work with it. Raises UnableToChange, UnableToRecord, NotPermitted."""
    changes.check_is_past(closed_on, at=at)
    fields = {"closed_on": closed_on}
    return _kept(partner, fields, audited.CLOSE_PARTNER, revision=revision, by=by, at=at)


def reopen_partner(
    *, partner: PartnerBody, revision: int, by: User | None, at: datetime
) -> PartnerBody:
    """Go on working with it. Raises UnableToChange, UnableToRecord, NotPermitted."""
    fields = {"closed_on": None}
    return _kept(partner, fields, audited.REOPEN_PARTNER, revision=revision, by=by, at=at)


def school_year_of(day: date) -> SchoolYear:
    """The school year in which the day lies. Raises UnableToRecord where none is known."""
    found = SchoolYear.objects.filter(starts_on__lte=day, ends_on__gte=day).first()
    if found is None:
        raise UnableToRecord(
            _("The school year of %(day)s is not known yet: choose another day.")
            % {"day": wording.day(day)},
            code="no_year",
        )
    return found


def _check_partner(partner: PartnerBody | None, institution: Organisation) -> None:
    offered = PartnerBody.objects.for_institution(institution)
    if partner is not None and not offered.filter(pk=partner.pk).exists():
        raise UnableToRecord(
            _("The institution does not work with %(partner)s: choose another body.")
            % {"partner": partner},
            code="no_partner",
        )


def _check_held(activity: SupportActivity, day: date, hours: Decimal, *, at: datetime) -> None:
    """Raises UnableToRecord for a day to come or of another school year, and for odd hours."""
    changes.check_is_past(day, at=at)
    year = activity.school_year
    if not year.starts_on <= day <= year.ends_on:
        raise UnableToRecord(
            _("The activity is of the %(year)s: choose a day from %(first)s to %(last)s.")
            % {
                "year": wording.school_year(year.name),
                "first": wording.day(year.starts_on),
                "last": wording.day(year.ends_on),
            },
            code="other_year",
        )
    if hours <= 0 or hours % QUARTER:
        raise UnableToRecord(
            _("Hours are told to a quarter, and there are some: give 0.25, 0.5 or more."),
            code="no_hours",
        )


def _place(institution: Organisation | None) -> Organisation | None:
    """Where a body is kept: at its institution, or else by the authority."""
    return institution or Installation.current().authority


def _kept(
    partner: PartnerBody,
    fields: Mapping[str, Any],
    action: Any,
    *,
    revision: int,
    by: User | None,
    at: datetime,
) -> PartnerBody:
    place = _place(partner.institution)
    changes.demand(KEEP_PARTNERS, by=by, organisation=place)
    return recording.change(
        partner, fields, revision=revision, action=action, by=by, at=at, organisation=place
    )


def _moved(
    activity: SupportActivity,
    key: str,
    fields: Mapping[str, Any],
    *,
    revision: int,
    by: User | None,
    at: datetime,
) -> SupportActivity:
    ACTIVITY.admit(activity, key, by=by)
    return recording.change(
        activity,
        fields,
        revision=revision,
        action=ACTIVITY[key].audited,
        by=by,
        at=at,
        organisation=activity.institution,
    )
