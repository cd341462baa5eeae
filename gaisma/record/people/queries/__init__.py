"""Reads of persons, staff and vacancies, one page a module."""

from gaisma.record.people.queries.called import UnknownPerson, person_called

__all__ = ["UnknownPerson", "person_called"]
