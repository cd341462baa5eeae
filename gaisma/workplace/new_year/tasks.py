"""Background work of a new school year."""

from django.urls import reverse
from django.utils.translation import gettext_noop

from gaisma.base import jobs
from gaisma.workplace.new_year import actions
from gaisma.workplace.new_year.models import Plan


@jobs.task("new_year.carry_out", title=gettext_noop("Carrying out a new school year"))
def carry_out(job: jobs.Running, *, plan_id: int, revision: int) -> str:
    """Carry out the plan; what is carried out already is left alone."""
    plan = Plan.objects.select_related("institution", "done").get(pk=plan_id)
    if plan.is_open:
        actions.carry_out(plan=plan, revision=revision, by=job.by, at=job.at)
    return reverse("new_year:preview", args=[plan.pk])
