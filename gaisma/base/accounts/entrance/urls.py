"""The parts' views that we use, each with its rule; their names are those of the parts."""

from django.urls import path, re_path

from gaisma.base.accounts.entrance import views

urlpatterns = [
    path("sign-in/", views.sign_in, name="account_login"),
    path("sign-in/code/", views.second_step, name="mfa_authenticate"),
    path("sign-in/passkey/", views.by_passkey, name="mfa_login_webauthn"),
    path("sign-in/closed/", views.closed, name="account_inactive"),
    path("sign-in/cancelled/", views.cancelled, name="socialaccount_login_cancelled"),
    path("sign-in/with/<str:provider_id>/", views.elsewhere, name="openid_connect_login"),
    path("sign-in/with/<str:provider_id>/back/", views.back, name="openid_connect_callback"),
    path("sign-out/", views.sign_out, name="account_logout"),
    path("password/", views.ask_for_password, name="account_reset_password"),
    path("password/sent/", views.asked_for_password, name="account_reset_password_done"),
    path("password/set/", views.new_password_set, name="account_reset_password_from_key_done"),
    re_path(
        r"^password/new/(?P<uidb36>[0-9A-Za-z]+)-(?P<key>.+)/$",
        views.new_password,
        name="account_reset_password_from_key",
    ),
    path("accounts/own/password/", views.change_password, name="account_change_password"),
    path("accounts/own/password/first/", views.set_password, name="account_set_password"),
    path("accounts/own/confirm/", views.confirm, name="account_reauthenticate"),
    path("accounts/own/confirm/code/", views.confirm_by_code, name="mfa_reauthenticate"),
    path(
        "accounts/own/confirm/passkey/",
        views.confirm_by_passkey,
        name="mfa_reauthenticate_webauthn",
    ),
    path("accounts/own/second-step/", views.second_steps, name="mfa_index"),
    path("accounts/own/second-step/codes/", views.begin_codes, name="mfa_activate_totp"),
    path("accounts/own/second-step/codes/end/", views.end_codes, name="mfa_deactivate_totp"),
    path("accounts/own/second-step/recovery/", views.recovery, name="mfa_view_recovery_codes"),
    path(
        "accounts/own/second-step/recovery/new/",
        views.new_recovery,
        name="mfa_generate_recovery_codes",
    ),
    path(
        "accounts/own/second-step/recovery/file/",
        views.recovery_file,
        name="mfa_download_recovery_codes",
    ),
    path("accounts/own/second-step/passkeys/", views.passkeys, name="mfa_list_webauthn"),
    path("accounts/own/second-step/passkeys/add/", views.add_passkey, name="mfa_add_webauthn"),
    path(
        "accounts/own/second-step/passkeys/<int:pk>/",
        views.rename_passkey,
        name="mfa_edit_webauthn",
    ),
    path(
        "accounts/own/second-step/passkeys/<int:pk>/remove/",
        views.remove_passkey,
        name="mfa_remove_webauthn",
    ),
]
