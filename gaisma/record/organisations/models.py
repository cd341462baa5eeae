from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy, pgettext_lazy

from gaisma.analytics.vocabulary import STATUSES
from gaisma.base.constraints import CheckConstraint, UniqueConstraint
from gaisma.base.models import Organisation, Recorded
from gaisma.base.models.recorded import period_ends_after_it_starts


class Site(Recorded):
    """A building or a place where an institution works."""

    institution = models.ForeignKey(Organisation, on_delete=models.CASCADE, related_name="sites")
    name = models.CharField(max_length=120)
    address = models.CharField(max_length=255)
    latitude = models.DecimalField(max_digits=9, decimal_places=6, null=True, blank=True)
    longitude = models.DecimalField(max_digits=9, decimal_places=6, null=True, blank=True)

    class Meta:
        constraints = [
            UniqueConstraint(
                fields=["institution", "name"],
                name="site_once_an_institution",
                violation_error_message=gettext_lazy(
                    "The institution has a site with this name already: give another name."
                ),
            )
        ]

    def __str__(self) -> str:
        return self.name


class Room(Recorded):
    """A room of a site."""

    table_title = pgettext_lazy("table", "rooms")

    site = models.ForeignKey(Site, on_delete=models.CASCADE, related_name="rooms")
    name = models.CharField(max_length=120)
    places = models.PositiveSmallIntegerField(null=True, blank=True)

    class Meta:
        constraints = [
            UniqueConstraint(
                fields=["site", "name"],
                name="room_once_a_site",
                violation_error_message=gettext_lazy(
                    "The site has a room with this name already: give another name."
                ),
            )
        ]

    def __str__(self) -> str:
        return self.name


class Succession(Recorded):
    """An institution taken over by another, so that comparisons over years follow it."""

    table_title = pgettext_lazy("table", "successions")

    institution = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, related_name="successions"
    )
    successor = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, related_name="predecessions"
    )
    decision = models.CharField(max_length=255, blank=True)
    decided_on = models.DateField(null=True, blank=True)
    on = models.DateField()

    class Meta:
        constraints = [
            UniqueConstraint(
                fields=["institution", "successor"],
                name="succession_once_a_pair",
                violation_error_message=gettext_lazy(
                    "This successor is named already: choose another institution."
                ),
            ),
            CheckConstraint(
                condition=~Q(institution=F("successor")),
                name="succession_by_another",
                violation_error_message=gettext_lazy(
                    "An institution does not succeed itself: choose another one."
                ),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.institution_id} → {self.successor_id}"


class Licence(Recorded):
    """A licence or an accreditation with a term."""

    table_title = pgettext_lazy("table", "licences")

    institution = models.ForeignKey(Organisation, on_delete=models.CASCADE, related_name="licences")
    kind = models.CharField(
        max_length=16, choices=[("licence", "licence"), ("accreditation", "accreditation")]
    )
    number = models.CharField(max_length=64)
    from_on = models.DateField()
    to_on = models.DateField(null=True, blank=True)

    class Meta:
        constraints = [period_ends_after_it_starts("licence_ends_after_it_starts")]

    def __str__(self) -> str:
        return self.number


class Status(Recorded):
    """A status with a term, such as eTwinning school."""

    table_title = pgettext_lazy("table", "statuses of institutions")

    institution = models.ForeignKey(Organisation, on_delete=models.CASCADE, related_name="statuses")
    status = models.CharField(max_length=32, choices=[(code, code) for code in STATUSES.codes])
    from_on = models.DateField()
    to_on = models.DateField(null=True, blank=True)

    class Meta:
        constraints = [period_ends_after_it_starts("status_ends_after_it_starts")]

    def __str__(self) -> str:
        return self.status


class OrganisationIdentifier(models.Model):
    """What an outside register or system calls an organisation."""

    table_title = pgettext_lazy("table", "numbers of institutions")

    organisation = models.ForeignKey(
        Organisation, on_delete=models.CASCADE, related_name="identifiers"
    )
    scheme = models.CharField(max_length=64)
    value = models.CharField(max_length=255)

    class Meta:
        constraints = [
            UniqueConstraint(
                fields=["scheme", "value"],
                name="organisation_identifier_names_one",
                violation_error_message=gettext_lazy(
                    "This identifier names something else already: give another."
                ),
            )
        ]

    def __str__(self) -> str:
        return f"{self.scheme}: {self.value}"
