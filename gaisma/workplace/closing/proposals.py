"""What is proposed when an institution closes: every group goes to the main successor."""

from collections.abc import Iterator

from gaisma.base.models import Organisation
from gaisma.record.programmes.models import Group
from gaisma.workplace.closing.models import GOES, LEAVES, Closing, GroupMove


def groups_after(closing: Closing) -> list[Group]:
    """The groups whose school year lasts beyond the last day."""
    groups = Group.objects.filter(
        institution=closing.institution_id, school_year__ends_on__gt=closing.on
    )
    return list(groups.select_related("school_year", "programme"))


def proposed(closing: Closing, groups: list[Group]) -> Iterator[GroupMove]:
    """The moves, not yet stored; a name that the successor has already gets a number."""
    taken = _taken(closing.successor, groups)
    for group in groups:
        name = group.name
        if closing.successor:
            name = _free(group, taken)
        yield GroupMove(
            closing=closing,
            group=group,
            move=GOES if closing.successor else LEAVES,
            successor=closing.successor,
            name=name,
        )


def _taken(successor: Organisation | None, groups: list[Group]) -> set[tuple[int, str]]:
    years = {group.school_year_id for group in groups}
    held = Group.objects.filter(institution=successor, school_year__in=years)
    return set(held.values_list("school_year", "name")) if successor else set()


def _free(group: Group, taken: set[tuple[int, str]]) -> str:
    names = [group.name, *(f"{group.name} {number}" for number in range(2, 100))]
    free = next(name for name in names if (group.school_year_id, name) not in taken)
    taken.add((group.school_year_id, free))
    return free
