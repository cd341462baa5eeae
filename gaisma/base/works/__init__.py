"""Background work: what takes longer than a page may, begun by a person and found again.

A room declares kinds of work in its `tasks.py`:

    @works.task("imports.commit", title=gettext_noop("Taking in a file"))
    def commit(work: works.Running, *, import_id: int) -> str:
        taken = actions.commit(import_id, by=work.by, at=work.at, tell=work.progress)
        return taken.get_absolute_url()

It loads by id, calls one action, is idempotent (a work whose worker was killed is done again), and
answers the address to which its result leads. A view begins it and shows its page:

    row = works.begin("imports.commit", by=request.user, at=clock.now(), import_id=taken.pk)
    return redirect(row)
"""

from datetime import datetime
from typing import TYPE_CHECKING, Any

from gaisma.base.works.kinds import Running, task

if TYPE_CHECKING:
    from gaisma.base.models import Organisation, User
    from gaisma.base.works.models import Work

__all__ = ["Running", "begin", "task"]


def begin(
    kind: str,
    *,
    by: "User | None",
    at: datetime,
    about: str = "",
    organisation: "Organisation | None" = None,
    **parameters: Any,
) -> "Work":
    """Ask for a work; it is performed once the caller's transaction has been committed.

    `parameters` are ids and other plain values, never personal data; `about` says to the person
    what it is about (a file, a report). Raises LookupError for a kind that no room declares.
    """
    # Models cannot be imported while the installed apps are being read.
    from gaisma.base.works import actions

    return actions.begin(
        kind, by=by, at=at, about=about, organisation=organisation, parameters=parameters
    )
