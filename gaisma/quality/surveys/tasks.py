"""Background work of surveys."""

from django.urls import reverse
from django.utils.translation import gettext_noop

from gaisma.base import jobs
from gaisma.quality.surveys.codes import posting
from gaisma.quality.surveys.models import Batch

SEND = "surveys.send_letters"


@jobs.task(SEND, title=gettext_noop("Sending codes of a survey by e-mail"))
def send(job: jobs.Running, *, batch_id: int, campaign_id: int, institution_id: int) -> str:
    """Send the letters that wait; those that were sent are gone, so none goes out again."""
    related = ("institution", "part__campaign", "part__version")
    batch = Batch.objects.select_related(*related).filter(pk=batch_id).first()
    if batch is not None:
        posting.send(batch=batch, by=job.by, tell=job.progress)
    return reverse("surveys:place", args=[campaign_id, institution_id])
