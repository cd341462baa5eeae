"""What is held of a learner: that there were talks with the family, and who took part."""

from django.utils.translation import gettext_noop

from gaisma.base.retention import RetentionKind, remove_rows
from gaisma.quality.socialemotional.audited import TALKS
from gaisma.quality.socialemotional.models import Talk
from gaisma.record.people.privacy import RECORDED, TECHNICAL, PersonalTable, Purpose

KEPT = "family_talks"
PERSONAL_DATA = [
    PersonalTable(
        Talk._meta.label,
        title=gettext_noop("Talks with the family"),
        purpose=Purpose.EDUCATION,
        kept=KEPT,
        owners=("learner_id",),
        touches=TALKS,
        columns=RECORDED
        | {
            "group_id": gettext_noop("Group or class"),
            "learner_id": TECHNICAL,
            "on": gettext_noop("Day"),
            "took_part": gettext_noop("Who took part"),
            "state": gettext_noop("State"),
        },
    )
]
RETENTION = [
    RetentionKind(
        KEPT,
        title=gettext_noop("Talks with families"),
        years=1,
        source="data protection law: no longer than the purpose needs",
        over=lambda before: Talk.objects.filter(group__school_year__ends_on__lt=before),
        remove=remove_rows,
        touches=TALKS,
    ),
]
