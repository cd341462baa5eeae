"""Conditions in words, for who reads a questionnaire on paper or without scripts."""

from dataclasses import dataclass

from django.utils.translation import gettext as _

from gaisma.record.instruments.expressions import Tree
from gaisma.record.instruments.questionnaire import Questionnaire

JOINED = ("or", "and")
OF_ANSWERS = ("=", "selected")


def said(questionnaire: Questionnaire, tree: Tree, language: str) -> str:
    """When something is asked, as a sentence: the answers that it takes, where those say it all."""
    told = _Speaker(questionnaire, language).told(tree)
    if not told:
        return _("Only if it follows from the answers above.")
    return _("Only if %(answers)s.") % {"answers": told}


@dataclass(frozen=True)
class _Speaker:
    """Tells trees in words; a tree that asks for more than chosen answers is told as nothing."""

    questionnaire: Questionnaire
    language: str

    def told(self, tree: Tree) -> str:
        operation = tree[0]
        chosen = self._chosen(tree)
        if chosen:
            return self._answered(*chosen)
        if operation not in JOINED:
            return ""
        words = [self.told(part) for part in tree[1:]]
        # What joins both ways would want brackets, which no sentence has.
        is_mixed = any(part[0] in JOINED and part[0] != operation for part in tree[1:])
        between = _("or") if operation == "or" else _("and")
        return f" {between} ".join(words) if all(words) and not is_mixed else ""

    def _chosen(self, tree: Tree) -> tuple[str, tuple[str, ...]] | None:
        """The question and which of its answers hold, where the tree says no more than that."""
        operation, *parts = tree
        if operation == "or":
            found = [one for part in parts if (one := self._chosen(part))]
            is_of_one = len(found) == len(parts) and len({name for name, _answers in found}) == 1
            answers = tuple(answer for _name, given in found for answer in given)
            return (found[0][0], answers) if is_of_one else None
        if operation in OF_ANSWERS and [part[0] for part in parts] == ["answer", "literal"]:
            name, answer = parts[0][1], parts[1][1]
            return (name, (answer,)) if answer in self._labels(name) else None
        return None

    def _answered(self, name: str, answers: tuple[str, ...]) -> str:
        labels = self._labels(name)
        quoted = [_("“%(words)s”") % {"words": labels[answer]} for answer in answers]
        item = next(item for item in self.questionnaire.items if item.name == name)
        return _("“%(question)s” is answered with %(answers)s") % {
            "question": self.questionnaire.text(item.label, self.language),
            "answers": f" {_('or')} ".join(quoted),
        }

    def _labels(self, name: str) -> dict[str, str]:
        """The answers that the question offers, by name."""
        return {
            choice.name: self.questionnaire.text(choice.label, self.language)
            for item in self.questionnaire.items
            if item.name == name
            for choice in self.questionnaire.choices_of(item)
        }
