"""Inspections, what they found, and who sees it."""

from datetime import date

from django.db import models
from django.db.models import Exists, F, OuterRef, Q
from django.urls import reverse
from django.utils.translation import gettext, gettext_lazy, pgettext_lazy

from gaisma.base import access
from gaisma.base.constraints import CheckConstraint, UniqueConstraint
from gaisma.base.files.models import Attachment
from gaisma.base.models import Organisation, Recorded, User
from gaisma.base.permissions import LEADERS, OFFICIALS, Reader
from gaisma.quality.inspections import tables
from gaisma.quality.inspections.workflow import ACKNOWLEDGED, INSPECTION, PLANNED, SIGNED
from gaisma.record.instruments.models import Version


def _may_read(user: Reader) -> Q:
    """What was found: for the authority at once, for who leads the place once an act is signed."""
    signed = AcceptanceAct.objects.filter(inspection=OuterRef("inspection"))
    own = Q(inspection__institution__in=access.reach(user, *LEADERS)) & Q(Exists(signed))
    return Q(inspection__institution__in=access.reach(user, *OFFICIALS)) | own


class InspectionQuerySet(models.QuerySet["Inspection"]):
    """Inspections of institutions."""

    def visible_to(self, user: Reader) -> "InspectionQuerySet":
        """Those below the authority's people, and of what one leads."""
        return self.filter(institution__in=access.reach(user, *OFFICIALS, *LEADERS))


class ActQuerySet(models.QuerySet["AcceptanceAct"]):
    """Acts of inspections."""

    def visible_to(self, user: Reader) -> "ActQuerySet":
        """Those of inspections that the user sees."""
        return self.filter(inspection__institution__in=access.reach(user, *OFFICIALS, *LEADERS))

    def latest(self) -> "ActQuerySet":  # type: ignore[override]
        """Of each inspection the last version."""
        later = self.model._default_manager.filter(
            inspection=OuterRef("inspection"), version__gt=OuterRef("version")
        )
        return self.filter(~Exists(later))


class ActPhotoQuerySet(models.QuerySet["ActPhoto"]):
    """Photos as they stood when acts were signed."""

    def visible_to(self, user: Reader) -> "ActPhotoQuerySet":
        """Those of acts that the user sees."""
        reach = access.reach(user, *OFFICIALS, *LEADERS)
        return self.filter(act__inspection__institution__in=reach)


class DefectQuerySet(models.QuerySet["Defect"]):
    """What was found to be mended."""

    def visible_to(self, user: Reader) -> "DefectQuerySet":
        """Those that the user is told of."""
        return self.filter(_may_read(user))

    def being(self, state: str, *, today: date) -> "DefectQuerySet":
        """Those in that state of mending."""
        unmended = Q(mended_on__isnull=True)
        return self.filter(
            {
                tables.OPEN: unmended & Q(due_on__gte=today),
                tables.OVERDUE: unmended & Q(due_on__lt=today),
                tables.MENDED: ~unmended & Q(checked_on__isnull=True),
                tables.CHECKED: Q(checked_on__isnull=False),
            }[state]
        )


class PhotoQuerySet(models.QuerySet["Photo"]):
    """Photos of what was seen."""

    def visible_to(self, user: Reader) -> "PhotoQuerySet":
        """Those that the user is told of."""
        return self.filter(_may_read(user))


class Inspection(Recorded):
    """A commission looks whether an institution is ready for a school year, by an instrument.

    `answers` are text by item, as instruments keep them. `led_by` heads the commission. What it
    comes to stands in its acts; `reopened_because` is why the last one is being corrected.
    """

    table_title = pgettext_lazy("table", "inspections")
    account_columns = ("led_by_id",)

    institution = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, related_name="inspections"
    )
    school_year = models.ForeignKey(
        "base.SchoolYear", on_delete=models.PROTECT, related_name="inspections"
    )
    version = models.ForeignKey(Version, on_delete=models.PROTECT, related_name="inspections")
    planned_on = models.DateField()
    led_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    members = models.ManyToManyField(User, blank=True, related_name="+")
    state = models.CharField(
        max_length=16, default=PLANNED, choices=[(state, state) for state in INSPECTION.titles]
    )
    inspected_on = models.DateField(null=True, blank=True)
    answers = models.JSONField(default=dict, blank=True)
    reopened_because = models.CharField(max_length=255, blank=True)

    objects = InspectionQuerySet.as_manager()

    class Meta:
        constraints = [
            UniqueConstraint(
                fields=["institution", "school_year"],
                name="inspection_once_a_year",
                violation_error_message=gettext_lazy(
                    "The institution has an inspection in this school year already: open it."
                ),
            ),
            CheckConstraint(
                condition=Q(state=PLANNED, inspected_on__isnull=True)
                | ~Q(state=PLANNED) & Q(inspected_on__isnull=False),
                name="inspection_filled_on_a_day",
                violation_error_message=gettext_lazy(
                    "An inspection that was held has its day, and a planned one has "
                    "none: give the day."
                ),
            ),
            CheckConstraint(
                condition=Q(reopened_because="") | ~Q(state__in=(PLANNED, SIGNED, ACKNOWLEDGED)),
                name="inspection_reopened_until_signed",
                violation_error_message=gettext_lazy(
                    "A sheet that is planned or signed is not reopened: look at the "
                    "inspection anew."
                ),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.institution_id} · {self.school_year_id}"

    def get_absolute_url(self) -> str:
        return reverse("inspections:inspection", args=[self.pk])

    @property
    def on(self) -> date:
        """The day on which it was held, or is planned for."""
        return self.inspected_on or self.planned_on


class Defect(Recorded):
    """Something that is to be mended: what, where, until when, by whom.

    Who mends it reports the day and what was done; the authority checks it.
    """

    account_columns = ("mended_by_id", "checked_by_id")

    several_lines = ("what", "mended_how", "sent_back_because")

    inspection = models.ForeignKey(Inspection, on_delete=models.CASCADE, related_name="defects")
    item = models.CharField(max_length=64, blank=True)
    what = models.CharField(max_length=500)
    place = models.CharField(max_length=160)
    severity = models.CharField(max_length=16, choices=[(code, code) for code in tables.SEVERITIES])
    due_on = models.DateField()
    mends = models.CharField(max_length=16, choices=[(code, code) for code in tables.MENDERS])
    mended_on = models.DateField(null=True, blank=True)
    mended_by = models.ForeignKey(
        User, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    mended_how = models.CharField(max_length=500, blank=True)
    checked_on = models.DateField(null=True, blank=True)
    checked_by = models.ForeignKey(
        User, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    sent_back_because = models.CharField(max_length=500, blank=True)

    objects = DefectQuerySet.as_manager()

    class Meta:
        constraints = [
            CheckConstraint(
                condition=Q(mended_on__isnull=False)
                | Q(mended_by__isnull=True, mended_how="", checked_on__isnull=True),
                name="defect_mended_before_the_rest",
                violation_error_message=gettext_lazy(
                    "The defect has no day on which it was mended: give that day first."
                ),
            ),
            CheckConstraint(
                condition=Q(checked_on__isnull=False) | Q(checked_by__isnull=True),
                name="defect_checked_on_a_day",
                violation_error_message=gettext_lazy(
                    "Who checked is given without a day: give the day of the check as well."
                ),
            ),
            CheckConstraint(
                condition=Q(sent_back_because="") | Q(mended_on__isnull=True),
                name="defect_sent_back_until_mended",
                violation_error_message=gettext_lazy(
                    "A defect that was sent back is not mended: give the day when it "
                    "is, or the reason, not both."
                ),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.inspection_id} · {self.pk}"

    def get_absolute_url(self) -> str:
        return reverse("inspections:defect", args=[self.pk])

    def being(self, today: date) -> str:
        """How far it has come: one of MENDING."""
        if self.checked_on:
            return tables.CHECKED
        if self.mended_on:
            return tables.MENDED
        return tables.OVERDUE if self.due_on < today else tables.OPEN


class DeadlineMove(Recorded):
    """Another day until which a defect is to be mended, given after the act was signed, and why."""

    account_columns = ("moved_by_id",)

    defect = models.ForeignKey(Defect, on_delete=models.CASCADE, related_name="moves")
    moved_from = models.DateField()
    moved_to = models.DateField()
    because = models.CharField(max_length=255)
    moved_by = models.ForeignKey(
        User, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )

    class Meta:
        constraints = [
            CheckConstraint(
                condition=~Q(moved_from=F("moved_to")) & ~Q(because=""),
                name="deadline_moved_to_another_day_for_a_reason",
                violation_error_message=gettext_lazy(
                    "A deadline is moved to another day, for a reason: choose another "
                    "day and write why."
                ),
            )
        ]

    def __str__(self) -> str:
        return f"{self.defect_id} · {self.moved_to}"


class Photo(Recorded):
    """A picture of an item of the sheet or of a defect, and what is to be seen there."""

    inspection = models.ForeignKey(Inspection, on_delete=models.CASCADE, related_name="photos")
    item = models.CharField(max_length=64, blank=True)
    defect = models.ForeignKey(
        Defect, null=True, blank=True, on_delete=models.CASCADE, related_name="photos"
    )
    attachment = models.OneToOneField(Attachment, on_delete=models.PROTECT, related_name="+")
    caption = models.CharField(max_length=160)

    objects = PhotoQuerySet.as_manager()

    class Meta:
        constraints = [
            CheckConstraint(
                condition=Q(defect__isnull=True) & ~Q(item="") | Q(defect__isnull=False, item=""),
                name="photo_of_an_item_or_a_defect",
                violation_error_message=gettext_lazy(
                    "A photo shows one item or one defect: choose one of the two."
                ),
            )
        ]

    def __str__(self) -> str:
        return f"{self.inspection_id} · {self.pk}"

    def get_absolute_url(self) -> str:
        return reverse("inspections:photo", args=[self.pk])


class AcceptanceAct(Recorded):
    """What the commission states, signed by its head: as it was then, whatever comes after.

    `content` is what it says: commission, answers, defects. A later version corrects it for a
    `reason`. `mend_by` is the last deadline of the defects. The head of the institution
    acknowledges it and may remark on it.
    """

    account_columns = ("signed_by_id", "acknowledged_by_id")

    inspection = models.ForeignKey(Inspection, on_delete=models.CASCADE, related_name="acts")
    number = models.CharField(max_length=32)
    version = models.PositiveSmallIntegerField(default=1)
    reason = models.CharField(max_length=255, blank=True)
    result = models.CharField(max_length=16, choices=[(code, code) for code in tables.RESULTS])
    conclusion = models.TextField(blank=True)
    mend_by = models.DateField(null=True, blank=True)
    content = models.JSONField(default=dict)
    signed_on = models.DateField()
    signed_by = models.ForeignKey(
        User, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    acknowledged_on = models.DateField(null=True, blank=True)
    acknowledged_by = models.ForeignKey(
        User, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    remark = models.TextField(blank=True)

    objects = ActQuerySet.as_manager()

    class Meta:
        constraints = [
            UniqueConstraint(
                fields=["inspection", "version"],
                name="act_version_once",
                violation_error_message=gettext_lazy(
                    "This version of the act was written already: look at the inspection anew."
                ),
            ),
            UniqueConstraint(
                fields=["number", "version"],
                name="act_number_once",
                violation_error_message=gettext_lazy(
                    "An act with this number is there already: give another number."
                ),
            ),
            CheckConstraint(
                condition=Q(version=1, reason="") | Q(version__gt=1) & ~Q(reason=""),
                name="act_corrected_for_a_reason",
                violation_error_message=gettext_lazy(
                    "A corrected act says why it was corrected, and the first has "
                    "nothing to say: write the reason."
                ),
            ),
            CheckConstraint(
                condition=Q(acknowledged_on__isnull=False)
                | Q(acknowledged_by__isnull=True, remark=""),
                name="act_acknowledged_on_a_day",
                violation_error_message=gettext_lazy(
                    "Who acknowledged the act is given without a day: give the day as well."
                ),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.number} · {self.version}"

    def get_absolute_url(self) -> str:
        return reverse("inspections:act", args=[self.pk])

    @property
    def result_title(self) -> str:
        """The result in the reader's language."""
        return gettext(tables.RESULTS[self.result])

    @property
    def result_tone(self) -> str:
        """How the result is marked."""
        return tables.RESULT_TONES[self.result]


class ActPhoto(Recorded):
    """A photo as it stood when the act was signed; what becomes of the photo later is no matter.

    `item` is that of the sheet which it shows, `defect` what was wrong there.
    """

    several_lines = ("defect",)

    act = models.ForeignKey(AcceptanceAct, on_delete=models.CASCADE, related_name="photos")
    attachment = models.OneToOneField(Attachment, on_delete=models.PROTECT, related_name="+")
    caption = models.CharField(max_length=160)
    item = models.CharField(max_length=64, blank=True)
    defect = models.CharField(max_length=500, blank=True)

    objects = ActPhotoQuerySet.as_manager()

    class Meta:
        constraints = [
            CheckConstraint(
                condition=Q(item="") | Q(defect=""),
                name="act_photo_of_an_item_or_a_defect",
                violation_error_message=gettext_lazy(
                    "A photo in an act shows one item or one defect: choose one of the two."
                ),
            )
        ]

    def __str__(self) -> str:
        return f"{self.act_id} · {self.pk}"

    def get_absolute_url(self) -> str:
        return reverse("inspections:act_photo", args=[self.pk])
