"""How rows of an e-journal become facts: whose they are, of which class, whether they can be."""

from collections.abc import Mapping
from dataclasses import replace

import polars as pl
from django.utils.translation import gettext as _
from django.utils.translation import pgettext_lazy

from gaisma.analytics.moments import school_year_of
from gaisma.analytics.vocabulary import folded
from gaisma.base import bulk
from gaisma.base.models import Organisation
from gaisma.evidence.interop.called import InstitutionNames
from gaisma.evidence.interop.mass import MassFacts, MassKind, MassRows, Sum
from gaisma.evidence.interop.mass.ordering import said_again
from gaisma.record.journals import facts, tables
from gaisma.record.journals.vocabularies import EXCUSED, LESSON, STEPS, TEN, UNEXCUSED
from gaisma.record.organisations.facts import PLACE, places
from gaisma.record.people.models import Person, PersonIdentifier
from gaisma.record.programmes.models import Group, Subject

OWN = "gaisma:"
"""Before our own id, where a learner has no identifier of the sender."""


def lessons(rows: MassRows) -> MassFacts:
    """Learners at lessons; what cannot be is told row by row."""
    absent = pl.col("presence").is_in([EXCUSED, UNEXCUSED])
    named = rows.values.columns
    if "presence" not in named:
        rows.values = rows.values.with_columns(presence=pl.lit(None, pl.String))
    if "reason" not in named:
        rows.values = rows.values.with_columns(reason=pl.lit(None, pl.String))
    rows.refuse(
        pl.col("reason").is_not_null() & ~absent.fill_null(value=False),
        "reason",
        _("A reason stands with an absence only: leave it empty, or enter the absence."),
    )
    _refuse_lessons(rows)
    found = _placed(rows, "lesson", "presence", "reason")
    _refuse_again(rows, found.rows)
    return replace(found, rows=found.rows.rename({"presence": "status"}))


def marks(rows: MassRows) -> MassFacts:
    """Marks of learners, as points or as words."""
    if "lesson" not in rows.values.columns:
        rows.values = rows.values.with_columns(lesson=pl.lit(None, pl.Int64))
    if "given_for" not in rows.values.columns:
        rows.values = rows.values.with_columns(given_for=pl.lit(LESSON))
    _refuse_lessons(rows)
    found = _placed(rows, "lesson", "given_for", "mark")
    text = pl.col("mark").cast(pl.String)
    points = text.cast(pl.Int64, strict=False)
    marked = found.rows.with_columns(
        pl.col("given_for").cast(pl.String).fill_null(LESSON),
        scale=text.replace_strict(STEPS, default=TEN, return_dtype=pl.String),
        mark=points,
        step=pl.when(points.is_null()).then(text),
    )
    return replace(found, rows=marked)


def _refuse_lessons(rows: MassRows) -> None:
    rows.refuse(
        pl.col("lesson") > tables.MOST_LESSONS,
        "lesson",
        _("Lessons of a day are numbered from 0 to %(most)d.") % {"most": tables.MOST_LESSONS},
    )
    rows.refuse(
        pl.col("day") > rows.today,
        "day",
        lambda text: (
            _("%(day)s is still to come: only lessons that were held are taken in.") % {"day": text}
        ),
    )


def _placed(rows: MassRows, *kept: str) -> MassFacts:
    """The rows with class and learner, and what is known of the classes; unknown are refused."""
    values = rows.values
    first = values["day"].min()
    days = pl.select(pl.date_range(first, values["day"].max()))[:, 0]  # type: ignore[arg-type]
    of_day = (values["day"].to_physical() - days.to_physical()[0]).cast(pl.UInt32)
    years = _as_enum([school_year_of(day) for day in days])
    months = _as_enum([f"{day:%Y-%m}" for day in days])
    school_year = years.gather(of_day)
    classes = classes_of_record()
    group = _in_classes(rows, school_year, classes)
    found = values.select(
        "day",
        *kept,
        school_year=school_year,
        month=months.gather(of_day),
        group=group,
        person=_people(rows, values["person_id"]),
        subject=_subjects(values["subject"]),
    )
    authority = classes["authority"].unique()
    if len(authority) > 1:
        found = found.join(classes.select("group", "authority"), on="group", how="left")
    else:
        found = found.with_columns(authority=pl.lit(authority.max()))
    return MassFacts(found, classes.select("group", *PLACE, "stage", "grade").drop("authority"))


def _as_enum(texts: list[str]) -> pl.Series:
    return pl.Series(texts, dtype=pl.Enum(sorted(set(texts))))


def _in_classes(rows: MassRows, school_year: pl.Series, classes: pl.DataFrame) -> pl.Series:
    """The class of each row, found once for each institution, name and year that stand together."""
    named = [rows.values["institution"], rows.values["group"], school_year]
    sizes = [len(_different(texts)) for texts in named]
    place, name, year = (texts.to_physical().cast(pl.UInt32) for texts in named)
    key = (place * sizes[1] + name) * sizes[2] + year
    units = _institutions(rows, named[0])
    known = {
        (unit, folded(called), of_year): group
        for unit, called, of_year, group in classes.select(
            "unit", "called", "year", "group"
        ).iter_rows()
    }
    groups: list[int | None] = [None] * (sizes[0] * sizes[1] * sizes[2])
    for one in key.unique():
        rest, of_year = divmod(one, sizes[2])
        of_place, of_name = divmod(rest, sizes[1])
        words = [
            _different(texts)[at]
            for texts, at in zip(named, (of_place, of_name, of_year), strict=True)
        ]
        unit = units[words[0]]
        groups[one] = known.get((unit, folded(words[1]), words[2]))
        if unit is not None and groups[one] is None:
            _refuse_class(rows, key == one, words, classes.filter(pl.col("unit") == unit))
    return pl.Series(groups, dtype=pl.Int64).gather(key)


def _refuse_class(rows: MassRows, bad: pl.Series, words: list[str], there: pl.DataFrame) -> None:
    known = there.filter(pl.col("year") == words[2])["called"].head(40)
    message = _("There is no class “%(value)s” in the school year %(year)s. Known are: %(known)s.")
    told = {"value": words[1], "year": words[2], "known": ", ".join(known) or "–"}
    rows.refuse(bad, "group", message % told)


def _institutions(rows: MassRows, texts: pl.Series) -> Mapping[str, int | None]:
    names = InstitutionNames(bulk.frame_of(Organisation.objects.order_by("pk")))
    units = {text: names.found(text) for text in texts.unique().drop_nulls().cast(pl.String)}
    lost = [text for text, unit in units.items() if unit is None]
    if lost:
        rows.refuse(
            pl.col("institution").cast(pl.String).is_in(lost), "institution", names.complaint
        )
    return units


def classes_of_record() -> pl.DataFrame:
    """Groups and classes with all that facts about them have, by place, name and school year."""
    groups = bulk.frame_of(
        Group.objects.order_by("pk"),
        "pk", "institution_id", "name", "school_year__name", "programme__stage", "grade",
    )  # fmt: skip
    named = groups.select(
        group="pk",
        unit="institution_id",
        called="name",
        year="school_year__name",
        stage="programme__stage",
        grade="grade",
    )
    return named.join(places(), on="unit", how="left", maintain_order="left")


def _people(rows: MassRows, texts: pl.Series) -> pl.Series:
    """The pseudonyms of the learners whom the sender calls so; others are refused."""
    called = _different(texts)
    known = bulk.frame_of(
        PersonIdentifier.objects.filter(scheme=rows.source), "value", "person__pseudonym"
    ).rename({"value": "text", "person__pseudonym": "person"})
    own = bulk.frame_of(Person.objects.order_by("pk"), "pk", "pseudonym").select(
        text=pl.lit(OWN) + pl.col("pk").cast(pl.String), person="pseudonym"
    )
    different = pl.DataFrame({"text": called})
    both = pl.concat([known, own]).unique("text", keep="first", maintain_order=True)
    people = different.join(both, on="text", how="left", maintain_order="left")["person"]
    lost = called.filter(people.is_null())
    if len(lost):
        rows.refuse(
            pl.col("person_id").cast(pl.String).is_in(lost.implode()),
            "person_id",
            lambda text: (
                _(
                    "Nobody is known to this sender as “%(value)s”: take the learners in first, "
                    "with the same sender."
                )
                % {"value": text}
            ),
        )
    return people.gather(texts.to_physical().cast(pl.UInt32))


def _different(texts: pl.Series) -> pl.Series:
    """The different texts of a column, in the order of their numbers."""
    assert isinstance(texts.dtype, pl.Enum)  # noqa: S101
    return texts.dtype.categories


def _subjects(texts: pl.Series) -> pl.Series:
    """Subjects as the catalogue titles them, where it knows them; others as they are written."""
    titles = {}
    for code, title in Subject.objects.values_list("code", "title"):
        titles[folded(code)] = titles[folded(title)] = title
    called = [titles.get(folded(text), text) for text in _different(texts)]
    canonical = pl.Series(called, dtype=pl.String)
    return canonical.cast(pl.Enum(canonical.unique().sort())).gather(
        texts.to_physical().cast(pl.UInt32)
    )


def _refuse_again(rows: MassRows, found: pl.DataFrame) -> None:
    """Refuse what is said twice of a learner."""
    told = found.select("day", "lesson", "subject", rows.values["person_id"])
    rows.refuse(
        said_again(told, told.columns),
        "lesson",
        _("This lesson of the learner stands in the file already: leave one of the rows."),
    )


def called(groups: list[int]) -> Mapping[int, str]:
    """Classes with their institutions, as questions name them."""
    found = Group.objects.filter(pk__in=groups).select_related("institution")
    return {group.pk: f"{group.institution.name}, {group.name}" for group in found}


ORDER = ("unit", "group", "person", "day", "lesson", "subject")
MASS_KINDS = [
    MassKind(
        key="lessons",
        title=pgettext_lazy("table", "lessons"),
        columns=tables.LESSONS,
        table=facts.LESSONS,
        order_by=ORDER,
        plan=lessons,
        called=called,
        sums=(Sum(facts.LESSON_DAYS, facts.days),),
        order=200,
    ),
    MassKind(
        key="marks",
        title=pgettext_lazy("table", "marks"),
        columns=tables.MARKS_GIVEN,
        table=facts.LESSON_MARKS,
        order_by=(*ORDER, "given_for"),
        plan=marks,
        called=called,
        order=210,
    ),
]
