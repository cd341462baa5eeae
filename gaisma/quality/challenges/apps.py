from django.apps import AppConfig


class ChallengesConfig(AppConfig):
    name = "gaisma.quality.challenges"
    label = "challenges"
