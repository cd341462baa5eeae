"""The sheets of a workbook as rows of text, each knowing where it stands."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from decimal import Decimal, InvalidOperation

from django.utils.translation import gettext as _

from gaisma.base.apart import UnableToRead
from gaisma.base.errors import GaismaError
from gaisma.base.reading import asking
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
    COLUMNS,
    LIKERT,
    MATRIX,
    OWN_TRANSLATED,
    SETTINGS,
    SURVEY,
    TRANSLATED,
    TYPES,
    YES,
)

MOST_ROWS = 2_000
HEADING = re.compile(r"(?P<column>[a-z_]+)(?:::?\s*(?P<language>.+))?")
OWN = re.compile(rf"(?P<column>{'|'.join(OWN_TRANSLATED)})_(?P<code>[a-z]{{2}})")
CODE = re.compile(r"(?:^|\()(?P<code>[a-z]{2})\)?$")


@dataclass(frozen=True)
class Fault:
    """Something wrong in a cell: what stands there and what would be right."""

    sheet: str
    row: int
    column: str
    value: str
    message: str

    def __str__(self) -> str:
        if not self.row:
            return self.message
        place = _("Sheet “%(sheet)s”, row %(row)s, column “%(column)s”") % {
            "sheet": self.sheet,
            "row": self.row,
            "column": self.column,
        }
        return (
            f"{place} (“{self.value}”): {self.message}"
            if self.value
            else f"{place}: {self.message}"
        )


class UnableToTakeIn(GaismaError):
    """A workbook that is no questionnaire yet; `faults` says what to mend, cell by cell."""

    def __init__(self, faults: list[Fault]) -> None:
        self.faults = tuple(faults)
        super().__init__("\n".join(str(fault) for fault in faults))


@dataclass
class Faults:
    """What is wrong so far; reading goes on, so that all is told at once."""

    found: list[Fault] = field(default_factory=list)

    def tell(self, line: "SheetRow", column: str, message: str) -> None:
        value = line.cells.get((column, ""), "")
        self.found.append(Fault(line.sheet, line.number, column, value, message))


@dataclass(frozen=True)
class SheetRow:
    """A row of a sheet: its cells by column and language."""

    sheet: str
    number: int
    cells: Mapping[tuple[str, str], str]

    def cell(self, column: str) -> str:
        return self.cells.get((column, ""), "")

    def texts(self, column: str, first: str) -> dict[str, str]:
        """The column's text by language; a column without a language is in the first one."""
        return {
            language or first: text
            for (name, language), text in self.cells.items()
            if name == column and text
        }


def sheets(data: bytes, faults: Faults) -> dict[str, list[SheetRow]]:
    """The rows of each sheet that we know. Raises UnableToTakeIn when it is no workbook."""
    try:
        rows = asking.sheets(data, names=COLUMNS, most_rows=MOST_ROWS)
    except UnableToRead as refusal:
        fault = Fault(
            "", refusal.row or 0, refusal.column or "", refusal.value or "", refusal.message
        )
        raise UnableToTakeIn([fault]) from refusal
    return {sheet: list(_lines(sheet, rows[sheet], faults)) for sheet in COLUMNS if sheet in rows}


def _lines(sheet: str, rows: list[list[str]], faults: Faults) -> Iterator[SheetRow]:
    if len(rows) > MOST_ROWS:
        message = _("The sheet has more than %(most)s rows.") % {"most": MOST_ROWS}
        raise UnableToTakeIn([Fault(sheet, len(rows), "", "", message)])
    headings = [_heading(sheet, cell, faults) for cell in rows[0]] if rows else []
    for number, row in enumerate(rows[1:], start=2):
        cells = {
            heading: cell
            for heading, cell in zip(headings, row, strict=False)
            if heading is not None and cell
        }
        if cells:
            yield SheetRow(sheet, number, cells)


def _heading(sheet: str, text: str, faults: Faults) -> tuple[str, str] | None:
    """Column and language of a heading; None for a column that is empty or unknown."""
    own = OWN.fullmatch(text.strip())
    if own and own["column"] in COLUMNS[sheet]:
        return own["column"], own["code"]
    match = HEADING.fullmatch(text.strip())
    column, spoken = (match["column"], match["language"] or "") if match else (text, "")
    code = CODE.search(spoken.strip().lower())
    is_known = column in COLUMNS[sheet] and (not spoken or (code and column in TRANSLATED))
    if is_known:
        return column, code["code"] if code else ""
    if text.strip() and sheet != SETTINGS:
        faults.tell(
            SheetRow(sheet, 1, {(text, ""): text}),
            text,
            _("This column is unknown. Known are: %(known)s.")
            % {"known": ", ".join(COLUMNS[sheet])},
        )
    return None


NAME = re.compile(r"[A-Za-z_][A-Za-z0-9_-]*")
CHOICE_NAME = re.compile(r"[^\s'\"]+")
KNOWN_APPEARANCES = ("", LIKERT)
FIRST_LANGUAGE = "lv"


def questionnaire(data: bytes) -> Questionnaire:
    """The questionnaire of a workbook. Raises UnableToTakeIn with every fault that was found."""
    faults = Faults()
    found = sheets(data, faults)
    if SURVEY not in found:
        message = _("The workbook needs a sheet “survey” with a row for each question.")
        raise UnableToTakeIn([Fault(SURVEY, 1, "", "", message)])
    settings = found.get(SETTINGS) or [SheetRow(SETTINGS, 2, {})]
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

    line: SheetRow
    items: list[Item] = field(default_factory=list)


class _Reader:
    """Goes down the rows of the survey, with the group that is open."""

    def __init__(self, settings: SheetRow, faults: Faults) -> None:
        self.settings, self.faults = settings, faults
        self.first = settings.cell("default_language")[-3:-1] or FIRST_LANGUAGE
        self.lists: dict[str, list[Choice]] = {}
        self.sections: list[Section] = []
        self.names: set[str] = set()
        self.group: _Group | None = None
        self.is_inside = False
        self.languages: dict[str, None] = {self.first: None}

    def take_choices(self, lines: list[SheetRow]) -> None:
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

    def take(self, line: SheetRow) -> None:
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
            self.faults.tell(SheetRow(SURVEY, 2, {}), "type", _("The questionnaire asks nothing."))

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

    def _begin(self, line: SheetRow) -> None:
        if self.is_inside:
            self.faults.tell(line, "type", _("A group cannot stand within a group."))
        if line.cell("appearance") not in ("", MATRIX):
            self.faults.tell(line, "appearance", _known_appearances(("", MATRIX)))
        self._close()
        self._note_name(line)
        self._expression(line, "relevant")
        self.group, self.is_inside = _Group(line), True

    def _end(self, line: SheetRow) -> None:
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

    def _take_item(self, line: SheetRow, type_: str, listed: str) -> None:
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

    def _note_name(self, line: SheetRow) -> None:
        name = line.cell("name")
        if not NAME.fullmatch(name):
            message = _("Write a name of Latin letters, digits and “_” that begins with a letter.")
            self.faults.tell(line, "name", message)
        elif name in self.names:
            self.faults.tell(line, "name", _("Another question has this name already."))
        self.names.add(name)

    def _expression(self, line: SheetRow, column: str) -> None:
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

    def _texts(self, line: SheetRow, column: str) -> Mapping[str, str]:
        found = line.texts(column, self.first)
        self.languages.update(dict.fromkeys(found))
        return found

    def _decimal(self, line: SheetRow) -> Decimal | None:
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
