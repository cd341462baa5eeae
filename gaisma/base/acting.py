"""How a page changes something: a form is asked, one action is called, the reader is told.

Every page that changes the record goes through here, so that refusals, messages and the way on are
the same everywhere.
"""

from collections.abc import Callable, Sequence
from functools import partial
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db import DataError, IntegrityError
from django.forms import Form
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from gaisma.base import clock, constraints, refusals
from gaisma.base.access import SignedInRequest
from gaisma.base.changes import NotPermitted
from gaisma.base.errors import GaismaError
from gaisma.base.workflow import Workflow

UNPROCESSABLE = 422

Act = Callable[..., object]
"""An action, called with what was given by name, `by` and `at`."""


def asked(
    request: HttpRequest,
    form: Form,
    *,
    act: Act,
    said: str,
    leads_to: str | Callable[[Any], str] = "",
    back: str = "",
    crumbs: Sequence[tuple[str, str]] = (),
    button: str = "",
    template: str = "form.html",
    **page: Any,
) -> HttpResponse:
    """Show the form; when it is sent and holds, act on its data, say so and lead on.

    `act` is called with the form's data, `by` and `at`. `leads_to` is an address, or gives one for
    what the act answered; else it leads `back`, which is where the crumbs end. A refusal
    (GaismaError) stands on the form; what was written stays. `page` names what else the template
    shows: title, lead, danger. Raises PermissionDenied when the act is not permitted.
    """
    refusals.hold_to_lines(form)
    back = back or (crumbs[-1][1] if crumbs else "")
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data | {"by": request.user, "at": clock.now()}
        answer = attempted(lambda: act(**given), refused=lambda why: form.add_error(None, why))
        if form.is_valid():
            messages.success(request, said)
            return redirect(leads_to(answer) if callable(leads_to) else leads_to or back)
    status = UNPROCESSABLE if form.is_bound and not form.is_valid() else None
    page |= {"form": form, "back": back, "crumbs": crumbs, "button": button or _("Save")}
    return render(request, template, page, status=status)


def done(request: HttpRequest, act: Act, *, said: str, leads_to: str) -> HttpResponse:
    """Carry out what one button asks for and lead on; a refusal is told on the page it leads to.

    `act` is called with `by` and `at`.
    """
    refusals: list[str] = []
    attempted(partial(act, by=request.user, at=clock.now()), refused=refusals.append)
    for refusal in refusals:
        messages.error(request, refusal)
    if not refusals:
        messages.success(request, said)
    return redirect(leads_to)


def barred(
    request: HttpRequest, *checks: Callable[[], object], leads_to: str
) -> HttpResponse | None:
    """For who looks at a form that would be refused: the way back, with the reason.

    What was sent already is refused on the form, where it can still be read.
    """
    refusals: list[str] = []
    for check in () if request.method == "POST" else checks:
        attempted(check, refused=refusals.append)
    if not refusals:
        return None
    messages.error(request, refusals[0])
    return redirect(leads_to)


def barred_in(
    request: SignedInRequest, workflow: Workflow, row: Any, act: str
) -> HttpResponse | None:
    """The same for what the row's state does not allow, or something has to be done before: the
    way back leads to the row's page. Raises PermissionDenied where another is the one to do it.
    """
    admit = partial(workflow.admit, row, act, by=request.user)
    return barred(request, admit, leads_to=row.get_absolute_url())


def attempted(act: Callable[[], object], *, refused: Callable[[str], object]) -> object:
    """What the act answers; a refusal is handed on as its sentence. Raises PermissionDenied.

    What a constraint refuses is one, too: two people may have sent the same at once. So is a number
    that no column holds.
    """
    try:
        return act()
    except NotPermitted as refusal:
        raise PermissionDenied(refusal.message) from refusal
    except GaismaError as refusal:
        refused(refusal.message)
        return None
    except (IntegrityError, DataError, OverflowError) as broken:
        refused(constraints.sentence(broken))
        return None
