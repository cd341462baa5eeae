"""Roles that came with a post: whose an account is, and with which post its role ends.

A role ends with its post by being asked for so (`GRANT_TIES`), not by being ended: whether a
person ended the post, an import did, or the import was undone, the role always follows.
"""

from datetime import datetime

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils import timezone

from gaisma.base import audit, changes
from gaisma.base.grants import GrantTie
from gaisma.base.models import Organisation, RoleGrant, User
from gaisma.record.people import audited
from gaisma.record.people.models import Account, Contact, Employment, GrantWithPost, Person, Tie

WITH_A_POST = frozenset(
    ("head", "deputy", "methodologist", "class_teacher", "teacher", "support", "centre_staff")
)
"""The roles of who works at an institution; those of the authority are given on their own."""

POSTS_OF = {"head": "head", "deputy": "deputy_head", "methodologist": "methodologist"}
"""The post that a role comes with, where there is one of the name."""


def follow(grant: RoleGrant, at: datetime) -> None:
    """Find whose the account is and the post at that place; join the role to it."""
    if grant.role not in WITH_A_POST:
        return
    person = _person_of(grant.user, grant.organisation, by=grant.granted_by, at=at)
    post = _post(person, grant, at=at) if person else None
    if post is not None:
        changes.make(GrantWithPost, at=at, grant=grant, employment=post)


GRANT_TIES = [GrantTie("post", "post__employment__to_on", follow)]


def link(*, user: User, person: Person, by: User | None, at: datetime) -> Account:
    """State whose an account is. Raises UnableToRecord when either has another already."""
    account = changes.make(Account, at=at, user=user, person=person)
    audit.note(action=audited.LINK_ACCOUNT, by=by, at=at, subject="people.Person", ids=[person.pk])
    return account


def _person_of(user: User, place: Organisation, *, by: User | None, at: datetime) -> Person | None:
    """Whose the account is: as noted, or the one member of staff there with its address."""
    noted = Account.objects.select_related("person").filter(user=user).first()
    if noted is not None:
        return noted.person
    if not user.email:
        return None
    same = Contact.objects.filter(kind="email", value__iexact=user.email)
    posts = _in_force(place, at=at).filter(person__in=same.values("person"))
    found = Person.objects.filter(pk__in=posts.values("person"), account=None)[:2]
    if len(found) != 1:
        return None
    return link(user=user, person=found[0], by=by, at=at).person


def _post(person: Person, grant: RoleGrant, *, at: datetime) -> Employment | None:
    """The post that the role comes with: that of its name, else the one that lasts longest."""
    posts = list(_in_force(grant.organisation, at=at).filter(person=person))
    named = POSTS_OF.get(grant.role, "")
    return min(posts, default=None, key=lambda post: (post.role != named, _lasts(post), post.pk))


def _lasts(post: Employment) -> tuple[bool, int]:
    """Smaller is longer: a post without an end comes first."""
    return (post.to_on is not None, -post.to_on.toordinal() if post.to_on else 0)


def _in_force(place: Organisation, *, at: datetime) -> QuerySet[Employment]:
    """The posts at the place and below it on that day or later, whose ties are confirmed."""
    here = Organisation.objects.subtree_ids([place])
    goes_on = Q(to_on__isnull=True) | Q(to_on__gte=timezone.localdate(at))
    asked = Tie.objects.unconfirmed().filter(
        person=OuterRef("person"), institution=OuterRef("institution")
    )
    return Employment.objects.filter(goes_on, ~Exists(asked), institution_id__in=here)
