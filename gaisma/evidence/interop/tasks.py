"""Background work of imports: a file is checked, taken in, an import is undone."""

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop, ngettext

from gaisma.base import jobs
from gaisma.base.errors import GaismaError
from gaisma.evidence.interop import imports, uploads
from gaisma.evidence.interop.models import Upload

STEPS = 2


@jobs.task("imports.check", title=gettext_noop("Checking a file"))
def check(job: jobs.Running, *, upload_id: int) -> str:
    """Look at what a file holds."""
    job.progress(0, STEPS)
    upload = uploads.check(_upload(upload_id), by=job.by, at=job.at)
    job.progress(STEPS, STEPS)
    return upload.get_absolute_url()


@jobs.task("imports.commit", title=gettext_noop("Taking in a file"))
def commit(job: jobs.Running, *, upload_id: int, yes: bool) -> str:
    """Take in a file; when its check finds something now, lead to what it found."""
    job.progress(0, STEPS)
    taken = uploads.commit(_upload(upload_id), yes=yes, by=job.by, at=job.at)
    job.progress(STEPS, STEPS)
    if taken is None:
        return reverse("interop:upload", args=[upload_id])
    return taken.get_absolute_url()


@jobs.task("imports.undo", title=gettext_noop("Undoing an import"))
def undo(job: jobs.Running, *, import_id: int) -> str:
    """Put back what an import changed. Raises GaismaError when rows stand in the way."""
    uploads.demand(job.by)
    if imports.is_undone(import_id):
        # A worker that was killed after the act begins it anew.
        return reverse("interop:import", args=[import_id])
    undone = imports.undo(import_id, by=job.by, at=job.at)
    if undone.problems_total:
        raise GaismaError(
            ngettext(
                "%(count)d row was changed or used since, so nothing was undone.",
                "%(count)d rows were changed or used since, so nothing was undone.",
                undone.problems_total,
            )
            % {"count": undone.problems_total},
            code="used_since",
        )
    return reverse("interop:import", args=[import_id])


def _upload(upload_id: int) -> Upload:
    """Raises GaismaError when the file was discarded meanwhile."""
    upload = Upload.objects.select_related("importing").filter(pk=upload_id).first()
    if upload is None:
        raise GaismaError(_("The file was discarded meanwhile: send it again."), code="file_gone")
    return upload
