from django.apps import AppConfig


class SocialEmotionalConfig(AppConfig):
    name = "gaisma.quality.socialemotional"
    label = "socialemotional"
