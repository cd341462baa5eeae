"""Instruments and their versions as pages show them, in the reader's language."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from django.db.models import Prefetch, QuerySet
from django.shortcuts import get_object_or_404
from django.utils.translation import get_language, gettext

from gaisma.base import access
from gaisma.base.models import User
from gaisma.record.instruments import actions, comparing, conditions, titles, usages
from gaisma.record.instruments.models import Instrument, Version
from gaisma.record.instruments.permissions import KEEP_INSTRUMENTS
from gaisma.record.instruments.questionnaire import NOTE, Choice, Item, Questionnaire, Section
from gaisma.record.instruments.titles import USES


@dataclass(frozen=True)
class ItemLine:
    """A question in the reader's language.

    `list_number` counts the lists of answers from 1; 0 where nothing is chosen. `fate` says how it
    stands to the version before, as `comparing` calls it, "" where there is none.
    """

    name: str
    label: str
    kind: str
    answers: str
    condition: str
    is_required: bool
    lacks: str
    list_number: int
    fate: str


@dataclass(frozen=True)
class SectionLine:
    """A section with its questions; its number counts from 1."""

    number: int
    label: str
    condition: str
    is_matrix: bool
    items: tuple[ItemLine, ...]


def languages(asks: Questionnaire) -> str:
    """The languages in which it asks, by their names."""
    return ", ".join(map(titles.language, asks.languages))


def sections(asks: Questionnaire, before: Questionnaire | None = None) -> tuple[SectionLine, ...]:
    """The sections and questions in the reader's language, beside the version before."""
    found = enumerate(asks.sections, start=1)
    fates = comparing.fates(asks, before)
    return tuple(_section(asks, number, section, fates) for number, section in found)


def gone(asks: Questionnaire, before: Questionnaire | None) -> tuple[str, ...]:
    """The questions of the version before from which nothing goes on, in the reader's language."""
    language = get_language() or ""
    if before is None:
        return ()
    found = comparing.compared(asks, before).gone
    return tuple(before.text(item.label, language) for item in found)


def _section(
    asks: Questionnaire, number: int, section: Section, fates: Mapping[str, str]
) -> SectionLine:
    language = get_language() or ""
    return SectionLine(
        number=number,
        label=asks.text(section.label, language),
        condition=conditions.said(asks, section.when, language) if section.when else "",
        is_matrix=section.is_matrix,
        items=tuple(
            _item(asks, item, language, fates.get(item.name, "")) for item in section.items
        ),
    )


def _item(asks: Questionnaire, item: Item, language: str, fate: str) -> ItemLine:
    lacks = [titles.language(code) for code in asks.languages if not item.label.get(code)]
    return ItemLine(
        name=item.name,
        label=asks.text(item.label, language),
        kind=gettext(titles.KINDS[item.kind]),
        answers=answers(asks, asks.lists.get(item.choices, ())),
        condition=conditions.said(asks, item.when, language) if item.when else "",
        is_required=item.is_required,
        lacks=", ".join(lacks),
        list_number=list(asks.lists).index(item.choices) + 1 if item.choices in asks.lists else 0,
        fate=fate,
    )


def answers(asks: Questionnaire, choices: Sequence[Choice]) -> str:
    """The answers of a list, one after another."""
    language = get_language() or ""
    return " · ".join(asks.text(choice.label, language) or choice.name for choice in choices)


@dataclass(frozen=True)
class Users:
    """What a room does with the instrument."""

    title: str
    usages: tuple[usages.Usage, ...]


@dataclass(frozen=True)
class InstrumentPage:
    """An instrument with its versions, the latest first, and who uses it."""

    instrument: Instrument
    title: str
    use: str
    versions: tuple[Version, ...]
    draft: Version | None
    latest: Version | None
    used_by: tuple[Users, ...]
    may_keep: bool

    @property
    def shown(self) -> Version | None:
        """The version whose texts the page shows: the latest in use, or else the draft."""
        return self.latest or self.draft

    @property
    def before(self) -> Version | None:
        """The version that was in use before that one."""
        shown = self.shown
        earlier = (
            one for one in self.versions if shown and not one.is_draft and one.number < shown.number
        )
        return next(earlier, None)

    @property
    def gone(self) -> tuple[str, ...]:
        """The questions of the version before from which nothing goes on."""
        return gone(self.shown.asks, _asks(self.before)) if self.shown else ()

    @property
    def sections(self) -> tuple[SectionLine, ...]:
        """What that version asks, in the reader's language."""
        return sections(self.shown.asks, _asks(self.before)) if self.shown else ()

    @property
    def languages(self) -> str:
        """The languages in which that version asks."""
        return languages(self.shown.asks) if self.shown else ""


def instruments(user: User) -> "QuerySet[Instrument]":
    """The instruments that the person sees: who keeps none sees those that have been in use."""
    found = Instrument.objects.prefetch_related(
        Prefetch("versions", queryset=_versions(user).order_by("number"))
    ).order_by("use", "key")
    if access.may(user, KEEP_INSTRUMENTS):
        return found
    return found.filter(versions__in_use_from__isnull=False).distinct()


def _versions(user: User) -> "QuerySet[Version]":
    if access.may(user, KEEP_INSTRUMENTS):
        return Version.objects.all()
    return Version.objects.filter(in_use_from__isnull=False)


def instrument(user: User, instrument_id: int) -> Instrument:
    """The instrument, or Http404 when there is none or it is not theirs to see."""
    return get_object_or_404(instruments(user), pk=instrument_id)


def version(user: User, version_id: int) -> Version:
    """The version with its instrument, or Http404; drafts are for those who write them."""
    return get_object_or_404(_versions(user).select_related("instrument"), pk=version_id)


def draft(version_id: int) -> Version:
    """The version, while it can be changed. Raises Http404, UnableToRecord."""
    found = get_object_or_404(Version.objects.select_related("instrument"), pk=version_id)
    actions.check_draft(found)
    return found


def before(version: Version) -> Version | None:
    """The version that was in use before this one."""
    earlier = version.instrument.versions.filter(
        in_use_from__isnull=False, number__lt=version.number
    )
    return earlier.order_by("-number").first()


def comparison(version: Version) -> dict[str, list[tuple[str, str]]]:
    """What stays comparable when the draft is put into use: by fate, name and text of questions."""
    earlier, asks, language = before(version), version.asks, get_language() or ""
    found = comparing.compared(asks, earlier.asks if earlier else None)
    return {
        fate: [(item.name, asks.text(item.label, language)) for item in getattr(found, fate)]
        for fate in ("same", "new", "unlike", "gone")
    }


def _asks(version: Version | None) -> Questionnaire | None:
    return version.asks if version else None


def page(user: User, found: Instrument) -> InstrumentPage:
    """Everything that the page of an instrument shows."""
    versions = tuple(reversed(found.versions.all()))
    in_use = [version for version in versions if not version.is_draft]
    return InstrumentPage(
        instrument=found,
        title=title(found),
        use=gettext(USES[found.use]),
        versions=versions,
        draft=next((version for version in versions if version.is_draft), None),
        latest=in_use[0] if in_use else None,
        used_by=tuple(_used_by(user, found)),
        may_keep=access.may(user, KEEP_INSTRUMENTS),
    )


def _used_by(user: User, found: Instrument) -> Iterator[Users]:
    for room in usages.known():
        listed = room.of(user, found.pk)
        if listed:
            yield Users(gettext(room.title), listed)


def title(found: Instrument) -> str:
    """What the instrument is called in the reader's language: as its latest version says."""
    versions = list(found.versions.all())
    if not versions:
        return found.key
    return called(max(versions, key=lambda version: version.number).asks)


def called(asks: Questionnaire) -> str:
    """The questionnaire's title in the reader's language, or else its key."""
    return asks.text(asks.title, get_language() or "") or asks.key


def question_count(asks: Questionnaire) -> int:
    """How many questions there are, words between them not counted."""
    return sum(item.kind != NOTE for item in asks.items)


def is_only(version: Version) -> bool:
    """Whether the instrument has no other version."""
    return not version.instrument.versions.exclude(pk=version.pk).exists()
