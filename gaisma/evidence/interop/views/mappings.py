from functools import partial

from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from gaisma.base import access, acting, listing
from gaisma.base.access import SignedInRequest, requires
from gaisma.base.forms import shown_or_sent
from gaisma.base.models import User
from gaisma.evidence.interop import forms, mappings, queries
from gaisma.evidence.interop.models import ColumnMapping
from gaisma.evidence.interop.permissions import KEEP_MAPPINGS, SEE_IMPORTS
from gaisma.evidence.interop.tables import Mappings
from gaisma.evidence.interop.titles import column_title


def way(user: User) -> list[tuple[str, str]]:
    """The way to these pages, for those who see imports."""
    sees = access.may(user, SEE_IMPORTS)
    return [(_("Imports"), reverse("interop:list"))] if sees else []


@requires(KEEP_MAPPINGS)
@require_safe
def listed(request: SignedInRequest) -> HttpResponse:
    """What other systems call our columns."""
    return listing.answer(
        request,
        table=Mappings,
        rows=ColumnMapping.objects.order_by("source", "kind"),
        title=_("Columns of other systems"),
        lead=_("Headings that files of other systems have instead of ours; used at every reading."),
        actions=[(_("Add columns"), reverse("interop:new_mapping"), "primary")],
        crumbs=way(request.user),
        empty=(
            _("Nothing is remembered yet"),
            _("Add what a system calls our columns, or match them when a file has unknown ones."),
        ),
    )


@requires(KEEP_MAPPINGS)
@shown_or_sent
def new(request: SignedInRequest) -> HttpResponse:
    """Say what a sender calls the columns of a table."""
    return _asked(request, forms.MappingForm(request.POST or None), title=_("Add columns"))


@requires(KEEP_MAPPINGS)
@shown_or_sent
def mapping(request: SignedInRequest, mapping_id: int) -> HttpResponse:
    """Change what a sender calls the columns of a table."""
    found = queries.mapping(mapping_id)
    lines = "\n".join(f"{theirs} = {column_title(ours)}" for theirs, ours in found.columns.items())
    initial = {"source": found.source, "kind": found.kind, "columns": lines}
    form = forms.MappingForm(request.POST or None, initial=initial)
    for name in ("source", "kind"):
        form.fields[name].disabled = True
    page = {"template": "interop/mapping.html", "mapping": found}
    return _asked(
        request, form, title=_("Columns of “%(source)s”") % {"source": found.source}, **page
    )


def _asked(
    request: SignedInRequest, form: forms.MappingForm, *, title: str, **page: object
) -> HttpResponse:
    return acting.asked(
        request,
        form,
        act=mappings.replace,
        said=_("The columns are remembered."),
        title=title,
        button=_("Remember"),
        crumbs=[*way(request.user), (_("Columns of other systems"), reverse("interop:mappings"))],
        **page,  # type: ignore[arg-type]
    )


@requires(KEEP_MAPPINGS)
@require_POST
def forget(request: SignedInRequest, mapping_id: int) -> HttpResponse:
    """Forget what a sender calls the columns of a table."""
    found = queries.mapping(mapping_id)
    return acting.done(
        request,
        partial(mappings.forget, found),
        said=_("The columns are forgotten; what was taken in stays."),
        leads_to=reverse("interop:mappings"),
    )
