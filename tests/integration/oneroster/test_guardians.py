"""Agents of users as guardians of learners."""

import polars as pl
import pytest

from gaisma.evidence.interop import imports
from gaisma.record.people.models import Guardian, Person
from tests import oneroster_sets
from tests.moments import NOW

pytestmark = pytest.mark.django_db
BOTH = pytest.mark.parametrize("version", ["1.1", "1.2"])


def with_parents(version, *, said_by="learner"):
    """A set of two learners, the first of whom has a father; another parent is nobody's."""
    frames = oneroster_sets.roster(version, learners=2, year=2023)
    users = frames["users"]
    father, other = users.head(1), users.head(1)
    father = father.with_columns(sourcedId=pl.lit("father"), givenName=pl.lit("Ēriks"))
    other = other.with_columns(sourcedId=pl.lit("other"))
    users = pl.concat([users, father, other])
    learner, agent = pl.lit("learner-000001"), pl.lit("father")
    says, named = (learner, agent) if said_by == "learner" else (agent, learner)
    users = users.with_columns(
        agentSourcedIds=pl.when(pl.col("sourcedId") == says).then(named).otherwise(pl.lit(""))
    )
    is_parent = pl.col("sourcedId").is_in(["father", "other"])
    if version == "1.1":
        parents = pl.when(is_parent).then(pl.lit("parent")).otherwise("role")
        return frames | {"users": users.with_columns(role=parents)}
    roles = (
        frames["roles"]
        .head(2)
        .with_columns(
            sourcedId=pl.Series(["role-father", "role-other"]),
            userSourcedId=pl.Series(["father", "other"]),
            role=pl.lit("parent"),
        )
    )
    return frames | {"users": users, "roles": pl.concat([frames["roles"], roles])}


@BOTH
@pytest.mark.parametrize("said_by", ["learner", "guardian"])
def test_agent_of_a_learner_is_a_guardian(take_in, version, said_by):
    outcome = take_in(with_parents(version, said_by=said_by), version=version)

    assert (outcome.status, outcome.created["guardians"]) == ("taken", 1)
    guardian = Guardian.objects.get()
    assert guardian.learner.identifiers.get().value == "learner-000001"
    assert (guardian.guardian.given_name, guardian.relation) == ("Ēriks", "parent")


@BOTH
def test_guardians_twice_change_nothing(take_in, version):
    take_in(with_parents(version), version=version)

    outcome = take_in(with_parents(version), version=version)

    assert sum(outcome.created.values()) + sum(outcome.changed.values()) == 0
    assert outcome.unchanged["guardians"] == 1


def test_parent_of_nobody_is_not_kept(take_in):
    take_in(with_parents("1.2"))

    assert not Person.objects.filter(identifiers__value="other").exists()
    assert Person.objects.count() == 4


def test_undo_takes_guardians_back(take_in):
    outcome = take_in(with_parents("1.2"))

    imports.undo(outcome.id, by=None, at=NOW)

    assert not Guardian.objects.exists()
    assert not Person.objects.exists()
