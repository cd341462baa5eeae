"""How a page changes something: a form is asked, one action is called, the reader is told.

Every page that changes the record goes through here, so that refusals, messages and the way on are
the same everywhere.
"""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db import DataError, IntegrityError
from django.forms import Form
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from gaisma.base import constraints, refusals
from gaisma.base.changes import NotPermitted
from gaisma.base.errors import GaismaError

UNPROCESSABLE = 422

Act = Callable[[dict[str, Any]], object]


def asked(
    request: HttpRequest,
    form: Form,
    *,
    act: Act,
    said: str,
    leads_to: str | Callable[[Any], str],
    template: str = "form.html",
    **page: Any,
) -> HttpResponse:
    """Show the form; when it is sent and holds, act on its data, say so and lead on.

    `leads_to` is an address, or gives one for what the act answered. A refusal (GaismaError) stands
    on the form; what was written stays. `page` names what the template shows: title, button, back
    (an address), lead, crumbs, danger. Raises PermissionDenied when the act is not permitted.
    """
    refusals.hold_to_lines(form)
    if request.method == "POST" and form.is_valid():
        done = attempted(
            lambda: act(form.cleaned_data), refused=lambda why: form.add_error(None, why)
        )
        if form.is_valid():
            messages.success(request, said)
            return redirect(leads_to if isinstance(leads_to, str) else leads_to(done))
    status = UNPROCESSABLE if form.is_bound and not form.is_valid() else None
    return render(request, template, {"form": form, **page}, status=status)


def done(
    request: HttpRequest, act: Callable[[], object], *, said: str, leads_to: str
) -> HttpResponse:
    """Carry out what one button asks for and lead on; a refusal is told on the page it leads to."""
    refusals: list[str] = []
    attempted(act, refused=refusals.append)
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
