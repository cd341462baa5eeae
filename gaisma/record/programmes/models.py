from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy, pgettext_lazy

from gaisma.analytics.vocabulary import (
    FIELDS,
    FORMS_OF_STUDY,
    LEAVING_REASONS,
    REGIMES,
    STAGES,
)
from gaisma.base.constraints import CheckConstraint, UniqueConstraint
from gaisma.base.models import Organisation, Recorded, SchoolYear, User
from gaisma.base.models.recorded import period_ends_after_it_starts
from gaisma.record.organisations.models import Site
from gaisma.record.people.models import Person
from gaisma.record.programmes.querysets import (
    EnrolmentQuerySet,
    GroupQuerySet,
    GroupTeacherQuerySet,
    ProgrammeQuerySet,
    QueueEntryQuerySet,
    TransferOfferQuerySet,
)
from gaisma.record.programmes.workflow import TRANSFER


class Programme(Recorded):
    """An education programme as an institution is licensed to offer it."""

    institution = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, related_name="programmes"
    )
    code = models.CharField(max_length=64)
    title = models.CharField(max_length=255)
    stage = models.CharField(max_length=24, choices=[(code, code) for code in STAGES.codes])
    special = models.JSONField(default=list, blank=True)
    form_of_study = models.CharField(
        max_length=16, blank=True, choices=[(code, code) for code in FORMS_OF_STUDY.codes]
    )
    field = models.CharField(
        max_length=24, blank=True, choices=[(code, code) for code in FIELDS.codes]
    )
    language = models.CharField(max_length=2, blank=True)
    licence = models.CharField(max_length=64, blank=True)
    licensed_until = models.DateField(null=True, blank=True)
    register_id = models.CharField(max_length=64, blank=True)

    objects = ProgrammeQuerySet.as_manager()

    class Meta:
        constraints = [
            UniqueConstraint(
                fields=["institution", "code"],
                name="programme_once_an_institution",
                violation_error_message=gettext_lazy(
                    "The institution has a programme with this code already: give another code."
                ),
            )
        ]

    def __str__(self) -> str:
        return f"{self.code} {self.title}"


class GroupParticulars(models.Model):
    """What is said of a group, and of one that is planned: the new year takes all of it along."""

    grade = models.PositiveSmallIntegerField(null=True, blank=True)
    site = models.ForeignKey(Site, null=True, blank=True, on_delete=models.SET_NULL)
    min_size = models.PositiveSmallIntegerField(null=True, blank=True)
    max_size = models.PositiveSmallIntegerField(null=True, blank=True)
    regime = models.CharField(
        max_length=8, blank=True, choices=[(code, code) for code in REGIMES.codes]
    )

    class Meta:
        abstract = True


PARTICULARS = tuple(field.attname for field in GroupParticulars._meta.concrete_fields)
"""The columns of what is said of a group."""


class Group(GroupParticulars, Recorded):
    """A group of a preschool, a class of a school, or a group of a programme, for a school year.

    `learners_total` is the head count on 1 September of a year of which only totals are kept;
    such a group has no enrolments.
    """

    institution = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="groups")
    school_year = models.ForeignKey(SchoolYear, on_delete=models.PROTECT, related_name="groups")
    name = models.CharField(max_length=120)
    programme = models.ForeignKey(Programme, on_delete=models.PROTECT, related_name="groups")
    register_id = models.CharField(max_length=64, blank=True)
    learners_total = models.PositiveIntegerField(null=True, blank=True)

    objects = GroupQuerySet.as_manager()

    class Meta:
        constraints = [
            UniqueConstraint(
                fields=["institution", "name", "school_year"],
                name="group_once_a_year",
                violation_error_message=gettext_lazy(
                    "The institution has a group with this name in that school year "
                    "already: give another name."
                ),
            ),
            CheckConstraint(
                condition=Q(min_size__isnull=True)
                | Q(max_size__isnull=True)
                | Q(max_size__gte=F("min_size")),
                name="group_maximum_above_minimum",
                violation_error_message=gettext_lazy(
                    "The maximum is below the minimum: raise the one or lower the other."
                ),
            ),
        ]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("programmes:group", args=[self.pk])


class GroupTeacher(Recorded):
    """Who teaches a group, from one day to another; the class teacher answers for it."""

    table_title = pgettext_lazy("table", "groups taught")

    group = models.ForeignKey(Group, on_delete=models.CASCADE, related_name="teachers")
    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="taught_groups")
    is_class_teacher = models.BooleanField(default=False)
    from_on = models.DateField()
    to_on = models.DateField(null=True, blank=True)

    objects = GroupTeacherQuerySet.as_manager()

    class Meta:
        constraints = [
            period_ends_after_it_starts("group_teacher_ends_after_they_start"),
            UniqueConstraint(
                fields=["group", "person", "from_on"],
                name="group_teacher_once_from_a_day",
                violation_error_message=gettext_lazy(
                    "The person teaches this group from that day already: choose another day."
                ),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.person_id} · {self.group_id}"


class Enrolment(Recorded):
    """A learner in a group from one day to another, both included; no end is open."""

    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="enrolments")
    group = models.ForeignKey(Group, on_delete=models.PROTECT, related_name="enrolments")
    programme = models.ForeignKey(Programme, on_delete=models.PROTECT, related_name="enrolments")
    registered_on = models.DateField(null=True, blank=True)
    from_on = models.DateField()
    to_on = models.DateField(null=True, blank=True)
    home_municipality = models.CharField(max_length=120, blank=True)
    leaving_reason = models.CharField(
        max_length=24, blank=True, choices=[(code, code) for code in LEAVING_REASONS.codes]
    )

    objects = EnrolmentQuerySet.as_manager()

    class Meta:
        constraints = [
            period_ends_after_it_starts("enrolment_ends_after_it_starts"),
            UniqueConstraint(
                fields=["person", "group", "from_on"],
                name="enrolment_once_from_a_day",
                violation_error_message=gettext_lazy(
                    "The learner is enrolled in this group from that day already: "
                    "choose another day or group."
                ),
            ),
        ]
        # Who is in which groups, and when, without opening the rows.
        indexes = [
            models.Index(fields=["group", "person", "from_on", "to_on"], name="enrolment_of_group")
        ]

    def __str__(self) -> str:
        return f"{self.person_id} · {self.group_id}"


class TransferOffer(Recorded):
    """A learner whom the giving institution proposes to another, for it to accept or decline."""

    table_title = pgettext_lazy("table", "offers to take a learner over")

    enrolment = models.ForeignKey(
        Enrolment, on_delete=models.CASCADE, related_name="transfer_offers"
    )
    to = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="transfer_offers")
    on = models.DateField()
    note = models.CharField(max_length=255, blank=True)
    state = models.CharField(
        max_length=16, default="offered", choices=[(state, state) for state in TRANSFER.titles]
    )
    offered_by = models.ForeignKey(
        User, null=True, on_delete=models.PROTECT, related_name="transfers_offered"
    )
    decided_by = models.ForeignKey(
        User, null=True, blank=True, on_delete=models.PROTECT, related_name="transfers_decided"
    )
    decided_at = models.DateTimeField(null=True, blank=True)

    objects = TransferOfferQuerySet.as_manager()

    class Meta:
        constraints = [
            CheckConstraint(
                condition=Q(state__in=tuple(TRANSFER.titles)),
                name="transfer_offer_known_state",
                violation_error_message=gettext_lazy(
                    "An offer is open, accepted, declined or withdrawn: look at it anew."
                ),
            ),
            CheckConstraint(
                condition=Q(state="offered", decided_at__isnull=True)
                | (~Q(state="offered") & Q(decided_at__isnull=False)),
                name="transfer_offer_decided_when_not_open",
                violation_error_message=gettext_lazy(
                    "An offer that was decided has its moment, and an open one has "
                    "none: look at it anew."
                ),
            ),
            UniqueConstraint(
                fields=["enrolment"],
                condition=Q(state="offered"),
                name="transfer_offer_one_open",
                violation_error_message=gettext_lazy(
                    "A transfer of this learner is offered already: wait for the "
                    "answer, or withdraw that offer."
                ),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.enrolment_id} → {self.to_id}"

    def get_absolute_url(self) -> str:
        return reverse("programmes:offer", args=[self.pk])


class QueueEntry(Recorded):
    """A child waiting for a place, at one institution or at any."""

    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="queue_entries")
    stage = models.CharField(max_length=24, choices=[(code, code) for code in STAGES.codes])
    institution = models.ForeignKey(
        Organisation, null=True, blank=True, on_delete=models.PROTECT, related_name="queue_entries"
    )
    registered_on = models.DateField()
    left_on = models.DateField(null=True, blank=True)

    objects = QueueEntryQuerySet.as_manager()

    class Meta:
        constraints = [
            UniqueConstraint(
                fields=["person", "stage", "institution", "registered_on"],
                name="queue_entry_once_a_wish",
                violation_error_message=gettext_lazy(
                    "The child waits for this institution since that day already: "
                    "change that application."
                ),
            ),
            UniqueConstraint(
                fields=["person", "stage", "registered_on"],
                condition=Q(institution__isnull=True),
                name="queue_entry_once_for_any",
                violation_error_message=gettext_lazy(
                    "The child waits for a place in any institution since that day "
                    "already: change that application."
                ),
            ),
            CheckConstraint(
                condition=Q(left_on__isnull=True) | Q(left_on__gte=F("registered_on")),
                name="queue_entry_leaves_after_registering",
                violation_error_message=gettext_lazy(
                    "The child leaves the queue before the day of registering: choose a later day."
                ),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.person_id} · {self.stage}"


class Subject(Recorded):
    """A subject of the catalogue."""

    code = models.CharField(max_length=64, unique=True)
    title = models.CharField(max_length=255)

    def __str__(self) -> str:
        return self.title


class ProgrammeIdentifier(models.Model):
    """What an outside register or system calls a programme."""

    table_title = pgettext_lazy("table", "numbers of programmes")

    programme = models.ForeignKey(Programme, on_delete=models.CASCADE, related_name="identifiers")
    scheme = models.CharField(max_length=64)
    value = models.CharField(max_length=255)

    class Meta:
        constraints = [
            UniqueConstraint(
                fields=["scheme", "value"],
                name="programme_identifier_names_one",
                violation_error_message=gettext_lazy(
                    "This identifier names something else already: give another."
                ),
            )
        ]

    def __str__(self) -> str:
        return f"{self.scheme}: {self.value}"


class GroupIdentifier(models.Model):
    """What an outside register or system calls a group or class."""

    table_title = pgettext_lazy("table", "numbers of groups")

    group = models.ForeignKey(Group, on_delete=models.CASCADE, related_name="identifiers")
    scheme = models.CharField(max_length=64)
    value = models.CharField(max_length=255)

    class Meta:
        constraints = [
            UniqueConstraint(
                fields=["scheme", "value"],
                name="group_identifier_names_one",
                violation_error_message=gettext_lazy(
                    "This identifier names something else already: give another."
                ),
            )
        ]

    def __str__(self) -> str:
        return f"{self.scheme}: {self.value}"


class EnrolmentIdentifier(models.Model):
    """What an outside register or system calls an enrolment."""

    table_title = pgettext_lazy("table", "numbers of enrolments")

    enrolment = models.ForeignKey(Enrolment, on_delete=models.CASCADE, related_name="identifiers")
    scheme = models.CharField(max_length=64)
    value = models.CharField(max_length=255)

    class Meta:
        constraints = [
            UniqueConstraint(
                fields=["scheme", "value"],
                name="enrolment_identifier_names_one",
                violation_error_message=gettext_lazy(
                    "This identifier names something else already: give another."
                ),
            )
        ]

    def __str__(self) -> str:
        return f"{self.scheme}: {self.value}"
