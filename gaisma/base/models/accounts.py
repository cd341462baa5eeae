from datetime import date

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models
from django.db.models import Q

from gaisma.base.models.organisations import Organisation
from gaisma.base.models.recorded import period_ends_after_it_starts

ROLES = (
    "specialist",
    "manager",
    "founder",
    "head",
    "deputy",
    "methodologist",
    "class_teacher",
    "teacher",
    "support",
    "centre_staff",
    "finance",
    "project_manager",
    "auditor",
    "administrator",
)


class UserManager(BaseUserManager["User"]):
    """Makes accounts; signing in is Django's."""

    def create_user(self, *, username: str, password: str | None = None, **rest: object) -> "User":
        user = self.model(username=username, **rest)
        user.set_password(password)
        user.save()
        return user


class User(AbstractBaseUser):
    """A person who can sign in."""

    username = models.CharField(max_length=150, unique=True)
    full_name = models.CharField(max_length=200)
    email = models.EmailField(blank=True)
    language = models.CharField(max_length=2, default="lv")
    is_active = models.BooleanField(default=True)

    USERNAME_FIELD = "username"
    REQUIRED_FIELDS = ["full_name"]

    objects = UserManager()

    def __str__(self) -> str:
        return self.full_name or self.username

    def granted_organisations(
        self, *, on: date, roles: tuple[str, ...] = ROLES
    ) -> "models.QuerySet[RoleGrant, int]":
        """The ids of the nodes on which the user holds one of the roles on that day."""
        grants = self.grants.filter(role__in=roles).valid_on(on)
        return grants.values_list("organisation_id", flat=True)


class RoleGrantQuerySet(models.QuerySet["RoleGrant"]):
    """Grants of roles."""

    def valid_on(self, day: date) -> "RoleGrantQuerySet":
        return self.filter(Q(to_on__isnull=True) | Q(to_on__gte=day), from_on__lte=day)


class RoleGrant(models.Model):
    """A role on a node of the tree, reaching its subtree, from one day to another."""

    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="grants")
    role = models.CharField(max_length=16, choices=[(role, role) for role in ROLES])
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="grants")
    from_on = models.DateField()
    to_on = models.DateField(null=True, blank=True)
    granted_by = models.ForeignKey(
        User, null=True, on_delete=models.PROTECT, related_name="grants_given"
    )
    granted_at = models.DateTimeField()

    objects = RoleGrantQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(role__in=ROLES), name="role_grant_known_role"),
            period_ends_after_it_starts("role_grant_ends_after_it_starts"),
        ]

    def __str__(self) -> str:
        return f"{self.role} · {self.organisation_id}"
