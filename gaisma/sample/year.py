"""What fills the year of the sample city: acts, priorities, measures, deadlines, councils; all
invented, but for the laws and the Cabinet's regulations.
"""

import csv
import re
from collections.abc import Iterator
from datetime import UTC, date, datetime, time
from pathlib import Path

from gaisma.base import audit
from gaisma.base.audit import Action
from gaisma.base.models import Organisation, Recorded, User
from gaisma.base.thresholds.models import ChangedThreshold
from gaisma.record.governance import audited as governance_audited
from gaisma.record.governance.models import Act, Body, Meeting, Member, Priority
from gaisma.record.people.models import Employment
from gaisma.sample import plan
from gaisma.workplace.calendar import audited as calendar_audited
from gaisma.workplace.calendar.models import Deadline, Delivery, Measure
from gaisma.workplace.calendar.queries.places import Place, Tree

HERE = Path(__file__).parent
NINE = time(9, tzinfo=UTC)
TEACHERS_IN_A_BOARD = 2
RECENT = date(2024, 6, 1)
QUESTION_ENDS = re.compile(r"(?<=[^\W\d]\.) ")
"""After a word, not after a number: "11. pamatskola" is one question."""
Line = dict[str, str]


def make(*, at: datetime) -> None:
    """Write the year into a record that holds the city already."""
    authority = Organisation.objects.get(kind="authority")
    acts = {act.number: act for act in _acts(at=at)}
    ChangedThreshold.objects.bulk_create(
        ChangedThreshold(key=key, value=day) for key, day in plan.SELF_EVALUATION_DAYS.items()
    )
    _measures(authority, at=at)
    for line in _lines("priorities"):
        Priority.objects.create(changed_at=at, **line)
    for line in _lines("deadlines"):
        _deadline(line, authority, acts.get(line["act"]), at=at)
    for line in _lines("boards"):
        _board(line, at=at)
    _noted(authority, at=at)


def _acts(*, at: datetime) -> Iterator[Act]:
    for line in _lines("acts"):
        lists = {name: _words(line.pop(name)) for name in ("binds_kinds", "binds_roles")}
        indicators = _words(line.pop("indicators"))
        days = {name: _day(line.pop(name)) for name in ("adopted_on", "from_on", "to_on")}
        yield Act.objects.create(changed_at=at, indicators=indicators, **line, **lists, **days)


def _measures(authority: Organisation, *, at: datetime) -> None:
    rows = []
    for line in _lines("calendar"):
        days = {name: _day(line.pop(name)) for name in ("from_on", "to_on", "until_on")}
        times = {name: _time(line.pop(name)) for name in ("from_time", "to_time")}
        audience = {
            "audience_roles": _words(line.pop("roles")),
            "audience_kinds": _words(line.pop("kinds")),
        }
        rows.append(
            Measure(organisation=authority, changed_at=at, **line, **days, **times, **audience)
        )
    Measure.objects.bulk_create(rows)


def _deadline(line: Line, authority: Organisation, act: Act | None, *, at: datetime) -> None:
    deadline = Deadline.objects.create(
        organisation=authority,
        title=line["title"],
        due_on=date.fromisoformat(line["due_on"]),
        kinds=_words(line["kinds"]),
        founders=_words(line["founders"]),
        answers=line["answers"],
        instructions=line["instructions"],
        act=act,
        changed_at=at,
    )
    deadline.listed.set(Organisation.objects.filter(name__in=map(_name, _words(line["listed"]))))
    missing = set(map(_name, _words(line["missing"])))
    for place in Tree.read().bound(deadline):
        if "all" not in _words(line["missing"]) and place.name not in missing:
            _delivery(line, deadline, place, at=at)


def _delivery(line: Line, deadline: Deadline, place: Place, *, at: datetime) -> None:
    is_returned = place.name in map(_name, _words(line["returned"]))
    delivered = datetime.combine(date.fromisoformat(line["delivered_on"]), NINE)
    answered = {"answered_at": delivered} if is_returned or line["accepted"] else {}
    state = "returned" if is_returned else "accepted" if line["accepted"] else "delivered"
    Delivery.objects.create(
        deadline=deadline,
        institution_id=place.id,
        state=state,
        delivered_at=delivered,
        delivered_by=_head(place),
        answer="Papildināt 3. jomas pamatojumu." if is_returned else "",
        changed_at=at,
        **answered,
    )


def _head(place: Place) -> User | None:
    return User.objects.filter(grants__role="head", grants__organisation=place.id).first()


def _board(line: Line, *, at: datetime) -> None:
    institution = Organisation.objects.get(name=_name(line["institution"]))
    start = date.fromisoformat(line["from_on"])
    body = Body.objects.create(
        institution=institution,
        kind=line["kind"],
        name=line["name"],
        from_on=start,
        changed_at=at,
    )
    given = {"body": body, "from_on": start, "changed_at": at}
    for represents, name, seat in (text.split(":") for text in _words(line["people"])):
        Member.objects.create(outside_name=name, represents=represents, seat=seat, **given)
    posts = Employment.objects.filter(institution=institution, role__contains="teacher", to_on=None)
    for post in posts.order_by("pk")[:TEACHERS_IN_A_BOARD]:
        Member.objects.create(person_id=post.person_id, represents="institution", **given)
    for held_on, agenda, decisions in (text.split(";") for text in _words(line["meetings"])):
        Meeting.objects.create(
            body=body,
            held_on=date.fromisoformat(held_on),
            agenda=QUESTION_ENDS.sub("\n", agenda),
            decisions=decisions,
            changed_at=at,
        )


def _noted(authority: Organisation, *, at: datetime) -> None:
    """What the audit tells of it, so that the first pages have something to say."""
    for act in Act.objects.filter(adopted_on__gte=RECENT):
        audit.note(
            action=governance_audited.ENTER_ACT,
            by=None,
            at=at,
            subject=act._meta.label,
            ids=[act.pk],
        )
    for deadline in Deadline.objects.filter(due_on__gte=plan.TODAY):
        _note(calendar_audited.SET_DEADLINE, deadline, authority, at=at)
    for delivery in Delivery.objects.filter(state="delivered").select_related("institution"):
        _note(calendar_audited.DELIVER, delivery, delivery.institution, at=at)
    for delivery in Delivery.objects.filter(state="returned").select_related("institution"):
        _note(calendar_audited.RETURN_DELIVERY, delivery, delivery.institution, at=at)


def _note(action: Action, row: Recorded, organisation: Organisation, *, at: datetime) -> None:
    audit.note(
        action=action,
        by=None,
        at=at,
        organisation=organisation,
        subject=row._meta.label,
        ids=[row.pk],
    )


def _lines(name: str) -> list[Line]:
    with (HERE / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def _name(short: str) -> str:
    """The institution's whole name: files leave out the city."""
    return f"{plan.MUNICIPALITY} {short}"


def _words(text: str) -> list[str]:
    return [word for word in text.split("|") if word]


def _day(text: str) -> date | None:
    return date.fromisoformat(text) if text else None


def _time(text: str) -> time | None:
    return time.fromisoformat(text) if text else None
