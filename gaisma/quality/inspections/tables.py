"""The closed lists of this room, as message ids."""

from django.utils.translation import gettext_noop

READY, WITH_DEFECTS, NOT_READY = ("ready", "with_defects", "not_ready")
RESULTS = {
    READY: gettext_noop("ready"),
    WITH_DEFECTS: gettext_noop("ready, with defects to mend"),
    NOT_READY: gettext_noop("not ready"),
}
"""What an inspection comes to."""

RESULT_TONES = {READY: "good", WITH_DEFECTS: "due", NOT_READY: "bad"}

SEVERITIES = {
    "slight": gettext_noop("slight"),
    "serious": gettext_noop("serious"),
    "dangerous": gettext_noop("dangerous"),
}
"""How much a defect weighs: a dangerous one keeps the place shut until it is mended."""

SEVERITY_TONES = {"slight": "", "serious": "due", "dangerous": "bad"}

INSTITUTION, AUTHORITY = ("institution", "authority")
MENDERS = {INSTITUTION: gettext_noop("institution"), AUTHORITY: gettext_noop("authority")}
"""Who is to mend a defect."""

OPEN, OVERDUE, MENDED, CHECKED = ("open", "overdue", "mended", "checked")
MENDING = {
    OPEN: gettext_noop("to mend"),
    OVERDUE: gettext_noop("overdue"),
    MENDED: gettext_noop("reported as mended"),
    CHECKED: gettext_noop("mended and checked"),
}
"""How far a defect has come."""

MENDING_TONES = {OPEN: "due", OVERDUE: "bad", MENDED: "", CHECKED: "good"}

NOT_IN_ORDER = "not_in_order"
"""The answer that asks for a defect."""
