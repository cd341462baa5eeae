from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy, pgettext_lazy

from gaisma.base.constraints import CheckConstraint, UniqueConstraint
from gaisma.base.models import Organisation, Recorded
from gaisma.base.models.recorded import period_ends_after_it_starts
from gaisma.record.governance.kinds import ACTS, BODIES, REPRESENTED, SEATS
from gaisma.record.people.models import Person


class Act(Recorded):
    """A legal act that binds the year.

    `binds_kinds` are kinds of institutions, `binds_roles` roles, `indicators` keys of the figures
    that follow from its rules; an empty list of kinds and of roles binds everybody.
    """

    kind = models.CharField(max_length=24, choices=[(code, code) for code in ACTS])
    number = models.CharField(max_length=64, blank=True)
    adopted_on = models.DateField()
    issuer = models.CharField(max_length=160)
    title = models.CharField(max_length=255)
    changes = models.TextField(blank=True)
    duties = models.TextField(blank=True)
    from_on = models.DateField()
    to_on = models.DateField(null=True, blank=True)
    binds_kinds = models.JSONField(default=list, blank=True)
    binds_roles = models.JSONField(default=list, blank=True)
    indicators = models.JSONField(default=list, blank=True)
    link = models.URLField(blank=True)

    class Meta:
        constraints = [
            period_ends_after_it_starts("act_ends_after_it_starts"),
            UniqueConstraint(
                fields=["kind", "number", "adopted_on", "title"],
                name="act_once",
                violation_error_message=gettext_lazy(
                    "This act is in the register already: change that one, or give "
                    "another number, day or title."
                ),
            ),
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("governance:act", args=[self.pk])


class Priority(Recorded):
    """What the authority's methodical work turns to in a school year, in up to three languages.

    The smallest `place` is told first.
    """

    school_year = models.CharField(max_length=9)
    place = models.PositiveSmallIntegerField(default=1)
    in_latvian = models.CharField(max_length=300, blank=True)
    in_english = models.CharField(max_length=300, blank=True)
    in_russian = models.CharField(max_length=300, blank=True)

    class Meta:
        constraints = [
            CheckConstraint(
                condition=~Q(in_latvian="", in_english="", in_russian=""),
                name="priority_says_something",
                violation_error_message=gettext_lazy(
                    "The priority says nothing: write it in one language at least."
                ),
            ),
            UniqueConstraint(
                fields=["school_year", "place"],
                name="priority_once_at_a_place",
                violation_error_message=gettext_lazy(
                    "Another priority of the school year has this place: choose another place."
                ),
            ),
        ]

    def __str__(self) -> str:
        return self.said("lv")

    def get_absolute_url(self) -> str:
        return reverse("governance:priority", args=[self.pk])

    def said(self, language: str) -> str:
        """The priority in that language; where it was not written in it, in another."""
        texts = {"lv": self.in_latvian, "en": self.in_english, "ru": self.in_russian}
        return texts.get(language) or next(text for text in texts.values() if text)


class Body(Recorded):
    """A council or a board of an institution."""

    table_title = pgettext_lazy("table", "councils and boards")

    institution = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="bodies")
    kind = models.CharField(max_length=24, choices=[(code, code) for code in BODIES])
    name = models.CharField(max_length=160)
    from_on = models.DateField()
    to_on = models.DateField(null=True, blank=True)

    class Meta:
        constraints = [
            period_ends_after_it_starts("body_ends_after_it_starts"),
            UniqueConstraint(
                fields=["institution", "name", "from_on"],
                name="body_once_from_a_day",
                violation_error_message=gettext_lazy(
                    "The institution has a body with this name from that day already: "
                    "choose another name or day."
                ),
            ),
        ]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("governance:board", args=[self.pk])


class Member(Recorded):
    """Who sits in a body: a person of the record, or somebody from outside by name."""

    table_title = pgettext_lazy("table", "members of councils")

    body = models.ForeignKey(Body, on_delete=models.CASCADE, related_name="members")
    person = models.ForeignKey(
        Person, null=True, blank=True, on_delete=models.CASCADE, related_name="memberships"
    )
    outside_name = models.CharField(max_length=160, blank=True)
    seat = models.CharField(
        max_length=16, default="member", choices=[(code, code) for code in SEATS]
    )
    represents = models.CharField(max_length=16, choices=[(code, code) for code in REPRESENTED])
    from_on = models.DateField()
    to_on = models.DateField(null=True, blank=True)

    class Meta:
        constraints = [
            period_ends_after_it_starts("member_ends_after_they_start"),
            CheckConstraint(
                condition=Q(person__isnull=True) & ~Q(outside_name="")
                | Q(person__isnull=False, outside_name=""),
                name="member_is_a_person_or_a_name",
                violation_error_message=gettext_lazy(
                    "A member is a person of the register or a name written out: fill "
                    "in one of the two."
                ),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.seat} · {self.body_id}"


class Meeting(Recorded):
    """A meeting of a body: what it was about, what was said, what was decided."""

    body = models.ForeignKey(Body, on_delete=models.CASCADE, related_name="meetings")
    held_on = models.DateField()
    agenda = models.TextField()
    minutes = models.TextField(blank=True)
    decisions = models.TextField(blank=True)
    link = models.URLField(blank=True)

    class Meta:
        constraints = [
            UniqueConstraint(
                fields=["body", "held_on"],
                name="meeting_once_a_day",
                violation_error_message=gettext_lazy(
                    "A meeting of that day is there already: change that one, or choose"
                    " another day."
                ),
            )
        ]

    def __str__(self) -> str:
        return f"{self.body_id} · {self.held_on}"
