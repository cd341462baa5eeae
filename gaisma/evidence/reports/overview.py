"""What the pages of a report show: how far it is, what can be done, its sections, its history."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import translation
from django.utils.safestring import SafeString
from django.utils.translation import gettext, gettext_noop

from gaisma.base import navigation, wording
from gaisma.base.errors import GaismaError
from gaisma.base.models import AuditRecord, User
from gaisma.base.workflow import Button, Step
from gaisma.evidence.figures import queries as figures
from gaisma.evidence.figures import states
from gaisma.evidence.reports import building, comparing, desks, queries, shelf
from gaisma.evidence.reports.editions import Edition
from gaisma.evidence.reports.models import Comment, Narrative, NarrativeVersion, Report
from gaisma.evidence.reports.workflow import REPORT


@dataclass(frozen=True)
class Remark:
    """A comment as it is read."""

    pk: int
    text: str
    author: str
    at: datetime
    returns: bool
    resolved_by: str
    resolved_at: datetime | None

    @property
    def is_open(self) -> bool:
        return self.resolved_at is None


@dataclass(frozen=True)
class SectionView:
    """A section in one language; `fault` says why its text cannot be shown."""

    key: str
    title: str
    chapter: str
    html: SafeString
    conditions: tuple[SafeString, ...]
    left_out: tuple[desks.Omission, ...]
    fault: str
    is_own: bool
    written_by: str
    written_at: datetime | None
    comments: tuple[Remark, ...]


@dataclass(frozen=True)
class Way:
    """What the report's figures can be held against."""

    key: str
    title: str
    lead: str
    address: str
    is_current: bool = False

    def chosen(self) -> "Way":
        """The same, as the one that is looked at."""
        return replace(self, is_current=True)


TABS = {
    "edition": gettext_noop("Texts and steps"),
    "doubts": gettext_noop("To be settled"),
    "comparison": gettext_noop("Figures compared"),
    "history": gettext_noop("History"),
}


def tabs(report: Report, current: str) -> tuple[navigation.Way, ...]:
    """The pages about the report."""
    return tuple(
        navigation.Way(
            gettext(title), reverse(f"reports:{name}", args=[report.pk]), name == current
        )
        for name, title in TABS.items()
    )


@dataclass(frozen=True)
class Overview:
    """The page."""

    report: Report
    title: str
    language: str
    state: str
    next_sentence: str
    steps: tuple[Step, ...]
    buttons: tuple[Button, ...]
    languages: tuple[navigation.Way, ...]
    sections: tuple[SectionView, ...]
    comments: tuple[Remark, ...]
    open_comments: int
    files: tuple[shelf.BuiltReport, ...]
    may_write: bool
    may_comment: bool
    may_build: bool
    version: int | None
    tabs: tuple[navigation.Way, ...]


def title_of(report: Report) -> str:
    """What the report is called, in the reader's language."""
    return gettext(queries.known_kind(report.name).title)


def overview(user: User, report: Report, *, language: str) -> Overview:
    """The page of the report with its texts in that language."""
    offered = REPORT.allowed(report, user)
    known = building.languages()
    chosen = language if language in known else known[0]
    remarks = _remarks(report)
    narratives = _own_texts(report)
    edition = queries.source_of(report).texts(chosen)
    sections = _sections(user, report, edition, remarks, narratives)
    return Overview(
        report=report,
        title=title_of(report),
        language=chosen,
        state=REPORT.shown(report),
        next_sentence=gettext(REPORT.state(report).next),
        steps=REPORT.steps(report),
        buttons=REPORT.buttons(report, user),
        languages=_languages(report, chosen, known, narratives),
        sections=sections,
        comments=tuple(remarks.get("", ())),
        open_comments=sum(one.is_open for found in remarks.values() for one in found),
        files=shelf.built(report),
        may_write="write" in offered,
        may_comment="comment" in offered,
        may_build="build" in offered,
        version=report.lake_version,
        tabs=tabs(report, "edition"),
    )


def _remarks(report: Report) -> dict[str, list[Remark]]:
    found: dict[str, list[Remark]] = {}
    rows = report.comments.select_related("written_by", "resolved_by").order_by("written_at", "pk")
    for row in rows:
        found.setdefault(row.section, []).append(_remark(row))
    return found


def _remark(row: Comment) -> Remark:
    return Remark(
        pk=row.pk,
        text=row.text,
        author=str(row.written_by or gettext("on the server")),
        at=row.written_at,
        returns=row.returns,
        resolved_by=str(row.resolved_by or ""),
        resolved_at=row.resolved_at,
    )


Own = Mapping[tuple[str, str], tuple[Narrative, NarrativeVersion | None]]


def _own_texts(report: Report) -> Own:
    """The texts that people wrote, by section and language, with who wrote them last."""
    rows = Narrative.objects.filter(report=report).exclude(text="")
    written = {
        (version.narrative_id, version.revision): version
        for version in NarrativeVersion.objects.filter(narrative__in=rows).select_related(
            "written_by"
        )
    }
    return {(row.section, row.language): (row, written.get((row.pk, row.revision))) for row in rows}


def _languages(
    report: Report, chosen: str, known: list[str], narratives: Own
) -> tuple[navigation.Way, ...]:
    page = report.get_absolute_url()
    return tuple(
        navigation.Way(
            title=_name(language),
            address=f"{page}?language={language}",
            is_current=language == chosen,
            count=sum(1 for _section, one in narratives if one == language) or None,
        )
        for language in known
    )


def _name(language: str) -> str:
    from gaisma.analytics.vocabulary import LANGUAGES
    from gaisma.base import terms

    name = terms.title(LANGUAGES, language)
    return name[:1].upper() + name[1:]


def _sections(
    user: User,
    report: Report,
    edition: Edition,
    remarks: Mapping[str, list[Remark]],
    narratives: Own,
) -> tuple[SectionView, ...]:
    asker = queries.asker_of(edition, lake_version=report.lake_version)
    chapters = {chapter.key: chapter.title for chapter in edition.kind.chapters}
    found = []
    for section in queries.sections_of(report):
        text, fault = _text(desks.Desk(edition, section, asker), user)
        own, version = narratives.get((section.key, edition.language), (None, None))
        found.append(
            SectionView(
                key=section.key,
                title=gettext(section.title),
                chapter=gettext(chapters[section.chapter]),
                html=text.html,
                conditions=text.conditions,
                left_out=text.left_out,
                fault=fault,
                is_own=own is not None,
                written_by=str(version.written_by or "") if version else "",
                written_at=version.written_at if version else None,
                comments=tuple(remarks.get(section.key, ())),
            )
        )
    return tuple(found)


def _text(at: desks.Desk, user: User) -> tuple[desks.Written, str]:
    """The text with its figures; where a text of before cannot be read any more, why."""
    try:
        with translation.override(at.edition.language):
            return desks.written(at, at.text, user), ""
    except GaismaError as fault:
        return desks.Written(SafeString("")), fault.message


LONGEST = 200


@dataclass(frozen=True)
class Happening:
    """One act: who, what, of which section, when."""

    at: datetime
    by: str
    act: str
    about: str


@dataclass(frozen=True)
class History:
    """The acts, the newest first."""

    title: str
    happenings: tuple[Happening, ...]
    tabs: tuple[navigation.Way, ...]


def history(report: Report) -> History:
    """What was done with the report."""
    rows = AuditRecord.objects.filter(
        action__in=REPORT.past,
        details__name=report.name,
        details__school_year=report.school_year,
    )
    titles = {one.key: gettext(one.title) for one in queries.sections_of(report)}
    found = rows.select_related("by").order_by("-at", "-pk")[:LONGEST]
    return History(
        title=title_of(report),
        happenings=tuple(
            Happening(
                at=row.at,
                by=str(row.by or gettext("on the server")),
                act=gettext(REPORT.past[row.action]),
                about=_about(row.details, titles),
            )
            for row in found
        ),
        tabs=tabs(report, "history"),
    )


def _about(details: dict[str, Any], titles: dict[str, str]) -> str:
    section = titles.get(details.get("section", ""), "")
    language = str(details.get("language", "")).upper()
    version = details.get("lake_version")
    told = gettext("evidence version %(number)s") % {"number": version} if version else ""
    return ", ".join(word for word in (section, language, told) if word)


@dataclass(frozen=True)
class OriginLine:
    """A line of where the number comes from."""

    name: str
    value: str
    is_code: bool = False


@dataclass(frozen=True)
class PinnedFigure:
    """The page: `exact` is the number as a machine reads it, `why` says why there is none.

    `address` is where it explains itself, computed again from its version; nowhere for who may not
    ask it.
    """

    title: str
    description: str
    selection: str
    exact: str
    said: str
    why: str
    address: str
    origin: tuple[OriginLine, ...]


def figure(user: User, report: Report, number: int) -> PinnedFigure:
    """The figure of that number. Raises Http404."""
    found = get_object_or_404(report.figures, number=number)
    row = comparing.pinned(user, found, report)
    indicator = figures.known_indicator(found.indicator)
    side = row.said
    return PinnedFigure(
        title=row.title,
        description=gettext(indicator.description),
        selection=row.selection,
        exact=found.value,
        said=side.written(row.unit),
        why=states.meaning(side.state) if side.value is None and side.state else "",
        address=side.address,
        origin=(
            OriginLine(gettext("Number in the report"), str(found.number)),
            OriginLine(gettext("As it was known on"), wording.day(found.as_of)),
            OriginLine(gettext("Version of the evidence"), str(report.lake_version)),
            OriginLine(gettext("Fingerprint"), found.definition, is_code=True),
        ),
    )
