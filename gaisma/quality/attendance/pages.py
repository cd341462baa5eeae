"""Pages: the month by institution and class, a learner's absences, unexcused lessons, signals."""

from datetime import date
from urllib.parse import urlencode

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop
from django.views.decorators.http import require_safe

from gaisma.base import access, audit, clock, listing, thresholds, wording
from gaisma.base.access import SignedInRequest, requires
from gaisma.base.audit import Action
from gaisma.base.models import Organisation, Term
from gaisma.base.navigation import Way
from gaisma.base.wording import dates
from gaisma.quality.attendance import audited, queries
from gaisma.quality.attendance.lists import (
    AbsencesTable,
    LearnersTable,
    PlacesTable,
    SignalsTable,
    UnexcusedTable,
)
from gaisma.quality.attendance.permissions import SEE, SEE_SIGNALS, SEE_UNEXCUSED, WHOLE
from gaisma.quality.attendance.policies import UNEXCUSED_LESSONS
from gaisma.quality.attendance.queries import learners, month, signals
from gaisma.record.people import selectors as people
from gaisma.record.people.selectors import today
from gaisma.record.programmes.models import Group

Crumbs = tuple[tuple[str, str], ...]
ALL = gettext_noop("All signals")
TERMS = 4
"""So many of the last terms are offered."""


def _way(*more: tuple[str, str]) -> Crumbs:
    return ((_("Attendance"), reverse("attendance:month")), *more)


def _asked_month(request: SignedInRequest, known: tuple[str, ...]) -> str:
    """The month that is asked for, else the newest one. Raises Http404 for what is none."""
    asked = request.GET.get("month", "")
    if asked and asked not in known:
        raise Http404
    return asked or (known[0] if known else "")


def _months(request: SignedInRequest, known: tuple[str, ...], chosen: str) -> list[Way]:
    """The last months of which there are lessons, and the one that is looked at."""
    kept = {name: request.GET[name] for name in ("kind",) if request.GET.get(name)}
    shown = sorted({*known[:10], chosen})
    return [
        Way(called(one), f"{request.path}?{urlencode({**kept, 'month': one})}", one == chosen)
        for one in shown
        if one
    ]


def called(month: str) -> str:
    """The month in the reader's words."""
    return dates.month(date.fromisoformat(f"{month}-01"), wording.language())


def _empty() -> tuple[str, str]:
    return (
        _("No lessons yet"),
        _(
            "Lessons come from e-journals: the authority takes in their export as the table "
            "“lessons”."
        ),
    )


@requires(SEE)
@require_safe
def month_page(request: SignedInRequest) -> HttpResponse:
    """Institutions in a month, without any learner; who sees one only is led to its classes."""
    scope = queries.scope_of(request.user, on=today())
    known = queries.months(scope)
    chosen = _asked_month(request, known)
    rows = month.institutions(scope, chosen) if chosen else []
    ways = []
    if access.may(request.user, SEE_UNEXCUSED):
        ways.append((_("Unexcused lessons"), reverse("attendance:unexcused"), ""))
    if access.may(request.user, SEE_SIGNALS):
        ways.append((_("Signals of quality"), reverse("attendance:signals"), ""))
    title = _("Attendance: %(month)s") % {"month": called(chosen)} if chosen else _("Attendance")
    return listing.answer(
        request,
        table=PlacesTable,
        rows=rows,
        title=title,
        lead=_("Of the lessons of which attendance was entered, those that learners attended."),
        template="attendance/month.html",
        actions=ways,
        chips=_months(request, known, chosen),
        empty=_empty(),
    )


@requires(SEE)
@require_safe
def place(request: SignedInRequest, organisation_id: int) -> HttpResponse:
    """The days of a month by class, beside the months before."""
    scope = queries.scope_of(request.user, on=today())
    found = get_object_or_404(Organisation, pk=organisation_id)
    own = Group.objects.filter(pk__in=scope.groups, institution=found)
    if found.pk not in scope.places and not own.exists():
        raise Http404
    known = queries.months(scope)
    chosen = _asked_month(request, known)
    page = {
        "place": found,
        "heat": month.heat(scope, found, chosen) if chosen else None,
        "chosen": chosen,
        "month": called(chosen) if chosen else "",
        "chips": _months(request, known, chosen),
        "key": _key(),
        "crumbs": _way(),
        "empty": _empty(),
    }
    return render(request, "attendance/place.html", page)


def _key() -> list[tuple[str, str]]:
    """What the colours of cells say."""
    from_on = _("from %(share)s")
    shares = [(name, from_on % {"share": wording.percent(least)}) for least, name in queries.TONES]
    lowest = _("below %(share)s") % {"share": wording.percent(queries.TONES[-1][0])}
    return [*shares, ("low", lowest), ("none", _("nothing entered"))]


@requires(SEE)
@require_safe
def class_page(request: SignedInRequest, group_id: int) -> HttpResponse:
    """The learners of a class in a month."""
    seen = Group.objects.select_related("institution")
    found = get_object_or_404(seen, pk=group_id)
    scope = queries.scope_of(request.user, on=today())
    if found.institution_id not in scope.places and found.pk not in scope.groups:
        raise Http404
    known = queries.months(queries.Scope(frozenset(), frozenset([found.pk])))
    chosen = _asked_month(request, known)
    rows = learners.of_class(request.user, found, chosen, on=today()) if chosen else []
    _read(audited.READ_CLASS, request, found.institution, "programmes.Group", [found.pk])
    where = reverse("attendance:place", args=[found.institution_id])
    return listing.answer(
        request,
        table=LearnersTable,
        rows=rows,
        title=_("%(class)s: attendance, %(month)s")
        % {"class": found.name, "month": called(chosen) if chosen else wording.DASH},
        template="attendance/month.html",
        chips=_months(request, known, chosen),
        crumbs=_way((found.institution.name, where)),
        empty=_empty(),
    )


@requires(SEE)
@require_safe
def learner(request: SignedInRequest, person_id: int) -> HttpResponse:
    """What a learner missed in a school year, as far as it is within sight."""
    person = people.person(request.user, person_id)
    scope = queries.scope_of(request.user, on=today())
    years = learners.years_of(scope, person)
    year = request.GET.get("year") or (years[0] if years else "")
    if year and year not in years:
        raise Http404
    absences, counted = learners.of_learner(scope, person, year) if year else ([], None)
    _read(audited.READ_LEARNER, request, None, "people.Person", [person.pk])
    lead = _("No lessons of this learner are within your sight.")
    if counted is not None:
        lead = _(
            "%(share)s attended of %(entered)s lessons; excused %(excused)s, unexcused "
            "%(unexcused)s, late %(late)s."
        ) % {
            "share": wording.percent(counted.share, decimals=1),
            "entered": wording.number(counted.entered),
            "excused": wording.number(counted.excused),
            "unexcused": wording.number(counted.unexcused),
            "late": wording.number(counted.late),
        }
    return listing.answer(
        request,
        table=AbsencesTable,
        rows=absences,
        title=_("%(learner)s: absences %(year)s")
        % {"learner": person, "year": wording.school_year(year)},
        lead=lead,
        template="attendance/month.html",
        chips=[
            Way(wording.school_year(one), f"{request.path}?{urlencode({'year': one})}", one == year)
            for one in sorted(years)
        ],
        crumbs=_way(),
        empty=(_("Nothing was missed"), _("Every lesson that was entered was attended in time.")),
    )


@requires(SEE_UNEXCUSED)
@require_safe
def unexcused(request: SignedInRequest) -> HttpResponse:
    """Who missed more lessons of a term without excuse than the rule allows."""
    terms = list(reversed(Term.objects.begun(on=today())[:TERMS]))
    asked = request.GET.get("term", "")
    chosen = next((one for one in terms if str(one.pk) == asked), terms[-1] if terms else None)
    if asked and (chosen is None or str(chosen.pk) != asked):
        raise Http404
    most = thresholds.value(UNEXCUSED_LESSONS.key)
    places = access.reach(request.user, *WHOLE)
    rows = []
    if chosen is not None:
        rows = learners.unexcused(request.user, places, chosen, more_than=most, on=today())
    ids = [line.person.pk for line in rows]
    _read(audited.READ_UNEXCUSED, request, None, "people.Person", ids)
    return listing.answer(
        request,
        table=UnexcusedTable,
        rows=rows,
        title=_("Unexcused lessons"),
        lead=_(
            "Learners with more than %(most)s unexcused lessons in the term: the institution tells "
            "the state register of them."
        )
        % {"most": wording.number(most)},
        template="attendance/month.html",
        chips=[
            Way(str(one), f"{request.path}?{urlencode({'term': one.pk})}", one == chosen)
            for one in terms
        ],
        crumbs=_way(),
        empty=(
            _("Nobody missed so many lessons"),
            _("Choose another term, or look whether lessons of this one were taken in."),
        ),
    )


@requires(SEE_SIGNALS)
@require_safe
def signals_page(request: SignedInRequest) -> HttpResponse:
    """What journals have, or lack, and should not."""
    scope = queries.scope_of(request.user, on=today())
    known = queries.months(scope)
    chosen = _asked_month(request, known)
    kind = request.GET.get("kind", "")
    if kind and kind not in signals.KINDS:
        raise Http404
    rows = []
    if chosen:
        rows = signals.of_month(scope, chosen, (kind,) if kind else tuple(signals.KINDS))
    here = {"month": chosen} if chosen else {}
    kinds = [
        Way(_(title), f"{request.path}?{urlencode({**here, **named})}", kind == key)
        for key, title, named in (
            ("", ALL, {}),
            *((key, title, {"kind": key}) for key, title in signals.KINDS.items()),
        )
    ]
    return listing.answer(
        request,
        table=SignalsTable,
        rows=rows,
        title=_("Signals of quality"),
        lead=_(
            "A signal says that somebody should look, and no more: a class may have been ill, a "
            "subject taught in blocks. At least one mark is given in eight lessons and in a month."
        ),
        template="attendance/month.html",
        chips=_months(request, known, chosen),
        kinds=kinds,
        crumbs=_way(),
        empty=(_("No signals"), _("Nothing in the journals of the month is out of order.")),
    )


def _read(
    action: Action,
    request: SignedInRequest,
    place: Organisation | None,
    subject: str,
    ids: list[int],
) -> None:
    audit.note(
        action=action,
        by=request.user,
        at=clock.now(),
        organisation=place,
        subject=subject,
        ids=ids,
    )
