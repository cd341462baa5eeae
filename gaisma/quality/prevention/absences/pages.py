"""Pages of unexcused absences."""

from functools import partial

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from gaisma.base import acting, clock, listing, wording
from gaisma.base.access import SignedInRequest, requires
from gaisma.base.forms import sent, shown_or_sent
from gaisma.base.models import Organisation, Term
from gaisma.quality.prevention.absences import actions, queries
from gaisma.quality.prevention.absences.forms import AbsenceForm
from gaisma.quality.prevention.absences.lists import AbsencesFilter, AbsencesTable, RegisterTable
from gaisma.quality.prevention.absences.queries import AbsenceLine
from gaisma.quality.prevention.models import AbsenceStep
from gaisma.quality.prevention.permissions import SEE_SIGNALS
from gaisma.record.people.models import Person
from gaisma.record.people.selectors import today


@requires(SEE_SIGNALS)
@require_safe
def absences(request: SignedInRequest) -> HttpResponse:
    """Who missed more lessons of a term without an excuse than the rule allows, why, what was done.

    The files have codes in place of names, as the state register asks.
    """
    terms = queries.begun(on=today())
    asked = request.GET.get("term", "")
    term = next((one for one in terms if str(one.pk) == asked), terms[0] if terms else None)
    rows = queries.lines(request.user, term, on=today()) if term else []
    is_file = request.GET.get("format") in listing.FORMATS
    note = actions.note_taken_out if is_file else actions.note_read
    note(len(rows), by=request.user, at=clock.now())
    return listing.answer(
        request,
        table=RegisterTable if is_file else AbsencesTable,
        filters=AbsencesFilter,
        rows=rows,
        title=_("Unexcused absences"),
        without=() if is_file or len({row.place.pk for row in rows}) > 1 else ("institution",),
        lead=_lead(term),
        empty=(
            _("Nobody missed so many lessons"),
            _("Choose another term, or look whether lessons of this one were taken in."),
        ),
    )


def _lead(term: Term | None) -> str:
    most = queries.allowed(term, on=today()) if term else None
    if term is None or most is None:
        return _("No term has begun, or no rule about unexcused lessons is in force.")
    said = _(
        "%(term)s: learners with more than %(number)s unexcused lessons. Say of each why, and what "
        "was done; the file is what the state register asks for, with codes in place of names."
    )
    return said % {"term": term, "number": wording.number(most)}


@requires(SEE_SIGNALS)
@shown_or_sent
def absence(
    request: SignedInRequest, term_id: int, organisation_id: int, person_id: int
) -> HttpResponse:
    """Say why a learner missed the lessons, and what was done."""
    line = _line(request, term_id, organisation_id, person_id)
    row = line.absence
    initial = {"on": today(), "done_by": request.user.pk}
    if row is not None:
        initial |= {"reason": row.reason, "revision": row.revision}
    people = queries.able_to_act(line.place, on=today())
    actions.note_read(1, by=request.user, at=clock.now())
    return acting.asked(
        request,
        AbsenceForm(sent(request), people=people, initial=initial),
        act=partial(actions.enter, line=line),
        said=_("It is written down."),
        template="prevention/absence.html",
        title=_("Unexcused absences"),
        lead=_lead_of(line),
        line=line,
        crumbs=_crumbs(),
    )


def _lead_of(line: AbsenceLine) -> str:
    counted = _("unexcused lessons: %(count)s") % {"count": wording.number(line.lessons)}
    told = (str(line.learner), line.class_name, line.institution, str(line.term))
    return " · ".join((*(word for word in told if word), counted))


@requires(SEE_SIGNALS)
@require_POST
def take_back(request: SignedInRequest, step_id: int) -> HttpResponse:
    """Take back what was written by mistake."""
    row = get_object_or_404(AbsenceStep.objects.select_related("absence"), pk=step_id)
    held = row.absence
    line = _line(request, held.term_id, held.institution_id, held.learner_id)
    return acting.done(
        request,
        partial(actions.take_back, step=row, line=line),
        said=_("It is taken back."),
        leads_to=reverse(
            "prevention:absence", args=[held.term_id, held.institution_id, held.learner_id]
        ),
    )


def _line(
    request: SignedInRequest, term_id: int, organisation_id: int, person_id: int
) -> AbsenceLine:
    """The absences of a learner whom the user can help. Raises Http404."""
    term = get_object_or_404(Term.objects.select_related("school_year"), pk=term_id)
    place = get_object_or_404(Organisation, pk=organisation_id)
    learner = get_object_or_404(Person, pk=person_id)
    found = queries.line(request.user, learner, place, term, on=today())
    if found is None:
        raise Http404
    return found


def _crumbs() -> tuple[tuple[str, str], ...]:
    return ((_("Unexcused absences"), reverse("prevention:absences")),)
