"""How far a survey has come, as message ids."""

from django.utils.translation import pgettext_lazy

TITLES = {
    "draft": pgettext_lazy("survey", "in preparation"),
    "open": pgettext_lazy("survey", "open"),
    "closed": pgettext_lazy("survey", "closed"),
}
TONES = {"draft": "due", "open": "good", "closed": ""}
