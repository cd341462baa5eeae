"""Acts and boards as pages and reports show them."""

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import Count, Max, Prefetch, Q, QuerySet
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext

from gaisma.analytics.vocabulary import UNIT_KINDS
from gaisma.base import access, wording
from gaisma.base.models import Organisation, User
from gaisma.base.registry import gathered
from gaisma.base.sorting import alphabetical
from gaisma.record.governance import kinds, links
from gaisma.record.governance.models import Act, Body, Meeting, Member, Priority
from gaisma.record.governance.permissions import KEEP_BOARDS, SEE_MEMBERS
from gaisma.record.people.models import Employment, Person

BODY_READERS = ("specialist", "manager", "head", "deputy", "auditor", "founder")


@dataclass(frozen=True)
class Following:
    """What follows from an act, of one kind."""

    title: str
    links: tuple[links.Link, ...]


@dataclass(frozen=True)
class ActPage:
    """An act with whom it binds and what follows from it."""

    act: Act
    kind: str
    binds: str
    figures: tuple[links.Link, ...]
    following: tuple[Following, ...]
    is_in_force: bool


def acts() -> QuerySet[Act]:
    """The register, the latest first."""
    return Act.objects.order_by("-adopted_on", "-pk")


def act_page(act_id: int, *, user: User, on: date) -> ActPage:
    """The page of an act. Raises Http404."""
    act = get_object_or_404(Act, pk=act_id)
    found = (Following(gettext(one.title), one.of(user, act.pk)) for one in links.known())
    return ActPage(
        act=act,
        kind=gettext(kinds.ACTS[act.kind]),
        binds=kinds.listed(act.binds_kinds, act.binds_roles),
        figures=tuple(figure_links(act.indicators)),
        following=tuple(one for one in found if one.links),
        is_in_force=act.from_on <= on and (act.to_on is None or act.to_on >= on),
    )


def figure_links(keys: Iterable[str]) -> Iterable[links.Link]:
    """The figures of the rules, as ways to them; one that is gone is left out."""
    known = gathered("INDICATORS")
    for key in keys:
        if key in known:
            address = reverse("figures:figure", args=[key])
            yield links.Link(gettext(known[key].title), address)


def priorities() -> QuerySet[Priority]:
    """The priorities of methodical work, the newest school year first, each in its order."""
    return Priority.objects.order_by("-school_year", "place", "pk")


def called(act: Act) -> str:
    """The act as a sentence names it: kind, number, date."""
    number = f" {gettext('No.')} {act.number}" if act.number else ""
    return f"{gettext(kinds.ACTS[act.kind])}{number}, {wording.day(act.adopted_on)}"


def passed_between(first: date, last: date, *, state: bool) -> QuerySet[Act]:
    """Acts of the state, or of the municipality, adopted or come into force between two days."""
    days = (first, last)
    of_the_state = Q(kind__in=kinds.OF_THE_STATE)
    found = Act.objects.filter(Q(adopted_on__range=days) | Q(from_on__range=days))
    return found.filter(of_the_state if state else ~of_the_state).order_by("adopted_on", "pk")


def founders(*, on: date) -> Iterator[tuple[str, str, list[str]]]:
    """Boards of the municipality's institutions that work on the day: institution, board, and who
    represents the founder there on that day.
    """
    open_then = Q(to_on__isnull=True) | Q(to_on__gte=on)
    seats = Member.objects.filter(open_then, represents="founder", from_on__lte=on)
    named = seats.order_by("pk").select_related("person")
    found = Body.objects.filter(
        open_then, from_on__lte=on, institution__founder="municipality"
    ).select_related("institution")
    ordered = alphabetical(found.order_by("institution__name", "name", "pk"))
    for body in ordered.prefetch_related(Prefetch("members", named, to_attr="founders")):
        yield body.institution.name, body.name, [called_by(one) for one in body.founders]


def called_by(member: Member) -> str:
    """The name of a member, whether the record knows the person or only the name."""
    return str(member.person) if member.person else member.outside_name


def boards(user: User, *, on: date) -> QuerySet[Body]:
    """The boards that the person sees, with members in office and the last meeting."""
    in_office = Q(members__from_on__lte=on) & (
        Q(members__to_on__isnull=True) | Q(members__to_on__gte=on)
    )
    year = Q(meetings__held_on__gt=on - timedelta(days=365), meetings__held_on__lte=on)
    return (
        visible(user)
        .select_related("institution")
        .annotate(
            member_count=Count("members", distinct=True, filter=in_office),
            founder_count=Count(
                "members", distinct=True, filter=in_office & Q(members__represents="founder")
            ),
            meeting_count=Count("meetings", distinct=True, filter=year),
            last_met_on=Max("meetings__held_on", filter=Q(meetings__held_on__lte=on)),
        )
        .order_by("institution__name", "kind", "name", "pk")
    )


def visible(user: User) -> QuerySet[Body]:
    """The boards that the person sees."""
    return Body.objects.filter(institution__in=access.reach(user, *BODY_READERS))


@dataclass(frozen=True)
class MemberLine:
    """Somebody in a board; without a name for who may not see it."""

    id: int
    name: str
    seat: str
    represents: str
    is_founders: bool
    from_on: date
    to_on: date | None
    is_past: bool


@dataclass(frozen=True)
class BoardPage:
    """A board with its members and meetings, as far as the reader may know."""

    body: Body
    kind: str
    shows_names: bool
    may_keep: bool
    members: tuple[MemberLine, ...]
    former: tuple[MemberLine, ...]
    meetings: tuple[Meeting, ...]
    coming: tuple[Meeting, ...]

    @property
    def has_founder(self) -> bool:
        return any(member.is_founders for member in self.members)


def body(user: User, body_id: int) -> Body:
    """The board, or Http404 both when there is none and when it is not theirs to see."""
    return get_object_or_404(visible(user).select_related("institution"), pk=body_id)


def member(user: User, member_id: int) -> Member:
    """The seat in a board that the person sees, or Http404."""
    return get_object_or_404(
        Member.objects.select_related("body__institution", "person"),
        pk=member_id,
        body__in=visible(user),
    )


def meeting(user: User, meeting_id: int) -> Meeting:
    """The meeting of a board that the person sees, or Http404."""
    return get_object_or_404(
        Meeting.objects.select_related("body__institution"),
        pk=meeting_id,
        body__in=visible(user),
    )


def board_page(user: User, found: Body, *, on: date) -> BoardPage:
    """Everything that the page of a board shows."""
    shows_names = access.may(user, SEE_MEMBERS, found.institution)
    rows = found.members.select_related("person").order_by("pk")
    lines = [_line(row, shows_names=shows_names, on=on) for row in rows]
    met = found.meetings.order_by("-held_on", "-pk")
    return BoardPage(
        body=found,
        kind=gettext(kinds.BODIES[found.kind]),
        shows_names=shows_names,
        may_keep=access.may(user, KEEP_BOARDS, found.institution),
        members=tuple(line for line in lines if not line.is_past),
        former=tuple(line for line in lines if line.is_past),
        meetings=tuple(one for one in met if one.held_on <= on),
        coming=tuple(one for one in met if one.held_on > on),
    )


def _line(row: Member, *, shows_names: bool, on: date) -> MemberLine:
    name = str(row.person) if row.person else row.outside_name
    return MemberLine(
        id=row.pk,
        name=name if shows_names else "",
        seat=gettext(kinds.SEATS[row.seat]),
        represents=gettext(kinds.REPRESENTED[row.represents]),
        is_founders=row.represents == "founder",
        from_on=row.from_on,
        to_on=row.to_on,
        is_past=row.to_on is not None and row.to_on < on,
    )


def staff(institution: Organisation, *, on: date) -> QuerySet[Person]:
    """Who is employed at the institution on the day: whom a board's seat is offered to."""
    posts = Employment.objects.filter(institution=institution, from_on__lte=on).filter(
        Q(to_on__isnull=True) | Q(to_on__gte=on)
    )
    people = Person.objects.filter(pk__in=posts.values("person"))
    return people.order_by("family_name", "given_name", "pk")


def keepable(user: User, *, on: date) -> QuerySet[Organisation]:
    """The open institutions whose boards the person keeps."""
    reach = access.reach(user, "specialist", "manager", "head", "deputy")
    found = Organisation.objects.institutions().open_on(on).filter(pk__in=reach)
    return found.order_by("name", "pk")


def with_boards(user: User) -> Collection[Organisation]:
    """The institutions among whose boards the person chooses."""
    reach = access.reach(user, *BODY_READERS)
    return (
        Organisation.objects.exclude(kind__in=("authority", *UNIT_KINDS))
        .filter(pk__in=reach)
        .order_by("name")
    )
