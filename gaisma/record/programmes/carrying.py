"""People go on to another institution in a body, and with them what is seen of them.

Of somebody whom the one institution joined and nobody has confirmed the other one sees no more for
it: its tie is asked for anew, for what was answered was said of another. Of somebody whom the one
held in full the other one holds the record from then on, whatever stood open before.
"""

from collections.abc import Callable, Collection
from datetime import date, datetime, time

import polars as pl
from django.utils import timezone

from gaisma.evidence.interop.records import Model, Records
from gaisma.record.people.models import Employment, Guardian, Tie
from gaisma.record.programmes.models import Enrolment, Group, QueueEntry

PLACE = ["person_id", "institution_id"]
Rows = Callable[[Model], pl.DataFrame]


def carry_ties(records: Records, *, here: Collection[int], today: date) -> None:
    """Where planned rows tie people of `here` to further institutions, plan the ties to these."""
    if not Tie.objects.unconfirmed().exists():
        return
    stored = _tied(records.stored)
    places = stored.select(PLACE).unique()
    handed = _tied(records.of).join(stored, on=stored.columns, how="anti")
    handed = handed.select(PLACE).unique().sort(PLACE)
    ties = records.of(Tie)
    open_ = ties.filter(pl.col("state") != Tie.CONFIRMED)
    ours = places.filter(pl.col("institution_id").is_in(list(here)))
    confined = ours.join(open_, on=PLACE, how="semi")
    in_full = ours.join(open_, on=PLACE, how="anti")
    limited = handed.join(confined, on="person_id", how="semi")
    limited = limited.join(in_full, on="person_id", how="anti")
    new = limited.join(places, on=PLACE, how="anti").join(ties, on=PLACE, how="anti")
    asked = open_.join(confined, on=PLACE, how="semi").unique("person_id", keep="first")
    new = new.join(asked.select("person_id", "asked_by_id", "asked_at"), on="person_id")
    held = open_.join(handed, on=PLACE, how="semi").join(in_full, on="person_id", how="semi")
    moment = timezone.make_aware(datetime.combine(today, time.min))
    records.change(Tie, held.select("id", state=pl.lit(Tie.CONFIRMED), answered_at=pl.lit(moment)))
    records.add(Tie, new.with_columns(id=records.fresh_ids(Tie, new.height)))


def _tied(rows: Rows) -> pl.DataFrame:
    """Every row that ties a person to an institution: what kind it is, and its number."""
    groups = rows(Group).select("institution_id", group_id="id")
    learning = rows(Enrolment).select("id", "person_id", "group_id").join(groups, on="group_id")
    guarding = rows(Guardian).select("guardian_id", person_id="learner_id")
    guarding = learning.join(guarding, on="person_id").select(
        "id", "institution_id", person_id="guardian_id"
    )
    kinds = (learning, guarding, rows(Employment), rows(QueueEntry))
    return pl.concat(
        frame.select(pl.lit(number).alias("kind"), "id", *PLACE)
        for number, frame in enumerate(kinds)
    )
