"""Two folders of what was shown, held against each other."""

import difflib
from collections import defaultdict
from dataclasses import dataclass
from pathlib import Path

EXAMPLES = 3
"""So many files are named of those that differ alike."""


@dataclass(frozen=True)
class Compared:
    """Which files are equal, which differ and how, and which stand on one side alone."""

    equal: int
    differing: dict[tuple[str, ...], list[str]]
    """By what was taken and put, a line each."""
    only_before: list[str]
    only_after: list[str]

    @property
    def is_equal(self) -> bool:
        return not (self.differing or self.only_before or self.only_after)

    def told(self, *, lines: int) -> str:
        """A summary: what differs alike once, the most frequent first, so many lines of each."""
        parts = []
        for change, names in sorted(self.differing.items(), key=_by_frequency):
            shown = [*names[:EXAMPLES], *(["…"] if len(names) > EXAMPLES else [])]
            parts.append(f"{len(names)} differ alike: {', '.join(shown)}")
            parts += [f"    {line}" for line in change[:lines]]
            if len(change) > lines:
                parts.append(f"    … {len(change) - lines} lines more")
        parts += [f"only before: {name}" for name in self.only_before]
        parts += [f"only after: {name}" for name in self.only_after]
        differing = sum(len(names) for names in self.differing.values())
        parts.append(
            f"{self.equal} equal, {differing} differ in {len(self.differing)} ways,"
            f" {len(self.only_before)} only before, {len(self.only_after)} only after"
        )
        return "".join(f"{part}\n" for part in parts)


def compare(before: Path, after: Path) -> Compared:
    """Every file of both folders."""
    ours, theirs = _files(before), _files(after)
    equal, differing = 0, defaultdict(list)
    for name in sorted(ours & theirs):
        texts = [(folder / name).read_bytes() for folder in (before, after)]
        if texts[0] == texts[1]:
            equal += 1
        else:
            differing[_change(*texts)].append(name)
    return Compared(equal, dict(differing), sorted(ours - theirs), sorted(theirs - ours))


def _change(before: bytes, after: bytes) -> tuple[str, ...]:
    lines = (text.decode().splitlines() for text in (before, after))
    changes = difflib.unified_diff(*lines, n=0, lineterm="")
    return tuple(line for line in changes if not line.startswith(("---", "+++", "@@")))


def _by_frequency(item: tuple[tuple[str, ...], list[str]]) -> tuple[int, list[str]]:
    return -len(item[1]), item[1]


def _files(folder: Path) -> set[str]:
    return {str(file.relative_to(folder)) for file in folder.rglob("*") if file.is_file()}
