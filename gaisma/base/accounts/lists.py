"""Lists of accounts, invitations and locks: their columns, and what narrows them."""

from collections.abc import Iterable
from typing import Any

import django_filters as filters
from axes.models import AccessAttempt
from django.conf import settings
from django.db.models import Q, QuerySet
from django.middleware.csrf import get_token
from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from gaisma.base import clock, listing, roles
from gaisma.base.accounts import queries
from gaisma.base.accounts.models import Invitation
from gaisma.base.models import Organisation, RoleGrant, User

STATES = {
    "pending": _("waits for an answer"),
    "expired": _("over its day"),
    "accepted": _("accepted"),
    "withdrawn": _("withdrawn"),
}


def role_choices() -> list[tuple[str, str]]:
    """All roles with what they are called."""
    return [(role, roles.title(role)) for role in roles.TITLES]


class Accounts(listing.Table):
    """Who may sign in."""

    full_name = listing.Name(verbose_name=_("Name and surname"))
    shown = listing.Words(verbose_name=_("Roles today"), orderable=False)
    is_active = listing.Words(verbose_name=_("Account"))
    has_second_factor = listing.Words(verbose_name=_("Second step"))
    last_login = listing.Moment(verbose_name=_("Last signed in"))

    def render_full_name(self, record: User) -> str:
        return format_html('<a href="{}">{}</a>', record.get_absolute_url(), record)

    def value_full_name(self, record: User) -> str:
        return str(record)

    def render_shown(self, value: Iterable[RoleGrant]) -> str:
        return "; ".join(queries.said(one) for one in value)

    def render_is_active(self, value: bool) -> str:  # noqa: FBT001
        return gettext("open account") if value else gettext("closed account")

    def render_has_second_factor(self, value: bool) -> str:  # noqa: FBT001
        return gettext("yes") if value else gettext("no")


class AccountFilters(filters.FilterSet):
    """By words, role, place, and whether the account is open."""

    q = filters.CharFilter(label=_("Name or address"), method="by_words")
    role = filters.ChoiceFilter(
        label=_("Role here"), choices=role_choices, method="by_role", empty_label=_("Any role")
    )
    organisation = listing.RowFilter(
        label=_("Place"),
        queryset=lambda request: queries.places_of(request.user),
        method="by_place",
        empty_label=_("All places"),
    )
    state = filters.ChoiceFilter(
        label=_("Account"),
        choices=[
            ("open", _("open account")),
            ("closed", _("closed account")),
            ("roleless", _("without a role")),
        ],
        method="by_state",
        empty_label=_("All accounts"),
    )

    def by_words(self, rows: QuerySet[User], name: str, value: str) -> QuerySet[User]:
        given = Q(full_name__icontains=value) | Q(username__icontains=value)
        return rows.filter(given | Q(email__icontains=value))

    def by_role(self, rows: QuerySet[User], name: str, value: str) -> QuerySet[User]:
        return rows.filter(pk__in=self._valid().filter(role=value).values("user_id"))

    def by_place(self, rows: QuerySet[User], name: str, value: Organisation) -> QuerySet[User]:
        return rows.filter(pk__in=self._valid().filter(organisation=value).values("user_id"))

    def by_state(self, rows: QuerySet[User], name: str, value: str) -> QuerySet[User]:
        if value == "roleless":
            # Whose account is closed needs none.
            return rows.filter(is_active=True).exclude(pk__in=self._valid().values("user_id"))
        return rows.filter(is_active=value == "open")

    def _valid(self) -> QuerySet[RoleGrant]:
        return RoleGrant.objects.valid_on(clock.today())


class Invitations(listing.Table):
    """Who was invited."""

    full_name = listing.Name(verbose_name=_("Name and surname"))
    email = listing.Words(verbose_name=_("E-mail address"))
    role = listing.Words(verbose_name=_("Role here"))
    organisation = listing.Words(verbose_name=_("Place"), accessor="organisation__name")
    state = listing.Words(verbose_name=_("What became of it"), empty_values=(), orderable=False)
    expires_at = listing.Moment(verbose_name=_("Holds until"))

    def render_full_name(self, record: Invitation) -> str:
        address = record.get_absolute_url()
        return format_html('<a href="{}">{}</a>', address, record.full_name)

    def value_full_name(self, record: Invitation) -> str:
        return record.full_name

    def render_role(self, value: str) -> str:
        return roles.title(value)

    def render_state(self, record: Invitation) -> str:
        said = str(STATES[record.state_at(clock.now())])
        return f"{said}; {gettext('the letter did not go out')}" if record.trouble else said


class InvitationFilters(filters.FilterSet):
    """By words and by state."""

    q = filters.CharFilter(label=_("Name or address"), method="by_words")
    state = filters.ChoiceFilter(
        label=_("What became of it"),
        choices=list(STATES.items()),
        method="by_state",
        empty_label=_("All invitations"),
    )

    def by_words(self, rows: QuerySet[Invitation], name: str, value: str) -> QuerySet[Invitation]:
        return rows.filter(Q(full_name__icontains=value) | Q(email__icontains=value))

    def by_state(self, rows: QuerySet[Invitation], name: str, value: str) -> QuerySet[Invitation]:
        pending = {"accepted_at": None, "withdrawn_at": None}
        now = clock.now()
        ways: dict[str, dict[str, Any]] = {
            "pending": {**pending, "expires_at__gt": now},
            "expired": {**pending, "expires_at__lte": now},
            "accepted": {"accepted_at__isnull": False},
            "withdrawn": {"withdrawn_at__isnull": False},
        }
        return rows.filter(**ways[value])


class Locks(listing.Table):
    """Names that cannot be tried for a while."""

    username = listing.Name(verbose_name=_("User name"))
    ip_address = listing.Words(verbose_name=_("From the address"))
    failures_since_start = listing.Number(verbose_name=_("Wrong attempts"))
    until = listing.Moment(verbose_name=_("Locked until"), accessor="attempt_time", orderable=False)
    unlock = listing.Words(
        verbose_name=_("What can be done"),
        empty_values=(),
        orderable=False,
        exclude_from_export=True,
    )

    def render_until(self, record: AccessAttempt) -> str:
        return str(self.columns["until"].column.render(self.value_until(record)))

    def value_until(self, record: AccessAttempt) -> Any:
        return clock.here(record.attempt_time + settings.AXES_COOLOFF_TIME)

    def render_unlock(self, record: AccessAttempt) -> str:
        return format_html(
            '<form method="post" action="{}"><input type="hidden" name="csrfmiddlewaretoken"'
            ' value="{}"><button class="button link">{}</button></form>',
            reverse("accounts:unlock", args=[record.pk]),
            get_token(self.request),
            gettext("Unlock"),
        )
