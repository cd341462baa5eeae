"""Children of Paraugpils by lists of February and August 2024, and who was asked after: invented.

Some learnt in the city and left early; some live abroad; some came from Ukraine.
"""

from collections.abc import Iterator
from datetime import date, datetime, timedelta
from itertools import cycle, islice, product

import numpy as np

from gaisma.base.models import User
from gaisma.quality.prevention.models import ContactAttempt, Declared
from gaisma.record.people.models import Person
from gaisma.record.programmes.models import Enrolment
from gaisma.sample import plan
from gaisma.sample.words import words

WINTER, SUMMER = date(2024, 2, 1), date(2024, 8, 1)
LEAVERS, LEARNING = 24, 120
"""So many of who left, and of who learns, stand on the lists too."""
LEFT = ("left_early", "withdrawn")
GIVEN = words("Marta Sofija Roberts Emīls Alise Daniels Paula Gustavs")
FAMILIES = words("Bērzkalne Mežsarga Liepkalna Ozolkalna Krastmala")
GIVEN_UKRAINIAN = words("Sofija Marks Zlata Tymofijs Solomija Nazars")
FAMILIES_UKRAINIAN = words("Ševčenko Bondarenko Tkačenko Kravčenko")
STREETS = words("Bērzu Liepu Skolas Ziemeļu Parka")
ACCOMMODATION = "Ziemeļu iela 9 (dienesta viesnīca), Paraugpils"
STORIES = (
    ("phone", "Māte saka, ka ģimene dzīvo Īrijā un bērns tur iet skolā.", "abroad"),
    ("letter", "Vēstule atgriezta, adresātu adresē nezina.", ""),
    ("visit", "Durvis neviens neatver; kaimiņi ģimeni nav redzējuši kopš pavasara.", "not_found"),
    ("register", "Bērns ir citas pašvaldības skolas sarakstā.", "elsewhere"),
    ("phone", "Vecāki sola septembrī atnākt uz skolu.", ""),
    ("body", "Sociālais dienests apstiprina, ka ģimene izbraukusi.", "left_country"),
    ("phone", "Iesniegums skolā, sāks mācīties septembrī.", "enrolled"),
)
"""What came of it when somebody asked."""


def make(*, at: datetime) -> None:
    """Write the lists, and what was asked after the children on them."""
    rng = np.random.default_rng(plan.SEED)
    abroad = _born(GIVEN, FAMILIES, rng, at)
    from_ukraine = _born(GIVEN_UKRAINIAN, FAMILIES_UKRAINIAN, rng, at)
    Person.objects.bulk_create([*abroad, *from_ukraine])
    residents = [*abroad, *_gone(), *_learning()]
    Declared.objects.bulk_create(
        [
            *(_listed(one, number, WINTER, at) for number, one in enumerate(residents)),
            *(
                _listed(one, number, SUMMER if number % 3 else WINTER, at, address=ACCOMMODATION)
                for number, one in enumerate(from_ukraine)
            ),
        ]
    )
    sought = [*abroad, *from_ukraine, *_gone()]
    ContactAttempt.objects.bulk_create(_attempts(sought, at))
    by = User.objects.get(username="specialists")
    Declared.objects.filter(person__in=sought[::2]).update(responsible=by)


def _born(
    given: list[str], families: list[str], rng: np.random.Generator, at: datetime
) -> list[Person]:
    names = list(product(given, families))
    days = rng.integers(0, (date(2019, 7, 31) - date(2007, 1, 1)).days, len(names))
    pseudonyms = rng.integers(1, 2**63 - 1, len(names))
    return [
        Person(
            given_name=first,
            family_name=last,
            born_on=date(2007, 1, 1) + timedelta(days=int(day)),
            pseudonym=int(pseudonym),
            changed_at=at,
        )
        for (first, last), day, pseudonym in zip(names, days, pseudonyms, strict=True)
    ]


def _gone() -> list[Person]:
    """Some who left early before the list of August."""
    left = Enrolment.objects.filter(
        group__school_year__name=plan.LAST_YEAR,
        leaving_reason__in=LEFT,
        to_on__lt=SUMMER,
        programme__stage="school",
    )
    return list(Person.objects.filter(enrolments__in=left).distinct().order_by("pk")[:LEAVERS])


def _learning() -> list[Person]:
    rows = Enrolment.objects.filter(
        group__school_year__name=plan.LAST_YEAR, group__grade=4, leaving_reason="moved"
    )
    gone = {one.pk for one in _gone()}
    found = Person.objects.filter(enrolments__in=rows).exclude(pk__in=gone).distinct()
    return list(found.order_by("pk")[:LEARNING])


def _listed(
    person: Person, number: int, first: date, at: datetime, *, address: str = ""
) -> Declared:
    street = STREETS[number % len(STREETS)]
    return Declared(
        person=person,
        address=address or f"{street} iela {number % 40 + 1}-{number % 17 + 1}, Paraugpils",
        is_protected=bool(address),
        from_on=first,
        listed_on=SUMMER,
        changed_at=at,
    )


def _attempts(people: list[Person], at: datetime) -> Iterator[ContactAttempt]:
    """Of two of three somebody asked, of some of them twice."""
    by = User.objects.get(username="specialists")
    asked = [one for number, one in enumerate(people) if number % 3]
    stories = islice(cycle(STORIES), len(asked))
    for number, (person, (way, came_of_it, outcome)) in enumerate(zip(asked, stories, strict=True)):
        if number % 4 == 0:
            yield _attempt(person, 5, "phone", "Neviens neatbild.", "", by, at)
        yield _attempt(person, 6 + number % 8, way, came_of_it, outcome, by, at)


def _attempt(
    person: Person, day: int, way: str, came_of_it: str, outcome: str, by: User, at: datetime
) -> ContactAttempt:
    return ContactAttempt(
        person=person,
        on=date(2024, 8, day),
        way=way,
        came_of_it=came_of_it,
        outcome=outcome,
        made_by=by,
        changed_at=at,
    )
