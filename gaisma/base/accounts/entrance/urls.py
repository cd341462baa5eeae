"""The parts' views that we use, each with its rule; their names are those of the parts."""

from django.urls import path, re_path

from gaisma.base.accounts.entrance import pages

urlpatterns = [
    path("sign-in/", pages.sign_in, name="account_login"),
    path("sign-in/code/", pages.second_step, name="mfa_authenticate"),
    path("sign-in/passkey/", pages.by_passkey, name="mfa_login_webauthn"),
    path("sign-in/closed/", pages.closed, name="account_inactive"),
    path("sign-in/cancelled/", pages.cancelled, name="socialaccount_login_cancelled"),
    path("sign-in/with/<str:provider_id>/", pages.elsewhere, name="openid_connect_login"),
    path("sign-in/with/<str:provider_id>/back/", pages.back, name="openid_connect_callback"),
    path("sign-out/", pages.sign_out, name="account_logout"),
    path("password/", pages.ask_for_password, name="account_reset_password"),
    path("password/sent/", pages.asked_for_password, name="account_reset_password_done"),
    path("password/set/", pages.new_password_set, name="account_reset_password_from_key_done"),
    re_path(
        r"^password/new/(?P<uidb36>[0-9A-Za-z]+)-(?P<key>.+)/$",
        pages.new_password,
        name="account_reset_password_from_key",
    ),
    path("accounts/own/password/", pages.change_password, name="account_change_password"),
    path("accounts/own/password/first/", pages.set_password, name="account_set_password"),
    path("accounts/own/confirm/", pages.confirm, name="account_reauthenticate"),
    path("accounts/own/confirm/code/", pages.confirm_by_code, name="mfa_reauthenticate"),
    path(
        "accounts/own/confirm/passkey/",
        pages.confirm_by_passkey,
        name="mfa_reauthenticate_webauthn",
    ),
    path("accounts/own/second-step/", pages.second_steps, name="mfa_index"),
    path("accounts/own/second-step/codes/", pages.begin_codes, name="mfa_activate_totp"),
    path("accounts/own/second-step/codes/end/", pages.end_codes, name="mfa_deactivate_totp"),
    path("accounts/own/second-step/recovery/", pages.recovery, name="mfa_view_recovery_codes"),
    path(
        "accounts/own/second-step/recovery/new/",
        pages.new_recovery,
        name="mfa_generate_recovery_codes",
    ),
    path(
        "accounts/own/second-step/recovery/file/",
        pages.recovery_file,
        name="mfa_download_recovery_codes",
    ),
    path("accounts/own/second-step/passkeys/", pages.passkeys, name="mfa_list_webauthn"),
    path("accounts/own/second-step/passkeys/add/", pages.add_passkey, name="mfa_add_webauthn"),
    path(
        "accounts/own/second-step/passkeys/<int:pk>/",
        pages.rename_passkey,
        name="mfa_edit_webauthn",
    ),
    path(
        "accounts/own/second-step/passkeys/<int:pk>/remove/",
        pages.remove_passkey,
        name="mfa_remove_webauthn",
    ),
]
