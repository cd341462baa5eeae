"""What the pages of a draft share: a change of its questionnaire, written at the revision seen."""

from collections.abc import Callable
from typing import Any

from django.http import HttpResponse
from django.utils.translation import gettext as _

from gaisma.base import acting, clock
from gaisma.base.access import SignedInRequest
from gaisma.base.forms import Revised, sent
from gaisma.record.instruments import actions, soundness
from gaisma.record.instruments.models import Version
from gaisma.record.instruments.questionnaire import Questionnaire
from gaisma.record.instruments.views import ways

Change = Callable[[Any], Questionnaire]
TEMPLATE = "instruments/edit.html"


def write(
    request: SignedInRequest, version: Version, changed: Questionnaire, *, revision: int
) -> Version:
    """Write the draft. Raises UnableToChange, UnableToRecord."""
    return actions.write(
        version=version,
        questionnaire=soundness.demand(changed),
        revision=revision,
        by=request.user,
        at=clock.now(),
    )


def asked(
    request: SignedInRequest,
    version: Version,
    form: Any,
    *,
    change: Change,
    title: str,
    said: str = "",
    at: str = "",
    **page: Any,
) -> HttpResponse:
    """Ask a form about a part of the draft; `change` makes the questionnaire of what was written.

    `at` is the place on the draft's page to which it leads.
    """
    return acting.asked(
        request,
        form,
        act=lambda **data: write(request, version, change(form), revision=data["revision"]),
        said=said or _("The draft is saved."),
        **{
            "leads_to": f"{ways.draft(version)}{at}",
            "template": TEMPLATE,
            "title": title,
            "button": _("Save"),
            "back": f"{ways.draft(version)}{at}",
            "crumbs": ways.draft_crumbs(version),
            **page,
        },
    )


def removed(
    request: SignedInRequest, version: Version, *, change: Change, title: str, lead: str = ""
) -> HttpResponse:
    """Ask whether a part of the draft is to go."""
    return asked(
        request,
        version,
        Revised(sent(request), initial={"revision": version.revision}),
        change=change,
        title=title,
        lead=lead,
        template="form.html",
        button=_("Take it out"),
        danger=True,
    )
