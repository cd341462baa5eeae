"""The programmes that the institutions of Paraugpils are licensed to offer."""

from collections.abc import Iterator
from datetime import date
from typing import NamedTuple

import polars as pl

from gaisma.sample import curriculum, plan
from gaisma.sample.city.institutions import Institution


class Offer(NamedTuple):
    """A programme, before it has an institution."""

    code: str
    title: str
    stage: str
    special: tuple[str, ...] = ()
    form_of_study: str = "full_time"
    field: str = ""
    language: str = "lv"


def programmes(known: tuple[Institution, ...]) -> pl.DataFrame:
    """Rows of Programme."""
    rows = [
        {"institution_id": institution.id, **offer._asdict(), "special": list(offer.special)}
        for institution in known
        for offer in _offers(institution)
    ]
    licence = pl.format("V-{}", pl.col("id") + 1000)
    return (
        pl.DataFrame(rows, schema_overrides={"special": pl.List(pl.String)})
        .with_row_index("id", offset=1)
        .with_columns(licence.alias("licence"), pl.lit(date(2030, 8, 31)).alias("licensed_until"))
    )


def _offers(institution: Institution) -> Iterator[Offer]:
    if institution.name in plan.PRESCHOOLS:
        yield from _preschool(institution)
    if institution.name in plan.SCHOOLS:
        yield from _school(institution)
    yield from ELSEWHERE.get(institution.name, ())


def _preschool(institution: Institution) -> Iterator[Offer]:
    if institution.name != plan.SPECIAL_SCHOOL:
        yield Offer(*curriculum.PRESCHOOL, "preschool")
    for need in institution.preschool_special:
        title = f"Speciālā pirmsskolas izglītības programma {curriculum.FOR_NEEDS[need]}"
        yield Offer(curriculum.PRESCHOOL_SPECIAL_CODES[need], title, "preschool", (need,))


def _school(institution: Institution) -> Iterator[Offer]:
    basic, middle, secondary = (max(pair) for pair in zip(*_classes(institution.name), strict=True))
    if basic + middle and institution.name != plan.SPECIAL_SCHOOL:
        yield Offer(*curriculum.BASIC, "school")
    if institution.name in plan.MINORITY_PROGRAMME_AT:
        yield Offer(*curriculum.BASIC_MINORITY, "school", language="ru")
    for need in institution.school_special:
        title = f"Speciālā pamatizglītības programma {curriculum.FOR_NEEDS[need]}"
        yield Offer(curriculum.BASIC_SPECIAL_CODES[need], title, "school", (need,))
    if secondary:
        yield Offer(*curriculum.SECONDARY, "school")
    if institution.name == plan.EXTRAMURAL_AT:
        yield Offer(*curriculum.SECONDARY_EXTRAMURAL, "school", form_of_study="extramural")


def _classes(name: str) -> tuple[tuple[int, int, int], tuple[int, int, int]]:
    school = plan.SCHOOLS[name]
    return school.last_classes, school.classes


def _interest() -> Iterator[Offer]:
    titles = [
        (title, field)
        for field, listed in curriculum.INTEREST.items()
        for title in listed.split("|")
    ]
    for number, (title, field) in enumerate(titles, start=1):
        yield Offer(f"INT-{number:02}", title, "interest", form_of_study="", field=field)


ELSEWHERE = {
    plan.YOUTH_CENTRE: tuple(_interest()),
    plan.ARTS_SCHOOL: (
        *(Offer(*named, "professional_orientation", field="culture") for named in curriculum.ARTS),
        *(Offer(*named, "vocational") for named in curriculum.ARTS_VOCATIONAL),
    ),
    plan.SPORTS_SCHOOL: tuple(
        Offer(*named, "professional_orientation", field="sport") for named in curriculum.SPORTS
    ),
    plan.TECHNICAL_SCHOOL: tuple(Offer(*named, "vocational") for named in curriculum.VOCATIONAL),
}
