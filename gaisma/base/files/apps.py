from django.apps import AppConfig


class FilesConfig(AppConfig):
    name = "gaisma.base.files"
    label = "files"
