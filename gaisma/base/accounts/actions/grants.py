"""Roles are given on a node of the tree, and end."""

from datetime import date, datetime, timedelta

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from gaisma.base import audit
from gaisma.base.accounts import audited, policies
from gaisma.base.audit import Action
from gaisma.base.changes import NotPermitted
from gaisma.base.models import Organisation, RoleGrant, User
from gaisma.base.registry import gathered


def grant(
    *,
    user: User,
    role: str,
    organisation: Organisation,
    from_on: date,
    to_on: date | None = None,
    by: User | None,
    at: datetime,
) -> RoleGrant:
    """Give a person a role from one day to another, both included.

    Raises NotPermitted, and UnableToGrant when it makes no sense.
    """
    demand(role, organisation, by=by)
    policies.check_not_oneself(by, user)
    today = timezone.localdate(at)
    policies.possible(role, organisation, from_on=from_on, to_on=to_on, today=today)
    with transaction.atomic():
        # Two at once must not both find the role missing.
        User.objects.select_for_update().get(pk=user.pk)
        policies.check_new(user, role, organisation, on=max(from_on, today))
        given = RoleGrant.objects.create(
            user=user,
            role=role,
            organisation=organisation,
            from_on=from_on,
            to_on=to_on,
            granted_by=by,
            granted_at=at,
        )
        for tie in gathered("GRANT_TIES"):
            tie.follow(given, at)
        _note(audited.GRANT, given, by=by, at=at)
    return given


def end_grant(*, grant: RoleGrant, on: date, by: User | None, at: datetime) -> RoleGrant:
    """Let the day be the role's last; a day before today takes it away at once.

    Raises NotPermitted, and UnableToEnd when it has ended or is the last administrator's.
    """
    demand(grant.role, grant.organisation, by=by)
    today = timezone.localdate(at)
    if grant.to_on is not None and grant.to_on < today:
        raise policies.UnableToEnd(_("This role has ended already."), code="ended_already")
    policies.leaves_an_administrator(grant.user, on=max(on, today), grant=grant)
    with transaction.atomic():
        grant.to_on = max(on, grant.from_on)
        if on < grant.from_on:
            # It never began: a period cannot end before its first day.
            grant.from_on = grant.to_on = min(grant.from_on, today - timedelta(days=1))
        grant.save(update_fields=["from_on", "to_on"])
        _note(audited.END_GRANT, grant, by=by, at=at)
    return grant


def demand(role: str, organisation: Organisation, *, by: User | None) -> None:
    """Refuse who may not grant the role there; nobody (`None`) is the administrator's own shell.

    Raises NotPermitted.
    """
    if by is not None and not policies.may_grant(by, role, organisation):
        raise NotPermitted(
            _("Your role does not let you grant or end this role there."), code="not_permitted"
        )


def _note(action: Action, grant: RoleGrant, *, by: User | None, at: datetime) -> None:
    last = grant.to_on.isoformat() if grant.to_on else None
    details = {"role": grant.role, "from": grant.from_on.isoformat(), "to": last}
    audit.note(
        action=action,
        by=by,
        at=at,
        organisation=grant.organisation,
        subject="base.User",
        ids=[grant.user_id],
        details={**details, "grant": grant.pk},
    )
