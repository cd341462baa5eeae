"""An institution's register is confirmed."""

from collections.abc import Mapping
from dataclasses import asdict
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from gaisma.base import audit, changes, wording
from gaisma.base.changes import UnableToRecord
from gaisma.base.models import Organisation, User
from gaisma.workplace.new_year import audited
from gaisma.workplace.new_year.models import Confirmation
from gaisma.workplace.new_year.permissions import CONFIRM
from gaisma.workplace.new_year.queries import confirmations


def confirm(
    *,
    institution: Organisation,
    school_year: str,
    open_problems: Mapping[str, int],
    by: User | None,
    at: datetime,
    note: str = "",
) -> Confirmation:
    """Keep the word that the register is right, with its numbers; it may be given again later.

    A confirmation stays with its moment: what changes afterwards is told beside it.
    """
    changes.demand(CONFIRM, by=by, organisation=institution)
    with transaction.atomic():
        held = confirmations.counts(institution, school_year)
        if not held.groups:
            raise UnableToRecord(
                _("There are no groups of %(year)s yet: prepare the school year first.")
                % {"year": wording.school_year(school_year)},
                code="no_groups",
            )
        given = Confirmation.objects.create(
            institution=institution,
            school_year=school_year,
            by=by,
            at=at,
            counts=asdict(held),
            open_problems=dict(open_problems),
            note=note,
        )
        audit.note(
            action=audited.CONFIRM,
            by=by,
            at=at,
            organisation=institution,
            subject="new_year.Confirmation",
            ids=[given.pk],
            details={"school_year": school_year, "counts": asdict(held)},
        )
    return given
