"""People whom an institution joined go on to another one in a body: nobody sees more for it."""

from collections.abc import Collection

import polars as pl

from gaisma.evidence.interop.records import Model, Records
from gaisma.record.people.models import Employment, Tie
from gaisma.record.programmes.models import Enrolment, Group, QueueEntry

PLACE = ["person_id", "institution_id"]


def carry_ties(records: Records, *, here: Collection[int]) -> None:
    """Where planned rows tie such people to further institutions, plan their ties to these."""
    asked = Tie.objects.unconfirmed().filter(institution__in=here)
    if not asked.exists():
        return
    ties = records.of(Tie)
    people = ties.filter(pl.col("id").is_in(list(asked.values_list("pk", flat=True))))
    people = people.unique("person_id", keep="first", maintain_order=True)
    gained = _tied(records, stored=False).join(_tied(records, stored=True), on=PLACE, how="anti")
    gained = gained.join(ties, on=PLACE, how="anti").sort(PLACE)
    new = gained.join(people.drop("id", "institution_id"), on="person_id", how="inner")
    records.add(Tie, new.with_columns(id=records.fresh_ids(Tie, new.height)).drop("revision"))


def _tied(records: Records, *, stored: bool) -> pl.DataFrame:
    def rows(model: Model) -> pl.DataFrame:
        return records.stored(model) if stored else records.of(model)

    groups = rows(Group).select("institution_id", group_id="id")
    learning = rows(Enrolment).join(groups, on="group_id")
    return pl.concat(
        frame.select(PLACE) for frame in (learning, rows(Employment), rows(QueueEntry))
    ).unique()
