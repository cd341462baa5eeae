"""Background work of closing an institution."""

from django.urls import reverse
from django.utils.translation import gettext_noop

from gaisma.base import jobs
from gaisma.workplace.closing import actions
from gaisma.workplace.closing.models import Closing


@jobs.task("closing.carry_out", title=gettext_noop("Closing an institution"))
def carry_out(job: jobs.Running, *, closing_id: int, revision: int) -> str:
    """Carry the closing out; what is carried out already is left alone."""
    closing = Closing.objects.select_related("institution", "successor", "further", "done").get(
        pk=closing_id
    )
    if closing.is_open:
        actions.carry_out(closing=closing, revision=revision, by=job.by, at=job.at)
    return reverse("closing:preview", args=[closing.pk])
