"""Where the search looks, and in which order."""

from collections.abc import Iterable, Iterator
from datetime import date
from itertools import islice

from django.db.models import Exists, OuterRef, Prefetch, Q, QuerySet
from django.urls import reverse
from django.utils.translation import gettext, gettext_noop

from gaisma.analytics.indicators import Indicator
from gaisma.analytics.vocabulary import KINDS, ROLES
from gaisma.base import access, navigation, searching, sorting, terms, wording
from gaisma.base.models import Installation, Organisation, User
from gaisma.base.permissions import REVIEWERS
from gaisma.base.registry import gathered
from gaisma.base.searching import Hit, Search
from gaisma.evidence.reports import queries as reports
from gaisma.evidence.reports.workflow import REPORT
from gaisma.record.governance import queries as governance
from gaisma.record.people import queries
from gaisma.record.people.models import Employment, Person
from gaisma.record.programmes.models import Enrolment, Group
from gaisma.record.programmes.selectors import coming_year
from gaisma.workplace.calendar.queries import deadlines


def find_pages(user: User, words: searching.Words, limit: int) -> Iterator[Hit]:
    """Entries of the person's own menu."""
    found = (
        Hit(link.title, section.title, link.address)
        for section in navigation.menu(user, "")
        for link in section.links
        if searching.fits(words, link.title)
    )
    return (hit for hit, _number in zip(found, range(limit), strict=False))


def find_institutions(user: User, words: searching.Words, limit: int) -> Iterator[Hit]:
    """Those that the person sees, by name, alias, code or number; open ones first."""
    seen = sorted(
        access.visible(user), key=lambda one: (one.closed_on is not None, sorting.natural(one.name))
    )
    found = (one for one in seen if _institution_fits(words, one))
    return (_institution_hit(one) for one in islice(found, limit))


def _institution_fits(words: searching.Words, one: Organisation) -> bool:
    numbers = (one.registration_number, one.register_id)
    return searching.fits(words, one.name, one.code, *one.aliases, *numbers)


def _institution_hit(one: Organisation) -> Hit:
    address = reverse("organisations:institution", args=[one.pk])
    return Hit(one.name, terms.title(KINDS, one.kind), address)


OF_PERSON = OuterRef("pk")


def find_learners(user: User, words: searching.Words, limit: int) -> Iterator[Hit]:
    """Those who learn or have learnt, with their last group."""
    on = Installation.current().as_of()
    seen = Enrolment.objects.visible_to(user, on=on)
    learnt = Exists(seen.filter(person=OF_PERSON))
    last = seen.select_related("group__institution").order_by("-from_on", "-pk")
    found = (
        _named(user, words)
        .filter(learnt)
        .prefetch_related(Prefetch("enrolments", queryset=last, to_attr="learnt"))
    )
    for person in found[:limit]:
        group = person.learnt[0].group
        yield _person_hit(person, f"{group.name} · {group.institution.name}")


def find_staff(user: User, words: searching.Words, limit: int) -> Iterator[Hit]:
    """Those who work or have worked, with their last post."""
    seen = Employment.objects.filter(institution__in=access.reach(user, *REVIEWERS))
    worked = Exists(seen.filter(person=OF_PERSON))
    last = seen.select_related("institution").order_by("-from_on", "-pk")
    found = (
        _named(user, words)
        .filter(worked)
        .prefetch_related(Prefetch("employments", queryset=last, to_attr="worked"))
    )
    on = Installation.current().as_of()
    for person in found[:limit]:
        yield _person_hit(person, _post(person.worked[0], on))


def _named(user: User, words: searching.Words) -> QuerySet[Person]:
    seen = Person.objects.visible_to(user, on=Installation.current().as_of())
    if any(letter.isdecimal() for word in words for letter in word):
        # One word with digits is a code or a number, and has to be whole.
        return seen.filter(pk__in=queries.ids_of("".join(words)))
    for word in words:
        seen = seen.filter(Q(family_name__named=word) | Q(given_name__named=word))
    return seen.order_by("family_name", "given_name", "pk")


def _person_hit(person: Person, line: str) -> Hit:
    return Hit(str(person), line, person.get_absolute_url())


def _post(employment: Employment, on: date) -> str:
    line = f"{terms.title(ROLES, employment.role)} · {employment.institution.name}"
    if employment.to_on and employment.to_on < on:
        return gettext("%(post)s, has left") % {"post": line}
    return line


def find_groups(user: User, words: searching.Words, limit: int) -> Iterator[Hit]:
    """Groups that the person sees, by their name, their institution and its aliases."""
    on = Installation.current().as_of()
    seen = Group.objects.visible_to(user, on=on).filter(school_year__name=coming_year())
    rows = seen.order_by("institution__name", "grade", "name").values_list(
        "pk", "name", "institution__name", "institution__aliases", "programme__title"
    )
    found = (
        Hit(name, f"{institution} · {programme}", reverse("programmes:group", args=[pk]))
        for pk, name, institution, aliases, programme in rows
        if _group_fits(words, name, (institution, *aliases))
    )
    return islice(found, limit)


def _group_fits(words: searching.Words, name: str, places: tuple[str, ...]) -> bool:
    """An institution alone has its own page; a group is meant when its name is."""
    return searching.fits(words, name, *places) and any(
        word in searching.folded(name) for word in words
    )


def find_figures(_user: User, words: searching.Words, limit: int) -> Iterator[Hit]:
    """Indicators by title, key and description."""
    indicators: Iterable[Indicator] = gathered("INDICATORS")
    found = (
        Hit(gettext(one.title), gettext(one.description), reverse("figures:figure", args=[one.key]))
        for one in indicators
        if searching.fits(words, gettext(one.title), one.key, gettext(one.description))
    )
    return islice(found, limit)


def find_reports(user: User, words: searching.Words, limit: int) -> Iterator[Hit]:
    """Reports that the person may read, by kind and school year."""
    for report in reports.visible(user).order_by("-school_year", "name")[:limit]:
        title = gettext(reports.known_kind(report.name).title)
        year = wording.school_year(report.school_year)
        if searching.fits(words, title, year, report.school_year, report.decision_number):
            address = report.get_absolute_url()
            yield Hit(f"{title}, {year}", REPORT.shown(report), address)


def find_acts(_user: User, words: searching.Words, limit: int) -> Iterator[Hit]:
    """Acts by title, number, issuer and what they ask for."""
    found = (
        Hit(governance.called(act), wording.day(act.from_on), act.get_absolute_url())
        for act in governance.acts()
        if searching.fits(words, act.title, act.number, act.issuer, act.duties)
    )
    return islice(found, limit)


def find_deadlines(user: User, words: searching.Words, limit: int) -> Iterator[Hit]:
    """Deadlines by title, the newest first."""
    shown = deadlines.progress(user, on=Installation.current().as_of())
    found = (
        Hit(
            one.deadline.title,
            wording.day(one.deadline.due_on),
            one.deadline.get_absolute_url(),
        )
        for one in reversed(shown)
        if searching.fits(words, one.deadline.title)
    )
    return islice(found, limit)


SEARCHES = [
    Search("pages", gettext_noop("Pages"), "search.search", find_pages),
    Search(
        "institutions",
        gettext_noop("Institutions"),
        "organisations.see",
        find_institutions,
    ),
    Search(
        "learners",
        gettext_noop("Learners"),
        "programmes.see_learners",
        find_learners,
        is_personal=True,
    ),
    Search(
        "staff",
        gettext_noop("Staff"),
        "people.see_staff",
        find_staff,
        is_personal=True,
    ),
    Search("groups", gettext_noop("Groups"), "programmes.see_groups", find_groups),
    Search("figures", gettext_noop("Figures"), "figures.see", find_figures),
    Search("reports", gettext_noop("Reports"), "reports.read", find_reports),
    Search("acts", gettext_noop("Legal acts"), "governance.see_acts", find_acts),
    Search("deadlines", gettext_noop("Deadlines"), "calendar.see", find_deadlines),
]
