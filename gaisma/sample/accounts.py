"""Who can sign in to the demo, one account a role, with a password that everybody may know."""

from dataclasses import dataclass
from datetime import date, datetime

from django.contrib.auth.hashers import make_password
from django.db.models import F

from gaisma.base.models import Organisation, RoleGrant, User
from gaisma.base.registry import gathered
from gaisma.record.people import roles
from gaisma.record.people.models import Employment, Person
from gaisma.record.programmes.models import GroupTeacher
from gaisma.sample import plan

GRANTED_FROM = date(2023, 9, 1)
PASSWORD = "paraugpils-2024"  # noqa: S105 - it opens no real person's data
TEACHING = ("class_teacher", "teacher")


@dataclass(frozen=True)
class DemoAccount:
    """An account of the demo, named after an invented person who has that post there."""

    username: str
    role: str
    organisation: str
    post: str
    password: str = PASSWORD


ACCOUNTS = (
    DemoAccount("specialists", "specialist", plan.AUTHORITY, "methodologist"),
    DemoAccount("parvalde", "manager", plan.AUTHORITY, "head"),
    DemoAccount("dibinatajs", "founder", plan.AUTHORITY, "other_staff"),
    DemoAccount("vaditajs", "head", plan.HEAD_AT, "head"),
    DemoAccount("vietnieks", "deputy", plan.HEAD_AT, "deputy_head"),
    DemoAccount("metodikis", "methodologist", plan.AUTHORITY, "methodologist"),
    DemoAccount("audzinatajs", "class_teacher", plan.HEAD_AT, "primary_teacher"),
    DemoAccount("skolotajs", "teacher", plan.HEAD_AT, "mathematics_teacher"),
    DemoAccount("psihologs", "support", plan.HEAD_AT, "educational_psychologist"),
    DemoAccount("inovacijas", "centre_staff", plan.INNOVATION_CENTRE,
                "organiser_of_educational_activities"),
    DemoAccount("finanses", "finance", plan.AUTHORITY, "other_staff"),
    DemoAccount("projekti", "project_manager", plan.AUTHORITY, "methodologist"),
    DemoAccount("auditors", "auditor", plan.AUTHORITY, "other_staff"),
    DemoAccount("administrators", "administrator", plan.AUTHORITY, "other_staff"),
)  # fmt: skip


def make(*, at: datetime) -> None:
    """Make the accounts with their roles; each is that of another person of the city."""
    taken: set[int] = set()
    # All have the same password, and to hash it takes as long as it should.
    hashed = {word: make_password(word) for word in {account.password for account in ACCOUNTS}}
    for account in ACCOUNTS:
        organisation = Organisation.objects.get(name=account.organisation)
        person = _person(account, organisation, taken)
        taken.add(person.pk)
        user = User.objects.create(
            username=account.username,
            password=hashed[account.password],
            full_name=str(person),
            email=f"{account.username}@paraugpils.example",
        )
        roles.link(user=user, person=person, by=None, at=at)
        grant = RoleGrant.objects.create(
            user=user,
            role=account.role,
            organisation=organisation,
            from_on=GRANTED_FROM,
            granted_by=None,
            granted_at=at,
        )
        for tie in gathered("GRANT_TIES"):
            tie.follow(grant, at)


def _person(account: DemoAccount, organisation: Organisation, taken: set[int]) -> Person:
    """Somebody with the post there; for a teacher's account somebody who teaches a group."""
    posts = Employment.objects.filter(institution=organisation, to_on=None)
    teaching = GroupTeacher.objects.filter(
        group__institution=organisation,
        group__school_year__name=plan.THIS_YEAR,
        is_class_teacher=account.role == "class_teacher",
        person__in=posts.values("person"),
    ).exclude(person__in=taken)
    # A school class, where there is one: that is what a class teacher is thought of with.
    of_classes_first = F("group__grade").asc(nulls_last=True)
    teacher = teaching.select_related("person").order_by(of_classes_first, "pk").first()
    if account.role in TEACHING and teacher is not None:
        return teacher.person
    named = posts.filter(role=account.post).exclude(person__in=taken)
    return named.select_related("person").order_by("pk")[0].person
