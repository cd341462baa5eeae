"""The catalogues' own command line: it must run before the project's does."""

import sys
from pathlib import Path

from gaisma.base.catalogues import checks, files


def main(arguments: list[str]) -> int:
    """Compile, extract or check; the exit status."""
    if not arguments:
        return _tell("Compiled", files.compile_outdated())
    if arguments[0] == "extract" and len(arguments) < 3:
        rooms = [Path(room).resolve() for room in arguments[1:]]
        return _tell("Updated", files.extract_all(only=rooms[0] if rooms else None))
    if arguments == ["check"]:
        return _complain(list(checks.problems()))
    sys.stderr.write("Write extract, check, or nothing to compile; extract may name a room.\n")
    return 2


def _tell(deed: str, changed: list[Path]) -> int:
    for file in changed:
        sys.stdout.write(f"{deed} {file.relative_to(files.PACKAGE)}\n")
    return 0


def _complain(problems: list[str]) -> int:
    sys.stderr.writelines(f"{problem}\n" for problem in problems)
    return 1 if problems else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
