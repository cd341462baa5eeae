"""Sittings of a school year, the papers of each, and how a paper is read."""

from decimal import Decimal
from typing import Any

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import get_language, gettext, gettext_lazy, pgettext_lazy

from gaisma.analytics.vocabulary import STAGES
from gaisma.analytics.work_terms import ASSESSMENT_KINDS
from gaisma.base import access
from gaisma.base.constraints import CheckConstraint, UniqueConstraint
from gaisma.base.models import Recorded, SchoolYear
from gaisma.base.permissions import Reader
from gaisma.quality.assessments import terms
from gaisma.quality.assessments.permissions import SEE
from gaisma.quality.assessments.workflow import APPEALED, ASSESSMENT, PLANNED
from gaisma.record.programmes.models import Subject

SHARE = [MinValueValidator(Decimal(0)), MaxValueValidator(Decimal(100))]
"""What holds for percent."""


class Titled(models.Model):
    """What is called in three languages; an empty one is said in Latvian."""

    title_lv = models.CharField(max_length=160)
    title_en = models.CharField(max_length=160, blank=True)
    title_ru = models.CharField(max_length=160, blank=True)

    class Meta:
        abstract = True

    def said(self, language: str = "") -> str:
        """The title in that language, or in the reader's."""
        code = (language or get_language() or "lv")[:2]
        return str(getattr(self, f"title_{code}", "") or self.title_lv)


class AssessmentQuerySet(models.QuerySet["Assessment"]):
    """Sittings."""

    def visible_to(self, user: Reader) -> "AssessmentQuerySet":
        """All of them, for whoever works with results: no names stand there."""
        return self if access.may(user, SEE) else self.none()


class Assessment(Titled, Recorded):
    """A sitting or a series of a school year; figures are narrowed by its `key`."""

    table_title = pgettext_lazy("table", "assessments")

    key = models.CharField(max_length=64, unique=True)
    kind = models.CharField(
        max_length=16, choices=[(code, code) for code in ASSESSMENT_KINDS.codes]
    )
    school_year = models.ForeignKey(
        SchoolYear, on_delete=models.PROTECT, related_name="assessments"
    )
    state = models.CharField(
        max_length=16, default=PLANNED, choices=[(state, state) for state in ASSESSMENT.titles]
    )

    objects = AssessmentQuerySet.as_manager()

    def __str__(self) -> str:
        return self.said()

    def get_absolute_url(self) -> str:
        return reverse("assessments:assessment", args=[self.pk])

    def has_results(self) -> bool:
        """Whether anything came out already."""
        from gaisma.quality.assessments.models.results import Result

        return Result.objects.filter(paper__assessment=self).exists()

    def appeals(self) -> "models.QuerySet[Any]":
        """Results that somebody has appealed against, not decided yet."""
        from gaisma.quality.assessments.models.results import Result

        return Result.objects.filter(paper__assessment=self, state=APPEALED)


class PaperQuerySet(models.QuerySet["Paper"]):
    """Papers."""

    def visible_to(self, user: Reader) -> "PaperQuerySet":
        """Those of sittings that the user sees."""
        return self if access.may(user, SEE) else self.none()


class Paper(Recorded):
    """One test of a sitting: subject, stage and grade, level of content, day.

    `maximum` is in points. Who has less than `threshold` percent stands below it; empty where the
    paper has none.
    """

    table_title = pgettext_lazy("table", "papers")

    assessment = models.ForeignKey(Assessment, on_delete=models.CASCADE, related_name="papers")
    code = models.CharField(max_length=32)
    subject = models.ForeignKey(Subject, on_delete=models.PROTECT, related_name="papers")
    stage = models.CharField(max_length=24, choices=[(code, code) for code in STAGES.codes])
    grade = models.PositiveSmallIntegerField(null=True, blank=True)
    level = models.CharField(
        max_length=16, blank=True, choices=[(code, code) for code in terms.LEVELS]
    )
    held_on = models.DateField()
    maximum = models.DecimalField(max_digits=7, decimal_places=2, validators=SHARE[:1])
    threshold = models.DecimalField(
        max_digits=5, decimal_places=2, null=True, blank=True, validators=SHARE
    )

    objects = PaperQuerySet.as_manager()

    class Meta:
        constraints = [
            UniqueConstraint(
                fields=["assessment", "code"],
                name="paper_once_an_assessment",
                violation_error_message=gettext_lazy(
                    "The assessment has a paper with this code already: give another code."
                ),
            ),
            CheckConstraint(
                condition=Q(maximum__gt=0),
                name="paper_has_a_maximum",
                violation_error_message=gettext_lazy(
                    "A paper of no points tells nothing: give its maximum."
                ),
            ),
        ]

    def __str__(self) -> str:
        return " · ".join(self._parts())

    def _parts(self) -> list[str]:
        parts = [str(self.subject)]
        if self.grade:
            parts.append(gettext("grade %(grade)s") % {"grade": self.grade})
        elif self.stage == "preschool":
            parts.append(STAGES.title(self.stage, get_language() or "en"))
        if self.level:
            parts.append(gettext(terms.LEVELS[self.level]))
        return parts

    def get_absolute_url(self) -> str:
        return reverse("assessments:paper", args=[self.pk])

    @property
    def filters(self) -> dict[str, str]:
        """How a figure asks for this paper."""
        asked = {
            "school_year": self.assessment.school_year.name,
            "assessment": self.assessment.key,
            "subject": self.subject.code,
        }
        if self.grade:
            asked["grade"] = str(self.grade)
        else:
            asked["stage"] = self.stage
        if self.level:
            asked["level"] = self.level
        return asked

    @property
    def told_bands(self) -> dict[str, list[tuple[str, str]]]:
        """The levels that the examiner tells, by skill, as they are chosen from: code, title."""
        found: dict[str, list[tuple[str, str]]] = {}
        for band in self.bands.filter(basis=terms.TOLD).order_by("skill", "order"):
            found.setdefault(band.skill, []).append((band.code, band.said()))
        return found

    @property
    def told_filters(self) -> dict[str, str]:
        """The same in one of the tables that everybody is told."""
        names = ("level",) if self.level else ("grade",) if self.grade else ("stage",)
        return {
            name: self.filters[name] for name in ("school_year", "assessment", "subject", *names)
        }


class Item(Recorded):
    """A task of a paper: its maximum in points, the outcome and the skill that it tests."""

    table_title = pgettext_lazy("table", "tasks of papers")

    paper = models.ForeignKey(Paper, on_delete=models.CASCADE, related_name="items")
    number = models.PositiveSmallIntegerField()
    maximum = models.DecimalField(max_digits=6, decimal_places=2, validators=SHARE[:1])
    outcome = models.CharField(max_length=255, blank=True)
    skill = models.CharField(max_length=64, blank=True)

    class Meta:
        constraints = [
            UniqueConstraint(
                fields=["paper", "number"],
                name="item_once_a_paper",
                violation_error_message=gettext_lazy(
                    "The paper has a task with this number already: give another number."
                ),
            )
        ]

    def __str__(self) -> str:
        return f"{self.number}"


class Band(Titled, Recorded):
    """A level that a result reaches: of the whole paper, or of one skill.

    A result falls into it by points, percent or the mark, `least` and `most` included, percent up
    to the next band; or the examiner tells it. `is_low` counts as a low level of the language.
    """

    table_title = pgettext_lazy("table", "bands of papers")

    paper = models.ForeignKey(Paper, on_delete=models.CASCADE, related_name="bands")
    skill = models.CharField(max_length=64, blank=True)
    code = models.CharField(max_length=64)
    basis = models.CharField(max_length=16, choices=[(code, code) for code in terms.BASES])
    least = models.DecimalField(max_digits=7, decimal_places=2, null=True, blank=True)
    most = models.DecimalField(max_digits=7, decimal_places=2, null=True, blank=True)
    is_low = models.BooleanField(default=False)
    order = models.PositiveSmallIntegerField(default=1)

    class Meta:
        constraints = [
            UniqueConstraint(
                fields=["paper", "skill", "code"],
                name="band_once_a_skill",
                violation_error_message=gettext_lazy(
                    "The paper has a band with this code already: give another code."
                ),
            ),
            CheckConstraint(
                condition=Q(basis=terms.TOLD, least__isnull=True, most__isnull=True)
                | ~Q(basis=terms.TOLD) & Q(least__isnull=False, most__gte=F("least")),
                name="band_from_to",
                violation_error_message=gettext_lazy(
                    "A band has its least and its most, and one that the examiner tells has "
                    "neither: give both, the least first, or none."
                ),
            ),
        ]

    def __str__(self) -> str:
        return self.said()
