"""The tree of Paraugpils with what belongs to an institution: sites, statuses, licences."""

import csv
import math
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import polars as pl

from gaisma.analytics.vocabulary import SPECIAL_NEEDS, STATUSES, UNIT_KINDS
from gaisma.sample import plan
from gaisma.sample.words import words

SOURCE = Path(__file__).parent.parent / "institutions.csv"
PREFIXES = {
    "authority": "IP",
    "preschool": "PII",
    "basic_school": "PSK",
    "secondary_school": "VSK",
    "gymnasium": "GIM",
    "arts_school": "MIKC",
    "interest_institution": "BJC",
    "innovation_centre": "BJC-IC",
    "neighbourhood_club": "BJC-AK",
    "sports_school": "SPS",
    "vocational_school": "PIKC",
}
PRESCHOOL_NUMBERS = (1, 4, 5, 7, 9, 12, 14, 17, 20)
STREETS = words(
    "Ziedoņu Saules Ozolu Mazā Lielā Ceriņu Jasmīnu Upmalas Parka Skolas Tirgus Ezera Kalna "
    "Bērzu Dienvidu Rietumu Austrumu Ziemeļu Mākslas Dzelzceļa Krasta Vēju Dārzu Sporta "
    "Amatu Liepu Kastaņu Vītolu Pļavu Avotu Torņa Jaunā Vecā Akmeņu Smilšu"
)
MAIN_SITE = "Galvenā ēka"
TECHNICAL_SITES = ("A korpuss", "B korpuss", "C korpuss")
DORMITORIES = ("1. dienesta viesnīca", "2. dienesta viesnīca")
CENTRE = (56.4, 25.2)
"""Latitude and longitude of the invented city's centre, in degrees."""

CITY_RADIUS = 4.0
"""In kilometres."""

YARD = 0.06
"""Kilometres between two buildings at one address."""

KILOMETRES_A_DEGREE = 111.2
GOLDEN_ANGLE = math.pi * (3 - math.sqrt(5))


@dataclass(frozen=True)
class Institution:
    """A row of institutions.csv as the generator reads it."""

    id: int
    code: str
    name: str
    kind: str
    founder: str
    parent: str
    closed_on: date | None
    preschool_special: tuple[str, ...]
    school_special: tuple[str, ...]
    note: str

    @property
    def is_unit(self) -> bool:
        return self.kind in UNIT_KINDS

    @property
    def short_name(self) -> str:
        """The name without the city's."""
        return self.name.removeprefix(f"{plan.MUNICIPALITY} ")


def institutions() -> tuple[Institution, ...]:
    """The authority, its institutions and their units, in the order of the file."""
    with SOURCE.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    numbers: dict[str, int] = {}
    found = []
    for position, row in enumerate(rows, start=1):
        numbers[row["kind"]] = numbers.get(row["kind"], 0) + 1
        found.append(_institution(position, _code(row["kind"], numbers[row["kind"]]), row))
    return tuple(found)


def _institution(position: int, code: str, row: dict[str, str]) -> Institution:
    return Institution(
        id=position,
        code=code,
        name=row["name"],
        kind=row["kind"],
        founder=row["founder"],
        parent=row["parent"],
        closed_on=date.fromisoformat(row["closed_on"]) if row["closed_on"] else None,
        preschool_special=_needs(row["preschool_special"]),
        school_special=_needs(row["school_special"]),
        note=row["note"],
    )


def _code(kind: str, number: int) -> str:
    if kind == "preschool":
        number = PRESCHOOL_NUMBERS[number - 1]
    return f"{PREFIXES[kind]}-{number:02}"


def _needs(text: str) -> tuple[str, ...]:
    return tuple(SPECIAL_NEEDS.code_of(word) for word in text.split("|") if word)


def organisations(known: tuple[Institution, ...]) -> pl.DataFrame:
    """Rows of Organisation; nobody's telephone or registration number is made up."""
    ids = {institution.name: institution.id for institution in known}
    authority = known[0].id
    return pl.DataFrame(
        [
            {
                "id": institution.id,
                "code": institution.code,
                "name": institution.name,
                "kind": institution.kind,
                "parent_id": None
                if institution.id == authority
                else ids.get(institution.parent, authority),
                "founder": institution.founder,
                "aliases": _aliases(institution),
                "address": _address(institution),
                "email": f"{institution.code.lower()}@paraugpils.example",
                "website": f"https://{institution.code.lower()}.paraugpils.example",
                "closed_on": institution.closed_on,
            }
            for institution in known
        ],
        schema_overrides={"closed_on": pl.Date, "aliases": pl.List(pl.String)},
    )


def _aliases(institution: Institution) -> list[str]:
    names = [institution.short_name] if institution.short_name != institution.name else []
    if institution.kind == "preschool":
        number = int(institution.code.removeprefix("PII-"))
        return [*names, f"{number}. PII", institution.short_name.split("„")[1].rstrip("”")]
    return names


def _address(institution: Institution) -> str:
    street = STREETS[institution.id - 1]
    return f"{street} iela {1 + institution.id * 7 % 40}, {plan.MUNICIPALITY}"


def sites(known: tuple[Institution, ...]) -> pl.DataFrame:
    """Rows of Site: one building each, more where a school was merged or the plan says so."""
    rows = [
        {
            "institution_id": institution.id,
            "name": name,
            "address": _address(owner),
            **_place(owner.id, building=number),
        }
        for institution in known
        for number, (name, owner) in enumerate(_buildings(institution, known))
    ]
    frame = pl.DataFrame(rows).with_row_index("id", offset=1)
    return frame.with_columns(pl.col("latitude", "longitude").cast(pl.Decimal(9, 6)))


def _buildings(
    institution: Institution, known: tuple[Institution, ...]
) -> list[tuple[str, Institution]]:
    """The names of the buildings, each with the institution at whose address it stands."""
    if institution.name == plan.TECHNICAL_SCHOOL:
        return [(name, institution) for name in (*TECHNICAL_SITES, *DORMITORIES)]
    former = [
        (former_site(other.name), other)
        for other in known
        if plan.SUCCESSORS.get(other.name) == institution.name
    ]
    return [(MAIN_SITE, institution), *former]


def _place(number: int, *, building: int) -> dict[str, float]:
    """A point of an invented city: a spiral about its centre that fills a circle evenly.

    Buildings at one address stand beside each other.
    """
    distance = CITY_RADIUS * math.sqrt(number / len(STREETS)) + building * YARD
    angle = number * GOLDEN_ANGLE
    north, east = distance * math.cos(angle), distance * math.sin(angle)
    latitude = CENTRE[0] + north / KILOMETRES_A_DEGREE
    at_latitude = KILOMETRES_A_DEGREE * math.cos(math.radians(CENTRE[0]))
    return {"latitude": round(latitude, 6), "longitude": round(CENTRE[1] + east / at_latitude, 6)}


def former_site(name: str) -> str:
    """What the building of a merged school is called at its successor."""
    return f"Bijusī {name.removeprefix(f'{plan.MUNICIPALITY} ')}"


def successions(known: tuple[Institution, ...]) -> pl.DataFrame:
    """Rows of Succession: the mergers that the council decided."""
    ids = {institution.name: institution.id for institution in known}
    return pl.DataFrame(
        [
            {
                "id": number,
                "institution_id": ids[closed],
                "successor_id": ids[successor],
                "decision": plan.MERGER_DECISION,
                "decided_on": plan.MERGER_DECIDED_ON,
                "on": plan.MERGED_ON,
            }
            for number, (closed, successor) in enumerate(plan.SUCCESSORS.items(), start=1)
        ]
    )


def statuses(known: tuple[Institution, ...]) -> pl.DataFrame:
    """Rows of Status, as the notes of the file and the plan tell them."""
    given: list[tuple[int, str, date, date | None]] = [
        (institution.id, STATUSES.code_of(institution.note), date(2022, 10, 1), None)
        for institution in known
        if institution.note == "eTwinning school"
    ]
    for name, status, from_on, to_on in plan.STATUSES:
        given += [(other.id, status, from_on, to_on) for other in known if other.name == name]
    return pl.DataFrame(
        given, schema=["institution_id", "status", "from_on", "to_on"], orient="row"
    ).with_row_index("id", offset=1)


def licences(known: tuple[Institution, ...]) -> pl.DataFrame:
    """Rows of Licence: each institution is accredited for six years."""
    rows = [
        (
            institution.id,
            "accreditation",
            f"AI-{1000 + institution.id}",
            date(2019 + institution.id % 5, 9, 1),
            date(2025 + institution.id % 5, 8, 31),
        )
        for institution in known
        if institution.kind != "authority" and not institution.is_unit
    ]
    return pl.DataFrame(
        rows, schema=["institution_id", "kind", "number", "from_on", "to_on"], orient="row"
    ).with_row_index("id", offset=1)
