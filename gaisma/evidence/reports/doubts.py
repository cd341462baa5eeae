"""What of a report has to be looked at again before it is sent and approved.

What ships tells figures only, and the rule takes out what has none. A text of one's own can still
stand for a figure that is not known, or has been written for other figures, another year, another
survey; and numbers typed by hand stay when the data change. A table has its numbers anew each time:
it is out of date where those who reviewed it read other numbers, or where the text beside it was
written when it was computed in another way. Each of these is mended, taken out, or justified by
somebody who says why.
"""

import hashlib
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import cache
from itertools import chain

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from gaisma.base import wording
from gaisma.base.errors import GaismaError
from gaisma.base.registry import gathered
from gaisma.base.wording import school_years
from gaisma.evidence.figures import latest
from gaisma.evidence.lake import queries as versions
from gaisma.evidence.reports import building, desks, queries, remembering
from gaisma.evidence.reports.desks import Desk
from gaisma.evidence.reports.editions import parts_of
from gaisma.evidence.reports.models import (
    IN_REVIEW,
    Justification,
    Narrative,
    NarrativeVersion,
    Report,
)
from gaisma.evidence.reports.remembering import Memory

EMPTY, STALE, CONTRADICTED = "empty", "stale", "contradicted"
KINDS = {
    EMPTY: gettext_noop("empty"),
    STALE: gettext_noop("out of date"),
    CONTRADICTED: gettext_noop("contradicted by the data"),
}

PAIR = re.compile(r"(?<!\d)((?:19|20)\d\d)\s?\.?\s?/\s?((?:19|20)\d\d)(?!\d)")
NUMBER = re.compile(
    r"(?<![\w.,/–№])(?P<whole>\d{1,3}(?:[ \u00a0\u202f]\d{3})+|\d+)(?P<part>[.,]\d+)?"
    r"(?P<after>[ \u00a0\u202f]?%|[.,/–-]?\w|\.)?"
)
NUMBERED = re.compile(r"(?:Nr\.|No\.|№)\s?$")
"""A number of an act is no figure."""

LEAST = 10
"""A number below it, typed without a percent, is found by chance too often to say anything."""


@dataclass(frozen=True)
class Doubt:
    """Something of a text that has to be settled: of which kind, where, and what is the matter."""

    kind: str
    section: str
    title: str
    language: str
    words: str
    sentence: str
    justification: Justification | None = None

    @property
    def key(self) -> str:
        """The same while the matter is the same: another number makes another doubt."""
        about = (self.kind, self.section, self.language, self.words)
        return hashlib.sha256("\n".join(about).encode()).hexdigest()[:24]

    @property
    def kind_title(self) -> str:
        return _(KINDS[self.kind])

    @property
    def is_open(self) -> bool:
        return self.justification is None


@dataclass(frozen=True)
class _Found:
    """What is the matter, before it is known where; `words` tell one matter from another."""

    kind: str
    words: str
    sentence: str


def of(report: Report, *, lake_version: int | None = None) -> list[Doubt]:
    """Everything that has to be settled, justified or not, in the order in which the report is
    read; at last the tables. Judged by that version of the lake, the newest when none is named."""
    found = [*_of_texts(report), *_of_tables(report, lake_version)]
    if not found:
        return []
    given = {one.key: one for one in report.justifications.select_related("given_by")}
    return [replace(doubt, justification=given.get(doubt.key)) for doubt in found]


def _of_texts(report: Report) -> list[Doubt]:
    """What is doubted of people's own texts."""
    order = {section.key: place for place, section in enumerate(queries.sections_of(report))}
    rows = Narrative.objects.filter(report=report, language__in=building.languages())
    own = [row for row in rows.exclude(text="").order_by("pk") if row.section in order]
    if not own:
        return []
    memories = _memories(own)
    desk_of = _desks(report)
    found = []
    for row in sorted(own, key=lambda row: (row.language, order[row.section])):
        at = desk_of(row)
        for one in _found(at, row.text, memories.get((row.pk, row.revision), {})):
            title = _(at.section.title)
            found.append(Doubt(one.kind, row.section, title, row.language, one.words, one.sentence))
    return found


def _of_tables(report: Report, lake_version: int | None) -> Iterator[Doubt]:
    """Tables of which the reviewers read other numbers than would be approved, all in one: they are
    read again together."""
    if report.state != IN_REVIEW or not report.sent_lake_version:
        return
    number = lake_version or versions.known(None)[0]
    if number == report.sent_lake_version:
        return
    moved = list(_moved_tables(report, report.sent_lake_version, number))
    if not moved:
        return
    listed = "; ".join(f"“{title}” ({len(changes)})" for title, changes in moved)
    sentence = _(
        "Since the report was sent for review, numbers of its tables have changed: %(tables)s. "
        "Return it and send it again, or say why it may be approved with the numbers of now."
    )
    words = "\n".join(chain.from_iterable(changes for _title, changes in moved))
    yield Doubt(STALE, "", _("Tables"), "", words, sentence % {"tables": listed})


def _moved_tables(report: Report, sent: int, number: int) -> Iterator[tuple[str, list[str]]]:
    source = queries.source_of(report)
    edition = source.texts(building.languages()[0])
    then, now = (queries.asker_of(source, lake_version=one) for one in (sent, number))
    for part in parts_of(edition, queries.sections_of(report)):
        for table in part.section.tables:
            before, after = (
                remembering.of_table(Desk(edition, part.section, asker), table, part)
                for asker in (then, now)
            )
            changes = [
                f"{part.anchor} {key}: {_value(before, key)} > {_value(after, key)}"
                for key in {**before, **after}
                if _value(before, key) != _value(after, key)
            ]
            if changes:
                yield _(table.title), changes


def _value(memory: Memory, key: str) -> str:
    return memory[key]["value"] if key in memory else ""


def _desks(report: Report) -> Callable[[Narrative], Desk]:
    """The desk of each text, with what they share read once."""
    source = queries.source_of(report)
    edition = cache(source.texts)
    asker = queries.asker_of(source, lake_version=report.lake_version)
    sections = {section.key: section for section in queries.sections_of(report)}
    return lambda row: Desk(edition(row.language), sections[row.section], asker)


def open_of(report: Report, *, lake_version: int | None = None) -> list[Doubt]:
    """Those that nobody has settled yet."""
    return [doubt for doubt in of(report, lake_version=lake_version) if doubt.is_open]


def _memories(rows: list[Narrative]) -> dict[tuple[int, int], Memory]:
    versions = NarrativeVersion.objects.filter(narrative__in=rows).order_by("pk")
    return {(one.narrative_id, one.revision): one.figures for one in versions}


def _found(at: Desk, text: str, memory: Memory) -> Iterator[_Found]:
    try:
        now = remembering.told(at, text)
        missing = list(desks.missing(at, text))
    except GaismaError as fault:
        yield _Found(STALE, fault.message, fault.message)
        return
    for words, title in missing:
        sentence = _("“%(text)s” does not stand in the report: nothing is known of %(what)s.")
        what = title or _("a survey of its time")
        yield _Found(EMPTY, words, sentence % {"text": words, "what": f"“{what}”"})
    yield from _moved(memory, now)
    yield from _redefined(at, memory, now)
    yield from _typed(at, text, memory, now)
    yield from _years(at, text)
    yield from _surveys(at, text)


def _moved(memory: Memory, now: Memory) -> Iterator[_Found]:
    """Figures of the text that were others when it was written, and conditions that held."""
    for key, then in memory.items():
        here = now.get(key)
        if here is None or not then["is_own"]:
            continue
        words = f"{key}: {then['value']} > {here['value']}"
        if then["holds"] != here["holds"]:
            sentence = _(
                "A condition no longer does what it did when the text was written: %(what)s."
            )
            yield _Found(CONTRADICTED, words, sentence % {"what": here["title"]})
        elif then["value"] != here["value"]:
            sentence = _("The text was written when %(what)s was %(then)s; now it is %(now)s.")
            told = {"what": here["title"], "then": then["said"], "now": here["said"]}
            yield _Found(STALE, words, sentence % told)
        elif then["definition"] != here["definition"]:
            sentence = _("How it is computed has changed since the text was written: %(what)s.")
            changed = f"{key}: {then['definition']} > {here['definition']}"
            yield _Found(STALE, changed, sentence % {"what": here["title"]})


def _redefined(at: Desk, memory: Memory, now: Memory) -> Iterator[_Found]:
    """Tables beside the text that were computed in another way when it was written."""
    for table in at.section.tables:
        changed = [
            f"{key}: {then['definition']} > {now[key]['definition']}"
            for key, then in memory.items()
            if key.startswith(f"{table.key} ")
            and key in now
            and now[key]["definition"] != then["definition"]
        ]
        if changed:
            sentence = _(
                "How the table “%(table)s” is computed has changed since the text beside it was "
                "written."
            )
            yield _Found(STALE, "\n".join(changed), sentence % {"table": _(table.title)})


def _typed(at: Desk, text: str, memory: Memory, now: Memory) -> Iterator[_Found]:
    """Numbers typed by hand that were a figure of the section, which now is another."""
    for typed, written in typed_numbers(text):
        if any(remembering.is_said(typed, one["value"]) for one in now.values()):
            continue
        for key, then in memory.items():
            here = now.get(key)
            if here is None or not remembering.is_said(typed, then["value"]):
                continue
            sentence = _("“%(number)s” is typed by hand; %(what)s was that, and now is %(now)s.")
            told = {"number": written, "what": here["title"], "now": here["said"]}
            yield _Found(CONTRADICTED, f"{written}: {key} > {here['value']}", sentence % told)
            break


def typed_numbers(text: str) -> Iterator[tuple[Decimal, str]]:
    """Numbers of a text that may be figures: no tokens, no years, days, grades, ordinals."""
    plain = desks.without_tokens(text)
    for found in NUMBER.finditer(plain):
        after = (found["after"] or "").strip()
        whole = re.sub(r"\D", "", found["whole"])
        is_percent = after.endswith("%")
        follows = plain[found.end() : found.end() + 2].lstrip()
        is_ordinal = after == "." and bool(follows) and not follows[0].isupper()
        is_joined = bool(after) and not is_percent and after != "."
        is_year = len(whole) == 4 and whole[:2] in ("19", "20") and not is_percent
        if is_ordinal or is_joined or (is_year and found["whole"] == whole):
            continue
        if NUMBERED.search(plain[: found.start()]):
            continue
        part = (found["part"] or "").replace(",", ".")
        number = Decimal(whole + part)
        if is_percent or part or number >= LEAST:
            yield number, found[0].removesuffix(".").strip()


def _years(at: Desk, text: str) -> Iterator[_Found]:
    """School years by name that are neither the report's nor one beside it."""
    own = at.edition.school_year
    known = {school_years.previous(own, back=back) for back in (-1, 0, 1)}
    for found in PAIR.finditer(desks.without_tokens(text)):
        name = f"{found[1]}/{found[2]}"
        if school_years.is_one(name) and name not in known:
            sentence = _("The text names the %(year)s; the report is that of the %(own)s.")
            told = {"year": wording.school_year(name), "own": wording.school_year(own)}
            yield _Found(STALE, name, sentence % told)


def _surveys(at: Desk, text: str) -> Iterator[_Found]:
    """Surveys by name that are not the latest of the report's time."""
    for room in gathered("WAVES"):
        waves = {at.asker.latest(room.key, f"{latest.PREFIX}{kind}") for kind in room.kinds()}
        current = {wave.value for wave in waves if wave}
        for value, name in at.edition.titles.get(room.key, {}).items():
            is_named = name in text or f'{room.key}="{value}"' in text
            if is_named and value not in current:
                sentence = _("The text names “%(name)s”, which is not of the report's time.")
                yield _Found(STALE, value, sentence % {"name": name})
