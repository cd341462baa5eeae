"""Background work of a new school year."""

from django.urls import reverse
from django.utils.translation import gettext_noop

from gaisma.base import works
from gaisma.workplace.new_year.actions import carrying_out
from gaisma.workplace.new_year.models import Plan


@works.task("new_year.carry_out", title=gettext_noop("Carrying out a new school year"))
def carry_out(work: works.Running, *, plan_id: int, revision: int) -> str:
    """Carry out the plan; what is carried out already is left alone."""
    plan = Plan.objects.select_related("institution", "done").get(pk=plan_id)
    if plan.is_open:
        carrying_out.carry_out(plan=plan, revision=revision, by=work.by, at=work.at)
    return reverse("new_year:preview", args=[plan.pk])
