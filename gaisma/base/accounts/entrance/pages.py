"""The parts' views in our look: what each of them is called, and who may open it."""

from collections.abc import Callable
from functools import wraps
from time import monotonic, sleep
from typing import Any

from allauth.account import views as account
from allauth.mfa.base import views as mfa
from allauth.mfa.recovery_codes import views as recovery_codes
from allauth.mfa.totp import views as totp
from allauth.mfa.webauthn import views as webauthn
from allauth.socialaccount import views as socialaccount
from allauth.socialaccount.providers.openid_connect import views as openid_connect
from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse_lazy
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST, require_safe

from gaisma.base.access import open_to_everyone, requires
from gaisma.base.accounts.permissions import OWN
from gaisma.base.forms import shown_or_sent

BEAT = 0.1
"""Seconds: an answer goes out when so many have passed, or a multiple of it, so that how long one
takes tells nothing."""


def paced(view: Callable[..., Any]) -> Callable[..., Any]:
    """Have what is sent to the view answered on the beat."""

    @wraps(view)
    def answering(request: Any, *args: Any, **kwargs: Any) -> Any:
        began = monotonic()
        answer = view(request, *args, **kwargs)
        if request.method == "POST":
            sleep(rest(monotonic() - began))
        return answer

    return answering


def rest(passed: float) -> float:
    """How long it is until the next beat."""
    return -passed % BEAT


View = Callable[..., Any]
ENTRANCE, PAGE = "accounts/entrance.html", "form.html"
SECOND_STEP = reverse_lazy("mfa_index")
FORGOTTEN = '"storage"'
"""Pages and drafts that a browser keeps for work without a network, and the worker with them."""


def _entrance(view: type[Any], *, template: str = ENTRANCE, **words: Any) -> View:
    """A view for who has not signed in yet: one thing on an empty page."""
    shown: View = view.as_view(template_name=template, extra_context=words)
    return open_to_everyone(shown_or_sent(shown))


def _own(view: type[Any], *, template: str = PAGE, **words: Any) -> View:
    """A view of one's own account."""
    shown: View = view.as_view(template_name=template, extra_context=words)
    return requires(OWN)(shown_or_sent(shown))


class SignIn(account.LoginView):
    """Sign in; who is in already goes on."""

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """With the other place at which to sign in, where there is one."""
        apps = settings.SOCIALACCOUNT_PROVIDERS.get("openid_connect", {}).get("APPS", [])
        return {**super().get_context_data(**kwargs), "elsewhere": apps}


sign_in = _entrance(SignIn, template="accounts/sign-in.html")
second_step = _entrance(mfa.AuthenticateView, template="accounts/second-step.html")
by_passkey = open_to_everyone(shown_or_sent(webauthn.login_webauthn))


@open_to_everyone
@require_POST
def sign_out(request: HttpRequest) -> HttpResponse:
    """Sign out; the browser forgets what it kept of ours, so that the next person finds nothing."""
    answer: HttpResponse = account.logout(request)
    answer.headers["Clear-Site-Data"] = FORGOTTEN
    return answer


closed = _entrance(
    account.AccountInactiveView,
    title=_("This account is closed"),
    lead=_("Ask your administrator to open it again."),
    onward=settings.LOGIN_URL,
)
cancelled = _entrance(
    socialaccount.LoginCancelledView,
    title=_("You have not been signed in"),
    lead=_("You went back before the sign-in was over."),
    onward=settings.LOGIN_URL,
)


@open_to_everyone
@require_safe
def elsewhere(request: HttpRequest, provider_id: str) -> HttpResponse:
    """Go on to the other place; it is for signing in only, not for joining a second account."""
    if request.user.is_authenticated or "process" in request.GET:
        return redirect(settings.LOGIN_REDIRECT_URL)
    answer: HttpResponse = openid_connect.login(request, provider_id)
    return answer


back = open_to_everyone(require_safe(openid_connect.callback))
ask_for_password = paced(
    _entrance(
        account.PasswordResetView,
        title=_("A new password"),
        lead=_("Write the e-mail address of your account: a link to a new password comes by mail."),
        button=_("Send the link"),
        onward=settings.LOGIN_URL,
    )
)
asked_for_password = _entrance(
    account.PasswordResetDoneView,
    title=_("Look into your mail"),
    lead=_(
        "A letter is on its way. Its link holds for one day. If nothing comes, look among unwanted"
        " mail, or ask your administrator."
    ),
    onward=settings.LOGIN_URL,
)
new_password = _entrance(
    account.PasswordResetFromKeyView,
    template="accounts/new-password.html",
    title=_("A new password"),
    button=_("Set the password"),
)
new_password_set = _entrance(
    account.PasswordResetFromKeyDoneView,
    title=_("The password is set"),
    lead=_("You have been signed out everywhere else. Sign in by the new password."),
    onward=settings.LOGIN_URL,
)


class ChangePassword(account.PasswordChangeView):
    """A new password; sessions on other devices end."""

    success_url = reverse_lazy("accounts:own")


class SetPassword(account.PasswordSetView):
    """A first password."""

    success_url = reverse_lazy("accounts:own")


OWN_PAGE = reverse_lazy("accounts:own")
change_password = _own(
    ChangePassword,
    title=_("Change the password"),
    lead=_("At least twelve characters. On other devices you are then signed out."),
    button=_("Change the password"),
    back=OWN_PAGE,
)
set_password = _own(
    SetPassword,
    title=_("Set a password"),
    lead=_("At least twelve characters."),
    button=_("Set the password"),
    back=OWN_PAGE,
)
CONFIRMATION = {
    "title": _("Is it you?"),
    "lead": _("Before something that guards the account is changed, show once more who you are."),
    "button": _("Continue"),
    "back": OWN_PAGE,
}
confirm = _own(account.ReauthenticateView, template="accounts/confirm.html", **CONFIRMATION)
confirm_by_code = _own(mfa.ReauthenticateView, template="accounts/confirm.html", **CONFIRMATION)
confirm_by_passkey = _own(
    webauthn.ReauthenticateWebAuthnView,
    template="accounts/confirm-by-passkey.html",
    **CONFIRMATION,
)
second_steps = _own(mfa.IndexView, template="accounts/second-steps.html")
begin_codes = _own(
    totp.ActivateTOTPView,
    template="accounts/begin-codes.html",
    title=_("Codes from an app"),
    lead=_(
        "Open an authenticator app on the phone, let it read the picture, and write the code that"
        " it shows."
    ),
    button=_("Begin"),
    back=SECOND_STEP,
)
end_codes = _own(
    totp.DeactivateTOTPView,
    title=_("No more codes from the app"),
    lead=_("The app's codes will not be asked for any more; what is in the app can be deleted."),
    button=_("End the codes"),
    back=SECOND_STEP,
    danger=True,
)
recovery = _own(recovery_codes.ViewRecoveryCodesView, template="accounts/recovery-codes.html")
new_recovery = _own(
    recovery_codes.GenerateRecoveryCodesView,
    title=_("New recovery codes"),
    lead=_("The codes until now will not hold any more."),
    button=_("Make new codes"),
    back=SECOND_STEP,
    danger=True,
)
recovery_file = requires(OWN)(require_safe(recovery_codes.download_recovery_codes))
passkeys = _own(webauthn.ListWebAuthnView, template="accounts/passkeys.html")
add_passkey = _own(
    webauthn.AddWebAuthnView,
    template="accounts/add-passkey.html",
    title=_("Add a key"),
    lead=_("The browser then asks for the key: the phone, the fingerprint, or a key on a cord."),
    button=_("Add the key"),
    back=SECOND_STEP,
)
rename_passkey = _own(
    webauthn.EditWebAuthnView,
    title=_("Rename the key"),
    button=_("Rename"),
    back=reverse_lazy("mfa_list_webauthn"),
)
remove_passkey = _own(
    webauthn.RemoveWebAuthnView,
    title=_("Remove the key"),
    lead=_("Nobody will be able to sign in by this key any more."),
    button=_("Remove the key"),
    back=reverse_lazy("mfa_list_webauthn"),
    danger=True,
)
