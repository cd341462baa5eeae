from django.apps import AppConfig
from django.contrib.auth.signals import user_logged_in, user_logged_out, user_login_failed


class AccountsConfig(AppConfig):
    name = "gaisma.base.accounts"
    label = "accounts"

    def ready(self) -> None:
        from axes.signals import user_locked_out

        from gaisma.base.accounts.entrance import signing_in

        # Under its name Django would note the true moment; whichever is ready first, ours stands.
        name = "update_last_login"
        user_logged_in.disconnect(dispatch_uid=name)
        user_logged_in.connect(signing_in.note_sign_in, dispatch_uid=name)
        user_logged_out.connect(signing_in.tell_of_sign_out)
        user_login_failed.connect(signing_in.tell_of_failure)
        user_locked_out.connect(signing_in.tell_of_lock)
