"""The drawings of all workflows: `python -m tests.unit.base.workflows` makes them of the code."""

import os
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from gaisma.base.workflow import Workflow

PAGE = Path(__file__).resolve().parents[3] / "docs" / "reference" / "workflows.md"
INTRODUCTION = """\
# Workflows

How far something comes, what takes it on, which permission that needs and what the audit keeps of
it, as the rooms declare it in their `workflow.py`. Made by `python -m tests.unit.base.workflows`; a
test holds it against the code.
"""


def text() -> str:
    """The whole page."""
    from gaisma.base.registry import gathered

    return "\n".join(
        [INTRODUCTION, *(line for each in gathered("WORKFLOWS") for line in _of(each))]
    )


def _of(workflow: "Workflow") -> Iterator[str]:
    yield f"## {workflow.title}\n"
    yield "```mermaid\nstateDiagram-v2"
    words = {state.key: state.words for state in workflow.states}
    for state in workflow.states:
        yield f"    {state.key}: {state.words}"
    for each in workflow.transitions:
        for begun in each.taken_from or ("[*]",):
            if each.leads_to:
                yield f"    {begun} --> {each.leads_to}: {each.key}"
    yield "```\n"
    yield "| what | in | leads to | permission | in the audit |\n| --- | --- | --- | --- | --- |"
    for each in workflow.transitions:
        states = ", ".join(words[state] for state in each.possible_in) or "–"
        leads_to = words.get(each.leads_to, "–")
        told = f"`{each.permission}` | `{each.audited.key}`"
        yield f"| `{each.key}` | {states} | {leads_to} | {told} |"
    yield ""


if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "gaisma.config.settings")
    import django

    django.setup()
    PAGE.write_text(text(), encoding="utf-8")
