"""Slips by which families read results: made for a class, each used once."""

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from gaisma.base import audit, changes
from gaisma.base.changes import UnableToRecord
from gaisma.base.models import User
from gaisma.base.secret_addresses import hashed, secret
from gaisma.quality.assessments import audited
from gaisma.quality.assessments.models import Assessment, FamilyLink
from gaisma.quality.assessments.permissions import ENTER
from gaisma.quality.assessments.workflow import TOLD
from gaisma.record.people.models import Person
from gaisma.record.programmes.models import Group


def make_slips(
    *,
    assessment: Assessment,
    group: Group,
    people: Sequence[Person],
    by: User | None,
    at: datetime,
) -> dict[Person, str]:
    """New secrets for learners of a class, each told this once; earlier ones open nothing more.

    Raises NotPermitted, UnableToRecord.
    """
    changes.demand(ENTER, by=by, organisation=group.institution)
    with transaction.atomic():
        row = Assessment.objects.select_for_update().get(pk=assessment.pk)
        if row.state != TOLD:
            raise UnableToRecord(
                _("Results are not open to families: the authority opens them."), code="not_told"
            )
        if not people:
            raise UnableToRecord(
                _("Nobody of the class has a result: there is nothing to read."), code="nobody"
            )
        made = {person: secret() for person in people}
        FamilyLink.objects.filter(assessment=row, person__in=people).delete()
        FamilyLink.objects.bulk_create(
            FamilyLink(person=person, assessment=row, token_hash=hashed(token), made_at=at)
            for person, token in made.items()
        )
        audit.note(
            action=audited.MAKE_SLIPS,
            by=by,
            at=at,
            organisation=group.institution,
            subject=Assessment._meta.label,
            ids=[row.pk],
            details={"group": group.pk, "slips": len(made)},
        )
    return made


def used(link: FamilyLink, *, at: datetime) -> bool:
    """Use the address: whether it was still to be used, which of two at once holds for one."""
    return bool(FamilyLink.objects.filter(pk=link.pk, read_at=None).update(read_at=at))
