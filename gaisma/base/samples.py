"""What the page of components shows: invented values for each."""

from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Any

from django.core.paginator import Paginator
from django.utils.translation import gettext_lazy

from gaisma.base import listing, pictures
from gaisma.base.navigation import Way
from gaisma.base.workflow import Button, Step


@dataclass(frozen=True)
class Pair:
    """A line of an origin."""

    name: str
    value: str
    href: str = ""
    is_code: bool = False


@dataclass(frozen=True)
class Option:
    """An entry of a choice."""

    value: str
    title: str
    is_chosen: bool = False


@dataclass(frozen=True)
class Photo:
    """A photo and of what it is."""

    address: str
    caption: str
    about: str = ""


@dataclass(frozen=True)
class Answer:
    """An answer that can be chosen."""

    id: str
    value: str
    label: str
    description: str = ""
    is_chosen: bool = False
    is_open: bool = False


@dataclass(frozen=True)
class Question:
    """A question of a questionnaire."""

    id: str
    kind: str
    label: str
    hint: str = ""
    condition: str = ""
    written: str = ""
    wrong: str = ""
    options: tuple[Answer, ...] = ()
    is_required: bool = True

    @property
    def described_by(self) -> str:
        said = {"hint": self.hint, "condition": self.condition, "wrong": self.wrong}
        return " ".join(f"{self.id}.{name}" for name, words in said.items() if words)


@dataclass(frozen=True)
class Problem:
    """What is to be mended, and where."""

    target: str
    label: str
    message: str


def _levels(question: str) -> tuple[Answer, ...]:
    return (
        Answer(f"{question}.1", "no", "nav", "Rezultāts nav pateikts."),
        Answer(f"{question}.2", "partly", "daļēji", "Rezultātu zina daļa skolēnu.", is_chosen=True),
        Answer(f"{question}.3", "yes", "ir", "Rezultātu ar saviem vārdiem pasaka skolēni."),
        Answer(f"{question}.4", "unseen", "nevar spriest", is_open=True),
    )


class Groups(listing.Table):
    """Columns of a list."""

    name = listing.Name(verbose_name="Grupa")
    learners = listing.Number(verbose_name="Bērni")


def _listing() -> listing.Listing:
    table = Groups([{"name": "Zīlītes", "learners": 18}, {"name": "Saulītes", "learners": 21}])
    table.paginate(per_page=2)
    return listing.Listing(table, filters=None, is_narrowed=False, title="Grupas")


YEARS = ("2020/2021", "2021/2022", "2022/2023", "2023/2024", "2024/2025")


def _point(name: str, x: int, y: int) -> dict[str, Any]:
    label = {"label_x": x + 9, "label_y": y + 5, "anchor": "start"}
    return {
        "name": "A korpuss",
        "institution": name,
        "address": "Skolas iela 4",
        "label": name,
        "href": "#map",
    } | {
        "x": x,
        "y": y,
        **label,
    }


MAP = {
    "width": 832,
    "height": 520,
    "points": [_point("PII “Zīlīte”", 230, 150), _point("Ziemeļu vidusskola", 470, 310)],
    "scale": {"width": 120, "number": 2, "is_kilometres": True},
}
COMPONENTS: dict[str, Any] = {
    "slopes": pictures.slopes(
        ["2021./2022.", "2022./2023.", "2023./2024."],
        [("pilsētā", [46, 51, 49]), ("", [38, 44, 52]), ("", [61, None, 58]), ("", [55, 57, 50])],
    ),
    "trend": pictures.trend(
        [
            pictures.Point(YEARS[0], None, "–", "Par šo laiku nav datu."),
            *(
                pictures.Point(year, value, is_break=value == 4308)
                for year, value in zip(YEARS[1:], (4590, 4431, 4308, 3770), strict=True)
            ),
        ]
    ),
    "bars": pictures.bars(
        [pictures.Pair("Pirmsskola", "3 770", 3770, 4308), pictures.Pair("Skola", "8 819", 8819)]
    ),
    "shares": pictures.shares([("PII", 65, "#shares"), ("Skolas", 83, "#shares")]),
    "parts": [
        {"style": style, "x": x, "width": width}
        for style, x, width in (("level-4", 0, 30), ("level-3", 30, 40), ("level-2", 70, 18))
    ],
    "span": {"first": 61, "second": 74, "x": 61, "width": 13},
    "pairs": (Pair("Rādītājs", "places.free", is_code=True), Pair("Ieraksti", "206", href="#")),
    "options": (Option("", "Visas iestādes", is_chosen=True), Option("preschool", "Pirmsskola")),
    "ways": (Way("Pa iestādēm", "#", is_current=True), Way("Pa klasēm", "#")),
    "tabs": (
        Way("Pārskats", "#tabs", is_current=True),
        Way("Grupas", "#tabs", count=14),
        Way("Darbinieki", "#tabs", count=31),
    ),
    "steps": (
        Step("Pārcelt klases", "done", "#tabs"),
        Step("Atvērt grupas", "current"),
        Step("Pārskatīt", "coming"),
        Step("Apstiprināt", "coming"),
    ),
    "buttons": (
        Button("send", "Nodot saskaņošanai", "primary"),
        Button("sign", "Parakstīt", "primary", hindrance="Vēl nav noslēgtas 2 piezīmes."),
    ),
    "photos": (
        Photo("/static/base/mark.svg", "Zīme pie ieejas", "Norādes ir salasāmas"),
        Photo("/static/base/mark.svg", "Otra zīme"),
    ),
    "page": Paginator(range(120), 50).page(2),
    "square": pictures.square("https://gaisma.example/families/kV3x-0aQ/"),
    "listing": _listing,
    "map": MAP,
    "problems": (Problem("question-3", "Skolēnu skaits", "Ierakstiet veselu skaitli."),),
    "questions": (
        Question("question-1", "scale", "Rezultāti ir skaidri", options=_levels("question-1")),
        Question("question-2", "text", "Kā pietrūkst?", condition="Tikai tad, ja “daļēji”."),
        Question("question-3", "number", "Skolēnu skaits", written="daudz", wrong="Skaitli."),
    ),
    "matrix": (
        Question("line-1", "one", "Katrs skolēns ir nodarbināts", options=_levels("line-1")),
        Question("line-2", "one", "Skolēni viens otru klausās", options=_levels("line-2")),
    ),
    "way": ((gettext_lazy("Home"), "/"), (gettext_lazy("Components"), "/style/")),
    "day": date(2024, 8, 20),
    "moment": datetime(2024, 8, 20, 6, 41, tzinfo=UTC),
}
