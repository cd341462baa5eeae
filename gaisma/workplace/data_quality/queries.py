"""What the checks find, and what was judged to be right."""

from collections.abc import Collection, Iterator
from dataclasses import dataclass, replace
from datetime import date, datetime
from functools import cache
from typing import Any

import polars as pl
from django.urls import NoReverseMatch, reverse
from django.utils.translation import gettext

from gaisma.base import access, sorting
from gaisma.base.models import Organisation, User
from gaisma.base.permissions import REVIEWERS
from gaisma.base.registry import Registry
from gaisma.evidence.figures.evidence import year_of
from gaisma.evidence.lake.models import TableChange
from gaisma.workplace.data_quality import checks
from gaisma.workplace.data_quality.checks import Check, Round, kept, people
from gaisma.workplace.data_quality.checks import institutions as of_institutions
from gaisma.workplace.data_quality.models import Judgement

PAGES = {
    checks.PERSON: "people:person",
    checks.GROUP: "programmes:group",
    checks.ORGANISATION: "organisations:institution",
}


@dataclass(frozen=True)
class Scope:
    """Of which organisations findings are shown, as of which day; where the reader knows people."""

    organisations: frozenset[int]
    known: frozenset[int]
    as_of: date

    @staticmethod
    def of(user: User, *, as_of: date) -> "Scope":
        """All that the person reads with names."""
        reach = access.reach(user, *REVIEWERS)
        return Scope(reach, reach, as_of)

    @staticmethod
    def of_institution(institution: Organisation, *, as_of: date) -> "Scope":
        """An institution and its units."""
        units = institution.children.values_list("pk", flat=True)
        own = frozenset((institution.pk, *units))
        return Scope(own, own, as_of)

    def within(self, organisation: int | None) -> "Scope":
        """The same, of one organisation only; of all when none is asked for."""
        if organisation is None:
            return self
        return replace(self, organisations=self.organisations & {organisation})


@dataclass(frozen=True)
class Count:
    """A check and how many things it finds."""

    key: str
    title: str
    explanation: str
    count: int

    @property
    def address(self) -> str:
        return reverse("data_quality:findings", args=[self.key])


@dataclass(frozen=True)
class Finding:
    """One thing that is likely wrong, and where it is mended."""

    key: str
    subject: str
    name: str
    institution: str
    organisation_id: int
    sentence: str
    address: str


@cache
def known() -> Registry[Check]:
    """All checks, in the order of the page."""
    every = (*people.CHECKS, *of_institutions.OF_GROUPS, *of_institutions.CHECKS)
    return Registry(sorted(every, key=lambda check: check.order))


def counts(scope: Scope) -> list[Count]:
    """How much each check finds within the scope."""
    round_ = _round(scope.as_of)
    judged = _judged()
    return [
        Count(
            key=check.key,
            title=gettext(check.title),
            explanation=gettext(check.explanation),
            count=_open(check, _answer(check, round_), scope, judged)["subject"].n_unique(),
        )
        for check in known()
    ]


def found(check: Check, scope: Scope) -> list[Finding]:
    """What a check finds within the scope, by institution and name."""
    rows = _open(check, _answer(check, _round(scope.as_of)), scope, _judged())
    names = dict(Organisation.objects.filter(pk__in=scope.organisations).values_list("pk", "name"))
    return sorted(_findings(check, rows, names), key=_in_order)


def _in_order(finding: Finding) -> tuple[Any, Any]:
    return sorting.natural(finding.institution), sorting.natural(finding.name)


def _findings(check: Check, rows: pl.DataFrame, names: dict[int, str]) -> Iterator[Finding]:
    # What is known at several institutions of the reader stands once.
    for row in rows.unique("subject", keep="first", maintain_order=True).iter_rows(named=True):
        yield Finding(
            key=check.key,
            subject=row["subject"],
            name=row["name"],
            institution=names[row["organisation"]],
            organisation_id=row["organisation"],
            sentence=check.says(row),
            address=_address(row["kind"], row["target"]),
        )


def _address(kind: str, target: int) -> str:
    try:
        return reverse(PAGES[kind], args=[target])
    except NoReverseMatch:
        return ""


def _open(
    check: Check, rows: pl.DataFrame, scope: Scope, judged: dict[str, list[str]]
) -> pl.DataFrame:
    """The findings within the scope that nobody has called right, of people known to the reader."""
    right = rows["subject"].is_in(judged.get(check.key, []))
    left = rows.filter(~right)
    if "people" in left.columns:
        left = left.filter(pl.col("organisation").is_in(list(scope.known)))
        left = left.filter(pl.col("target").n_unique().over("subject") == pl.col("people"))
    return left.filter(pl.col("organisation").is_in(list(scope.organisations)))


def _judged() -> dict[str, list[str]]:
    by_check: dict[str, list[str]] = {}
    for key, subject in Judgement.objects.values_list("check_key", "subject"):
        by_check.setdefault(key, []).append(subject)
    return by_check


def _round(as_of: date) -> Round:
    return Round(as_of, year_of(as_of), dict(TableChange.objects.values_list("table", "counter")))


def _answer(check: Check, round_: Round) -> pl.DataFrame:
    """All findings of a check in the record."""
    return kept(f"check.{check.key}", round_, check.tables, lambda: check.find(round_))


def institutions(scope: Scope) -> list[tuple[int, str]]:
    """The institutions and units within the scope, by name."""
    rows = Organisation.objects.filter(pk__in=scope.organisations).values_list("pk", "name")
    return sorted(rows, key=lambda row: sorting.natural(row[1]))


def ids_of(subjects: Collection[str]) -> list[int]:
    """The ids of the persons that the findings speak of."""
    people = (subject.split(":") for subject in subjects if subject.startswith("person:"))
    return sorted({int(words[1]) for words in people})


@dataclass(frozen=True)
class JudgementLine:
    """A judgement as the list shows it."""

    id: int
    check: str
    name: str
    note: str
    by: str
    at: datetime


def judgements(user: User) -> list[JudgementLine]:
    """The judgements at institutions that the person reads with names, the latest first."""
    rows = Judgement.objects.filter(institution__in=access.reach(user, *REVIEWERS))
    found = rows.select_related("person", "institution", "by").order_by("-at", "-pk")
    return [_judgement_line(row) for row in found]


def _judgement_line(row: Judgement) -> JudgementLine:
    declared = known()
    title = declared[row.check_key].title if row.check_key in declared else row.check_key
    return JudgementLine(
        id=row.pk,
        check=gettext(title),
        name=str(row.person or row.institution),
        note=row.note,
        by=str(row.by or ""),
        at=row.at,
    )
