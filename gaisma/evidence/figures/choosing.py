"""What can be chosen on a figure's page: filters, breakdowns and versions open to the person."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import gettext

from gaisma.analytics.dimensions import DIMENSIONS, Dimension, Shape
from gaisma.base import sorting, wording
from gaisma.base import terms as vocabulary
from gaisma.base.models import User
from gaisma.evidence.figures import asking, declarations, evidence, policies, terms
from gaisma.evidence.figures.questions import Asked
from gaisma.evidence.lake.models import LakeVersion

FIRST = ("school_year", "year", "compared_with", "institution", "stage", "by", "and_by")
"""What stands in the form before it is opened."""
GRADES = range(1, 13)
VERSIONS = 40
"""So many of the newest versions are offered."""


@dataclass(frozen=True)
class Option:
    """A value that can be chosen."""

    value: str
    title: str
    is_chosen: bool = False


@dataclass(frozen=True)
class Choice:
    """A field of the form."""

    name: str
    title: str
    options: tuple[Option, ...]


@dataclass(frozen=True)
class Choices:
    """The form: what is chosen most, and the rest, opened when something of it is chosen.

    `withheld` says what is not offered to the person, and why; another day and version are where
    the form `is_dated`.
    """

    first: tuple[Choice, ...]
    more: tuple[Choice, ...]
    is_narrowed: bool
    withheld: str
    newest: int
    is_dated: bool


def choices(user: User, question: Asked, names: Mapping[str, str]) -> Choices:
    """What the person may choose for the figure."""
    offered = list(_offered(user, question))
    kept_back = [
        terms.name_of(name) for name in question.indicator.dimensions if name not in offered
    ]
    years = evidence.school_years()
    every = [*_filters(user, question, offered, names, years), *_shape(user, question)]
    more = [choice for choice in every if choice.name not in FIRST]
    known = list(
        LakeVersion.objects.order_by("-number").values_list("number", "made_at")[:VERSIONS]
    )
    is_dated = policies.chooses_moments(user, question.indicator, filters=question.filters)
    if is_dated:
        more.append(Choice("lake_version", gettext("Evidence version"), _versions(question, known)))
    return Choices(
        first=tuple(choice for choice in every if choice.name in FIRST),
        more=tuple(more),
        is_narrowed=any(choice.name in question.filters for choice in more),
        withheld=_withheld(kept_back),
        newest=known[0][0],
        is_dated=is_dated,
    )


def _offered(user: User, question: Asked) -> Iterator[str]:
    """The dimensions that the person may narrow by, at the institution that is chosen already."""
    reach = policies.sight_of(user).of(question.indicator)
    for name in question.indicator.dimensions:
        narrowed = {**question.filters, name: question.filters.get(name, "")}
        if (name == "institution" and reach.codes) or policies.may_ask(
            user, question.indicator, filters=narrowed
        ):
            yield name


def _withheld(kept_back: list[str]) -> str:
    if not kept_back:
        return ""
    message = gettext(
        "Not offered to you here: %(names)s. So narrow a question would tell of few people; it is"
        " open to those who may open the records."
    )
    return message % {"names": ", ".join(kept_back)}


def _filters(
    user: User,
    question: Asked,
    offered: Iterable[str],
    names: Mapping[str, str],
    years: tuple[str, ...],
) -> Iterator[Choice]:
    if "school_year" in question.indicator.parameters:
        known = [(year, wording.school_year(year)) for year in years]
        is_dated = policies.chooses_moments(user, question.indicator, filters=question.filters)
        must = question.indicator.compares or not is_dated
        yield _choice(question, "school_year", known, must=must)
    if "year" in question.indicator.parameters:
        yield _choice(question, "year", [(year[:4], year[:4]) for year in years])
    if "compared_with" in question.indicator.parameters:
        known = [(year, wording.school_year(year)) for year in years]
        yield _choice(question, "compared_with", known)
    if "followed_to" in question.indicator.parameters and "school_year" in question.filters:
        later = [year for year in years if year > question.filters["school_year"]]
        if later or "followed_to" in question.filters:
            yield _followed(question, later)
    for name in offered:
        values = _values(user, question, DIMENSIONS[name], names)
        yield _choice(question, name, values)


def _choice(
    question: Asked, name: str, known: Iterable[tuple[str, str]], *, must: bool = False
) -> Choice:
    chosen = question.filters.get(name, "")
    values = list(known)
    if chosen and chosen not in dict(values):
        values.append((chosen, terms.value_of(name, chosen, terms.institution_names())))
    every = [] if must else [Option("", _every(name))]
    options = [Option(value, title, value == chosen) for value, title in values]
    return Choice(name, terms.name_of(name), (*every, *options))


def _followed(question: Asked, later: Iterable[str]) -> Choice:
    """How institutions count that joined others in the years since."""
    chosen = question.filters.get("followed_to", "")
    words = gettext("with their successors of %(year)s")
    options = (
        Option(year, words % {"year": wording.school_year(year)}, year == chosen)
        for year in dict.fromkeys([*later, *filter(None, [chosen])])
    )
    alone = Option("", gettext("by themselves, as they were"), not chosen)
    return Choice("followed_to", gettext("Institutions that joined since"), (alone, *options))


def _every(name: str) -> str:
    if name == "school_year":
        return gettext("on the day of the data")
    if name == "compared_with":
        return gettext("the year before")
    return gettext("all")


def _values(
    user: User, question: Asked, dimension: Dimension, names: Mapping[str, str]
) -> Iterable[tuple[str, str]]:
    if dimension.shape is Shape.INSTITUTION:
        return _institutions(user, question, names)
    if dimension.shape is Shape.NUMBER:
        return [(str(grade), str(grade)) for grade in GRADES]
    if dimension.vocabulary:
        known = dimension.vocabulary
        return [(term.key, vocabulary.title(known, term.key)) for term in known.terms]
    return _found(question, dimension.key)


def _institutions(user: User, question: Asked, names: Mapping[str, str]) -> list[tuple[str, str]]:
    open_to = policies.open_institutions(user, question.indicator)
    known = [(code, name) for code, name in names.items() if open_to is None or code in open_to]
    return sorted(known, key=lambda one: sorting.natural(one[1]))


def _found(question: Asked, name: str) -> list[tuple[str, str]]:
    """The values that the figure itself has, where no list of them stands anywhere."""
    if name not in question.indicator.by:
        return []
    year = {key: value for key, value in question.filters.items() if key in ("school_year", "year")}
    found = asking.broken_down(
        question.indicator.key, evidence=question.basis, filters=year, by=(name,)
    )
    named = declarations.titles_of(name, wording.language())
    values = [(one, named.get(one, one)) for one in (figure.by[name] for figure in found) if one]
    return sorted(
        values,
        key=lambda value: (declarations.place_of(value[0], named), sorting.natural(value[1])),
    )


def _shape(user: User, question: Asked) -> Iterator[Choice]:
    """How the figure is broken down: each way beside the other one that is chosen."""
    for place, (name, title) in enumerate(
        (("by", gettext("Broken down by")), ("and_by", gettext("and by")))
    ):
        chosen = question.by[place] if len(question.by) > place else ""
        others = [way for way in question.by if way != chosen]
        options = [
            Option(way, terms.name_of(way), way == chosen)
            for way in question.indicator.by
            if policies.may_ask(
                user, question.indicator, filters=question.filters, by=[way, *others]
            )
        ]
        yield Choice(name, title, (Option("", gettext("no breakdown")), *options))


def _versions(question: Asked, known: Sequence[tuple[int, datetime]]) -> tuple[Option, ...]:
    newest = known[0][0]
    return tuple(
        Option(
            # Whoever looks at the newest goes on with the newest.
            "" if number == newest else str(number),
            f"{number} · {wording.moment(made_at)}",
            number == question.version.number,
        )
        for number, made_at in known
    )
