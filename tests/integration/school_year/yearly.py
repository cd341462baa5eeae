"""A school year carried out and undone in a process of an installation."""

from gaisma.base.models import Organisation
from gaisma.workplace.new_year import actions
from gaisma.workplace.new_year.models import DONE
from tests.moments import NOW

YEAR = "2024/2025"


def there_and_back() -> None:
    """Carry the plan of the small city's school out and undo it; what was begun is ended first."""
    school = Organisation.objects.get(code="school")
    plan = actions.begin(institution=school, school_year=YEAR, by=None, at=NOW)
    if plan.state == DONE:
        actions.undo(plan=plan, by=None, at=NOW)
    actions.carry_out(plan=plan, revision=plan.revision, by=None, at=NOW)
    actions.undo(plan=plan, by=None, at=NOW)
