"""What we decide for the parts that sign people in: no open doors, our letters, our language."""

from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.core.exceptions import ImmediateHttpResponse
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.socialaccount.adapter import DefaultSocialAccountAdapter
from allauth.socialaccount.models import SocialLogin
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext_lazy as _

from gaisma.base import clock, personal_codes, speaking
from gaisma.base.accounts import ways
from gaisma.base.accounts.actions import invitations
from gaisma.base.accounts.entrance import resets
from gaisma.base.accounts.entrance.signing_in import client_address
from gaisma.base.models import User

WRONG = _("The name and the password do not match. Check both; capital letters matter.")
SILENT = {"account/messages/logged_in.txt", "account/messages/logged_out.txt"}


class Accounts(DefaultAccountAdapter):
    """Accounts come by invitation only."""

    error_messages = {
        **DefaultAccountAdapter.error_messages,
        "username_password_mismatch": WRONG,
        "email_password_mismatch": WRONG,
    }

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False

    def get_client_ip(self, request: HttpRequest) -> str:
        return client_address(request)

    def add_message(
        self,
        request: HttpRequest,
        level: int,
        message_template: str | None = None,
        *rest: Any,
        **named: Any,
    ) -> None:
        """Signing in and out are seen; only what is not is told."""
        if message_template not in SILENT:
            super().add_message(request, level, message_template, *rest, **named)

    def send_mail(self, template_prefix: str, email: str, context: dict[str, Any]) -> None:
        """The one letter of these parts that we send: the way to a new password.

        The worker writes and sends it, for whom there is no account another one: what a mail
        server makes of an address, and how long that takes, is not told to who asked.
        """
        user: User = context["user"]
        origin = self.request.build_absolute_uri("/")
        resets.ask(user, email=email, language=user.language, origin=origin)

    def set_password(self, user: User, password: str) -> None:
        """A new password ends sessions, and with them what programs got in by."""
        with transaction.atomic():
            super().set_password(user, password)
            ways.end_ways_in(user, at=clock.now())

    def post_login(self, request: HttpRequest, user: User, **rest: Any) -> HttpResponse:
        """The pages speak the person's language from here on."""
        response: HttpResponse = super().post_login(request, user, **rest)
        return speaking.remembered(response, user.language)


class SocialAccounts(DefaultSocialAccountAdapter):
    """Who signs in elsewhere is let in as somebody whom we know, or have invited."""

    def is_open_for_signup(self, request: HttpRequest, sociallogin: SocialLogin) -> bool:
        return False

    def pre_social_login(self, request: HttpRequest, sociallogin: SocialLogin) -> None:
        """Match by an address that the provider says to be verified. Never makes an account."""
        if sociallogin.is_existing:
            return
        verified = [found.email for found in sociallogin.email_addresses if found.verified is True]
        user = invitations.known_or_invited(verified, at=clock.now()) if verified else None
        if user is None:
            page = render(request, "accounts/not-invited.html", status=403)
            raise ImmediateHttpResponse(page)
        sociallogin.connect(request, user)


class SecondStep(DefaultMFAAdapter):
    """Secrets of codes lie encrypted, as personal codes do."""

    def encrypt(self, text: str) -> str:
        return personal_codes.encrypted(text)

    def decrypt(self, encrypted_text: str) -> str:
        return personal_codes.decrypted(encrypted_text)

    def get_public_key_credential_rp_entity(self) -> dict[str, str]:
        return {**super().get_public_key_credential_rp_entity(), "name": "Gaisma"}
