from django.apps import AppConfig
from django.contrib.auth.signals import user_logged_in


class AccountsConfig(AppConfig):
    name = "gaisma.base.accounts"
    label = "accounts"

    def ready(self) -> None:
        from gaisma.base.accounts.entrance.signing_in import note_sign_in

        # Under its name Django would note the true moment; whichever is ready first, ours stands.
        name = "update_last_login"
        user_logged_in.disconnect(dispatch_uid=name)
        user_logged_in.connect(note_sign_in, dispatch_uid=name)
