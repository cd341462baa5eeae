from django.apps import AppConfig


class AccountsConfig(AppConfig):
    name = "gaisma.base.accounts"
    label = "accounts"
