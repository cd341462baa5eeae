"""Takes a questionnaire in from an XLSForm workbook; everything wrong is told at once."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal, InvalidOperation

from django.utils.translation import gettext as _

from gaisma.record.instruments.expressions import UnableToUnderstand, asked, parsed
from gaisma.record.instruments.questionnaire import (
    ONE,
    SCALE,
    Choice,
    Item,
    Questionnaire,
    Section,
)
from gaisma.record.instruments.xlsforms.columns import (
    CHOICES,
    LIKERT,
    MATRIX,
    SETTINGS,
    SURVEY,
    TYPES,
    YES,
)
from gaisma.record.instruments.xlsforms.sheets import (
    Fault,
    Faults,
    Line,
    UnableToTakeIn,
    sheets,
)

NAME = re.compile(r"[A-Za-z_][A-Za-z0-9_-]*")
CHOICE_NAME = re.compile(r"[^\s'\"]+")
KNOWN_APPEARANCES = ("", LIKERT)
FIRST_LANGUAGE = "lv"

__all__ = ["UnableToTakeIn", "questionnaire"]


def questionnaire(data: bytes) -> Questionnaire:
    """The questionnaire of a workbook. Raises UnableToTakeIn with every fault that was found."""
    faults = Faults()
    found = sheets(data, faults)
    if SURVEY not in found:
        message = _("The workbook needs a sheet “survey” with a row for each question.")
        raise UnableToTakeIn([Fault(SURVEY, 1, "", "", message)])
    settings = found.get(SETTINGS) or [Line(SETTINGS, 2, {})]
    reader = _Reader(settings[0], faults)
    reader.take_choices(found.get(CHOICES, []))
    for line in found[SURVEY]:
        reader.take(line)
    reader.finish()
    if faults.found:
        raise UnableToTakeIn(faults.found)
    return reader.questionnaire()


@dataclass
class _Group:
    """A section that is being read."""

    line: Line
    items: list[Item] = field(default_factory=list)


class _Reader:
    """Goes down the rows of the survey, with the group that is open."""

    def __init__(self, settings: Line, faults: Faults) -> None:
        self.settings, self.faults = settings, faults
        self.first = settings.cell("default_language")[-3:-1] or FIRST_LANGUAGE
        self.lists: dict[str, list[Choice]] = {}
        self.sections: list[Section] = []
        self.names: set[str] = set()
        self.group: _Group | None = None
        self.is_inside = False
        self.languages: dict[str, None] = {self.first: None}

    def take_choices(self, lines: list[Line]) -> None:
        """The lists of answers."""
        for line in lines:
            known = self.lists.setdefault(line.cell("list_name"), [])
            name = line.cell("name")
            if not line.cell("list_name"):
                self.faults.tell(line, "list_name", _("Name the list to which the answer belongs."))
            if not CHOICE_NAME.fullmatch(name):
                self.faults.tell(line, "name", _("Write a name without spaces."))
            elif any(choice.name == name for choice in known):
                self.faults.tell(line, "name", _("The list has this answer already."))
            known.append(
                Choice(
                    name=name,
                    label=self._texts(line, "label"),
                    description=self._texts(line, "description"),
                    value=self._decimal(line),
                    is_open=_is_yes(line.cell("open")),
                    meets=_is_yes(line.cell("meets")),
                )
            )

    def take(self, line: Line) -> None:
        """A row: a group begins or ends, or an item."""
        kind = line.cell("type").replace("begin group", "begin_group")
        kind = kind.replace("end group", "end_group")
        if kind == "begin_group":
            self._begin(line)
        elif kind == "end_group":
            self._end(line)
        else:
            self._take_item(line, *kind.partition(" ")[::2])

    def finish(self) -> None:
        """What stands after the last group; a group that is still open."""
        if self.is_inside and self.group:
            self.faults.tell(self.group.line, "type", _("The group is not closed by “end_group”."))
        self._close()
        if not any(section.items for section in self.sections) and not self.faults.found:
            self.faults.tell(Line(SURVEY, 2, {}), "type", _("The questionnaire asks nothing."))

    def questionnaire(self) -> Questionnaire:
        """All that was read."""
        return Questionnaire(
            key=self.settings.cell("form_id"),
            title={
                **self.settings.texts("form_title", self.first),
                **self.settings.texts("translated_title", self.first),
            },
            languages=tuple(self.languages),
            sections=tuple(self.sections),
            lists={name: tuple(choices) for name, choices in self.lists.items()},
        )

    def _begin(self, line: Line) -> None:
        if self.is_inside:
            self.faults.tell(line, "type", _("A group cannot stand within a group."))
        if line.cell("appearance") not in ("", MATRIX):
            self.faults.tell(line, "appearance", _known_appearances(("", MATRIX)))
        self._close()
        self._note_name(line)
        self._expression(line, "relevant")
        self.group, self.is_inside = _Group(line), True

    def _end(self, line: Line) -> None:
        if not self.is_inside:
            self.faults.tell(line, "type", _("No group is open here."))
        self._close()

    def _close(self) -> None:
        group, self.group, self.is_inside = self.group, None, False
        if group is None:
            return
        line = group.line
        is_group = line.cell("type").startswith("begin")
        is_matrix = is_group and line.cell("appearance") == MATRIX
        if is_matrix and len({(item.kind, item.choices) for item in group.items}) > 1:
            self.faults.tell(line, "appearance", _("The items of a matrix need one list."))
        self.sections.append(
            Section(
                name=line.cell("name") if is_group else "",
                items=tuple(group.items),
                label=self._texts(line, "label") if is_group else {},
                relevant=line.cell("relevant") if is_group else "",
                is_matrix=is_matrix,
            )
        )

    def _take_item(self, line: Line, type_: str, listed: str) -> None:
        kind = TYPES.get(type_)
        if kind is None:
            known = ", ".join((*TYPES, "begin_group", "end_group"))
            message = _("This type is unknown. Known are: %(known)s.") % {"known": known}
            self.faults.tell(line, "type", message)
            return
        if type_.startswith("select") != bool(listed) or (listed and listed not in self.lists):
            self.faults.tell(line, "type", _("The sheet “choices” has no such list."))
        if line.cell("appearance") not in KNOWN_APPEARANCES:
            self.faults.tell(line, "appearance", _known_appearances(KNOWN_APPEARANCES))
        if not self._texts(line, "label"):
            self.faults.tell(line, "label", _("Write the question."))
        for column in ("relevant", "constraint"):
            self._expression(line, column)
        self._note_name(line)
        if self.group is None:
            self.group = _Group(line)
        self.group.items.append(
            Item(
                name=line.cell("name"),
                kind=SCALE if kind == ONE and line.cell("appearance") == LIKERT else kind,
                label=self._texts(line, "label"),
                hint=self._texts(line, "hint"),
                choices=listed,
                is_required=_is_yes(line.cell("required")),
                relevant=line.cell("relevant"),
                constraint=line.cell("constraint"),
                constraint_message=self._texts(line, "constraint_message"),
                construct=line.cell("construct"),
                is_reversed=_is_yes(line.cell("reversed")),
                same_as=line.cell("same_as"),
            )
        )

    def _note_name(self, line: Line) -> None:
        name = line.cell("name")
        if not NAME.fullmatch(name):
            message = _("Write a name of Latin letters, digits and “_” that begins with a letter.")
            self.faults.tell(line, "name", message)
        elif name in self.names:
            self.faults.tell(line, "name", _("Another question has this name already."))
        self.names.add(name)

    def _expression(self, line: Line, column: str) -> None:
        """Conditions ask about what stands above; so one pass over the answers decides them all."""
        if not line.cell(column):
            return
        try:
            tree = parsed(line.cell(column))
        except UnableToUnderstand as wrong:
            self.faults.tell(line, column, wrong.message)
            return
        later = sorted(asked(tree) - self.names)
        if later:
            message = _("No question above has the name %(names)s.") % {"names": ", ".join(later)}
            self.faults.tell(line, column, message)

    def _texts(self, line: Line, column: str) -> Mapping[str, str]:
        found = line.texts(column, self.first)
        self.languages.update(dict.fromkeys(found))
        return found

    def _decimal(self, line: Line) -> Decimal | None:
        written = line.cell("points")
        try:
            found = Decimal(written) if written else None
        except InvalidOperation:
            found = Decimal("NaN")
        if found is None or found.is_finite():
            return found
        self.faults.tell(line, "points", _("Write a number, such as 4."))
        return None


def _is_yes(written: str) -> bool:
    return written.casefold() in YES


def _known_appearances(known: tuple[str, ...]) -> str:
    return _("This appearance is unknown: leave it empty or write “%(known)s”.") % {
        "known": known[-1]
    }
