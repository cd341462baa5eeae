"""What instruments are for, as message ids."""

from django.utils.translation import gettext_noop

USES = {
    "observation": gettext_noop("lesson observation"),
    "survey": gettext_noop("survey"),
    "self_evaluation": gettext_noop("self-evaluation"),
    "own_evaluation": gettext_noop("self-evaluation of teachers and commissions"),
    "appraisal": gettext_noop("appraisal of heads"),
    "inspection": gettext_noop("inspection of readiness"),
    "visit": gettext_noop("external visit"),
}
