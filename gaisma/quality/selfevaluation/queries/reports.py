"""Reports as pages show them, beside last year's levels; and which institutions have one."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Case, DateField, OuterRef, QuerySet, Subquery, Value, When
from django.db.models.functions import Coalesce
from django.utils.translation import gettext

from gaisma.base import access
from gaisma.base.models import Organisation, SchoolYear, User
from gaisma.base.permissions import AT_WORK, KEEPERS, OFFICIALS
from gaisma.base.workflow import Button, Step
from gaisma.quality.selfevaluation import policies, scales
from gaisma.quality.selfevaluation.models import Passage, Remark, SelfEvaluation
from gaisma.quality.selfevaluation.permissions import LOOKING_ON
from gaisma.quality.selfevaluation.queries import contributions, evidence
from gaisma.quality.selfevaluation.queries.contributions import Voice
from gaisma.quality.selfevaluation.queries.evidence import Piece
from gaisma.quality.selfevaluation.scales import level_title
from gaisma.quality.selfevaluation.tables import AREA, CHAPTER, CHAPTERS, CRITERIA
from gaisma.quality.selfevaluation.workflow import EVALUATION, UNSIGNED
from gaisma.record.instruments.comparing import compared
from gaisma.record.instruments.models import Version
from gaisma.record.instruments.questionnaire import Questionnaire
from gaisma.record.instruments.titles import spoken, title


def levels_last_year(evaluation: SelfEvaluation) -> Mapping[str, str]:
    """By the place, when the year before was signed by the same framework.

    A later version of it says which criteria stayed comparable.
    """
    earlier = SelfEvaluation.objects.signed().filter(
        institution=evaluation.institution,
        version__instrument=evaluation.version.instrument_id,
        school_year__starts_on__year=evaluation.school_year.starts_on.year - 1,
    )
    last = earlier.select_related("version").first()
    if last is None:
        return {}
    told = dict(last.passages.exclude(place=CHAPTER).values_list("about", "level"))
    if last.version_id == evaluation.version_id:
        return told
    now = _carried_on(last.version, evaluation.version)
    known = {about: [now.get(name, "") for name in about.split()] for about in told}
    return {" ".join(names): told[about] for about, names in known.items() if all(names)}


def _carried_on(last: Version, version: Version) -> dict[str, str]:
    """What places of the earlier version are called in the later one."""
    before = last.asks
    areas = _areas_carried_on(before, version.asks)
    names = {item.name: item.name for item in before.items}
    between = Version.objects.filter(
        instrument=version.instrument_id, number__gt=last.number, number__lte=version.number
    )
    for later in between.exclude(in_use_from=None).order_by("number"):
        same = {item.same_as: item.name for item in compared(later.asks, before).same}
        names = {first: same[name] for first, name in names.items() if name in same}
        before = later.asks
    return {**areas, **names}


def _areas_carried_on(before: Questionnaire, now: Questionnaire) -> dict[str, str]:
    """Areas of both, where they are judged by the same levels."""
    if {one.name for one in scales.levels(before)} != {one.name for one in scales.levels(now)}:
        return {}
    kept = {area.name for area in before.sections} & {area.name for area in now.sections}
    return {name: name for name in kept}


@dataclass(frozen=True)
class ReportedPlace:
    """What is said of one place, as the reader may see it; `before` is last year's level."""

    passage: Passage
    title: str
    hint: str
    level: str
    before: str
    internal: str
    author: str
    evidence: tuple[Piece, ...]
    remarks: tuple[Remark, ...]

    @property
    def is_empty(self) -> bool:
        """Whether nothing is said yet."""
        said = self.passage
        return not (self.level or said.narrative or said.strengths or said.needs or self.evidence)


@dataclass(frozen=True)
class Area:
    """An area with what is said of it as a whole and of its criteria.

    `voices` of people of the institution stand there for those who write.
    """

    whole: ReportedPlace
    lines: tuple[ReportedPlace, ...]
    voices: tuple[Voice, ...] = ()


@dataclass(frozen=True)
class ReportPage:
    """A self-evaluation as far as the reader may know."""

    evaluation: SelfEvaluation
    framework: str
    state: str
    tone: str
    due_on: date
    steps: tuple[Step, ...]
    before: tuple[ReportedPlace, ...]
    areas: tuple[Area, ...]
    after: tuple[ReportedPlace, ...]
    remarks: tuple[Remark, ...]
    to_settle: frozenset[int]
    """Those that the reader may settle, by their keys."""

    buttons: tuple[Button, ...]
    may_write: bool
    may_remark: bool
    is_compared: bool

    @property
    def levels(self) -> tuple[Area, ...]:
        """Areas with what has a level, now or last year: what the summary shows."""
        judged = (Area(area.whole, tuple(filter(_is_judged, area.lines))) for area in self.areas)
        return tuple(area for area in judged if area.lines or _is_judged(area.whole))

    @property
    def places(self) -> tuple[ReportedPlace, ...]:
        """Every place of the report, in order: what a remark can be about."""
        every = (line for area in self.areas for line in (area.whole, *area.lines))
        return (*self.before, *every, *self.after)


def _is_judged(line: ReportedPlace) -> bool:
    return bool(line.level or line.before)


def report_page(evaluation: SelfEvaluation, user: User, *, is_public: bool = False) -> ReportPage:
    """Everything that the page shows; what is public shows nothing else, whoever takes it away."""
    asked = evaluation.version.asks
    before = levels_last_year(evaluation)
    is_near = not is_public and sees_internal(evaluation, user)
    reader = None if is_public else user
    lines = _places(evaluation, asked, before, reader, sees_internal=is_near)
    may_write = EVALUATION.may(evaluation, "write", user)
    remarks = _remarks(evaluation) if is_near else ()
    return ReportPage(
        evaluation=evaluation,
        framework=title(asked),
        state=gettext(EVALUATION.state(evaluation).title),
        tone=EVALUATION.state(evaluation).tone,
        due_on=policies.due_on(evaluation.institution.kind, evaluation.school_year),
        steps=EVALUATION.steps(evaluation),
        before=_chapters(lines, is_before=True),
        areas=_areas(lines, asked, contributions.voices(evaluation) if may_write else ()),
        after=_chapters(lines, is_before=False),
        remarks=remarks,
        to_settle=frozenset(one.pk for one in remarks if policies.may_settle(one, user)),
        buttons=EVALUATION.buttons(evaluation, user),
        may_write=may_write and EVALUATION.allows(evaluation, "write"),
        may_remark=EVALUATION.may(evaluation, "remark", user)
        and EVALUATION.allows(evaluation, "remark"),
        is_compared=bool(before),
    )


def place(passage: Passage, user: User) -> ReportedPlace:
    """One place for those who write it."""
    evaluation, asked = passage.evaluation, passage.evaluation.version.asks
    lines = _places(evaluation, asked, levels_last_year(evaluation), user, sees_internal=True)
    return lines[passage.about]


def _remarks(evaluation: SelfEvaluation) -> tuple[Remark, ...]:
    return tuple(evaluation.remarks.select_related("written_by").order_by("written_at", "pk"))


def sees_internal(evaluation: SelfEvaluation, user: User) -> bool:
    """Whether the reader is of the house, or answers for it at the authority."""
    return evaluation.institution_id in access.reach(user, *KEEPERS, *AT_WORK)


def _places(
    evaluation: SelfEvaluation,
    asked: Questionnaire,
    before: Mapping[str, str],
    reader: User | None,
    *,
    sees_internal: bool,
) -> dict[str, ReportedPlace]:
    pieces = evidence.pieces(evaluation, reader, sees_internal=sees_internal)
    remarks = _remarks(evaluation)
    return {
        one.about: ReportedPlace(
            passage=one,
            title=place_title(one, asked),
            hint=_hint(one, asked),
            level=level_title(asked, one.level),
            before=level_title(asked, before.get(one.about, "")),
            internal=one.internal if sees_internal else "",
            author=str(one.written_by) if one.written_by and sees_internal else "",
            evidence=tuple(piece for piece in pieces if piece.about in one.names),
            remarks=tuple(remark for remark in remarks if remark.about == one.about),
        )
        for one in evaluation.passages.select_related("written_by").order_by("pk")
    }


def place_title(passage: Passage, asked: Questionnaire) -> str:
    """What the place is called in the reader's language."""
    if passage.place == CHAPTER:
        return gettext(CHAPTERS[passage.about].title)
    if passage.place == AREA:
        labels = [area.label for area in asked.sections if area.name == passage.about]
    else:
        found = (scales.criterion_of(asked, name) for name in passage.names)
        labels = [item.label for item in found if item is not None]
    return "; ".join(asked.text(label, spoken(asked)) for label in labels)


def _hint(passage: Passage, asked: Questionnaire) -> str:
    if passage.place == CHAPTER:
        return gettext(CHAPTERS[passage.about].hint)
    items = (scales.criterion_of(asked, name) for name in passage.names)
    return " ".join(asked.text(item.hint, spoken(asked)) for item in items if item is not None)


def _chapters(lines: Mapping[str, ReportedPlace], *, is_before: bool) -> tuple[ReportedPlace, ...]:
    own = (key for key, chapter in CHAPTERS.items() if chapter.is_before == is_before)
    return tuple(lines[key] for key in own if key in lines)


def _areas(
    lines: Mapping[str, ReportedPlace], asked: Questionnaire, heard: Sequence[Voice]
) -> tuple[Area, ...]:
    own = ((area, [one.name for one in area.items]) for area in asked.sections)
    return tuple(
        Area(
            lines[area.name],
            tuple(_criteria(lines.values(), names)),
            contributions.fitting(heard, (area.name, *names)),
        )
        for area, names in own
        if area.name in lines
    )


def _criteria(lines: Iterable[ReportedPlace], names: list[str]) -> list[ReportedPlace]:
    """The area's criteria in the framework's order; joined ones where the first of them stands."""
    own = [one for one in lines if one.passage.place == CRITERIA and one.passage.names[0] in names]
    return sorted(own, key=lambda one: names.index(one.passage.names[0]))


KINDS = (
    "preschool",
    "basic_school",
    "secondary_school",
    "gymnasium",
    "vocational_school",
    "arts_school",
    "interest_institution",
    "sports_school",
)
NOT_BEGUN, LATE = "not_begun", "late"
WAITED = (NOT_BEGUN, *UNSIGNED)


def year_named(name: str) -> SchoolYear | None:
    """The school year of that name."""
    return SchoolYear.objects.filter(name=name).first()


def institutions(user: User, year: SchoolYear) -> QuerySet[Any]:
    """The institutions below the reader that worked in the year: `state`, its days, `due_on`."""
    own = SelfEvaluation.objects.filter(institution=OuterRef("pk"), school_year=year)
    told = {
        name: Subquery(own.values(name)[:1])
        for name in ("heard_on", "signed_on", "agreed_on", "published_on")
    }
    places = Organisation.objects.filter(
        pk__in=access.reach(user, *OFFICIALS, *LOOKING_ON), kind__in=KINDS
    )
    found: QuerySet[Any] = places.open_on(within(year.ends_on.year)).annotate(
        due_on=_due(year),
        report=Subquery(own.values("pk")[:1]),
        state=Coalesce(Subquery(own.values("state")[:1]), Value(NOT_BEGUN)),
        returned=Subquery(own.values("returned_because")[:1]),
        **told,
    )
    return found


def within(ends_in: int) -> date:
    """A day in the year that ends then on which all that worked in it were open."""
    return date(ends_in, 6, 1)


def _due(year: SchoolYear) -> Case:
    """The day by which an institution of its kind hands over."""
    early = (When(kind=kind, then=Value(policies.due_on(kind, year))) for kind in policies.IN_JUNE)
    other = Value(policies.due_on("", year))
    return Case(*early, default=other, output_field=DateField())


def late(rows: QuerySet[Any], *, on: date) -> QuerySet[Any]:
    """Those whose day has passed and whose head has not signed."""
    return rows.filter(state__in=WAITED, due_on__lt=on)


def reminder(row: Any, *, on: date) -> str:
    """What the head of the institution is told on the day."""
    if row.state not in WAITED or row.due_on - policies.AHEAD > on:
        return ""
    return gettext("overdue") if row.due_on < on else gettext("reminded")
