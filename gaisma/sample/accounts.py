"""Who can sign in to the demo, with passwords that everybody may know."""

from dataclasses import dataclass
from datetime import date, datetime

from gaisma.base.models import Organisation, RoleGrant, User
from gaisma.record.people.models import Employment
from gaisma.sample import plan

GRANTED_FROM = date(2023, 9, 1)


@dataclass(frozen=True)
class DemoAccount:
    """An account of the demo: it opens no real person's data, so its password is no secret."""

    username: str
    password: str
    role: str
    organisation: str
    post: str
    """The post of the invented person whose name the account bears."""


ACCOUNTS = (
    DemoAccount("specialists", "paraugpils-2024", "specialist", plan.AUTHORITY, "methodologist"),
    DemoAccount("vaditajs", "paraugpils-2024", "head", plan.HEAD_AT, "head"),
)


def make(*, at: datetime) -> None:
    """Make the accounts with their roles."""
    for account in ACCOUNTS:
        organisation = Organisation.objects.get(name=account.organisation)
        user = User.objects.create_user(
            username=account.username,
            password=account.password,
            full_name=_name(organisation, account.post),
            email=f"{account.username}@paraugpils.example",
        )
        RoleGrant.objects.create(
            user=user,
            role=account.role,
            organisation=organisation,
            from_on=GRANTED_FROM,
            granted_by=None,
            granted_at=at,
        )


def _name(organisation: Organisation, post: str) -> str:
    posts = Employment.objects.filter(institution=organisation, role=post, to_on=None)
    return str(posts.select_related("person").order_by("pk")[0].person)
