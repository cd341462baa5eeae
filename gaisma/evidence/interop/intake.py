"""The one way in: tables of typed strings are checked, planned and committed together.

Whoever reads files (a spreadsheet, a OneRoster set) makes a `Delivery` of `Table`s and calls
`take_in`. A `Table` is of one kind (`institutions`, `sites`, `programmes`, `groups`, `people`,
`learners`, `staff`, `vacancies`, `queue`); several tables of one kind are allowed. Its frame has

* `row`: Int64, the row's number in the sender's file, the header being row 1;
* columns of the contract (import-columns.csv), all `pl.String`, null or "" when empty. A column
  that is absent leaves what is stored alone; an empty cell of a present column clears it;
* columns beside the contract, matched before names, in the scheme `Delivery.source`:
  `institution_identifier`, `programme_identifier`, `group_identifier`, `enrolment_identifier`.
  In `institutions`, `programmes`, `groups` and `learners` the row's own identifier is stored;
  elsewhere (and for the row's institution, programme, group) it finds what it names, and then
  the contract's own columns (`institution`, `group`, `school_year`, `programme`) may be absent.
  `person_id` is always an identifier of the scheme. `people` takes person_id, given_name,
  family_name, personal_code, born_on, language, register_id: people without a place (yet).
  `learners` and `staff` also take language and register_id.

`origins` says where a column stood in the sender's files, when it was called otherwise there or
came from another file: problems are then named by that file, row and column.

Kinds are planned in the order of `TableKind.order`, each seeing what those before it will create,
so one delivery may bring institutions, groups and learners at once. A missing school year
(`2024/2025`) is made.

`endings`: with `absent=True` every active row of the kind that is known to the source and that the
delivery lacks ends on the date; with `identifiers` (a frame of `identifier`, `row` and optionally
`on`: Date) just those end. Kinds that end: `institutions` (closed_on), `learners` (to, by
enrolment_identifier), `staff` (to, by person_id: all employments of the person). When more than a
tenth of an institution's enrolments would end, a decision is asked for.

`findings` are the reader's own problems, notes and decisions; any problem stops the delivery, any
decision asks unless `yes`. `facts` is called in the transaction after the rows were written and
gives mass facts (marks) to append, by lake table; undoing the import withdraws them.
"""

from datetime import date, datetime
from typing import TYPE_CHECKING

from gaisma.evidence.interop.delivery import (
    ASKS,
    REFUSED,
    TAKEN,
    Delivery,
    Ending,
    Origin,
    Outcome,
    Table,
)

if TYPE_CHECKING:
    from gaisma.base.models import User

__all__ = [
    "ASKS",
    "REFUSED",
    "TAKEN",
    "Delivery",
    "Ending",
    "Origin",
    "Outcome",
    "Table",
    "take_in",
]


def take_in(
    delivery: Delivery,
    *,
    by: "User | None",
    at: datetime,
    as_of: date,
    dry_run: bool = False,
    yes: bool = False,
) -> Outcome:
    """Check the delivery and, when nothing stands against it, commit all of it or nothing."""
    raise NotImplementedError
