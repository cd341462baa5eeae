"""The page of one self-evaluation: chapters, areas with their levels, what it rests on."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext

from gaisma.base import access
from gaisma.base.models import User
from gaisma.base.permissions import AT_WORK, KEEPERS
from gaisma.base.workflow import Button, Step
from gaisma.quality.selfevaluation import policies, scales
from gaisma.quality.selfevaluation.kinds import AREA, CHAPTER, CHAPTERS, CRITERIA
from gaisma.quality.selfevaluation.models import Passage, Remark, SelfEvaluation
from gaisma.quality.selfevaluation.queries import contributions, evidence, last_year
from gaisma.quality.selfevaluation.queries.contributions import Voice
from gaisma.quality.selfevaluation.queries.evidence import Piece
from gaisma.quality.selfevaluation.queries.judging import level_title
from gaisma.quality.selfevaluation.workflow import EVALUATION
from gaisma.record.instruments.questionnaire import Questionnaire
from gaisma.record.instruments.speaking import spoken, title


@dataclass(frozen=True)
class Line:
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

    whole: Line
    lines: tuple[Line, ...]
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
    before: tuple[Line, ...]
    areas: tuple[Area, ...]
    after: tuple[Line, ...]
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
    def places(self) -> tuple[Line, ...]:
        """Every place of the report, in order: what a remark can be about."""
        every = (line for area in self.areas for line in (area.whole, *area.lines))
        return (*self.before, *every, *self.after)


def _is_judged(line: Line) -> bool:
    return bool(line.level or line.before)


def page(evaluation: SelfEvaluation, user: User, *, is_public: bool = False) -> ReportPage:
    """Everything that the page shows; what is public shows nothing else, whoever takes it away."""
    asked = evaluation.version.asks
    before = last_year.levels(evaluation)
    is_near = not is_public and sees_internal(evaluation, user)
    reader = None if is_public else user
    lines = _lines(evaluation, asked, before, reader, sees_internal=is_near)
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


def line(passage: Passage, user: User) -> Line:
    """One place for those who write it."""
    evaluation, asked = passage.evaluation, passage.evaluation.version.asks
    lines = _lines(evaluation, asked, last_year.levels(evaluation), user, sees_internal=True)
    return lines[passage.about]


def _remarks(evaluation: SelfEvaluation) -> tuple[Remark, ...]:
    return tuple(evaluation.remarks.select_related("written_by").order_by("written_at", "pk"))


def sees_internal(evaluation: SelfEvaluation, user: User) -> bool:
    """Whether the reader is of the house, or answers for it at the authority."""
    return evaluation.institution_id in access.reach(user, *KEEPERS, *AT_WORK)


def _lines(
    evaluation: SelfEvaluation,
    asked: Questionnaire,
    before: Mapping[str, str],
    reader: User | None,
    *,
    sees_internal: bool,
) -> dict[str, Line]:
    pieces = evidence.pieces(evaluation, reader, sees_internal=sees_internal)
    remarks = _remarks(evaluation)
    return {
        one.about: Line(
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


def _chapters(lines: Mapping[str, Line], *, is_before: bool) -> tuple[Line, ...]:
    own = (key for key, chapter in CHAPTERS.items() if chapter.is_before == is_before)
    return tuple(lines[key] for key in own if key in lines)


def _areas(
    lines: Mapping[str, Line], asked: Questionnaire, heard: Sequence[Voice]
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


def _criteria(lines: Iterable[Line], names: list[str]) -> list[Line]:
    """The area's criteria in the framework's order; joined ones where the first of them stands."""
    own = [one for one in lines if one.passage.place == CRITERIA and one.passage.names[0] in names]
    return sorted(own, key=lambda one: names.index(one.passage.names[0]))
