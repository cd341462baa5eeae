"""What is told elsewhere than on pages: figures, the report, what commands say."""

import hashlib
import io
import json
import re
from collections.abc import Callable, Iterator
from contextlib import redirect_stderr, redirect_stdout
from pathlib import Path
from typing import Any

LANGUAGES = ("lv", "en", "ru")
LONGEST_NAME = 150
PARTS = 8
"""The indicators are shared out among the processes so."""
BROKEN_DOWN = 2
"""For so many school years, the last ones, figures are broken down."""
EDITION = ("readiness", "2024/2025", "2024-08-20")
"""The report that the demo builds without keeping its texts in the record."""


def file_name(path: str) -> str:
    """The name of the file of an address: a folder for its room, and what can stand in a name."""
    room, _, rest = path.lstrip("/").partition("/")
    name = re.sub(r"[^\w.=&,-]", "~", rest or room) or "home"
    if len(name) > LONGEST_NAME:
        name = f"{name[:LONGEST_NAME]}~{hashlib.sha256(path.encode()).hexdigest()[:10]}"
    folder = re.sub(r"\W", "~", room) if rest else "site"
    return f"{folder}/{name}.txt"


def usernames() -> list[str]:
    """All accounts of the demo."""
    from django.contrib.auth import get_user_model

    users = get_user_model().objects
    return list(users.filter(is_active=True).values_list("username", flat=True))


def said(*words: str) -> str:
    """What a command says, and its status."""
    from django.core.management import call_command

    heard, status = io.StringIO(), ""
    with redirect_stdout(heard), redirect_stderr(heard):
        try:
            call_command(*words, stdout=heard, stderr=heard)
        except SystemExit as end:
            status = f"status {end.code}\n"
    return heard.getvalue() + status


def figures(_: Path, part: int) -> Iterator[tuple[str, str]]:
    """Every indicator for every school year; by each of its breakdowns for the last two."""
    from django.apps import apps

    years = sorted(apps.get_model("base", "SchoolYear").objects.values_list("name", flat=True))
    version = str(max(one["number"] for one in json.loads(said("versions", "--json"))))
    for one in json.loads(said("indicators", "--json"))[part::PARTS]:
        lines = [json.dumps(one, ensure_ascii=False, indent=1)]
        with_year = "school_year" in {*one["parameters"], *one["filters"]}
        asked = [("", year) for year in ("", *years)]
        asked += [(by, year) for by in one["by"] for year in years[-BROKEN_DOWN:]]
        for by, year in asked if with_year else [("", ""), *((by, "") for by in one["by"])]:
            words = ["--by", by] if by else []
            words += ["--filter", f"school_year={year}"] if year else []
            lines.append(f"== {' '.join(words)}")
            lines.append(_figure(one["name"], "--lake-version", version, *words))
        yield f"{one['name']}.txt", "\n".join(lines)


def _figure(*words: str) -> str:
    try:
        return said("figure", *words)
    except Exception as refusal:
        return f"{type(refusal).__name__}: {refusal}"


def report(place: Path, part: int) -> Iterator[tuple[str, str]]:
    """The text of each report in one of the languages."""
    from django.apps import apps

    kept = apps.get_model("reports", "Report").objects.order_by("pk")
    editions = {(one.name, str(one.school_year), f"{one.as_of:%Y-%m-%d}") for one in kept}
    for name, year, day in sorted({*editions, EDITION}):
        folder = place / "reports" / LANGUAGES[part]
        folder.mkdir(parents=True, exist_ok=True)
        words = ["--school-year", year, "--as-of", day, "--language", LANGUAGES[part]]
        said("report", "build", name, *words, "--format", "html", "--out", str(folder))
    for file in sorted(folder.iterdir()):
        yield file.name, file.read_text(encoding="utf-8")


def commands(_: Path, _part: int) -> Iterator[tuple[str, str]]:
    """The help of every command of ours, in each language, and what is compared."""
    from django.core.management import get_commands, load_command_class
    from django.utils import translation

    ours = sorted(name for name, app in get_commands().items() if app.startswith("gaisma."))
    for language in LANGUAGES:
        for name in ours:
            with translation.override(language):
                command = load_command_class(get_commands()[name], name)
                parser: Any = command.create_parser("gaisma", name)
                yield f"{name}-{language}.txt", "\n\n".join(_helps(parser))
    import gaisma

    published = Path(gaisma.__file__).parent / "sample" / "published.csv"
    yield "compare.txt", said("compare", str(published))


def _helps(parser: Any) -> Iterator[str]:
    yield parser.format_help()
    for action in parser._actions:
        choices = getattr(action, "choices", None)
        for below in choices.values() if isinstance(choices, dict) else ():
            yield from _helps(below)


def interface(_: Path, _part: int) -> Iterator[tuple[str, str]]:
    """The document of the interface for programs."""
    from tests.same_pages.walking import Reader

    document = json.loads(Reader("administrators").ask("/api/v1/openapi.json").content)
    yield "openapi.json", json.dumps(document, ensure_ascii=False, indent=1, sort_keys=True)


TOLD: dict[str, tuple[int, Callable[[Path, int], Iterator[tuple[str, str]]]]] = {
    "figures": (PARTS, figures),
    "reports": (len(LANGUAGES), report),
    "commands": (1, commands),
    "interface": (1, interface),
}
"""In how many parts each is told, and how."""
