"""A report's own page: how far it is, what can be done, its sections with what is said of them."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime

from django.urls import reverse
from django.utils import translation
from django.utils.safestring import SafeString
from django.utils.translation import gettext, gettext_noop

from gaisma.base.errors import GaismaError
from gaisma.base.models import User
from gaisma.base.workflow import Button, Step
from gaisma.evidence.reports import building, desks, queries, shelf
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
class LanguageView:
    """A language of the report, and how many of its sections people have written themselves."""

    title: str
    address: str
    is_current: bool
    count: int | None


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


@dataclass(frozen=True)
class Tab:
    """A part of what there is about a report."""

    title: str
    address: str
    is_current: bool
    count: int | None = None


TABS = {
    "edition": gettext_noop("Texts and steps"),
    "doubts": gettext_noop("To be settled"),
    "comparison": gettext_noop("Figures compared"),
    "history": gettext_noop("History"),
}


def tabs(report: Report, current: str) -> tuple[Tab, ...]:
    """The pages about the report."""
    return tuple(
        Tab(gettext(title), reverse(f"reports:{name}", args=[report.pk]), name == current)
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
    languages: tuple[LanguageView, ...]
    sections: tuple[SectionView, ...]
    comments: tuple[Remark, ...]
    open_comments: int
    files: tuple[shelf.BuiltReport, ...]
    may_write: bool
    may_comment: bool
    may_build: bool
    version: int | None
    tabs: tuple[Tab, ...]


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
) -> tuple[LanguageView, ...]:
    page = report.get_absolute_url()
    return tuple(
        LanguageView(
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
