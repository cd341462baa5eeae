"""A sheet as it is read: each area with what was found."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from gaisma.quality.inspections.kinds import NOT_IN_ORDER
from gaisma.record.instruments.questionnaire import SCALE, Choice, Item, Questionnaire, Section
from gaisma.record.instruments.speaking import spoken


@dataclass(frozen=True)
class Line:
    """An item with its answer; one that is open judges nothing."""

    name: str
    label: str
    answer: str
    tone: str = ""
    is_open: bool = False


@dataclass(frozen=True)
class Remark:
    """What was written, under its heading."""

    label: str
    text: str


@dataclass(frozen=True)
class Area:
    """Items under a heading, and what is remarked of them."""

    label: str
    lines: tuple[Line, ...]
    remarks: tuple[Remark, ...]

    @property
    def is_in_order(self) -> bool:
        """Whether nothing is to be told of it but that it is in order."""
        return not self.remarks and all(line.tone == "good" or line.is_open for line in self.lines)


def read(asked: Questionnaire, answers: Mapping[str, str]) -> tuple[Area, ...]:
    """The areas of which something is answered."""
    found = (_area(asked, section, answers) for section in asked.sections)
    return tuple(area for area in found if area.lines or area.remarks)


def label(asked: Questionnaire, item: str) -> str:
    """What the item asks, in the reader's language."""
    found = next((one for one in asked.items if one.name == item), None)
    return asked.text(found.label, spoken(asked)) if found else ""


def _area(asked: Questionnaire, section: Section, answers: Mapping[str, str]) -> Area:
    judged = [item for item in section.items if item.kind == SCALE]
    written = [item for item in section.items if item.kind != SCALE]
    return Area(
        asked.text(section.label, spoken(asked)),
        tuple(_lines(asked, judged, answers)),
        tuple(
            Remark(asked.text(item.label, spoken(asked)), answers[item.name])
            for item in written
            if answers.get(item.name)
        ),
    )


def _lines(asked: Questionnaire, items: list[Item], answers: Mapping[str, str]) -> Iterator[Line]:
    for item in items:
        choices = {choice.name: choice for choice in asked.choices_of(item)}
        chosen = choices.get(answers.get(item.name, ""))
        if chosen is not None:
            text = asked.text(chosen.label, spoken(asked))
            name = asked.text(item.label, spoken(asked))
            yield Line(item.name, name, text, _tone(chosen), chosen.is_open)


def _tone(chosen: Choice) -> str:
    if chosen.is_open:
        return ""
    if chosen.name == NOT_IN_ORDER:
        return "bad"
    return "good" if chosen.name == "in_order" else "due"
