from typing import Any

import pytest

from gaisma.base import thresholds
from gaisma.base.changes import NotPermitted
from gaisma.base.models import AuditRecord, User
from gaisma.base.models.accounts import ROLES
from gaisma.base.registry import Registry
from gaisma.base.thresholds import Threshold, actions
from gaisma.base.thresholds.models import ChangedThreshold
from tests import factories
from tests.moments import NOW

pytestmark = pytest.mark.django_db
DECLARED = [
    Threshold("tests.age", title="Age", unit="days", default=30, least=1, most=90),
    Threshold("tests.share", title="Share", unit="percent", default=15, least=0, most=100),
]


@pytest.fixture(autouse=True)
def declared(monkeypatch: pytest.MonkeyPatch) -> None:
    for module in (thresholds, actions):
        monkeypatch.setattr(module, "gathered", {"THRESHOLDS": Registry(DECLARED)}.__getitem__)


def test_value_is_the_default_until_it_is_set() -> None:
    before = thresholds.value("tests.age")
    factories.changed_threshold(key="tests.age", value=7)

    assert (before, thresholds.value("tests.age")) == (30, 7)
    assert thresholds.values() == {"tests.age": 7, "tests.share": 15}


def test_value_of_a_threshold_that_is_no_more_is_left_out() -> None:
    factories.changed_threshold(key="tests.forgotten")

    assert "tests.forgotten" not in thresholds.values()
    with pytest.raises(KeyError):
        thresholds.value("tests.forgotten")


def test_change_sets_and_notes_only_what_differs(administrator: User) -> None:
    changed = actions.change({"tests.age": 7, "tests.share": 15}, by=administrator, at=NOW)

    assert changed == {"tests.age": 7}
    assert thresholds.value("tests.age") == 7
    noted = AuditRecord.objects.get()
    assert (noted.action, noted.by) == ("thresholds.change", administrator)
    assert noted.details == {"changed": {"tests.age": [30, 7]}}


def test_change_back_to_the_default_holds(administrator: User) -> None:
    factories.changed_threshold(key="tests.age", value=7)

    actions.change({"tests.age": 30}, by=administrator, at=NOW)

    assert thresholds.value("tests.age") == 30


def test_change_of_nothing_notes_nothing(administrator: User) -> None:
    actions.change({"tests.age": 30}, by=administrator, at=NOW)

    assert not AuditRecord.objects.exists()


@pytest.mark.parametrize("wanted", [{"tests.age": 0}, {"tests.age": 91}, {"tests.nonsense": 5}])
def test_change_beyond_the_limits_is_refused_whole(
    administrator: User, wanted: dict[str, int]
) -> None:
    with pytest.raises(actions.UnableToSetThreshold):
        actions.change({"tests.share": 50, **wanted}, by=administrator, at=NOW)

    assert not ChangedThreshold.objects.exists()


@pytest.mark.parametrize("role", ROLES)
def test_thresholds_are_kept_by_the_administrator(school: Any, role: str) -> None:
    user = factories.user()
    factories.role_grant(user=user, role=role, organisation=factories.authority())

    try:
        actions.change({"tests.age": 7}, by=user, at=NOW)
        allowed = True
    except NotPermitted:
        allowed = False

    assert allowed is (role == "administrator")
