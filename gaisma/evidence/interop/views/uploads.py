from datetime import datetime
from functools import partial

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from gaisma.base import acting, clock, jobs, listing
from gaisma.base.access import SignedInRequest, requires
from gaisma.base.errors import GaismaError
from gaisma.base.forms import shown_or_sent
from gaisma.base.models import User
from gaisma.evidence.interop import correcting, forms, mappings, queries, uploads
from gaisma.evidence.interop.models import Upload
from gaisma.evidence.interop.permissions import TAKE_IN
from gaisma.evidence.interop.tables import ProblemFilters, Problems


def way() -> list[tuple[str, str]]:
    """The way to a page of this room."""
    return [(_("Imports"), reverse("interop:list"))]


@requires(TAKE_IN)
@shown_or_sent
def new(request: SignedInRequest) -> HttpResponse:
    """Send files to be looked at; nothing is taken in yet."""
    form = forms.UploadForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        uploads.demand(request.user)
        kept = [_kept(form, file, request) for file in form.cleaned_data["files"]]
        if all(kept):
            begun = [_checking(one, by=request.user, at=clock.now()) for one in kept if one]
            return redirect(begun[0] if len(begun) == 1 else reverse("interop:list"))
        for one in filter(None, kept):
            uploads.discard(one, by=request.user, at=clock.now())
    status = 422 if form.is_bound and not form.is_valid() else None
    page = {"form": form, "crumbs": way()}
    return render(request, "interop/new.html", page, status=status)


def _kept(form: forms.UploadForm, file: object, request: SignedInRequest) -> Upload | None:
    given = {name: form.cleaned_data[name] for name in ("kind", "source")}
    try:
        return uploads.keep(
            name=file.name,  # type: ignore[attr-defined]
            size=file.size,  # type: ignore[attr-defined]
            chunks=file.chunks(),  # type: ignore[attr-defined]
            by=request.user,
            at=clock.now(),
            **given,
        )
    except GaismaError as refusal:
        form.add_error("files", refusal.message)
        return None


def _checking(upload: Upload, *, by: User, at: datetime) -> str:
    """Have the file checked; the address where that is seen."""
    if not upload.kind:
        return upload.get_absolute_url()
    return jobs.begin(
        "imports.check", by=by, at=at, about=upload.file, upload_id=upload.pk
    ).get_absolute_url()


@requires(TAKE_IN)
@require_safe
def upload(request: SignedInRequest, upload_id: int) -> HttpResponse:
    """What was understood of a file, what is wrong with it, what it would change."""
    found = queries.upload(upload_id)
    if found.importing:
        return redirect(found.importing)
    answer = queries.page_of(found)
    kind = {"kind": found.kind, "source": found.source}
    columns = forms.ColumnsForm(kind=found.kind, unknown=answer.unknown) if answer.unknown else None
    page = {"page": answer, "kind_form": forms.KindForm(initial=kind), "columns_form": columns}
    return render(request, "interop/upload.html", {**page, "crumbs": way()})


@requires(TAKE_IN)
@require_POST
def check(request: SignedInRequest, upload_id: int) -> HttpResponse:
    """Say what the file holds and have it checked again."""
    found = queries.upload(upload_id)
    form = forms.KindForm(request.POST)
    if not form.is_valid():
        messages.error(request, _("Choose which table the file holds."))
        return redirect(found)
    chosen = uploads.choose(found, **form.cleaned_data, by=request.user, at=clock.now())
    return redirect(_checking(chosen, by=request.user, at=clock.now()))


@requires(TAKE_IN)
@require_POST
def columns(request: SignedInRequest, upload_id: int) -> HttpResponse:
    """Remember what the sender calls our columns, and have the file checked again."""
    found = queries.upload(upload_id)
    form = forms.ColumnsForm(request.POST, kind=found.kind, unknown=queries.page_of(found).unknown)
    if not form.is_valid() or not form.columns:
        messages.error(request, _("Choose our column for at least one heading."))
        return redirect(found)
    at = clock.now()
    mappings.remember(
        source=found.source, kind=found.kind, columns=form.columns, by=request.user, at=at
    )
    messages.success(request, _("The columns are remembered."))
    return redirect(_checking(found, by=request.user, at=at))


@requires(TAKE_IN)
@require_POST
def commit(request: SignedInRequest, upload_id: int) -> HttpResponse:
    """Take the file in, all of it or nothing."""
    found = queries.upload(upload_id)
    uploads.demand(request.user)
    if found.status == "asks" and not request.POST.get("yes"):
        messages.error(request, _("Answer the question first."))
        return redirect(found)
    begun = jobs.begin(
        "imports.commit",
        by=request.user,
        at=clock.now(),
        about=found.file,
        upload_id=found.pk,
        yes=bool(request.POST.get("yes")),
    )
    return redirect(begun)


@requires(TAKE_IN)
@require_POST
def discard(request: SignedInRequest, upload_id: int) -> HttpResponse:
    """Delete the file without taking it in."""
    found = queries.upload(upload_id)
    return acting.done(
        request,
        partial(uploads.discard, found),
        said=_("The file is deleted; nothing was taken in."),
        leads_to=reverse("interop:list"),
    )


@requires(TAKE_IN)
@require_safe
def problems(request: SignedInRequest, upload_id: int) -> HttpResponse:
    """What the check found, row by row."""
    found = queries.upload(upload_id)
    return listing.answer(
        request,
        table=Problems,
        filters=ProblemFilters,
        rows=found.found.order_by("row", "pk"),
        title=_("Problems and notes"),
        lead=found.file,
        crumbs=[*way(), (found.file, found.get_absolute_url())],
        empty=(_("Nothing was found"), _("The file can be taken in as it is.")),
    )


@requires(TAKE_IN)
@require_safe
def corrections(request: SignedInRequest, upload_id: int) -> HttpResponse:
    """The rows that have problems, as a workbook with the problems beside them."""
    found = queries.upload(upload_id)
    content = correcting.workbook(found, at=clock.now())
    return listing.attached(content, name=f"{found.file} – {_('problems')}", format_="xlsx")
