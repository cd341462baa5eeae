"""Texts that stand outside the catalogues are held to the same words and marks."""

import json
from collections.abc import Iterator
from typing import Any

import pytest

from gaisma.analytics import audiences, vocabulary
from gaisma.base.catalogues import checks
from tests.unit.project import tree

LANGUAGES = ("lv", "ru", "en")


def of_questionnaires() -> Iterator[tuple[str, str, str]]:
    for file in tree.tracked("gaisma/*/questionnaires/*.json"):
        for language, text in _texts(json.loads(file.read_text(encoding="utf-8"))):
            yield tree.name(file), language, text


def _texts(part: Any) -> Iterator[tuple[str, str]]:
    if isinstance(part, dict):
        for name, value in part.items():
            if name in LANGUAGES and isinstance(value, str):
                yield name, value
            else:
                yield from _texts(value)
    elif isinstance(part, list):
        for value in part:
            yield from _texts(value)


def of_vocabularies() -> Iterator[tuple[str, str, str]]:
    for module in (vocabulary, audiences):
        for value in vars(module).values():
            if isinstance(value, vocabulary.Vocabulary):
                for term in value.terms:
                    for language in LANGUAGES:
                        yield value.name, language, term.in_language(language)


@pytest.mark.parametrize("texts", [of_questionnaires, of_vocabularies])
def test_text_is_written_as_its_language_writes(texts: Any) -> None:
    found = list(texts())

    assert {language for _place, language, _text in found} == set(LANGUAGES)
    assert not [
        f"{place}: {problem}"
        for place, language, text in found
        for problem in checks.misused(text, language)
    ]
