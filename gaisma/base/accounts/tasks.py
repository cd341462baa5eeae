"""Background work with accounts."""

from django.urls import reverse
from django.utils.translation import gettext_noop

from gaisma.base import jobs
from gaisma.base.accounts.actions import invitations
from gaisma.base.accounts.models import Invitation


@jobs.task("accounts.letters", title=gettext_noop("Sending invitations"))
def send(job: jobs.Running, *, ids: list[int]) -> str:
    """Send the letters of invitations that have not gone out; a second time sends what is left."""
    waiting = Invitation.objects.pending().filter(pk__in=ids, sent_at=None).order_by("pk")
    rows = list(waiting.select_related("organisation", "invited_by"))
    for number, row in enumerate(rows, start=1):
        invitations.post(row, at=job.at)
        job.progress(number, len(rows))
    return reverse("accounts:invitations")
