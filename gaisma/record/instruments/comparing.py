"""Which items of a version can be read together with those of the version before."""

from dataclasses import dataclass, replace

from gaisma.record.instruments.questionnaire import Item, Questionnaire


@dataclass(frozen=True)
class Comparison:
    """The items of a version beside those of the version before.

    `same` stay comparable, `new` do not say that they are like one before, `unlike` say it and
    cannot be, `gone` are those of the version before that nothing goes on from.
    """

    same: tuple[Item, ...]
    new: tuple[Item, ...]
    unlike: tuple[Item, ...]
    gone: tuple[Item, ...]


def compared(questionnaire: Questionnaire, before: Questionnaire | None) -> Comparison:
    """What stays comparable with the version before and what does not."""
    items = list(questionnaire.items)
    wrong = unlike(questionnaire, before)
    kept = {item.same_as for item in items if item.same_as and item.name not in wrong}
    return Comparison(
        same=tuple(item for item in items if item.same_as and item.name not in wrong),
        new=tuple(item for item in items if not item.same_as),
        unlike=tuple(item for item in items if item.name in wrong),
        gone=tuple(item for item in before.items if item.name not in kept) if before else (),
    )


def fates(questionnaire: Questionnaire, before: Questionnaire | None) -> dict[str, str]:
    """How each item stands to the version before: same, new or unlike; nothing without one."""
    if before is None:
        return {}
    found = compared(questionnaire, before)
    return {item.name: fate for fate in ("same", "new", "unlike") for item in getattr(found, fate)}


def carried_on(before: Questionnaire) -> Questionnaire:
    """The questionnaire as the next version begins: every item the same as it was."""
    sections = tuple(
        replace(section, items=tuple(replace(item, same_as=item.name) for item in section.items))
        for section in before.sections
    )
    return replace(before, sections=sections)


def unlike(questionnaire: Questionnaire, before: Questionnaire | None) -> tuple[str, ...]:
    """Names of items that say they are the same as one that is not there or is answered otherwise.

    Items are answered alike when they are of one kind and offer answers of the same names.
    """
    known = {item.name: item for item in before.items} if before else {}
    return tuple(
        item.name
        for item in questionnaire.items
        if item.same_as
        and not (
            item.same_as in known
            and before is not None
            and _way(questionnaire, item) == _way(before, known[item.same_as])
        )
    )


def _way(questionnaire: Questionnaire, item: Item) -> tuple[str, frozenset[str]]:
    names = frozenset(choice.name for choice in questionnaire.choices_of(item))
    return item.kind, names
