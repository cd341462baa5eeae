"""Whose names a reader sees, and when a class is behind."""

from datetime import date

from gaisma.base import access
from gaisma.base.models import User
from gaisma.quality.socialemotional.norms import Asked
from gaisma.quality.socialemotional.permissions import NAMED
from gaisma.quality.socialemotional.workflow import leads
from gaisma.record.programmes.models import Group


def sees_names(user: User, group: Group) -> bool:
    """The class teacher of the class, and who leads or helps at its institution."""
    return group.institution_id in access.reach(user, *NAMED) or leads(user, group)


def is_behind(lessons: int, asked: Asked, *, on: date) -> bool:
    """Whether a class has held fewer lessons than are due by the day."""
    return lessons < asked.due(on)
