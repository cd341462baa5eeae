"""People say how their own year was: they begin, write, submit it, and may take it back."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from gaisma.base import changes
from gaisma.base.audit import Action
from gaisma.base.changes import UnableToRecord
from gaisma.base.models import Organisation, SchoolYear, User
from gaisma.quality.selfevaluation import audited, policies
from gaisma.quality.selfevaluation.models import Contribution
from gaisma.quality.selfevaluation.permissions import CONTRIBUTE
from gaisma.record import recording
from gaisma.record.instruments.models import Version
from gaisma.record.people.models import Person


def begin(
    *,
    institution: Organisation,
    person: Person,
    school_year: SchoolYear,
    version: Version,
    commission: str,
    by: User | None,
    at: datetime,
) -> Contribution:
    """Begin to write about the own year, or for a commission. Raises UnableToRecord."""
    changes.demand(CONTRIBUTE, by=by, organisation=institution)
    policies.check_about(version, "own_evaluation")
    fields = {
        "institution": institution,
        "person": person,
        "school_year": school_year,
        "version": version,
        "commission": commission.strip(),
    }
    policies.demand_author(Contribution(**fields), by)
    policies.check_first_contribution(institution, person, school_year, commission.strip())
    return recording.add(
        Contribution,
        fields,
        action=audited.BEGIN_OWN,
        by=by,
        at=at,
        organisation=institution,
    )


def write(
    *,
    contribution: Contribution,
    revision: int,
    answers: Mapping[str, str],
    by: User | None,
    at: datetime,
) -> Contribution:
    """Keep what is written so far. Raises UnableToChange, UnableToRecord."""
    fields = {"answers": _given(answers)}
    return _change_open(contribution, fields, audited.WRITE_OWN, revision=revision, by=by, at=at)


def submit(
    *,
    contribution: Contribution,
    revision: int,
    answers: Mapping[str, str],
    by: User | None,
    at: datetime,
) -> Contribution:
    """Hand it over: from now on the head reads it. Raises UnableToChange, UnableToRecord."""
    given = _given(answers)
    asked = contribution.version.asks
    if any(item.is_required and item.name not in given for item in asked.items):
        raise UnableToRecord(_("Answer what must be answered, then submit it."), code="incomplete")
    fields = {"answers": given, "submitted_at": at}
    return _change_open(contribution, fields, audited.SUBMIT_OWN, revision=revision, by=by, at=at)


def take_back(*, contribution: Contribution, by: User | None, at: datetime) -> Contribution:
    """Take back what was submitted, to write on. Raises UnableToRecord."""
    policies.demand_author(contribution, by)
    with transaction.atomic():
        row = _locked(contribution)
        policies.check_contribution_taken_back(row)
        return _changed(
            row, {"submitted_at": None}, audited.TAKE_BACK_OWN, revision=row.revision, by=by, at=at
        )


def _given(answers: Mapping[str, str]) -> dict[str, str]:
    return {name: text for name, text in answers.items() if text}


def _locked(contribution: Contribution) -> Contribution:
    rows = Contribution.objects.select_for_update(of=("self",))
    return rows.select_related("institution").get(pk=contribution.pk)


def _change_open(
    contribution: Contribution,
    fields: Mapping[str, Any],
    action: Action,
    *,
    revision: int,
    by: User | None,
    at: datetime,
) -> Contribution:
    policies.demand_author(contribution, by)
    with transaction.atomic():
        row = _locked(contribution)
        policies.check_contribution_open(row)
        return _changed(row, fields, action, revision=revision, by=by, at=at)


def _changed(
    row: Contribution,
    fields: Mapping[str, Any],
    action: Action,
    *,
    revision: int,
    by: User | None,
    at: datetime,
) -> Contribution:
    return recording.change(
        row,
        fields,
        revision=revision,
        action=action,
        by=by,
        at=at,
        organisation=row.institution,
    )
