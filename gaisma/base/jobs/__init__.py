"""Background work: what takes longer than a page may, begun by a person and found again.

A room declares kinds of job in its `tasks.py`:

    @jobs.task("imports.commit", title=gettext_noop("Taking in a file"))
    def commit(job: jobs.Running, *, import_id: int) -> str:
        taken = actions.commit(import_id, by=job.by, at=job.at, tell=job.progress)
        return taken.get_absolute_url()

It loads by id, calls one action, is idempotent (a job whose worker was killed is done again), and
answers the address to which its result leads. A view begins it and shows its page:

    row = jobs.begin("imports.commit", by=request.user, at=clock.now(), import_id=taken.pk)
    return redirect(row)
"""

from datetime import datetime
from typing import TYPE_CHECKING, Any

from gaisma.base.jobs.kinds import Running, task

if TYPE_CHECKING:
    from gaisma.base.jobs.models import Job
    from gaisma.base.models import Organisation, User

__all__ = ["Running", "begin", "task"]


def begin(
    kind: str,
    *,
    by: "User | None",
    at: datetime,
    about: str = "",
    organisation: "Organisation | None" = None,
    **parameters: Any,
) -> "Job":
    """Ask for a job; it is performed once the caller's transaction has been committed.

    `parameters` are ids and other plain values, never personal data; `about` says to the person
    what it is about (a file, a report). Raises LookupError for a kind that no room declares.
    """
    # Models cannot be imported while the installed apps are being read.
    from gaisma.base.jobs import actions

    return actions.begin(
        kind, by=by, at=at, about=about, organisation=organisation, parameters=parameters
    )
