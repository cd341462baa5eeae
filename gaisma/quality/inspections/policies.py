"""What the state of an inspection allows, and who takes each step: one table.

The same check refuses an act and explains a button that is not there.
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date
from types import MappingProxyType

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop, ngettext

from gaisma.base import access, wording
from gaisma.base.changes import NotPermitted, UnableToRecord
from gaisma.base.models import RoleGrant, SchoolYear, User
from gaisma.base.permissions import OFFICIALS
from gaisma.quality.inspections import permissions
from gaisma.quality.inspections.kinds import (
    ACKNOWLEDGED,
    FILLED,
    NOT_IN_ORDER,
    NOT_READY,
    PLANNED,
    READY,
    SIGNED,
    STATES,
    WITH_DEFECTS,
)
from gaisma.quality.inspections.models import Defect, Inspection
from gaisma.quality.inspections.questionnaires import USE
from gaisma.record.instruments.models import Version


@dataclass(frozen=True)
class Step:
    """An act that takes an inspection from one of some states to another, and who takes it."""

    title: str
    taken_from: tuple[str, ...]
    leads_to: str
    permission: str


STEPS: Mapping[str, Step] = MappingProxyType(
    {
        "fill": Step(
            gettext_noop("Fill in the sheet"), (PLANNED, FILLED), FILLED, permissions.INSPECT
        ),
        "sign": Step(gettext_noop("Sign the act"), (FILLED,), SIGNED, permissions.INSPECT),
        "acknowledge": Step(
            gettext_noop("Acknowledge the act"), (SIGNED,), ACKNOWLEDGED, permissions.ACKNOWLEDGE
        ),
        "reopen": Step(
            gettext_noop("Correct the act"), (SIGNED, ACKNOWLEDGED), FILLED, permissions.INSPECT
        ),
    }
)
STATES_OF: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        "change": (PLANNED, FILLED),
        "cancel": (PLANNED,),
        "find": (PLANNED, FILLED),
        **{act: step.taken_from for act, step in STEPS.items()},
    }
)
"""In which states an act is allowed; to `find` is to write down defects and to take photos."""

PERMISSIONS: Mapping[str, str] = MappingProxyType(
    {
        "change": permissions.PLAN,
        "cancel": permissions.PLAN,
        "find": permissions.INSPECT,
        **{act: step.permission for act, step in STEPS.items()},
    }
)

FIRST, LAST = (8, 19), (9, 5)
"""Month and day from which and until which institutions are inspected."""


def days_of(school_year: SchoolYear) -> tuple[date, date]:
    """The first and the last day of inspections before the school year."""
    year = school_year.starts_on.year
    return date(year, *FIRST), date(year, *LAST)


def demand(inspection: Inspection, act: str, by: User | None) -> None:
    """Who may: the role, and what is the commission's only who is in it. Raises NotPermitted."""
    if by is not None and not may(inspection, act, by):
        raise NotPermitted(
            _("This is for the commission of the inspection: ask its head."), code="not_permitted"
        )


def may(inspection: Inspection, act: str, user: User) -> bool:
    """Whether role and commission give the act, whatever the state."""
    if not access.may(user, PERMISSIONS[act], inspection.institution):
        return False
    if act in ("sign", "reopen"):
        return inspection.led_by_id == user.pk
    if act in ("fill", "find"):
        return is_in_commission(inspection, user)
    return True


def is_in_commission(inspection: Inspection, user: User) -> bool:
    """Whether the user heads it or is a member."""
    return inspection.led_by_id == user.pk or user in inspection.members.all()


def check(inspection: Inspection, act: str) -> None:
    """Raises UnableToRecord."""
    sentence = hindrance(inspection, act)
    if sentence:
        raise UnableToRecord(sentence, code="wrong_state", choices=STATES_OF[act])


def hindrance(inspection: Inspection, act: str) -> str:
    """What stands in the way of the act; nothing when it can be done."""
    if inspection.state not in STATES_OF[act]:
        needed = _("” or “").join(_(STATES[state]) for state in STATES_OF[act])
        return _(
            "The inspection is in the state “%(state)s”: this can be done only when it is "
            "“%(needed)s”."
        ) % {"state": _(STATES[inspection.state]), "needed": needed}
    if act == "sign" and (count := len(unnamed(inspection))):
        told = ngettext(
            "%(count)s item is not in order and has no defect: write down what is to be mended.",
            "%(count)s items are not in order and have no defect: write down what is to be mended.",
            count,
        )
        return told % {"count": count}
    return ""


def offered(inspection: Inspection, user: User) -> tuple[str, ...]:
    """The acts that the person can take now."""
    return tuple(
        act for act in STATES_OF if may(inspection, act, user) and not hindrance(inspection, act)
    )


def unnamed(inspection: Inspection) -> tuple[str, ...]:
    """Items that are not in order, of which no defect is written down."""
    named = {defect.item for defect in inspection.defects.all()}
    return tuple(
        item
        for item, answer in inspection.answers.items()
        if answer == NOT_IN_ORDER and item not in named
    )


def result_fits(inspection: Inspection, result: str, conclusion: str) -> None:
    """Raises UnableToRecord for a result that the defects contradict."""
    unmended = [defect for defect in inspection.defects.all() if defect.mended_on is None]
    if result == READY and unmended:
        raise UnableToRecord(
            _("Defects are to be mended: choose “ready, with defects to mend” or “not ready”."),
            code="defects_left",
        )
    if result == WITH_DEFECTS and not unmended:
        raise UnableToRecord(
            _("No defect is to be mended: choose “ready”, or write the defects down."),
            code="no_defects",
        )
    if result != NOT_READY and any(defect.severity == "dangerous" for defect in unmended):
        raise UnableToRecord(
            _("A dangerous defect is to be mended first: the institution is not ready."),
            code="dangerous",
        )
    if result == NOT_READY and not conclusion.strip():
        raise UnableToRecord(_("Say why the institution is not ready."), code="no_conclusion")


def is_for_inspecting(version: Version) -> None:
    """Raises UnableToRecord for an instrument of another use, or one that is not in use."""
    is_offered = not version.is_draft and version.instrument.retired_on is None
    if version.instrument.use != USE or not is_offered:
        raise UnableToRecord(
            _("Choose an instrument for inspections that is in use."), code="no_instrument"
        )


def are_officials(people: Collection[User], *, on: date) -> None:
    """Raises UnableToRecord where somebody in the commission is none of the authority's."""
    grants = RoleGrant.objects.valid_on(on).filter(role__in=OFFICIALS, user__in=people)
    known = set(grants.values_list("user", flat=True))
    for person in people:
        if person.pk not in known:
            raise UnableToRecord(
                _("%(name)s does not work at the authority: choose somebody else.")
                % {"name": person},
                code="no_official",
            )


def is_within(day: date, school_year: SchoolYear) -> None:
    """Raises UnableToRecord for a day outside the weeks of inspections."""
    first, last = days_of(school_year)
    if not first <= day <= last:
        raise UnableToRecord(
            _("Inspections are held from %(first)s to %(last)s: choose a day between.")
            % {"first": wording.day(first), "last": wording.day(last)},
            code="other_day",
        )


def has_passed(day: date, *, today: date) -> None:
    """Raises UnableToRecord for a day that is still to come."""
    if day > today:
        raise UnableToRecord(_("This day has not come yet."), code="not_yet")


def is_unmended(defect: Defect) -> None:
    """Raises UnableToRecord for a defect that is reported as mended."""
    if defect.mended_on is not None:
        raise UnableToRecord(_("It is reported as mended already."), code="mended")


def can_be_moved(defect: Defect, due_on: date, because: str, *, on: date) -> None:
    """Raises UnableToRecord for a deadline that is not moved so, and before an act stands."""
    if not is_signed(defect.inspection):
        raise UnableToRecord(
            _("The act is not signed yet: change the defect itself."), code="not_signed"
        )
    if not because.strip():
        raise UnableToRecord(_("Say why the deadline is moved."), code="no_reason")
    if due_on == defect.due_on:
        raise UnableToRecord(_("This is its deadline already: choose another day."), code="same")
    if due_on < on:
        raise UnableToRecord(_("This day has passed: choose one to come."), code="passed")


def waits_for_check(defect: Defect) -> None:
    """Raises UnableToRecord for a defect that cannot be checked now."""
    if defect.mended_on is None:
        raise UnableToRecord(_("It is not reported as mended yet."), code="not_mended")
    if defect.checked_on is not None:
        raise UnableToRecord(_("It is checked already."), code="checked")


def may_mend(defect: Defect, user: User) -> bool:
    """Whether it is the person's to report: the authority all, leaders what is their house's."""
    place = defect.inspection.institution
    if access.may(user, permissions.CHECK, place):
        return True
    return defect.mends == "institution" and access.may(user, permissions.MEND, place)


def may_check(defect: Defect, user: User) -> bool:
    """Whether the person looks whether it is mended."""
    return access.may(user, permissions.CHECK, defect.inspection.institution)


def is_told(inspection: Inspection, user: User) -> bool:
    """Whether the person is told what was found: the authority at once, leaders by the act."""
    official = access.may(user, permissions.INSPECT, inspection.institution)
    return official or is_signed(inspection)


def is_signed(inspection: Inspection) -> bool:
    """Whether an act stands, from which on its defects are mended."""
    return inspection.acts.exists()
