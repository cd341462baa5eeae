"""The institutions of a lake version, as questions name them and answers call them."""

from collections import defaultdict
from dataclasses import dataclass, field
from functools import cached_property, lru_cache

from gaisma.analytics.questions import Node, UnableToAsk
from gaisma.analytics.vocabulary import folded
from gaisma.evidence.lake import engines
from gaisma.evidence.lake.models import LakeVersion

CHOICES = 40


@dataclass(frozen=True)
class Institutions:
    """Codes and names by id, ids by code, name and alias, and which units stand below whom."""

    codes: dict[int, str] = field(default_factory=dict)
    names: dict[int, str] = field(default_factory=dict)
    by_word: dict[str, set[int]] = field(default_factory=lambda: defaultdict(set))
    children: dict[int, list[int]] = field(default_factory=lambda: defaultdict(list))

    @cached_property
    def tops_by_id(self) -> dict[int, str]:
        """The codes of the institutions that are no units of another, by id."""
        units = {unit for some in self.children.values() for unit in some}
        return {one: code for one, code in self.codes.items() if one not in units}

    @cached_property
    def tops(self) -> frozenset[str]:
        """The codes of the institutions that are no units of another."""
        return frozenset(self.tops_by_id.values())

    @staticmethod
    def of(version: LakeVersion) -> "Institutions":
        """The institutions of the version."""
        return _read(version.digest, version.pk)

    def subtree(self, text: str) -> Node:
        """The institution that a code, name or alias names, with its units.

        What stands below and is an institution itself, as all do below the authority, is not part
        of it: so a filter chooses what a breakdown shows.

        Raises UnableToAsk when none or several bear the name.
        """
        found = self.by_word.get(folded(text), set())
        if len(found) != 1:
            raise UnableToAsk("institution", text, self._near(text, found))
        (top,) = found
        return Node(self.codes[top], tuple(self._below(top)))

    def _below(self, top: int) -> list[int]:
        ids = [top]
        for node in ids:
            ids.extend(self.children.get(node, ()))
        return ids

    def _near(self, text: str, found: set[int]) -> list[str]:
        if found:
            return sorted(self.codes[one] for one in found)
        import difflib

        names = {folded(name): name for name in self.names.values()}
        near = difflib.get_close_matches(folded(text), names, n=5, cutoff=0.5)
        return [names[name] for name in near] or sorted(self.names.values())[:CHOICES]


@lru_cache(maxsize=engines.OPEN_VERSIONS)
def _read(_digest: str, pk: int) -> Institutions:
    version = LakeVersion.objects.get(pk=pk)
    known = Institutions()
    rows = engines.engine(version).rows(
        "SELECT unit, institution, code, name, aliases, parent FROM institutions ORDER BY unit"
    )
    for unit, institution, code, name, aliases, parent in rows:
        known.codes[unit] = code
        known.names[unit] = name
        if institution != unit:
            known.children[parent].append(unit)
        for word in (code, name, *(aliases or ())):
            known.by_word[folded(word)].add(unit)
    return known
