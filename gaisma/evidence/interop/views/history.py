from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from gaisma.base import access, clock, jobs, listing
from gaisma.base.access import SignedInRequest, requires
from gaisma.base.forms import shown_or_sent
from gaisma.evidence.interop import queries, uploads
from gaisma.evidence.interop.models import Import
from gaisma.evidence.interop.permissions import KEEP_MAPPINGS, SEE_IMPORTS, TAKE_IN
from gaisma.evidence.interop.tables import ImportFilters, Imports
from gaisma.evidence.interop.views.uploads import way


@requires(SEE_IMPORTS)
@require_safe
def imports(request: SignedInRequest) -> HttpResponse:
    """What was taken in, and the files that wait."""
    may_take_in = access.may(request.user, TAKE_IN)
    actions = [(_("Tables and templates"), reverse("interop:tables"))]
    if access.may(request.user, KEEP_MAPPINGS):
        actions.append((_("Columns of other systems"), reverse("interop:mappings")))
    return listing.answer(
        request,
        table=Imports,
        filters=ImportFilters,
        rows=Import.objects.select_related("by").order_by("-at", "-pk"),
        title=_("Imports"),
        lead=_("Tables and sets that were taken in, and what each of them brought."),
        actions=actions,
        template="interop/list.html",
        may_take_in=may_take_in,
        waiting=queries.waiting() if may_take_in else [],
        empty=(
            _("Nothing was taken in yet"),
            _("Send a file: you see what it would change before you decide."),
        ),
    )


@requires(SEE_IMPORTS)
@require_safe
def importing(request: SignedInRequest, import_id: int) -> HttpResponse:
    """An import: what it brought and what it changed."""
    answer = queries.page_of_import(queries.importing(import_id))
    may_take_in = access.may(request.user, TAKE_IN)
    page = {"page": answer, "crumbs": way(), "may_take_in": may_take_in}
    return render(request, "interop/import.html", page)


@requires(TAKE_IN)
@shown_or_sent
def undo(request: SignedInRequest, import_id: int) -> HttpResponse:
    """Put back what an import changed, or say which rows stand in the way."""
    found = queries.importing(import_id)
    if found.undone_at:
        return redirect(found)
    if request.method == "POST":
        uploads.demand(request.user)
        begun = jobs.begin(
            "imports.undo",
            by=request.user,
            at=clock.now(),
            about=found.file,
            import_id=found.pk,
        )
        return redirect(begun)
    obstacles, total = queries.obstacles(found)
    crumbs = [*way(), (found.file, found.get_absolute_url())]
    page = {"importing": found, "obstacles": obstacles, "total": total, "crumbs": crumbs}
    return render(request, "interop/undo.html", page)
