"""The package as it is written: its modules, rooms, templates and registries; nothing is run."""

import ast
import io
import re
import tokenize
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

FUNCTION = (ast.FunctionDef, ast.AsyncFunctionDef)
DOCUMENTED = (ast.Module, ast.ClassDef, *FUNCTION)
QUIET = {
    tokenize.COMMENT, tokenize.NL, tokenize.NEWLINE, tokenize.INDENT, tokenize.DEDENT,
    tokenize.ENDMARKER,
}  # fmt: skip
WRITTEN = (".py", ".html", ".md", ".csv", ".js", ".css", ".txt", ".typ", ".json")
"""Files in which people write names; catalogues follow from them."""
RULES = {"requires", "open_to_everyone"}
"""Decorators that make a function a view."""
LEFT_OUT = {"migrations", "locale", "__pycache__"}
OFFERS = "offers.py"


@dataclass(frozen=True)
class Module:
    """A module: what it defines and what it imports."""

    name: str
    file: Path
    purpose: str
    """The first sentence of its docstring."""
    lines: int
    """That hold code: no blank ones, comments or docstrings."""
    functions: list[int]
    """The lines of each function and method."""
    views: list[int]
    """The lines of each view, with its decorators."""
    privates: dict[str, int]
    """How often each private function is named in the module, but for where it is defined."""
    checks: list[str]
    """Functions that are named like questions and answer nothing."""
    classes: list[str]
    imported: frozenset[str]
    """All names that may be modules."""
    gathered: frozenset[str]
    """Registries that are read."""
    offered: frozenset[str]
    """Names in capitals that are set at the top."""
    indicators: frozenset[str]
    """Keys of figures that are defined."""


@dataclass(frozen=True)
class Room:
    """A folder of a floor with a package in it, or a floor that has no rooms."""

    name: str
    folder: Path
    files: int
    python: int
    lines: int

    @property
    def floor(self) -> str:
        return self.name.partition(".")[0]


class House:
    """All that is written in a package's folder; tests are only counted."""

    def __init__(self, package: Path, *, tests: Path) -> None:
        self.package = package
        self.files = [file for file in sorted(package.rglob("*")) if _is_written(file, package)]
        found = [module(file, package) for file in self.files if file.suffix == ".py"]
        self.modules = [each for each in found if each.file.name != "__init__.py" or each.lines]
        self.tests = tests

    @property
    def test_lines(self) -> int:
        """Lines of code of the tests."""
        texts = [file.read_text(encoding="utf-8") for file in self.tests.rglob("*.py")]
        return sum(code_lines(text, ast.parse(text)) for text in texts)

    @cached_property
    def texts(self) -> dict[Path, str]:
        return {file: file.read_text(encoding="utf-8") for file in self.files}

    @cached_property
    def templates(self) -> dict[Path, list[int]]:
        """The lengths of the lines of each template."""
        return {
            file: [len(line) for line in self.texts[file].splitlines()]
            for file in self.files
            if file.suffix == ".html" and "templates" in file.parts
        }

    @cached_property
    def rooms(self) -> list[Room]:
        """From the floors' names upwards; a floor's own modules are a room of the floor's name."""
        return [
            _room(".".join(folder.relative_to(self.package).parts), folder, self)
            for floor in sorted(_packages(self.package))
            for folder in (floor, *sorted(_apps(floor)))
        ]

    @cached_property
    def importers(self) -> dict[str, int]:
        """How many other modules import each module."""
        names = {each.name for each in self.modules}
        counted = Counter(
            name for each in self.modules for name in each.imported & names if name != each.name
        )
        return {name: counted[name] for name in names}

    def imports(self) -> Counter[tuple[str, str]]:
        """How many modules of one room import from another."""
        rooms = {module.name: self.room_of(module.file) for module in self.modules}
        return Counter(
            (rooms[each.name], target)
            for each in self.modules
            for target in {rooms[name] for name in each.imported if name in rooms}
            if target != rooms[each.name]
        )

    def room_of(self, file: Path) -> str:
        """The name of the innermost room in whose folder a file lies."""
        inside = [room for room in self.rooms if file.is_relative_to(room.folder)]
        return max(inside, key=lambda room: len(room.folder.parts)).name if inside else ""

    def registries(self) -> dict[str, int]:
        """By how many modules of offers each registry that is read is filled."""
        read = {name for each in self.modules for name in each.gathered}
        offers = [each.offered for each in self.modules if each.file.name == OFFERS]
        return {name: sum(name in offered for offered in offers) for name in read}

    def reader(self, registry: str) -> Module:
        """Of the modules that read a registry the one on which most lean."""
        readers = [each for each in self.modules if registry in each.gathered]
        importers = self.importers
        return max(readers, key=lambda each: (bool(each.purpose), importers[each.name]))

    def naming(self, word: str, *, only: tuple[str, ...] = WRITTEN) -> list[Path]:
        """The files that name a word."""
        found = re.compile(rf"(?<![\w.]){re.escape(word)}(?!\w)|\.{re.escape(word)}\b")
        return [
            file
            for file, text in self.texts.items()
            if file.suffix in only and word in text and found.search(text)
        ]

    def naming_indicators(self) -> dict[str, list[Path]]:
        """The files that name each indicator of which a report tells."""
        keys = {key for each in self.modules for key in each.indicators}
        named = {
            key: [file for file, text in self.texts.items() if _is_named(key, text)] for key in keys
        }
        return {key: files for key, files in named.items() if any(map(_is_report, files))}

    def naming_room(self, room: Room) -> list[Path]:
        """The files outside a room that name it: its package, its addresses, its templates."""
        package, last = self.package.name, room.name.rpartition(".")[2]
        said = re.compile(
            rf"{package}\.{re.escape(room.name)}\b|{package}\.{room.floor} import .*\b{last}\b"
            rf"|[\"']{last}(?:[.:/][a-z_./]+)?[\"']"
        )
        return [
            file
            for file, text in self.texts.items()
            if last in text and self.room_of(file) != room.name and said.search(text)
        ]


def module(file: Path, package: Path) -> Module:
    """What a file of Python holds."""
    text = file.read_text(encoding="utf-8")
    parts = (package.name, *file.relative_to(package).with_suffix("").parts)
    tree = ast.parse(text)
    nodes = list(ast.walk(tree))
    functions = [node for node in nodes if isinstance(node, FUNCTION)]
    names = Counter(_name(node) for node in nodes)
    privates = [node.name for node in functions if re.match(r"_[a-z]", node.name)]
    return Module(
        name=".".join(parts[:-1] if parts[-1] == "__init__" else parts),
        file=file,
        purpose=" ".join((ast.get_docstring(tree) or "").split()).partition(". ")[0].rstrip("."),
        lines=code_lines(text, tree),
        functions=[_lines(node, since=node.lineno) for node in functions],
        views=[_lines(node, since=_first_line(node)) for node in functions if _is_view(node)],
        privates={name: names[name] for name in privates},
        checks=[node.name for node in functions if _is_check(node)],
        classes=[node.name for node in nodes if isinstance(node, ast.ClassDef)],
        imported=frozenset(name for node in nodes for name in _imported(node)),
        gathered=frozenset(_called(nodes, "gathered")),
        offered=frozenset(name for node in tree.body for name in _set(node)),
        indicators=frozenset(_called(nodes, "indicator")),
    )


def code_lines(text: str, tree: ast.Module) -> int:
    """Lines that hold a token other than a comment, docstrings taken out."""
    held: set[int] = set()
    for token in tokenize.generate_tokens(io.StringIO(text).readline):
        if token.type not in QUIET:
            held.update(range(token.start[0], token.end[0] + 1))
    for node in ast.walk(tree):
        if isinstance(node, DOCUMENTED) and ast.get_docstring(node, clean=False) is not None:
            said = node.body[0]
            held -= set(range(said.lineno, (said.end_lineno or said.lineno) + 1))
    return len(held)


def _name(node: ast.AST) -> str:
    if isinstance(node, ast.Attribute):
        return node.attr
    return node.id if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Load) else ""


def _lines(node: ast.FunctionDef | ast.AsyncFunctionDef, *, since: int) -> int:
    return (node.end_lineno or since) - since + 1


def _first_line(node: ast.FunctionDef | ast.AsyncFunctionDef) -> int:
    return min(node.lineno, *(each.lineno for each in node.decorator_list))


def _is_view(node: ast.FunctionDef | ast.AsyncFunctionDef) -> bool:
    return any(
        _name(each.func if isinstance(each, ast.Call) else each) in RULES
        for each in node.decorator_list
    )


def _is_check(node: ast.FunctionDef | ast.AsyncFunctionDef) -> bool:
    answers = node.returns
    is_none = isinstance(answers, ast.Constant) and answers.value is None
    return node.name.startswith("is_") and is_none


def _imported(node: ast.AST) -> Iterator[str]:
    if isinstance(node, ast.Import):
        yield from (alias.name for alias in node.names)
    elif isinstance(node, ast.ImportFrom) and node.module:
        yield node.module
        yield from (f"{node.module}.{alias.name}" for alias in node.names)


def _called(nodes: list[ast.AST], function: str) -> Iterator[str]:
    """What calls of a function are given first, where it is written there."""
    for node in nodes:
        if isinstance(node, ast.Call) and _name(node.func) == function and node.args:
            first = node.args[0]
            if isinstance(first, ast.Constant) and isinstance(first.value, str):
                yield first.value


def _set(node: ast.stmt) -> Iterator[str]:
    if isinstance(node, ast.Assign):
        yield from (target.id for target in node.targets if isinstance(target, ast.Name))
    elif isinstance(node, ast.AnnAssign) and isinstance(node.target, ast.Name):
        yield node.target.id
    elif isinstance(node, ast.ImportFrom):
        yield from (alias.asname or alias.name for alias in node.names)


def _is_written(file: Path, package: Path) -> bool:
    parts = file.relative_to(package).parts[:-1]
    return file.suffix in WRITTEN and file.is_file() and not LEFT_OUT & set(parts)


def _packages(folder: Path) -> list[Path]:
    return [file.parent for file in folder.glob("*/__init__.py")]


def _apps(floor: Path) -> list[Path]:
    """The rooms of a floor: packages that are installed by themselves."""
    return [file.parent for file in floor.glob("*/apps.py")]


def _room(name: str, folder: Path, house: House) -> Room:
    inner = [] if "." in name else _apps(folder)
    files = [
        file
        for file in house.files
        if file.is_relative_to(folder) and not any(map(file.is_relative_to, inner))
    ]
    modules = [each for each in house.modules if each.file in set(files)]
    return Room(name, folder, len(files), len(modules), sum(each.lines for each in modules))


def _is_named(key: str, text: str) -> bool:
    found = key in text and re.search(rf"(?<![\w.]){re.escape(key)}(?![\w.]*\w)", text)
    return bool(found)


def _is_report(file: Path) -> bool:
    return file.name == "report.py" or "report" in file.parts or "narratives" in file.parts
