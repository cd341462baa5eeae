"""The parts' forms with our words, and without words inside of fields."""

from typing import Any

from allauth.account import forms as account
from allauth.mfa.base import forms as codes
from allauth.mfa.totp.forms import ActivateTOTPForm
from allauth.mfa.webauthn.forms import AddWebAuthnForm, EditWebAuthnForm
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from gaisma.base.models import User

NOBODY = 0


def nobody(*, language: str) -> User:
    """Nobody, who would read a letter in that language; a link of theirs opens nothing.

    They stand for an account that there is not, so that as much is done for it.
    """
    return User(pk=NOBODY, username="nobody", language=language)


class Plain:
    """What stands in an empty field would be taken for an answer, and is hard to read."""

    labels: dict[str, Any] = {}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, field in self.fields.items():  # type: ignore[attr-defined]
            field.widget.attrs.pop("placeholder", None)
            field.label = self.labels.get(name, field.label)


class SignIn(Plain, account.LoginForm):
    """User name or address, and password."""

    labels = {"login": _("User name or e-mail address"), "password": _("Password")}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["login"].widget.attrs |= {"autocomplete": "username", "autocapitalize": "none"}
        # The way to a new password stands below the form.
        self.fields["password"].help_text = ""


class _Unmade:
    """No key while somebody waits: the worker makes it when it writes the letter.

    Made here it would only cost time, and more of it where there is an account.
    """

    def make_token(self, _user: User) -> str:
        return ""


class AskForPassword(Plain, account.ResetPasswordForm):
    """The address to which the link to a new password goes."""

    labels = {"email": _("E-mail address")}

    def save(self, request: HttpRequest, **kwargs: Any) -> str:
        """Send a letter whether there is an account or not, so that nobody learns which it is.

        For nobody the same is done as for somebody, and the answer comes on a beat: how long it
        takes tells nothing either.
        """
        self.users: list[User] = self.users or [nobody(language=request.LANGUAGE_CODE)]
        return str(super().save(request, token_generator=_Unmade(), **kwargs))


NEW = {"password1": _("New password"), "password2": _("The new password again")}


class NewPassword(Plain, account.ResetPasswordKeyForm):
    """A new password, by a link."""

    labels = NEW


class SetPassword(Plain, account.SetPasswordForm):
    """The first password of somebody who signs in elsewhere."""

    labels = NEW


class ChangePassword(Plain, account.ChangePasswordForm):
    """A new password, by the old one."""

    labels = {**NEW, "oldpassword": _("Password until now")}


class Confirm(Plain, account.ReauthenticateForm):
    """The password once more."""

    labels = {"password": _("Password")}


CODE = {"code": _("Code from the app, or a recovery code")}


class Code(Plain, codes.AuthenticateForm):
    """The second step."""

    labels = CODE


class ConfirmByCode(Plain, codes.ReauthenticateForm):
    """The second step once more."""

    labels = CODE


class BeginCodes(Plain, ActivateTOTPForm):
    """The first code of an app."""

    labels = {"code": _("Code that the app shows")}


class AddPasskey(Plain, AddWebAuthnForm):
    """A passkey or a security key, and what it is called."""

    labels = {"name": _("Name of the key"), "passwordless": _("Sign in by it without a password")}


class RenamePasskey(Plain, EditWebAuthnForm):
    """What a key is called."""

    labels = {"name": _("Name of the key")}
