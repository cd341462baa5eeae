from datetime import date

import pytest

from gaisma.base.changes import NotPermitted, UnableToRecord
from gaisma.base.models import AuditRecord
from gaisma.evidence.lake.models import TableChange
from gaisma.record.organisations import actions
from gaisma.record.organisations.models import Licence, Site, Status
from tests import factories
from tests.moments import NOW

pytestmark = pytest.mark.django_db


def test_site_is_added_by_the_head(school, head):
    actions.add_site(institution=school, name="A korpuss", address="Skolas iela 4", by=head, at=NOW)

    assert Site.objects.get().institution == school
    assert TableChange.objects.get(table="sites").counter == 1
    assert AuditRecord.objects.get().organisation == school


def test_site_of_another_institution_is_refused(head):
    other = factories.institution()

    with pytest.raises(NotPermitted):
        actions.add_site(institution=other, name="A", address="B", by=head, at=NOW)


def test_site_of_the_same_name_is_refused():
    site = factories.site(name="A korpuss")

    with pytest.raises(UnableToRecord):
        actions.add_site(
            institution=site.institution, name="A korpuss", address="B", by=None, at=NOW
        )


def test_licence_is_granted_for_a_term():
    institution = factories.institution()

    actions.grant_licence(
        institution=institution,
        kind="accreditation",
        number="AI 1",
        from_on=date(2024, 1, 1),
        to_on=date(2030, 1, 1),
        by=None,
        at=NOW,
    )

    assert Licence.objects.get().to_on == date(2030, 1, 1)


def test_status_is_granted_and_ended():
    status = actions.grant_status(
        institution=factories.institution(),
        status="etwinning_school",
        from_on=date(2024, 1, 1),
        by=None,
        at=NOW,
    )

    actions.end_term(held=status, on=date(2024, 6, 30), revision=1, by=None, at=NOW)

    assert Status.objects.get().to_on == date(2024, 6, 30)
    assert TableChange.objects.get(table="statuses").counter == 2
    assert set(AuditRecord.objects.values_list("action", flat=True)) == {
        "status.grant",
        "status.end",
    }


def test_status_that_ends_before_it_starts_is_refused():
    with pytest.raises(UnableToRecord, match="31 December 2023 is before 1 January 2024"):
        actions.grant_status(
            institution=factories.institution(),
            status="etwinning_school",
            from_on=date(2024, 1, 1),
            to_on=date(2023, 12, 31),
            by=None,
            at=NOW,
        )


def test_status_out_of_the_vocabulary_is_refused():
    with pytest.raises(UnableToRecord):
        actions.grant_status(
            institution=factories.institution(),
            status="best_school",
            from_on=date(2024, 1, 1),
            by=None,
            at=NOW,
        )
