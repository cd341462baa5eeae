from datetime import timedelta
from typing import Any

import pytest
from axes.models import AccessAttempt, AccessLog
from django.db.models import Model

from gaisma.base.accounts.models import Invitation
from gaisma.base.registry import gathered
from tests import factories
from tests.moments import NOW

pytestmark = pytest.mark.django_db
TODAY = NOW.date()


def attempt(**fields: Any) -> AccessAttempt:
    return _dated(AccessAttempt(ip_address="127.0.0.1", failures_since_start=1), **fields)


def sign_in(**fields: Any) -> AccessLog:
    return _dated(AccessLog(ip_address="127.0.0.1", username="anna"), **fields)


def _dated(row: Any, *, at: Any) -> Any:
    """Axes puts its own clock into a new row."""
    row.save()
    type(row).objects.filter(pk=row.pk).update(attempt_time=at)
    return row


@pytest.mark.parametrize(
    ("kind", "make"),
    [
        ("invitation", lambda at: factories.invitation(expires_at=at)),
        ("sign_in", lambda at: sign_in(at=at)),
        ("failed_sign_in", lambda at: attempt(at=at)),
    ],
)
def test_what_signing_in_leaves_goes_after_its_term(kind: str, make: Any) -> None:
    old, young = make(NOW - timedelta(days=2)), make(NOW)
    found = gathered("RETENTION")[kind]
    model: type[Model] = type(old)

    removed = found.remove(found.over(TODAY), at=NOW)

    assert removed == 1
    assert [row.pk for row in model._default_manager.all()] == [young.pk]


def test_open_invitation_is_never_over_its_term() -> None:
    factories.invitation(expires_at=NOW + timedelta(days=1))

    assert not gathered("RETENTION")["invitation"].over(TODAY).exists()
    assert Invitation.objects.count() == 1
