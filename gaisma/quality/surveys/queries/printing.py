"""Who prints the slips of which class, and which of them wait for it."""

from collections import defaultdict
from collections.abc import Collection, Iterator
from datetime import date

from gaisma.base import access
from gaisma.base.models import AuditRecord, Organisation, RoleGrant, User
from gaisma.base.permissions import LEADERS
from gaisma.quality.surveys.models import Batch
from gaisma.quality.surveys.workflow import SURVEY
from gaisma.record.programmes.models import GroupTeacher
from gaisma.record.programmes.querysets import TEACHERS


def not_opened(user: User, *, on: date) -> list[Batch]:
    """Slips of the user's classes that can be answered with on the day, and that no class teacher
    of these has opened."""
    if not access.reach(user, *TEACHERS):
        return []
    own = Batch.objects.of_class_teacher(user, on=on).filter(
        goes_by_letter=False,
        part__campaign__started_at__isnull=False,
        part__campaign__closed_at__isnull=True,
        part__campaign__closes_on__gte=on,
    )
    rows = list(own.select_related("institution", "group", "part__campaign").order_by("pk"))
    teaching = GroupTeacher.objects.filter(
        is_class_teacher=True, group__in={row.group_id for row in rows}
    )
    acts = AuditRecord.objects.filter(
        action=SURVEY["print_codes"].audited.key, by__in=teaching.values("person__account__user")
    )
    seen = acts.values_list("subject_ids", flat=True) if rows else ()
    opened = {pk for ids in seen for pk in ids}
    return [row for row in rows if row.pk not in opened]


def by_class(
    institution: Organisation, groups: Collection[int | None], *, on: date
) -> dict[int | None, tuple[str, ...]]:
    """Of each class the names of those who print its slips: class teachers with an account and a
    role of teachers there, who do not lead the institution."""
    classes = {group for group in groups if group is not None}
    if not classes:
        return {}
    above = [place.pk for place in _above(institution)]
    held = RoleGrant.objects.valid_on(on).filter(organisation__in=above, user__is_active=True)
    teaching = (
        GroupTeacher.objects.class_teachers(on=on)
        .filter(
            group__in=classes,
            person__account__user__in=held.filter(role__in=TEACHERS).values("user"),
        )
        .exclude(person__account__user__in=held.filter(role__in=LEADERS).values("user"))
        .select_related("person")
        .order_by("group", "from_on", "pk")
    )
    found: dict[int | None, list[str]] = defaultdict(list)
    for one in teaching:
        found[one.group_id].append(str(one.person))
    return {group: tuple(names) for group, names in found.items()}


def _above(place: Organisation | None) -> Iterator[Organisation]:
    """The place, and all that it stands below."""
    while place is not None:
        yield place
        place = place.parent
