import secrets
from datetime import date

from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy, pgettext_lazy

from gaisma.analytics.vocabulary import (
    ROLES,
    STAGES,
    VACANCY_SOURCES,
)
from gaisma.analytics.work_terms import VACANCY_FILLINGS
from gaisma.base import access
from gaisma.base.constraints import CheckConstraint, UniqueConstraint
from gaisma.base.models import Organisation, Recorded, RoleGrant, User
from gaisma.base.models.recorded import period_ends_after_it_starts
from gaisma.base.permissions import REVIEWERS, Reader
from gaisma.base.sorting import InOrder, InOrderElsewhere
from gaisma.record.people.visibility import PersonQuerySet


class EmploymentQuerySet(models.QuerySet["Employment"]):
    """Posts."""

    def visible_to(self, user: Reader) -> "EmploymentQuerySet":
        """Those at the institutions whose record the user reads."""
        return self.filter(institution__in=access.reach(user, *REVIEWERS))

    def not_over(self, on: date) -> "EmploymentQuerySet":
        """Those held on the day or taken up after it."""
        return self.filter(Q(to_on__isnull=True) | Q(to_on__gte=on))

    def held_on(self, day: date) -> "EmploymentQuerySet":
        return self.not_over(day).filter(from_on__lte=day)


class VacancyQuerySet(models.QuerySet["Vacancy"]):
    """Posts that wait to be filled."""

    def visible_to(self, user: Reader) -> "VacancyQuerySet":
        """Those at the institutions whose record the user reads."""
        return self.filter(institution__in=access.reach(user, *REVIEWERS))

    def open_on(self, day: date) -> "VacancyQuerySet":
        still = Q(closed_on__isnull=True) | Q(closed_on__gte=day)
        return self.filter(still, opened_on__lte=day)


class TieQuerySet(models.QuerySet["Tie"]):
    """Institutions that joined persons whom others hold."""

    def unconfirmed(self) -> "TieQuerySet":
        """Those by which the institution sees no more than it entered itself."""
        return self.exclude(state="confirmed")


def fresh_pseudonym() -> int:
    """A random positive number of 63 bits, by which the lake knows a person."""
    return secrets.randbits(63)


class Person(Recorded):
    """A person, once, however many places they learn or work in.

    `pseudonym` is the only link between the person and the lake: deleting the row cuts it.
    """

    given_name = models.CharField(max_length=120)
    family_name = models.CharField(max_length=120)
    born_on = models.DateField(null=True, blank=True)
    language = models.CharField(max_length=2, blank=True)
    personal_code_encrypted = models.TextField(blank=True)
    personal_code_hash = models.CharField(max_length=64, null=True, blank=True, unique=True)
    pseudonym = models.BigIntegerField(unique=True, default=fresh_pseudonym)
    register_id = models.CharField(max_length=64, blank=True)

    objects = PersonQuerySet.as_manager()

    class Meta:
        constraints = [
            CheckConstraint(
                condition=Q(personal_code_encrypted="", personal_code_hash__isnull=True)
                | (~Q(personal_code_encrypted="") & Q(personal_code_hash__isnull=False)),
                name="person_code_encrypted_and_hashed",
                violation_error_message=gettext_lazy(
                    "The personal code was kept only in part: enter it anew."
                ),
            )
        ]
        indexes = [
            models.Index(fields=["family_name", "given_name"], name="person_by_name"),
            models.Index(InOrder("family_name"), InOrder("given_name"), name="person_in_order"),
            models.Index(
                InOrderElsewhere("family_name"),
                InOrderElsewhere("given_name"),
                name="person_in_order_elsewhere",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.given_name} {self.family_name}"

    def get_absolute_url(self) -> str:
        return reverse("people:person", args=[self.pk])

    def signs_in_as(self, user: User) -> bool:
        """Whether the account is that person's."""
        account = getattr(self, "account", None)
        return account is not None and account.user_id == user.pk


class PersonIdentifier(models.Model):
    """What an outside system calls a person; stable in that system."""

    table_title = pgettext_lazy("table", "numbers of people")

    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="identifiers")
    scheme = models.CharField(max_length=64)
    value = models.CharField(max_length=255)

    class Meta:
        constraints = [
            UniqueConstraint(
                fields=["scheme", "value"],
                name="person_identifier_names_one",
                violation_error_message=gettext_lazy(
                    "This identifier names something else already: give another."
                ),
            )
        ]

    def __str__(self) -> str:
        return f"{self.scheme}: {self.value}"


class Contact(Recorded):
    """A way to reach a person; smaller order is tried first."""

    table_title = pgettext_lazy("table", "contacts")

    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="contacts")
    kind = models.CharField(
        max_length=16, choices=[(kind, kind) for kind in ("phone", "email", "address")]
    )
    value = models.CharField(max_length=255)
    order = models.PositiveSmallIntegerField(default=1)

    def __str__(self) -> str:
        return self.kind


class Guardian(Recorded):
    """A person responsible for a learner: the relation, what they may be told, in which order."""

    learner = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="guardians")
    guardian = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="wards")
    relation = models.CharField(max_length=32)
    reach = models.CharField(
        max_length=16,
        default="everything",
        choices=[(reach, reach) for reach in ("everything", "emergency", "nothing")],
    )
    order = models.PositiveSmallIntegerField(default=1)

    class Meta:
        constraints = [
            UniqueConstraint(
                fields=["learner", "guardian"],
                name="guardian_once_a_learner",
                violation_error_message=gettext_lazy(
                    "This person is a guardian of the learner already: change that entry."
                ),
            ),
            CheckConstraint(
                condition=~Q(learner=F("guardian")),
                name="guardian_is_another_person",
                violation_error_message=gettext_lazy(
                    "Nobody is their own guardian: choose another person."
                ),
            ),
        ]

    def __str__(self) -> str:
        return self.relation


class Employment(Recorded):
    """A person's post at an institution: role, stage, share of a full-time post, from and to."""

    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="employments")
    institution = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, related_name="employments"
    )
    role = models.CharField(max_length=40, choices=[(code, code) for code in ROLES.codes])
    stage = models.CharField(
        max_length=24, blank=True, choices=[(code, code) for code in STAGES.codes]
    )
    load = models.DecimalField(max_digits=6, decimal_places=3)
    permanent = models.BooleanField(null=True, blank=True)
    from_on = models.DateField()
    to_on = models.DateField(null=True, blank=True)
    qualified = models.BooleanField(null=True, blank=True)

    objects = EmploymentQuerySet.as_manager()

    class Meta:
        constraints = [
            period_ends_after_it_starts("employment_ends_after_it_starts"),
            CheckConstraint(
                condition=Q(load__gte=0),
                name="employment_load_not_negative",
                violation_error_message=gettext_lazy(
                    "A load is not below zero: write 0 or more, such as 0.750."
                ),
            ),
            UniqueConstraint(
                fields=["person", "institution", "role", "stage", "from_on"],
                name="employment_once_from_a_day",
                violation_error_message=gettext_lazy(
                    "The person holds this post from that day already: change that "
                    "post, or choose another day."
                ),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.role} · {self.institution_id}"


class Qualification(Recorded):
    """Education or a qualification that a member of staff holds."""

    table_title = pgettext_lazy("table", "qualifications")

    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="qualifications")
    title = models.CharField(max_length=255)
    document = models.CharField(max_length=120, blank=True)
    obtained_on = models.DateField(null=True, blank=True)
    valid_until = models.DateField(null=True, blank=True)

    def __str__(self) -> str:
        return self.title


class ProfessionalDevelopment(Recorded):
    """Hours of professional development: topic and the day of completion."""

    table_title = pgettext_lazy("table", "professional development")

    person = models.ForeignKey(
        Person, on_delete=models.CASCADE, related_name="professional_development"
    )
    topic = models.CharField(max_length=255)
    hours = models.DecimalField(max_digits=6, decimal_places=1)
    completed_on = models.DateField()

    def __str__(self) -> str:
        return self.topic


class Vacancy(Recorded):
    """A post that is not filled: its load, since when, by when it should be, and how."""

    institution = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, related_name="vacancies"
    )
    role = models.CharField(max_length=40, choices=[(code, code) for code in ROLES.codes])
    opened_on = models.DateField()
    load = models.DecimalField(max_digits=6, decimal_places=3)
    expected_on = models.DateField(null=True, blank=True)
    closed_on = models.DateField(null=True, blank=True)
    source = models.CharField(
        max_length=24,
        default="institution",
        choices=[(code, code) for code in VACANCY_SOURCES.codes],
    )
    filling = models.CharField(
        max_length=24,
        default="open",
        choices=[(code, code) for code in VACANCY_FILLINGS.codes],
    )

    objects = VacancyQuerySet.as_manager()

    class Meta:
        constraints = [
            UniqueConstraint(
                fields=["institution", "role", "opened_on"],
                name="vacancy_once_a_day",
                violation_error_message=gettext_lazy(
                    "A vacancy of this post from that day is there already: change that one."
                ),
            ),
            CheckConstraint(
                condition=Q(closed_on__isnull=True) | Q(closed_on__gte=F("opened_on")),
                name="vacancy_closes_after_it_opens",
                violation_error_message=gettext_lazy(
                    "The last day lies before the first: choose a later last day."
                ),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.role} · {self.institution_id}"


class Tie(Recorded):
    """An institution that joined a person whom another one holds already.

    Until the other one or the authority confirms it, the institution sees of the person no more
    than it entered itself. Who was new to the record, or was handed over, has none of these.
    """

    table_title = pgettext_lazy("table", "institutions that joined people")

    ASKED, CONFIRMED, REFUSED = "asked", "confirmed", "refused"

    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="ties")
    institution = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, related_name="ties_to_people"
    )
    state = models.CharField(
        max_length=16,
        default=ASKED,
        choices=[
            (ASKED, gettext_lazy("waits to be confirmed")),
            (CONFIRMED, gettext_lazy("tie confirmed")),
            (REFUSED, gettext_lazy("tie refused")),
        ],
    )
    asked_by = models.ForeignKey(
        User, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    asked_at = models.DateTimeField()
    answered_by = models.ForeignKey(
        User, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    answered_at = models.DateTimeField(null=True, blank=True)

    objects = TieQuerySet.as_manager()

    class Meta:
        constraints = [
            UniqueConstraint(
                fields=["person", "institution"],
                name="tie_once_an_institution",
                violation_error_message=gettext_lazy(
                    "This institution has joined the person already: open the person's page."
                ),
            ),
            CheckConstraint(
                condition=Q(state="asked", answered_at__isnull=True)
                | (~Q(state="asked") & Q(answered_at__isnull=False)),
                name="tie_is_answered_at_a_moment",
                violation_error_message=gettext_lazy(
                    "An answer has its moment: answer the tie anew."
                ),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.person_id} · {self.institution_id}"

    def get_absolute_url(self) -> str:
        return reverse("people:tie", args=[self.pk])


class Account(Recorded):
    """Whose an account is: by it a teacher sees her own groups and her own data."""

    table_title = pgettext_lazy("table", "accounts")

    user = models.OneToOneField(User, on_delete=models.CASCADE, related_name="account")
    person = models.OneToOneField(Person, on_delete=models.CASCADE, related_name="account")

    def __str__(self) -> str:
        return f"{self.user_id} · {self.person_id}"


class GrantWithPost(Recorded):
    """A role that came with a post, and ends when the post does."""

    table_title = pgettext_lazy("table", "roles that came with a post")

    grant = models.OneToOneField(RoleGrant, on_delete=models.CASCADE, related_name="post")
    employment = models.ForeignKey(
        Employment, on_delete=models.CASCADE, related_name="grants_with_it"
    )

    def __str__(self) -> str:
        return f"{self.grant_id} · {self.employment_id}"
