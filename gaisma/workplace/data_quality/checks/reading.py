"""What several checks read, as columns; each table again only when it has changed."""

import polars as pl
from django.db.models import Q

from gaisma.analytics.vocabulary import EXCLUSIVE_STAGES
from gaisma.base import bulk
from gaisma.base.models import Organisation
from gaisma.base.wording.school_years import previous
from gaisma.record.people.models import Employment, Person
from gaisma.record.people.policies import in_force
from gaisma.record.programmes.models import Enrolment, Group, Programme, QueueEntry
from gaisma.workplace.data_quality.checks import FOUND, Round, kept

PLACES = ("enrolments", "groups", "programmes")
"""The tables that say where somebody learns."""
TIES = ("people", *PLACES, "employments", "queue")
"""The tables that say who is known where."""


def people(round_: Round) -> pl.DataFrame:
    """Everybody: person, name, given and family folded (without case and marks), born_on."""
    return kept("reading.people", round_, ("people",), _people)


def _people() -> pl.DataFrame:
    rows = bulk.frame_of(Person.objects.all(), "pk", "given_name", "family_name", "born_on")
    return rows.select(
        person="pk",
        name=pl.concat_str("family_name", "given_name", separator=", "),
        given=folded("given_name"),
        family=folded("family_name"),
        born_on="born_on",
    )


def folded(column: str) -> pl.Expr:
    """A name without what people leave out or add: case, marks on letters, spaces, hyphens."""
    plain = pl.col(column).str.to_lowercase().str.normalize("NFD")
    return plain.str.replace_all(r"[^\p{L}]", "")


def enrolments(round_: Round) -> pl.DataFrame:
    """Places of this school year and the one before, in stages where one has one place."""
    return kept("reading.enrolments", round_, PLACES, lambda: _enrolments(round_))


def _enrolments(round_: Round) -> pl.DataFrame:
    """What groups and programmes say is read once for each of them, not once for each learner."""
    years = (round_.school_year, previous(round_.school_year))
    rows = kept("reading.places", round_, ("enrolments", "programmes"), lambda: _places(years))
    groups = bulk.frame_of(
        Group.objects.filter(school_year__name__in=years),
        *("pk", "name", "grade", "institution_id", "school_year__name"),
    ).select(
        group="pk",
        group_name="name",
        grade="grade",
        organisation="institution_id",
        school_year="school_year__name",
    )
    programmes = bulk.frame_of(Programme.objects.all(), "pk", "stage", "form_of_study")
    programmes = programmes.rename({"pk": "programme"})
    return (
        rows.join(groups, on="group", maintain_order="left")
        .join(programmes, on="programme", maintain_order="left")
        .drop("programme")
    )


def _places(years: tuple[str, ...]) -> pl.DataFrame:
    rows = bulk.frame_of(
        Enrolment.objects.filter(
            group__school_year__name__in=years, programme__stage__in=EXCLUSIVE_STAGES
        ),
        "person_id",
        "group_id",
        "programme_id",
        "from_on",
        "to_on",
        "leaving_reason",
    )
    return rows.rename({"person_id": "person", "group_id": "group", "programme_id": "programme"})


def placed(round_: Round) -> pl.DataFrame:
    """The places in force on the day of the round."""
    day = pl.lit(round_.day)
    lasting = (pl.col("from_on") <= day) & (pl.col("to_on").is_null() | (pl.col("to_on") >= day))
    this_year = pl.col("school_year") == round_.school_year
    return enrolments(round_).filter(lasting & this_year)


def posts(round_: Round) -> pl.DataFrame:
    """Posts in force on the day: person, organisation, load."""
    return kept("reading.posts", round_, ("employments",), lambda: _posts(round_))


def _posts(round_: Round) -> pl.DataFrame:
    rows = bulk.frame_of(
        Employment.objects.filter(in_force(from_on=round_.day, to_on=round_.day)),
        "person_id",
        "institution_id",
        "load",
        "from_on",
    )
    return rows.select(
        person="person_id", organisation="institution_id", load="load", from_on="from_on"
    )


def ties(round_: Round) -> pl.DataFrame:
    """Who is known where: person and organisation; who is nowhere is known to the authority."""
    return kept("reading.ties", round_, TIES, lambda: _ties(round_))


def _ties(round_: Round) -> pl.DataFrame:
    waiting = bulk.frame_of(
        QueueEntry.objects.filter(
            Q(left_on__isnull=True) | Q(left_on__gte=round_.as_of), institution__isnull=False
        ),
        "person_id",
        "institution_id",
    ).rename({"person_id": "person", "institution_id": "organisation"})
    known = pl.concat(
        [frame.select("person", "organisation") for frame in (
            enrolments(round_), posts(round_), waiting,
        )]
    ).unique()  # fmt: skip
    nowhere = people(round_).select("person").join(known, on="person", how="anti")
    top = authority()
    return pl.concat([known, nowhere.with_columns(organisation=pl.lit(top, dtype=pl.Int64))])


def authority() -> int | None:
    """The organisation at the top, to which belongs what belongs to nobody else."""
    top = Organisation.objects.filter(kind="authority").order_by("pk")
    return top.values_list("pk", flat=True).first()


def at_ties(round_: Round, found: pl.DataFrame, *columns: str) -> pl.DataFrame:
    """A row for each person in the columns and each organisation at which that person is known.

    It leads to that person. `people` says how many the reader must know of to be told: nobody
    learns by two records that somebody is known elsewhere.
    """
    known = ties(round_)
    rows = [
        found.join(known, left_on=column, right_on="person", how="inner").with_columns(
            target=pl.col(column), people=pl.lit(len(columns))
        )
        for column in columns
    ]
    told = ["subject", "organisation", "target"]
    return pl.concat(rows).unique(told, keep="first", maintain_order=True)


def about_people(found: pl.DataFrame) -> pl.DataFrame:
    """Findings about one person: the columns of FOUND made of `person`."""
    return found.with_columns(
        subject=pl.format("person:{}", "person"), kind=pl.lit("person"), target="person"
    )


def nothing() -> pl.DataFrame:
    """No findings."""
    return pl.DataFrame(schema=FOUND)
