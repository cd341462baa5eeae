from typing import TYPE_CHECKING

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy

from gaisma.analytics.vocabulary import FOUNDERS, KINDS, UNIT_KINDS
from gaisma.base.constraints import CheckConstraint
from gaisma.base.models.recorded import Recorded

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Mapping
    from datetime import date

    from django.contrib.auth.models import AnonymousUser

    from gaisma.base.models.accounts import User

    class TreeQuerySet(models.QuerySet["Organisation"]):
        def descendants(
            self, of: "Organisation", *, include_self: bool = False
        ) -> "OrganisationQuerySet": ...
        def ancestors(
            self, of: "Organisation", *, include_self: bool = False
        ) -> "OrganisationQuerySet": ...
else:
    from tree_queries.query import TreeQuerySet


class OrganisationQuerySet(TreeQuerySet):
    """Nodes of the tree."""

    def visible_to(self, user: "User | AnonymousUser", *, on: "date") -> "OrganisationQuerySet":
        """The nodes on which the user holds any role on that day, and all below them."""
        if not user.is_authenticated:
            return self.none()
        nodes = Organisation.objects.filter(pk__in=user.granted_organisations(on=on))
        return self.filter(pk__in=Organisation.objects.subtree_ids(nodes))

    def subtree_ids(self, nodes: "Iterable[Organisation]") -> set[int]:
        """The ids of the nodes and of all below them."""
        return {below.pk for node in nodes for below in self.descendants(node, include_self=True)}

    def reach_of(self, nodes: "Collection[int]") -> "dict[int, frozenset[int]]":
        """For the id of each node, the ids of itself and of all below it: one query for all."""
        if not nodes:
            return {}
        below: dict[int | None, list[int]] = {}
        for node, parent in Organisation.objects.values_list("pk", "parent_id"):
            below.setdefault(parent, []).append(node)
        return {node: frozenset(_reached(node, below)) for node in nodes}

    def institutions(self) -> "OrganisationQuerySet":
        return self.exclude(kind__in=("authority", *UNIT_KINDS))

    def open_on(self, day: "date") -> "OrganisationQuerySet":
        opened = Q(opened_on__isnull=True) | Q(opened_on__lte=day)
        return self.filter(opened, Q(closed_on__isnull=True) | Q(closed_on__gte=day))


def _reached(node: int, below: "Mapping[int | None, list[int]]") -> "Iterator[int]":
    yield node
    for child in below.get(node, ()):
        yield from _reached(child, below)


OrganisationManager = models.Manager.from_queryset(OrganisationQuerySet)


class Organisation(Recorded):
    """A node of the tree: the authority, an institution, or a unit of an institution.

    `code` is the institution's own identifier, by which files and figures name it. Aliases are
    other names under which outside files know it.
    """

    code = models.CharField(max_length=64, unique=True)
    name = models.CharField(max_length=255)
    kind = models.CharField(max_length=32, choices=[(code, code) for code in KINDS.codes])
    parent = models.ForeignKey(
        "self", null=True, blank=True, on_delete=models.PROTECT, related_name="children"
    )
    founder = models.CharField(
        max_length=16, blank=True, choices=[(code, code) for code in FOUNDERS.codes]
    )
    registration_number = models.CharField(max_length=32, blank=True)
    register_id = models.CharField(max_length=64, blank=True)
    aliases = models.JSONField(default=list, blank=True)
    address = models.CharField(max_length=255, blank=True)
    phone = models.CharField(max_length=64, blank=True)
    email = models.EmailField(blank=True)
    website = models.URLField(blank=True)
    opened_on = models.DateField(null=True, blank=True)
    closed_on = models.DateField(null=True, blank=True)

    objects = OrganisationManager()

    class Meta:
        constraints = [
            CheckConstraint(
                condition=Q(opened_on__isnull=True)
                | Q(closed_on__isnull=True)
                | Q(closed_on__gte=F("opened_on")),
                name="organisation_closes_after_it_opens",
                violation_error_message=gettext_lazy(
                    "The day of closing lies before that of opening: choose a later day of closing."
                ),
            ),
            CheckConstraint(
                condition=Q(kind="authority") | Q(parent__isnull=False),
                name="organisation_below_an_authority",
                violation_error_message=gettext_lazy(
                    "An institution stands below another or below the authority: choose which."
                ),
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def is_unit(self) -> bool:
        return self.kind in UNIT_KINDS
