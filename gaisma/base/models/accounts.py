from datetime import date
from typing import Any

from django.conf import settings
from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models
from django.db.models import Q
from django.db.models.functions import Lower
from django.urls import reverse
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext_lazy, pgettext_lazy

from gaisma.base.constraints import CheckConstraint, UniqueConstraint
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
    """A person who can sign in.

    The address has been proven: by an invitation, by a letter when it changes, or by whoever set
    the installation up. A higher `session_epoch` ends all sessions that have begun before.
    """

    account_columns = ("password", "last_login", "username", "full_name", "email", "language")

    username = models.CharField(max_length=150, unique=True)
    full_name = models.CharField(max_length=200)
    email = models.EmailField(blank=True)
    language = models.CharField(max_length=2, default="lv")
    is_active = models.BooleanField(default=True)
    session_epoch = models.PositiveIntegerField(default=0, editable=False)

    USERNAME_FIELD = "username"
    REQUIRED_FIELDS = ["full_name"]

    objects = UserManager()

    class Meta:
        constraints = [
            UniqueConstraint(
                Lower("username"),
                name="user_name_once",
                violation_error_message=gettext_lazy("This sign-in name is taken: choose another."),
            ),
            UniqueConstraint(
                Lower("email"),
                condition=~Q(email=""),
                name="user_address_once",
                violation_error_message=gettext_lazy(
                    "This address belongs to another account: give another address."
                ),
            ),
        ]

    def __str__(self) -> str:
        return self.full_name or self.username

    def get_absolute_url(self) -> str:
        return reverse("accounts:account", args=[self.pk])

    def granted_organisations(
        self, *, on: date, roles: tuple[str, ...] = ROLES
    ) -> "models.QuerySet[RoleGrant, int]":
        """The ids of the nodes on which the user holds one of the roles on that day."""
        grants = self.grants.filter(role__in=roles).valid_on(on)
        return grants.values_list("organisation_id", flat=True)

    def _get_session_auth_hash(self, secret: Any = None) -> str:
        """What a session must know to stay open: Django's own, and the epoch."""
        salt = "gaisma.base.models.User.session"
        known = f"{self.password}:{self.session_epoch}"
        return salted_hmac(salt, known, secret=secret, algorithm="sha256").hexdigest()


class RoleGrantQuerySet(models.QuerySet["RoleGrant"]):
    """Grants of roles."""

    def valid_on(self, day: date) -> "RoleGrantQuerySet":
        """Those in force: a role that came with something else ends with it."""
        from gaisma.base.registry import gathered

        ends = ("to_on", *(tie.ends for tie in gathered("GRANT_TIES")))
        goes_on = (Q(**{f"{end}__isnull": True}) | Q(**{f"{end}__gte": day}) for end in ends)
        return self.filter(*goes_on, from_on__lte=day)


class RoleGrant(models.Model):
    """A role on a node of the tree, reaching its subtree, from one day to another."""

    table_title = pgettext_lazy("table", "roles")
    account_columns = ("user_id", "granted_by_id")

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
            CheckConstraint(
                condition=Q(role__in=ROLES),
                name="role_grant_known_role",
                violation_error_message=gettext_lazy(
                    "This role is not known: choose one of the list."
                ),
            ),
            period_ends_after_it_starts("role_grant_ends_after_it_starts"),
        ]

    def __str__(self) -> str:
        return f"{self.role} · {self.organisation_id}"


class AuditRecord(models.Model):
    """One act: who did what to which rows, and when. It holds no names of the people concerned."""

    account_columns = ("by_id", "subject_ids", "details")

    at = models.DateTimeField(db_index=True)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="acts"
    )
    action = models.CharField(max_length=64)
    organisation = models.ForeignKey(Organisation, null=True, on_delete=models.SET_NULL)
    subject = models.CharField(max_length=64, blank=True)
    subject_count = models.PositiveIntegerField(default=0)
    subject_ids = models.JSONField(default=list)
    details = models.JSONField(default=dict)

    def __str__(self) -> str:
        return f"{self.at:%Y-%m-%d %H:%M} {self.action}"
