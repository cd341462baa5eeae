"""A questionnaire changed by hand: each function makes a value of a value and writes nothing.

What comes out may be unfit to be asked; `soundness.demand` refuses it before it is kept.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import count
from typing import TypeVar

from django.utils.translation import gettext as _

from gaisma.base.changes import UnableToRecord
from gaisma.record.instruments.expressions import Tree, UnableToUnderstand, asked, parsed
from gaisma.record.instruments.questionnaire import (
    OF_CHOICES,
    Choice,
    Item,
    Questionnaire,
    Section,
    Texts,
)

Part = TypeVar("Part")
Change = Callable[[tuple[Item, ...]], tuple[Item, ...]]


def merged(before: Texts, given: Texts) -> dict[str, str]:
    """Texts with those given; one that is left empty goes, one in another language stays."""
    return {code: text for code, text in {**before, **given}.items() if text}


def free_name(prefix: str, taken: Iterable[str]) -> str:
    """The prefix with the first number that makes a name of its own."""
    known = set(taken)
    return next(name for number in count(1) if (name := f"{prefix}{number}") not in known)


def names(questionnaire: Questionnaire) -> set[str]:
    """The names of all questions and sections."""
    sections = {section.name for section in questionnaire.sections}
    return {item.name for item in questionnaire.items} | sections


def item_of(questionnaire: Questionnaire, name: str) -> Item | None:
    """The question of that name."""
    return next((item for item in questionnaire.items if item.name == name), None)


def titled(
    questionnaire: Questionnaire, title: Texts, more_languages: Iterable[str]
) -> Questionnaire:
    """With another title, and asking in more languages."""
    languages = dict.fromkeys((*questionnaire.languages, *more_languages))
    return replace(questionnaire, title=title, languages=tuple(languages))


def with_section(questionnaire: Questionnaire, section: Section) -> Questionnaire:
    """With one more section at the end, under a name of its own."""
    named = _named(questionnaire, section)
    return replace(questionnaire, sections=(*questionnaire.sections, named))


def section_written(questionnaire: Questionnaire, place: int, section: Section) -> Questionnaire:
    """With the section in the place of another; what has a heading gets a name."""
    sections = list(questionnaire.sections)
    sections[place] = _named(questionnaire, section)
    return replace(questionnaire, sections=tuple(sections))


def _named(questionnaire: Questionnaire, section: Section) -> Section:
    is_bare = not (section.label or section.relevant or section.is_matrix)
    if section.name or (section.items and is_bare):
        return section
    return replace(section, name=free_name("section_", names(questionnaire)))


def section_moved(questionnaire: Questionnaire, place: int, *, by: int) -> Questionnaire:
    """With the section further up (-1) or down (1)."""
    return replace(questionnaire, sections=_moved(questionnaire.sections, place, by))


def without_section(questionnaire: Questionnaire, place: int) -> Questionnaire:
    """Without the section and its questions."""
    kept = (each for number, each in enumerate(questionnaire.sections) if number != place)
    return replace(questionnaire, sections=tuple(kept))


def with_item(questionnaire: Questionnaire, place: int, item: Item) -> Questionnaire:
    """With one more question at the end of the section; without a name it gets one."""
    named = item if item.name else replace(item, name=free_name("q", names(questionnaire)))
    sections = list(questionnaire.sections)
    sections[place] = replace(sections[place], items=(*sections[place].items, named))
    return replace(questionnaire, sections=tuple(sections))


def item_written(questionnaire: Questionnaire, item: Item) -> Questionnaire:
    """With the question in the place of the one of its name."""
    return _of_items(
        questionnaire,
        lambda items: tuple(item if each.name == item.name else each for each in items),
    )


def without_item(questionnaire: Questionnaire, name: str) -> Questionnaire:
    """Without the question."""
    return _of_items(
        questionnaire, lambda items: tuple(each for each in items if each.name != name)
    )


def item_moved(questionnaire: Questionnaire, name: str, *, by: int) -> Questionnaire:
    """With the question further up (-1) or down (1); past a section's edge it changes sections."""
    for number, section in enumerate(questionnaire.sections):
        place = next((at for at, each in enumerate(section.items) if each.name == name), None)
        if place is None:
            continue
        if 0 <= place + by < len(section.items):
            items = _moved(section.items, place, by)
            return section_with(questionnaire, number, items)
        return _to_next_section(questionnaire, number, section.items[place], by)
    return questionnaire


def section_with(
    questionnaire: Questionnaire, place: int, items: tuple[Item, ...]
) -> Questionnaire:
    """With other questions in the section."""
    sections = list(questionnaire.sections)
    sections[place] = replace(sections[place], items=items)
    return replace(questionnaire, sections=tuple(sections))


def _to_next_section(
    questionnaire: Questionnaire, place: int, item: Item, by: int
) -> Questionnaire:
    there = place + by
    if not 0 <= there < len(questionnaire.sections):
        return questionnaire
    left = without_item(questionnaire, item.name)
    others = left.sections[there].items
    return section_with(left, there, (*others, item) if by < 0 else (item, *others))


def list_written(
    questionnaire: Questionnaire, name: str, choices: Sequence[Choice]
) -> Questionnaire:
    """With these answers in the list; a new name makes a list."""
    return replace(questionnaire, lists={**questionnaire.lists, name: tuple(choices)})


def without_list(questionnaire: Questionnaire, name: str) -> Questionnaire:
    """Without the list of answers."""
    kept = {key: choices for key, choices in questionnaire.lists.items() if key != name}
    return replace(questionnaire, lists=kept)


def _of_items(questionnaire: Questionnaire, change: Change) -> Questionnaire:
    sections = (replace(each, items=change(each.items)) for each in questionnaire.sections)
    return replace(questionnaire, sections=tuple(sections))


def _moved(parts: tuple[Part, ...], place: int, by: int) -> tuple[Part, ...]:
    there = place + by
    if not (0 <= place < len(parts) and 0 <= there < len(parts)):
        return parts
    moved = list(parts)
    moved[place], moved[there] = moved[there], moved[place]
    return tuple(moved)


OF_ANSWERS = ("=", "!=", "selected")


def check_sound(questionnaire: Questionnaire) -> Questionnaire:
    """The questionnaire as it is. Raises UnableToRecord with all that stands in the way."""
    found = list(faults(questionnaire))
    if found:
        raise UnableToRecord(" ".join(found), code="not_sound")
    return questionnaire


def faults(questionnaire: Questionnaire) -> Iterator[str]:
    """What stands in the way, as sentences that name the question."""
    above: dict[str, Item] = {}
    for section in questionnaire.sections:
        yield from _faults_of_expression(questionnaire, section.name, section.relevant, above)
        yield from _faults_of_matrix(questionnaire, section)
        for item in section.items:
            if item.name in above:
                yield _("“%(name)s”: another question has this name already.") % {"name": item.name}
            if item.kind in OF_CHOICES and item.choices not in questionnaire.lists:
                yield _("“%(name)s”: choose a list of answers.") % {"name": item.name}
            yield from _faults_of_expression(questionnaire, item.name, item.relevant, above)
            yield from _faults_of_expression(questionnaire, item.name, item.constraint, above)
            above[item.name] = item


def _faults_of_matrix(questionnaire: Questionnaire, section: Section) -> Iterator[str]:
    ways = {(item.kind, item.choices) for item in section.items}
    if section.is_matrix and (len(ways) > 1 or any(kind not in OF_CHOICES for kind, _list in ways)):
        label = questionnaire.text(section.label, questionnaire.languages[0])
        yield _("“%(section)s”: the questions of a table need one list of answers.") % {
            "section": label or section.name
        }


def _faults_of_expression(
    questionnaire: Questionnaire, name: str, text: str, above: dict[str, Item]
) -> Iterator[str]:
    """Conditions ask about what stands above; so one pass over the answers decides them all."""
    if not text:
        return
    try:
        tree = parsed(text)
    except UnableToUnderstand as wrong:
        yield f"“{name}”: {wrong.message}"
        return
    later = sorted(asked(tree) - set(above))
    if later:
        yield _("“%(name)s” asks about what does not stand above it: %(later)s.") % {
            "name": name,
            "later": ", ".join(later),
        }
    for question, answer in _answers(tree):
        item = above.get(question)
        listed = questionnaire.lists.get(item.choices, ()) if item else ()
        offered = {choice.name for choice in listed}
        if offered and answer and answer not in offered:
            yield _("“%(name)s” asks about an answer that is not offered: %(answer)s.") % {
                "name": name,
                "answer": answer,
            }


def _answers(tree: Tree) -> Iterator[tuple[str, str]]:
    """The pairs of question and answer that an expression compares."""
    operation, *parts = tree
    kinds = [part[0] for part in parts if isinstance(part, list)]
    if operation in OF_ANSWERS and kinds == ["answer", "literal"]:
        if isinstance(parts[1][1], str):
            yield parts[0][1], parts[1][1]
        return
    for part in parts:
        if isinstance(part, list):
            yield from _answers(part)
