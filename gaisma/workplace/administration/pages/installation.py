"""How the installation is, who did what, and what can be set."""

from datetime import datetime
from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from gaisma.base import acting, clock, listing
from gaisma.base.access import SignedInRequest, requires
from gaisma.base.forms import sent, shown_or_sent
from gaisma.base.models import Installation, User
from gaisma.base.thresholds import actions as thresholds_actions
from gaisma.base.thresholds.permissions import KEEP as KEEP_THRESHOLDS
from gaisma.workplace.administration import actions, health, queries
from gaisma.workplace.administration.forms import (
    InstallationForm,
    RetentionForm,
    ThresholdsForm,
)
from gaisma.workplace.administration.lists import Audit, AuditFilters
from gaisma.workplace.administration.permissions import KEEP_INSTALLATION, READ_AUDIT, SEE_HEALTH


@requires(SEE_HEALTH)
@require_safe
def overview(request: SignedInRequest) -> HttpResponse:
    """How the installation is, and the ways to all that can be set."""
    now = timezone.now()
    findings = [check(now) for check in health.CHECKS]
    ways = [
        (_("Settings"), reverse("administration:installation")),
        (_("Thresholds"), reverse("administration:thresholds")),
        (_("How long records are kept"), reverse("administration:retention")),
        (_("School years and terms"), reverse("administration:years")),
        (_("Moved working days"), reverse("administration:moved_days")),
        (_("Subjects"), reverse("administration:subjects")),
        (_("Columns of other systems"), reverse("interop:mappings")),
        (_("Background work"), reverse("works:list")),
    ]
    ways += [(link.title, link.address) for link in queries.neighbours(request.user)]
    page = {"findings": findings, "ways": ways, "at": clock.here(now)}
    return render(request, "administration/overview.html", page)


@requires(READ_AUDIT)
@require_safe
def audit(request: SignedInRequest) -> HttpResponse:
    """Who did what, when and where; it holds no names of the people concerned."""
    return listing.answer(
        request,
        table=Audit,
        filters=AuditFilters,
        rows=queries.audit(request.user),
        title=_("Who did what"),
        lead=_("Every change and every look at personal data, without the data."),
        empty=(_("Nobody has done anything yet"), _("What is done from now on stands here.")),
    )


OVERVIEW = "administration:overview"


def crumbs(*more: tuple[str, str]) -> list[tuple[str, str]]:
    """The way to a page of the administration."""
    return [(_("Installation"), reverse(OVERVIEW)), *more]


@requires(KEEP_INSTALLATION)
@shown_or_sent
def installation(request: SignedInRequest) -> HttpResponse:
    """Set the municipality, the languages, the smallest group, and who signs."""
    now = Installation.current()
    shown = {name: getattr(now, name) for name in InstallationForm.base_fields}
    form = InstallationForm(sent(request), initial=shown)

    def act(by: User, at: datetime, **data: Any) -> Installation:
        languages = form.chosen_languages()
        others = {name: value for name, value in data.items() if name != "language"}
        wanted = actions.Settings(**others | {"languages": languages})
        return actions.change_settings(wanted, by=by, at=at)

    return acting.asked(
        request,
        form,
        act=act,
        said=_("The settings have been changed."),
        title=_("Settings"),
        back=reverse(OVERVIEW),
        crumbs=crumbs(),
    )


@requires(KEEP_THRESHOLDS)
@shown_or_sent
def thresholds(request: SignedInRequest) -> HttpResponse:
    """Set by which numbers the program judges."""
    return acting.asked(
        request,
        ThresholdsForm(sent(request)),
        act=lambda by, at, **data: thresholds_actions.change(data, by=by, at=at),
        said=_("The thresholds have been changed."),
        title=_("Thresholds"),
        lead=_("The numbers by which the program says that something needs attention."),
        back=reverse(OVERVIEW),
        crumbs=crumbs(),
    )


@requires(KEEP_INSTALLATION)
@shown_or_sent
def retention(request: SignedInRequest) -> HttpResponse:
    """Set how long kinds of records are kept, after a look at what it would affect."""
    form = RetentionForm(sent(request), kept=queries.kept_years())
    periods = form.cleaned_data if form.is_bound and form.is_valid() else queries.kept_years()
    page: dict[str, Any] = {
        "template": "administration/retention.html",
        "kinds": queries.kinds(periods),
        "title": _("How long records are kept"),
        "lead": _("By law and by the authority's own list of files."),
        "button": _("Save"),
        "back": reverse(OVERVIEW),
        "crumbs": crumbs(),
    }
    if "look" in request.POST:
        return render(request, page["template"], {"form": form, **page})
    return acting.asked(
        request,
        form,
        act=lambda by, at, **data: actions.keep_for(data, by=by, at=at),
        said=_("It has been set how long records are kept."),
        leads_to=reverse(OVERVIEW),
        **page,
    )
