"""Whether a questionnaire that was changed by hand can be asked, and what stands in the way.

A workbook is held to the same by `xlsforms.reading`, which tells it by cell.
"""

from collections.abc import Iterator

from django.utils.translation import gettext as _

from gaisma.base.changes import UnableToRecord
from gaisma.record.instruments.expressions import Tree, UnableToUnderstand, asked, parsed
from gaisma.record.instruments.questionnaire import (
    OF_CHOICES,
    Item,
    Questionnaire,
    Section,
)

OF_ANSWERS = ("=", "!=", "selected")


def demand(questionnaire: Questionnaire) -> Questionnaire:
    """The questionnaire as it is. Raises UnableToRecord with all that stands in the way."""
    found = list(faults(questionnaire))
    if found:
        raise UnableToRecord(" ".join(found), code="not_sound")
    return questionnaire


def faults(questionnaire: Questionnaire) -> Iterator[str]:
    """What stands in the way, as sentences that name the question."""
    above: dict[str, Item] = {}
    for section in questionnaire.sections:
        yield from _expression(questionnaire, section.name, section.relevant, above)
        yield from _matrix(questionnaire, section)
        for item in section.items:
            if item.name in above:
                yield _("“%(name)s”: another question has this name already.") % {"name": item.name}
            if item.kind in OF_CHOICES and item.choices not in questionnaire.lists:
                yield _("“%(name)s”: choose a list of answers.") % {"name": item.name}
            yield from _expression(questionnaire, item.name, item.relevant, above)
            yield from _expression(questionnaire, item.name, item.constraint, above)
            above[item.name] = item


def _matrix(questionnaire: Questionnaire, section: Section) -> Iterator[str]:
    ways = {(item.kind, item.choices) for item in section.items}
    if section.is_matrix and (len(ways) > 1 or any(kind not in OF_CHOICES for kind, _list in ways)):
        label = questionnaire.text(section.label, questionnaire.languages[0])
        yield _("“%(section)s”: the questions of a table need one list of answers.") % {
            "section": label or section.name
        }


def _expression(
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
