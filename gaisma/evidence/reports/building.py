"""The documents of a report of the record, in all its languages, as files on the shelf."""

from collections.abc import Callable
from datetime import datetime
from pathlib import Path

from django.utils.translation import get_language

from gaisma.base import request_cache
from gaisma.base.models import Installation
from gaisma.evidence.lake import queries as versions
from gaisma.evidence.reports import queries, shelf
from gaisma.evidence.reports.builder import Built
from gaisma.evidence.reports.documents import drawing
from gaisma.evidence.reports.models import PINNED, Report
from gaisma.evidence.reports.painting import Painter

Tell = Callable[[int, int], None]


def languages() -> list[str]:
    """The languages in which an installation publishes, its own first."""
    chosen = Installation.current().languages
    return [one for one in chosen if one in queries.LANGUAGES] or list(queries.LANGUAGES)


def computed(report: Report, *, lake_version: int | None = None) -> list[Built]:
    """The report in each language, computed once: of the pinned, the named, the newest version.

    Raises UnreadableNarrative, UnableToAnswer, UnknownLakeVersion.
    """
    version = report.lake_version or lake_version or versions.version(None).number
    with request_cache.reading():
        source = queries.source_of(report)
        editions = [source.edition(language) for language in languages()]
        return queries.in_languages(editions, lake_version=version)


def taken_out(report: Report) -> dict[str, tuple[object, ...]]:
    """What the rule takes out of the report as its readers' language tells it: whole sections, and
    sentences and tables of others. Sentences of another language, where a section has a text of
    people's own in this one.
    """
    known = languages()
    reader = (get_language() or "")[:2]
    first = reader if reader in known else known[0]
    source = queries.source_of(report)
    editions = [source.edition(first)]
    own = set(editions[0].narratives)
    if own:
        others = (source.edition(language) for language in known if language != first)
        editions += [one for one in others if own - set(one.narratives)]
    built, *others_built = queries.in_languages(editions, lake_version=report.lake_version)
    omitted = list(built.omitted)
    for other in others_built:
        omitted += [one for one in other.omitted if not one.is_table and one.key in own]
    return {"left_out": built.left_out, "omitted": tuple(omitted)}


def build(report: Report, *, at: datetime, tell: Tell) -> list[Path]:
    """Write the documents of each language; those of a draft apart from what others read."""
    is_pinned = report.state in PINNED
    folder = shelf.folder() if is_pinned else shelf.drafts()
    # A demo's day begins anew each morning; what is built is never older than its approval.
    at = max(at, report.approved_at or at)
    written: list[Path] = []
    with Painter() as painter:
        editions = computed(report)
        for number, built in enumerate(editions):
            tell(number, len(editions))
            stem = shelf.stem(report.name, report.school_year, built.edition.language)
            documents = drawing.documents(built, drawing.FORMATS, painter)
            written += shelf.write(documents, folder=folder, stem=stem, at=at)
            if is_pinned:
                _forget_draft(stem)
        tell(len(editions), len(editions))
    return written


def _forget_draft(stem: str) -> None:
    for form in (*drawing.FORMATS, *drawing.ORIGINS):
        (shelf.drafts() / shelf.file_name(stem, form)).unlink(missing_ok=True)
