"""Invitations: a role that waits for the person to whom it was offered."""

from datetime import datetime

from django.db import models
from django.db.models import Q
from django.db.models.functions import Lower
from django.urls import reverse
from django.utils.translation import gettext_lazy, pgettext_lazy

from gaisma.base.constraints import CheckConstraint, UniqueConstraint
from gaisma.base.models import Organisation, Recorded, User
from gaisma.base.models.accounts import ROLES
from gaisma.base.models.recorded import period_ends_after_it_starts


class InvitationQuerySet(models.QuerySet["Invitation"]):
    """Invitations."""

    def pending(self) -> "InvitationQuerySet":
        """Neither accepted nor withdrawn; they may be over their day."""
        return self.filter(accepted_at=None, withdrawn_at=None)

    def open_at(self, moment: datetime) -> "InvitationQuerySet":
        """Those that can be accepted at that moment."""
        return self.pending().filter(expires_at__gt=moment)


class Invitation(Recorded):
    """A role offered to whoever reads the mail of an address, until a moment.

    `sending` counts letters: only the link of the last one holds. `trouble` is what the mail server
    said to it.
    """

    table_title = pgettext_lazy("table", "invitations")
    account_columns = ("email", "full_name", "invited_by_id", "accepted_by_id")

    email = models.EmailField()
    full_name = models.CharField(max_length=200)
    language = models.CharField(max_length=2, default="lv")
    role = models.CharField(max_length=16, choices=[(role, role) for role in ROLES])
    organisation = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, related_name="invitations"
    )
    from_on = models.DateField()
    to_on = models.DateField(null=True, blank=True)
    invited_by = models.ForeignKey(
        User, null=True, blank=True, on_delete=models.PROTECT, related_name="invitations_given"
    )
    invited_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    sending = models.PositiveSmallIntegerField(default=1)
    sent_at = models.DateTimeField(null=True, blank=True)
    trouble = models.CharField(max_length=200, blank=True)
    accepted_by = models.ForeignKey(
        User, null=True, blank=True, on_delete=models.SET_NULL, related_name="invitations"
    )
    accepted_at = models.DateTimeField(null=True, blank=True)
    withdrawn_at = models.DateTimeField(null=True, blank=True)

    objects = InvitationQuerySet.as_manager()

    class Meta:
        constraints = [
            period_ends_after_it_starts("invitation_ends_after_it_starts"),
            CheckConstraint(
                condition=Q(role__in=ROLES),
                name="invitation_known_role",
                violation_error_message=gettext_lazy(
                    "This role is not known: choose one of the list."
                ),
            ),
            CheckConstraint(
                condition=Q(accepted_at__isnull=True) | Q(withdrawn_at__isnull=True),
                name="invitation_accepted_or_withdrawn",
                violation_error_message=gettext_lazy(
                    "An invitation was accepted or withdrawn, not both: look at it anew."
                ),
            ),
            CheckConstraint(
                condition=Q(email=Lower("email")),
                name="invitation_address_in_small_letters",
                violation_error_message=gettext_lazy(
                    "An address is kept in small letters: write it so."
                ),
            ),
            UniqueConstraint(
                fields=["email", "role", "organisation"],
                condition=Q(accepted_at__isnull=True, withdrawn_at__isnull=True),
                name="invitation_pending_once",
                violation_error_message=gettext_lazy(
                    "This address is invited to that role already: wait for the answer,"
                    " or withdraw the invitation."
                ),
            ),
        ]
        indexes = [models.Index(fields=["email"], name="invitation_by_address")]

    def __str__(self) -> str:
        return f"{self.role} · {self.organisation_id}"

    def get_absolute_url(self) -> str:
        return reverse("accounts:invitation", args=[self.pk])

    def state_at(self, moment: datetime) -> str:
        """accepted, withdrawn, expired, or pending."""
        if self.accepted_at is not None:
            return "accepted"
        if self.withdrawn_at is not None:
            return "withdrawn"
        return "pending" if self.expires_at > moment else "expired"


class AddressChange(models.Model):
    """A new address that a person has asked for, until a letter to it has been answered."""

    account_columns = ("user_id", "email")

    user = models.OneToOneField(User, on_delete=models.CASCADE, related_name="address_change")
    email = models.EmailField()
    asked_at = models.DateTimeField()

    def __str__(self) -> str:
        return str(self.user_id)
