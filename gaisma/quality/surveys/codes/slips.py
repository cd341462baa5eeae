"""Sheets of slips: each a code, as a square for a phone and as letters for a keyboard.

A sheet shows all codes of its batch, used or not, in the order of their letters: nothing on it
tells who took part, however often it is printed.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from django.utils.safestring import SafeString

from gaisma.base import pictures, wording
from gaisma.base.navigation import Way
from gaisma.quality.surveys import codes, ways
from gaisma.quality.surveys.codes import posting
from gaisma.quality.surveys.models import Batch

ON_A_SHEET = 12
AT_ONCE = 10 * ON_A_SHEET
"""So many slips are drawn at once; the others of a large batch stand on further pages."""


@dataclass(frozen=True)
class Slip:
    """A code as people read it, and the address that it opens as an SVG."""

    code: str
    square: SafeString


@dataclass(frozen=True)
class Sheet:
    """What is printed: sheets of slips in a language."""

    batch: Batch
    title: str
    language: str
    door: str
    sheets: tuple[tuple[Slip, ...], ...]
    languages: tuple[Way, ...]
    portions: tuple[Way, ...]


def sheet(batch: Batch, found: list[str], query: Mapping[str, str]) -> Sheet:
    """The slips of the codes that the address asks for."""
    asked = batch.part.version.asks
    language = ways.language(asked, query.get("language", ""), otherwise=asked.languages[0])
    first = _first(query.get("from", ""), len(found))
    shown = [_slip(code) for code in found[first : first + AT_ONCE]]
    return Sheet(
        batch=batch,
        title=asked.text(asked.title, language),
        language=language,
        door=posting.address().partition("://")[2],
        sheets=tuple(tuple(shown[at : at + ON_A_SHEET]) for at in range(0, len(shown), ON_A_SHEET)),
        languages=ways.languages(asked, language, **{"from": first + 1}),
        portions=_portions(len(found), first, language),
    )


def _slip(code: str) -> Slip:
    return Slip(codes.written(code), pictures.square(posting.address(code)))


def _first(text: str, total: int) -> int:
    """The place of the first slip of the portion that is asked for."""
    number = int(text) - 1 if text.isdecimal() and len(text) < 6 else 0
    return number // AT_ONCE * AT_ONCE if 0 <= number < total else 0


def _portions(total: int, first: int, language: str) -> tuple[Way, ...]:
    if total <= AT_ONCE:
        return ()
    return tuple(
        Way(
            f"{at + 1}{wording.DASH}{min(at + AT_ONCE, total)}",
            ways.address(language=language, **{"from": at + 1}),
            at == first,
        )
        for at in range(0, total, AT_ONCE)
    )
