from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from gaisma.base import access, listing
from gaisma.base.access import SignedInRequest, requires
from gaisma.base.models import Organisation
from gaisma.quality.selfevaluation import policies
from gaisma.quality.selfevaluation.filters import (
    AppraisalsFilter,
    BoardFilter,
    FindingsFilter,
    ReportsFilter,
)
from gaisma.quality.selfevaluation.models import Appraisal, Finding, SelfEvaluation
from gaisma.quality.selfevaluation.permissions import (
    KEEP_FINDINGS,
    OPEN_APPRAISALS,
    SEE,
    SEE_APPRAISALS,
    SEE_BOARD,
    SEE_CONTRIBUTIONS,
    SEE_FINDINGS,
    WRITE,
)
from gaisma.quality.selfevaluation.tables import (
    AppraisalsTable,
    BoardTable,
    FindingsTable,
    ReportsTable,
)
from gaisma.record.people import exports


def crumbs() -> tuple[tuple[str, str], ...]:
    """The way to the room's pages."""
    return ((_("Self-evaluation"), reverse("selfevaluation:list")),)


def _ways() -> tuple[tuple[str, str, str, str], ...]:
    """The ways on from the list: title, address, tone, and the permission that each takes."""
    return (
        (_("Who is where"), reverse("selfevaluation:board"), "", SEE_BOARD),
        (_("From outside"), reverse("selfevaluation:findings"), "", SEE_FINDINGS),
        (
            _("Own self-evaluations"),
            reverse("selfevaluation:contributions"),
            "",
            SEE_CONTRIBUTIONS,
        ),
        (_("Begin a self-evaluation"), reverse("selfevaluation:begin"), "primary", WRITE),
    )


@requires(SEE)
@require_safe
def reports(request: SignedInRequest) -> HttpResponse:
    """The self-evaluations that the reader sees."""
    rows = SelfEvaluation.objects.visible_to(request.user)
    return listing.answer(
        request,
        table=ReportsTable,
        filters=ReportsFilter,
        rows=rows.select_related("institution", "school_year", "version").order_by(
            "institution__name", "pk"
        ),
        title=_("Self-evaluation"),
        lead=_("What institutions say of their own work, year by year."),
        actions=[way[:3] for way in _ways() if access.may(request.user, way[3])],
        empty=(
            _("No self-evaluations"),
            _("They are begun by who leads an institution; you read them here."),
        ),
    )


@requires(SEE_BOARD)
@require_safe
def board(request: SignedInRequest) -> HttpResponse:
    """How far every institution has come in a school year."""
    return listing.answer(
        request,
        table=BoardTable,
        filters=BoardFilter,
        rows=Organisation.objects.none(),
        title=_("Who is where"),
        lead=_(
            "Preschools hand their self-evaluation over by %(june)s June, others by "
            "%(august)s August."
        )
        % dict(zip(("june", "august"), policies.days(), strict=True)),
        crumbs=crumbs(),
        empty=(_("No institutions"), _("Choose another kind, state or school year.")),
    )


@requires(SEE_FINDINGS)
@require_safe
def findings(request: SignedInRequest) -> HttpResponse:
    """What was found at institutions from outside."""
    rows = Finding.objects.visible_to(request.user).select_related("institution", "version")
    enter = [(_("Enter a finding"), reverse("selfevaluation:enter"), "primary")]
    return listing.answer(
        request,
        table=FindingsTable,
        filters=FindingsFilter,
        rows=rows.order_by("-held_on", "pk"),
        title=_("Evaluations from outside"),
        lead=_("External visits, and appraisals of how institutions are led."),
        actions=enter if access.may(request.user, KEEP_FINDINGS) else [],
        crumbs=crumbs(),
        empty=(_("Nothing found yet"), _("The authority enters what the state service found.")),
    )


@requires(SEE_APPRAISALS)
@require_safe
def appraisals(request: SignedInRequest) -> HttpResponse:
    """The appraisals that the reader may open: few see any."""
    rows = Appraisal.objects.visible_to(request.user)
    begin = [(_("Begin an appraisal"), reverse("selfevaluation:open"), "primary")]
    return exports.answer(
        request,
        table=AppraisalsTable,
        filters=AppraisalsFilter,
        rows=rows.select_related(
            "institution", "school_year", "version", "head", "appraiser"
        ).order_by("institution__name", "pk"),
        title=_("Appraisal of heads"),
        lead=_(
            "Each is read by the head herself, by who appraises, and by who leads the authority."
        ),
        actions=begin if access.may(request.user, OPEN_APPRAISALS) else [],
        empty=(_("No appraisals"), _("Those that concern you stand here.")),
    )
