from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy, pgettext_lazy

from gaisma.base import access
from gaisma.base.constraints import CheckConstraint, UniqueConstraint
from gaisma.base.files.models import Attachment
from gaisma.base.models import Organisation, Recorded, User
from gaisma.base.permissions import AT_WORK, KEEPERS, LEADERS, Reader
from gaisma.quality.selfevaluation.permissions import LOOKING_ON
from gaisma.quality.selfevaluation.tables import (
    CHAPTER,
    DOCUMENT,
    EVIDENCE,
    FIGURE,
    LINK,
    PLACES,
    QUOTE,
)
from gaisma.quality.selfevaluation.workflow import (
    AGREED,
    DRAFT,
    EVALUATION,
    HEARD,
    PUBLISHED,
    SIGNED,
)
from gaisma.record.instruments.models import Version

SENT = (SIGNED, AGREED, PUBLISHED)
"""States in which the head answers for what is said."""


class SelfEvaluationQuerySet(models.QuerySet["SelfEvaluation"]):
    """Self-evaluations of institutions."""

    def visible_to(self, user: Reader) -> "SelfEvaluationQuerySet":
        """Those of one's house and, for the authority, of all; who looks on sees signed ones.

        What is published all see who sign in.
        """
        if not isinstance(user, User):
            return self.none()
        near = Q(institution__in=access.reach(user, *KEEPERS, *AT_WORK))
        signed = Q(institution__in=access.reach(user, *LOOKING_ON), state__in=SENT)
        return self.filter(near | signed | Q(state=PUBLISHED))

    def written_by(self, user: Reader) -> "SelfEvaluationQuerySet":
        """Those that the user writes, as one who leads the institution."""
        return self.filter(institution__in=access.reach(user, *LEADERS))

    def signed(self) -> "SelfEvaluationQuerySet":
        return self.filter(state__in=SENT)


REACHED = {
    HEARD: (HEARD, SIGNED, AGREED, PUBLISHED),
    SIGNED: (SIGNED, AGREED, PUBLISHED),
    AGREED: (AGREED, PUBLISHED),
    PUBLISHED: (PUBLISHED,),
}
"""In which states it has come at least so far."""


def _told_from(state: str, **told: Q) -> Q:
    """What is told from a state on stands then, and not before."""
    stands, missing = told["stands"], told["missing"]
    return Q(state__in=REACHED[state]) & stands | ~Q(state__in=REACHED[state]) & missing


class SelfEvaluation(Recorded):
    """What an institution says of its own work in a school year, by a framework.

    `state` is one of EVALUATION's; what each step is known by stands beside it.
    `returned_because` is why it went back to those who write it, until they send it on again.
    """

    table_title = pgettext_lazy("table", "self-evaluation reports")
    account_columns = ("signed_by_id",)

    institution = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, related_name="self_evaluations"
    )
    school_year = models.ForeignKey(
        "base.SchoolYear", on_delete=models.PROTECT, related_name="self_evaluations"
    )
    version = models.ForeignKey(Version, on_delete=models.PROTECT, related_name="self_evaluations")
    state = models.CharField(
        max_length=16, default=DRAFT, choices=[(state, state) for state in EVALUATION.titles]
    )
    heard_on = models.DateField(null=True, blank=True)
    protocol = models.CharField(max_length=64, blank=True)
    signed_on = models.DateField(null=True, blank=True)
    signed_by = models.ForeignKey(
        User, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    agreed_on = models.DateField(null=True, blank=True)
    published_on = models.DateField(null=True, blank=True)
    returned_because = models.TextField(blank=True)

    objects = SelfEvaluationQuerySet.as_manager()

    class Meta:
        constraints = [
            UniqueConstraint(
                fields=["institution", "school_year"],
                name="self_evaluation_once_a_year",
                violation_error_message=gettext_lazy(
                    "The self-evaluation report of this school year is begun already: "
                    "go on with it."
                ),
            ),
            CheckConstraint(
                condition=_told_from(
                    HEARD,
                    stands=Q(heard_on__isnull=False) & ~Q(protocol=""),
                    missing=Q(heard_on__isnull=True, protocol=""),
                ),
                name="self_evaluation_heard_by_a_protocol",
                violation_error_message=gettext_lazy(
                    "A report that was heard has the day and the number of the minutes:"
                    " fill in both."
                ),
            ),
            CheckConstraint(
                condition=_told_from(
                    SIGNED,
                    stands=Q(signed_on__isnull=False),
                    missing=Q(signed_on__isnull=True, signed_by__isnull=True),
                ),
                name="self_evaluation_signed_on_a_day",
                violation_error_message=gettext_lazy(
                    "A signed report has the day of signing, and no other has: give the day."
                ),
            ),
            CheckConstraint(
                condition=_told_from(
                    AGREED, stands=Q(agreed_on__isnull=False), missing=Q(agreed_on__isnull=True)
                ),
                name="self_evaluation_agreed_on_a_day",
                violation_error_message=gettext_lazy(
                    "An agreed report has the day of the agreement, and no other has: give the day."
                ),
            ),
            CheckConstraint(
                condition=_told_from(
                    PUBLISHED,
                    stands=Q(published_on__isnull=False),
                    missing=Q(published_on__isnull=True),
                ),
                name="self_evaluation_published_on_a_day",
                violation_error_message=gettext_lazy(
                    "A published report has the day of publishing, and no other has: give the day."
                ),
            ),
            CheckConstraint(
                condition=Q(returned_because="") | Q(state=DRAFT),
                name="self_evaluation_returned_to_draft",
                violation_error_message=gettext_lazy(
                    "Only a draft has been returned: take the report back first."
                ),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.institution_id} · {self.school_year_id}"

    def get_absolute_url(self) -> str:
        return reverse("selfevaluation:report", args=[self.pk])


class Passage(Recorded):
    """What is said about one place: a chapter, an area, a criterion or several joined ones.

    `about` names the place: the chapter, the area, or the criteria with a space between them.
    `level` is one of the framework's scale, or none. `internal` stays within the house, as does
    who wrote there last.
    """

    account_columns = ("written_by_id",)

    evaluation = models.ForeignKey(
        SelfEvaluation, on_delete=models.CASCADE, related_name="passages"
    )
    place = models.CharField(max_length=8, choices=[(place, place) for place in PLACES])
    about = models.CharField(max_length=255)
    level = models.CharField(max_length=64, blank=True)
    narrative = models.TextField(blank=True)
    strengths = models.TextField(blank=True)
    needs = models.TextField(blank=True)
    internal = models.TextField(blank=True)
    written_by = models.ForeignKey(
        User, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )

    class Meta:
        constraints = [
            UniqueConstraint(
                fields=["evaluation", "about"],
                name="passage_once_a_place",
                violation_error_message=gettext_lazy(
                    "Something is written in this place already: look at it anew, then change it."
                ),
            ),
            CheckConstraint(
                condition=~Q(place=CHAPTER) | Q(level="", strengths="", needs=""),
                name="passage_of_a_chapter_judges_nothing",
                violation_error_message=gettext_lazy(
                    "A chapter has no level, strengths or needs: write them at a criterion."
                ),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.evaluation_id} · {self.about}"

    def get_absolute_url(self) -> str:
        return reverse("selfevaluation:passage", args=[self.pk])

    @property
    def names(self) -> tuple[str, ...]:
        """The criteria that it is about, or the one area or chapter."""
        return tuple(self.about.split())


class Evidence(Recorded):
    """What a place rests on: a figure, a link, a document, somebody's own words.

    A document has a name, and the file itself where it was attached.

    A figure is asked anew while the report is written. Signing pins it: `value` as exact text,
    `as_of` and `lake_version` with which it can be computed again. A `quote` is never public.
    """

    evaluation = models.ForeignKey(
        SelfEvaluation, on_delete=models.CASCADE, related_name="evidence"
    )
    about = models.CharField(max_length=64)
    kind = models.CharField(max_length=8, choices=[(code, code) for code in EVIDENCE])
    title = models.CharField(max_length=255, blank=True)
    link = models.URLField(blank=True)
    indicator = models.CharField(max_length=64, blank=True)
    filters = models.JSONField(default=dict, blank=True)
    value = models.CharField(max_length=64, blank=True)
    as_of = models.DateField(null=True, blank=True)
    lake_version = models.PositiveIntegerField(null=True, blank=True)
    quote = models.TextField(blank=True)
    attachment = models.OneToOneField(
        Attachment, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    is_public = models.BooleanField(default=True)

    class Meta:
        constraints = [
            CheckConstraint(
                condition=Q(kind=FIGURE, title="", link="", quote="") & ~Q(indicator="")
                | Q(kind=LINK, indicator="", quote="") & ~Q(link="")
                | Q(kind=DOCUMENT, indicator="", link="", quote="") & ~Q(title="")
                | Q(kind=QUOTE, indicator="", link="", title="", is_public=False) & ~Q(quote=""),
                name="evidence_is_what_its_kind_says",
                violation_error_message=gettext_lazy(
                    "Evidence is one thing: a figure, a link, a document or a "
                    "quotation. Fill in what belongs to it."
                ),
            ),
            CheckConstraint(
                condition=Q(as_of__isnull=True, lake_version__isnull=True, value="")
                | Q(kind=FIGURE, as_of__isnull=False, lake_version__isnull=False),
                name="evidence_pinned_with_its_dates",
                violation_error_message=gettext_lazy(
                    "A pinned figure has its day and its version of the data: pin it anew."
                ),
            ),
            CheckConstraint(
                condition=Q(attachment__isnull=True) | Q(kind=DOCUMENT),
                name="evidence_attached_is_a_document",
                violation_error_message=gettext_lazy(
                    "A file goes with a document alone: choose “document”, or take the file away."
                ),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.evaluation_id} · {self.about} · {self.kind}"


class Remark(models.Model):
    """What somebody says of a place in the report; open until it is settled."""

    account_columns = ("written_by_id", "resolved_by_id")

    evaluation = models.ForeignKey(SelfEvaluation, on_delete=models.CASCADE, related_name="remarks")
    about = models.CharField(max_length=255, blank=True)
    text = models.TextField()
    written_by = models.ForeignKey(
        User, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    written_at = models.DateTimeField()
    resolved_by = models.ForeignKey(
        User, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    resolved_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            CheckConstraint(
                condition=Q(resolved_at__isnull=False) | Q(resolved_by=None),
                name="remark_is_resolved_at_a_moment",
                violation_error_message=gettext_lazy(
                    "What nobody has resolved has no name beside it: resolve the remark anew."
                ),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.evaluation_id} · {self.about}"
