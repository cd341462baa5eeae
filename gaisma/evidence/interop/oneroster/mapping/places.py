"""Organisations of a set: found among ours, created, or asked about; never guessed.

Organisations are a few hundred at most, so they are looked at one by one.
"""

import re
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from difflib import SequenceMatcher
from typing import Any

import polars as pl
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from gaisma.analytics.vocabulary import KINDS, UNIT_KINDS, folded
from gaisma.base.models import Installation, Organisation
from gaisma.evidence.interop.findings import Decision, Findings
from gaisma.evidence.interop.intake import Origin, Table
from gaisma.evidence.interop.oneroster import grades
from gaisma.evidence.interop.oneroster.roster import Roster

FILE = "orgs.csv"
ABOVE = ("district", "local", "state", "national")
"""Types of what stands above the institutions: the authority here."""
WORDS = (
    ("pirmsskola", "preschool"),
    ("pii", "preschool"),
    ("bērnudārz", "preschool"),
    ("ģimnāzij", "gymnasium"),
    ("vidusskol", "secondary_school"),
    ("pamatskol", "basic_school"),
    ("sākumskol", "basic_school"),
    ("tehnikum", "vocational_school"),
    ("profesionāl", "vocational_school"),
    ("arodskol", "vocational_school"),
    ("koledž", "vocational_school"),
    ("sporta skol", "sports_school"),
    ("mūzikas", "arts_school"),
    ("māksl", "arts_school"),
    ("interešu", "interest_institution"),
    ("jauniešu", "interest_institution"),
    ("jaunrades", "interest_institution"),
    ("preschool", "preschool"),
    ("kindergarten", "preschool"),
    ("gymnasium", "gymnasium"),
    ("secondary", "secondary_school"),
    ("basic school", "basic_school"),
    ("primary", "basic_school"),
    ("vocational", "vocational_school"),
)
"""What in an institution's name tells its kind: the law makes the name say it."""
STAGES = {
    "preschool": "preschool",
    "vocational_school": "vocational",
    "arts_school": "professional_orientation",
    "sports_school": "professional_orientation",
    "interest_institution": "interest",
    "innovation_centre": "interest",
    "neighbourhood_club": "interest",
}
ALIKE = 0.75
AUTHORITY = "authority"
AUTHORITY_NAME = "Izglītības pārvalde"
ORIGINS = {
    "id": Origin(FILE, "identifier"),
    "name": Origin(FILE, "name"),
    "aliases": Origin(FILE, "name"),
    "kind": Origin(FILE, "type"),
    "parent": Origin(FILE, "parentSourcedId"),
    "institution_identifier": Origin(FILE, "sourcedId"),
}


@dataclass(frozen=True)
class Place:
    """An organisation of the set and the one of ours that it is."""

    code: str
    kind: str
    is_new: bool = False


@dataclass
class Places:
    """The set's organisations by sourcedId."""

    by_identifier: dict[str, Place] = field(default_factory=dict)
    tables: list[Table] = field(default_factory=list)

    def frame(self) -> pl.DataFrame:
        """org (sourcedId), place (code), usual_stage."""
        rows = [
            (identifier, place.code, STAGES.get(place.kind, "school"))
            for identifier, place in self.by_identifier.items()
        ]
        schema = dict.fromkeys(("org", "place", "usual_stage"), pl.String)
        return pl.DataFrame(rows, schema=schema, orient="row")


def found(roster: Roster, findings: Findings) -> Places:
    """The set's organisations with ours; rows that create or mend ours."""
    places = Places(
        {
            identifier: Place(code, kind)
            for identifier, code, kind in roster.stored.places.select(
                "sourcedId", "code", "kind"
            ).iter_rows()
        }
    )
    rows = roster.active("orgs").to_dicts()
    if rows:
        _Search(roster, places, rows, findings).run()
    return places


class _Search:
    """One set's organisations looked for among ours."""

    def __init__(
        self, roster: Roster, places: Places, rows: list[dict[str, Any]], findings: Findings
    ) -> None:
        self.roster = roster
        self.places = places
        self.rows = rows
        self.findings = findings
        self.ours = list(Organisation.objects.order_by("pk"))
        self.authority = _authority(self.ours)
        self.is_empty = not any(one.kind not in ("authority", *UNIT_KINDS) for one in self.ours)
        self.taken = {one.code for one in self.ours}
        self.created: list[dict[str, Any]] = []
        self.kept: list[dict[str, Any]] = []
        self.renamed: list[dict[str, Any]] = []

    def run(self) -> None:
        """Fill the places, those above first."""
        for row in sorted(self.rows, key=lambda row: row["type"] not in ABOVE):
            if row["type"] in ABOVE:
                self._above(row)
            elif row["type"] != "department":
                self._stand_in_for_authority(row)
                self._institution(row)
        self._departments()
        for rows in (self.created, self.kept, self.renamed):
            if rows:
                frame = pl.DataFrame(rows, schema_overrides={"row": pl.Int64})
                self.places.tables.append(Table("institutions", FILE, frame, ORIGINS))

    def _above(self, row: dict[str, Any]) -> None:
        if self.authority is None:
            code = self._fresh_code(row)
            self.authority = Organisation(code=code, name=row["name"], kind="authority")
            self._create(row, self.authority.code, "authority")
        else:
            self.places.by_identifier[row["sourcedId"]] = Place(self.authority.code, "authority")

    def _stand_in_for_authority(self, row: dict[str, Any]) -> None:
        """Every institution stands below an authority; a school's own set may name none."""
        if self.authority is None:
            self.authority = Organisation(code=AUTHORITY, name=AUTHORITY_NAME, kind="authority")
            self.taken.add(AUTHORITY)
            kept = {"row": row["row"], "id": AUTHORITY, "name": AUTHORITY_NAME}
            self.created.append(
                kept | {"kind": "authority", "parent": None, "institution_identifier": None}
            )
            self.findings.note(
                FILE, _("The set names no authority: one without a name of its own was made.")
            )

    def _institution(self, row: dict[str, Any]) -> None:
        known = self.places.by_identifier.get(row["sourcedId"])
        ours = [one for one in self.ours if known and one.code == known.code]
        ours = ours or self._by_code(row) or self._by_name(row)
        if len(ours) > 1:
            self._say_doubtful(row, ours)
        elif ours:
            self._keep(row, ours[0], is_known=known is not None)
        else:
            self._ask(row)
            self._create(row, self._fresh_code(row), _kind(row, self.roster, self.findings))

    def _by_code(self, row: dict[str, Any]) -> list[Organisation]:
        code = row["identifier"]
        if not code:
            return []
        found = [o for o in self.ours if code in (o.code, o.registration_number, o.register_id)]
        named = self._by_name(row)
        # An identifier that is one institution's and a name that is another's: doubtful.
        return found + [one for one in named if found and one not in found]

    def _by_name(self, row: dict[str, Any]) -> list[Organisation]:
        name = folded(row["name"])
        return [o for o in self.ours if name in {folded(known) for known in (o.name, *o.aliases)}]

    def _say_doubtful(self, row: dict[str, Any], ours: list[Organisation]) -> None:
        self.findings.problem(
            FILE,
            _(
                "It may be any of %(institutions)s: say which by its identifier, or by an alias "
                "that only one of them has."
            )
            % {"institutions": ", ".join(f"{one.name} ({one.code})" for one in ours)},
            row=row["row"],
            column="name",
            value=row["name"],
        )

    def _ask(self, row: dict[str, Any]) -> None:
        if self.is_empty:
            return
        name = folded(row["name"])
        like = [
            one
            for one in self.ours
            if SequenceMatcher(None, name, folded(one.name)).ratio() >= ALIKE
        ]
        self.findings.decisions.append(
            Decision(
                "unknown_institution",
                FILE,
                row["row"],
                _("%(name)s is not among the institutions. What is it?") % {"name": row["name"]},
                (
                    _("A new institution: create it."),
                    *(
                        _("It is %(name)s (%(code)s): add the name there as an alias, then repeat.")
                        % {"name": one.name, "code": one.code}
                        for one in like
                    ),
                    _("A mistake: take nothing."),
                ),
            )
        )

    def _keep(self, row: dict[str, Any], ours: Organisation, *, is_known: bool) -> None:
        """The row that stores what the sender calls it.

        A new name of an institution that the sender brought before is its name now; one that is
        found for the first time keeps ours, and has the sender's as an alias.
        """
        self.places.by_identifier[row["sourcedId"]] = Place(ours.code, ours.kind)
        base = {
            "row": row["row"],
            "id": ours.code,
            "name": ours.name,
            "kind": ours.kind,
            "institution_identifier": row["sourcedId"],
        }
        known = {folded(name) for name in (ours.name, *ours.aliases)}
        if folded(row["name"]) in known:
            self.kept.append(base)
        else:
            name, alias = (row["name"], ours.name) if is_known else (ours.name, row["name"])
            aliases = " | ".join([*ours.aliases, alias])
            self.renamed.append(base | {"name": name, "aliases": aliases})

    def _create(self, row: dict[str, Any], code: str, kind: str) -> None:
        self.places.by_identifier[row["sourcedId"]] = Place(code, kind, is_new=True)
        parent = self.authority.code if self.authority and kind != "authority" else None
        self.created.append(
            {
                "row": row["row"],
                "id": code,
                "name": row["name"],
                "kind": kind,
                "parent": parent,
                "institution_identifier": row["sourcedId"],
            }
        )

    def _fresh_code(self, row: dict[str, Any]) -> str:
        for code in (row["identifier"], row["sourcedId"], f"oneroster-{row['sourcedId']}"):
            if code and code[:64] not in self.taken:
                self.taken.add(code[:64])
                return str(code[:64])
        return str(row["sourcedId"])

    def _departments(self) -> None:
        parents = {row["sourcedId"]: row["parentSourcedId"] for row in self.rows}
        for row in self.rows:
            above = row["sourcedId"]
            while above and above not in self.places.by_identifier:
                above = parents.get(above)
            if above:
                self.places.by_identifier[row["sourcedId"]] = self.places.by_identifier[above]


def _authority(ours: Iterable[Organisation]) -> Organisation | None:
    installation = Installation.objects.select_related("authority").filter(pk=1).first()
    if installation and installation.authority:
        return installation.authority
    return next((one for one in ours if one.kind == "authority"), None)


def _kind(row: dict[str, Any], roster: Roster, findings: Findings) -> str:
    """The kind that the name tells, or the grades that are taught; noted, for it may be wrong."""
    kind = _named_kind(row["name"]) or _taught_kind(row["sourcedId"], roster)
    findings.note(
        FILE,
        _("OneRoster does not say the kind of an institution: taken as %(kind)s.")
        % {"kind": KINDS.title(kind, get_language() or "en")},
        row=row["row"],
        column="name",
        value=row["name"],
    )
    return kind


def _named_kind(name: str) -> str | None:
    plain = folded(name)
    for word, kind in WORDS:
        if re.search(rf"\b{word}", plain):
            return kind
    return None


def _taught_kind(org: str, roster: Roster) -> str:
    taught: dict[str, set[str]] = defaultdict(set)
    classes = roster.active("classes").filter(pl.col("schoolSourcedId") == org)
    for stage, year in classes.select(
        grades.stage(pl.col("grades")), year=grades.year(pl.col("grades"))
    ).iter_rows():
        taught[stage or ""].add(year or "")
    years = [int(year) for year in taught.get("school", ()) if year]
    if taught.get("vocational"):
        return "vocational_school"
    if set(taught) <= {"preschool", ""} and "preschool" in taught:
        return "preschool"
    return "basic_school" if years and max(years) <= 9 else "secondary_school"
