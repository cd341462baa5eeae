"""Files taken in, imports so far, what senders call columns, workbooks to fill."""

from datetime import datetime
from functools import partial

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from gaisma.base import access, acting, clock, jobs, listing
from gaisma.base.access import SignedInRequest, requires
from gaisma.base.errors import GaismaError
from gaisma.base.forms import shown_or_sent
from gaisma.base.models import User
from gaisma.evidence.interop import forms, giving, kinds, mappings, queries, uploads
from gaisma.evidence.interop.lists import ImportFilters, Imports, Mappings, ProblemFilters, Problems
from gaisma.evidence.interop.models import ColumnMapping, Import, Upload
from gaisma.evidence.interop.permissions import (
    KEEP_MAPPINGS,
    SEE_IMPORTS,
    SEE_TABLES,
    TAKE_IN,
    TAKE_OUT,
)
from gaisma.evidence.interop.titles import column_title, kind_title


def _way() -> list[tuple[str, str]]:
    """The way to a page of this room."""
    return [(_("Imports"), reverse("interop:list"))]


@requires(TAKE_IN)
@shown_or_sent
def take_in(request: SignedInRequest) -> HttpResponse:
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
    page = {"form": form, "crumbs": _way()}
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
    values = forms.MeaningsForm(kind=found.kind, met=answer.met) if answer.met else None
    page = {"page": answer, "kind_form": forms.KindForm(initial=kind), "columns_form": columns}
    return render(request, "interop/upload.html", {**page, "values_form": values, "crumbs": _way()})


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
def values(request: SignedInRequest, upload_id: int) -> HttpResponse:
    """Remember what values of the sender mean, and have the file checked again."""
    found = queries.upload(upload_id)
    form = forms.MeaningsForm(request.POST, kind=found.kind, met=queries.page_of(found).met)
    if not form.is_valid() or not form.meanings:
        messages.error(request, _("Choose for at least one value what it means."))
        return redirect(found)
    at = clock.now()
    mappings.choose(
        source=found.source, kind=found.kind, meanings=form.meanings, by=request.user, at=at
    )
    messages.success(request, _("What the values mean is remembered."))
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
        crumbs=[*_way(), (found.file, found.get_absolute_url())],
        empty=(_("Nothing was found"), _("The file can be taken in as it is.")),
    )


@requires(TAKE_IN)
@require_safe
def corrections(request: SignedInRequest, upload_id: int) -> HttpResponse:
    """The rows that have problems, as a workbook with the problems beside them."""
    found = queries.upload(upload_id)
    content = giving.corrections(found, at=clock.now())
    return listing.attached(content, name=f"{found.file} – {_('problems')}", format_="xlsx")


@requires(SEE_IMPORTS)
@require_safe
def imports_so_far(request: SignedInRequest) -> HttpResponse:
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
    page = {"page": answer, "crumbs": _way(), "may_take_in": may_take_in}
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
    crumbs = [*_way(), (found.file, found.get_absolute_url())]
    page = {"importing": found, "obstacles": obstacles, "total": total, "crumbs": crumbs}
    return render(request, "interop/undo.html", page)


def _way_to_mappings(user: User) -> list[tuple[str, str]]:
    """The way to these pages, for those who see imports."""
    sees = access.may(user, SEE_IMPORTS)
    return [(_("Imports"), reverse("interop:list"))] if sees else []


@requires(KEEP_MAPPINGS)
@require_safe
def known_mappings(request: SignedInRequest) -> HttpResponse:
    """What other systems call our columns."""
    return listing.answer(
        request,
        table=Mappings,
        rows=ColumnMapping.objects.order_by("source", "kind"),
        title=_("Columns of other systems"),
        lead=_(
            "Headings and values that files of other systems have instead of ours; used at every "
            "reading."
        ),
        actions=[(_("Add columns"), reverse("interop:new_mapping"), "primary")],
        crumbs=_way_to_mappings(request.user),
        empty=(
            _("Nothing is remembered yet"),
            _("Add what a system calls our columns, or match them when a file has unknown ones."),
        ),
    )


@requires(KEEP_MAPPINGS)
@shown_or_sent
def keep_mapping(request: SignedInRequest) -> HttpResponse:
    """Say what a sender calls the columns of a table."""
    return _asked(request, forms.MappingForm(request.POST or None), title=_("Add columns"))


@requires(KEEP_MAPPINGS)
@shown_or_sent
def change_mapping(request: SignedInRequest, mapping_id: int) -> HttpResponse:
    """Change what a sender calls the columns of a table."""
    found = queries.mapping(mapping_id)
    lines = "\n".join(f"{theirs} = {column_title(ours)}" for theirs, ours in found.columns.items())
    initial = {
        "source": found.source,
        "kind": found.kind,
        "columns": lines,
        "meanings": forms.lines_of(found),
    }
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
        crumbs=[
            *_way_to_mappings(request.user),
            (_("Columns of other systems"), reverse("interop:mappings")),
        ],
        **page,  # type: ignore[arg-type]
    )


@requires(KEEP_MAPPINGS)
@require_POST
def forget_mapping(request: SignedInRequest, mapping_id: int) -> HttpResponse:
    """Forget what a sender calls the columns of a table."""
    found = queries.mapping(mapping_id)
    return acting.done(
        request,
        partial(mappings.forget, found),
        said=_("The columns are forgotten; what was taken in stays."),
        leads_to=reverse("interop:mappings"),
    )


@requires(SEE_TABLES)
@require_safe
def tables(request: SignedInRequest) -> HttpResponse:
    """The tables that can be taken in: their templates, and what is stored."""
    page = {
        "tables": queries.tables(),
        "may_take_out": access.may(request.user, TAKE_OUT),
        "may_see_imports": access.may(request.user, SEE_IMPORTS),
        "may_keep_mappings": access.may(request.user, KEEP_MAPPINGS),
    }
    return render(request, "interop/tables.html", page)


@requires(SEE_TABLES)
@require_safe
def template(_request: SignedInRequest, kind: str) -> HttpResponse:
    """An empty workbook with explanations in the reader's language."""
    content = giving.template(_known(kind, kinds.known_kinds()), at=clock.now())
    return listing.attached(content, name=kind_title(kind), format_="xlsx")


@requires(TAKE_OUT)
@require_safe
def stored(request: SignedInRequest, kind: str) -> HttpResponse:
    """What is stored of the institutions that the person reaches, in the template's shape."""
    content = giving.stored(_known(kind, kinds.given_kinds()), by=request.user, at=clock.now())
    return listing.attached(content, name=kind_title(kind), format_="xlsx")


def _known(kind: str, among: tuple[str, ...]) -> str:
    if kind not in among:
        raise Http404
    return kind
