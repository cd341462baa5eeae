"""How files call institutions: what names one for certain, and what is asked about.

Marks, case and spaces are no difference. Short forms of the words for kinds of school, missing
letters' marks and words that come and go in official names are a doubt: the one institution that
may be meant is proposed, and a name that a person confirms is known from then on.
"""

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from difflib import SequenceMatcher
from functools import lru_cache

import polars as pl
from django.utils.translation import gettext as _

from gaisma.analytics.vocabulary import folded
from gaisma.base.models import Organisation
from gaisma.evidence.interop.checking import Check
from gaisma.evidence.interop.records import Records

NEAR, ALIKE = 3, 0.55
"""So many are named where none fits, of names at least so much alike."""
MANY = 2_000
"""No longer text is compared with names: a name of an institution is not that long."""

SAID = (
    (r"p\s*i\s*i", "pii"),
    (r"pirmssk\w*\s+izgl\w*\s+ies\w*", "pii"),
    (r"bernudarz\w*|bd", "pii"),
    (r"profes\w*\s+izgl\w*\s+kompetences\s+c(entrs)?", "pikc"),
    (r"(v|vid|vidus)\s*sk(ol\w*)?|vidussk(ol\w*)?|vidsk", "vidusskola"),
    (r"(p|pam|pamat)\s*sk(ol\w*)?|pamatsk(ol\w*)?", "pamatskola"),
    (r"(sak|sakum)\s*sk(ol\w*)?|sakumsk(ol\w*)?", "sakumskola"),
    (r"gimn(azij\w*)?|gim", "gimnazija"),
    (r"tehn(ikum\w*)?", "tehnikums"),
    (r"sport(a)?\s*sk(ol\w*)?", "sporta skola"),
    (r"att(ist\w*)?\s+c(entr\w*)?", "attistibas centrs"),
    (r"centr\w*", "centrs"),
)
"""Short and bent forms of the words for kinds of school, and the one word that stands for them."""
WORDS = tuple((re.compile(rf"\b(?:{pattern})\b"), word) for pattern, word in SAID)
OF_NO_MEANING = frozenset({"pasvaldibas", "pilsetas", "valstspilsetas", "novada"})
"""Words that official names have and files leave out; what is left has to be one institution's."""


def words(text: str) -> tuple[str, ...]:
    """The name as doubts compare it: letters and digits alone, kinds of school in one form."""
    return _words(text[:MANY])


@lru_cache(maxsize=4096)
def _words(text: str) -> tuple[str, ...]:
    plain = unicodedata.normalize("NFD", folded(text))
    letters = "".join(letter for letter in plain if not unicodedata.combining(letter))
    said = " ".join(re.findall(r"[^\W\d_]+|\d+", letters))
    for pattern, word in WORDS:
        said = pattern.sub(word, said)
    return tuple(word for word in said.split() if word not in OF_NO_MEANING)


def _place(names: Iterable[str]) -> str:
    """The word with which a third of the names begin: the city's, which files leave out."""
    first = Counter(said[0] for name in names if (said := words(name)))
    word, count = next(iter(first.most_common(1)), ("", 0))
    return word if count * 3 >= first.total() and count > 2 else ""


class InstitutionNames:
    """Everything by which institutions are known; tables of them are small."""

    def __init__(self, organisations: pl.DataFrame) -> None:
        self._ways: tuple[dict[str, set[int]], ...] = ({}, {}, {}, {})
        self._loose: dict[str, set[int]] = {}
        self._place = _place(organisations["name"])
        self.titles: dict[int, str] = {}
        columns = organisations.select("id", "code", "registration_number", "name", "aliases")
        for pk, code, number, name, aliases in columns.iter_rows():
            self.titles[pk] = f"{name} ({code})"
            told = ([code], [number], [name], aliases or [])
            for way, called in zip(self._ways, told, strict=True):
                for word in filter(None, called):
                    way.setdefault(folded(word), set()).add(pk)
            for word in filter(None, map(self._as_compared, (code, name, *(aliases or ())))):
                self._loose.setdefault(word, set()).add(pk)

    def found(self, text: str) -> int | None:
        """The institution that the text names, if it is one."""
        known = self._known(text)
        return min(known) if len(known) == 1 else None

    def proposed(self, text: str) -> int | None:
        """The one institution that may be meant by a text that names none."""
        known = set() if self._known(text) else self._loose.get(self._as_compared(text), set())
        return min(known) if len(known) == 1 else None

    def complaint(self, text: str) -> str:
        """Why the text names no institution, and which are near."""
        if len(self._known(text)) > 1:
            return _(
                "Several institutions are called “%(value)s”: write the one's own identifier."
            ) % {"value": text}
        if near := list(self._nearest(text)):
            return _("There is no institution “%(value)s”. The nearest are: %(near)s.") % {
                "value": text,
                "near": ", ".join(self.titles[pk] for pk in near),
            }
        return _(
            "There is no institution “%(value)s”: take it in with the table “institutions” first."
        ) % {"value": text}

    def _known(self, text: str) -> set[int]:
        word = folded(text)
        return next((way[word] for way in self._ways if word in way), set())

    def _as_compared(self, text: str) -> str:
        return "".join(words(text)).removeprefix(self._place)

    def _nearest(self, text: str) -> Iterator[int]:
        """At most so many, the likest first; what is not alike is not named."""
        said = self._as_compared(text)
        likeness: dict[int, float] = {}
        for word, ids in self._loose.items():
            ratio = SequenceMatcher(None, said, word).ratio()
            for pk in ids if ratio >= ALIKE else ():
                likeness[pk] = max(ratio, likeness.get(pk, 0))
        yield from sorted(likeness, key=lambda pk: -likeness[pk])[:NEAR]


def with_institutions(
    records: Records, check: Check, rows: pl.DataFrame, column: str, *, into: str
) -> tuple[pl.DataFrame, int]:
    """Fill `into` with the institution that `column` names; unknown ones are refused and go.

    An own code is stronger than a registration number, that than a name, a name than an alias. A
    name that several institutions have names none of them. One that may be a single institution's
    is asked about, and planned to be an alias of it; gives the number of those as well. An empty
    cell is left empty.
    """
    if into not in rows.columns:
        rows = rows.with_columns(pl.lit(None, dtype=pl.Int64).alias(into))
    if column not in rows.columns:
        return rows.filter(pl.col(into).is_not_null()), 0
    names = InstitutionNames(records.of(Organisation))
    texts = rows.filter(pl.col(into).is_null())[column].unique(maintain_order=True).drop_nulls()
    sure = {text: names.found(text) for text in texts}
    meant = {text: pk for text in texts if sure[text] is None and (pk := names.proposed(text))}
    once = {text: meant[text] for text in {folded(one): one for one in meant}.values()}
    _ask(check, rows, column, names, once)
    found = pl.DataFrame(
        list({**sure, **meant}.items()), schema={column: pl.String, "found": pl.Int64}, orient="row"
    )
    rows = rows.join(found, on=column, how="left", maintain_order="left")
    rows = rows.with_columns(pl.coalesce(into, "found").alias(into)).drop("found")
    lost = pl.col(into).is_null() & pl.col(column).is_not_null()
    check.refuse(rows.filter(lost), column, names.complaint)
    return rows.filter(~lost), _learn(records, once)


def _ask(
    check: Check, rows: pl.DataFrame, column: str, names: InstitutionNames, meant: Mapping[str, int]
) -> None:
    """One question for each name, at the first row that has it."""
    first = dict(rows.group_by(column, maintain_order=True).agg(pl.col("row").first()).iter_rows())
    for text, pk in meant.items():
        question = _(
            "Row %(row)s calls an institution “%(told)s”: is that %(found)s? "
            "The name is remembered then."
        ) % {"row": first[text], "told": text, "found": names.titles[pk]}
        file, yes = check.origin(column).file, _("yes, that institution")
        check.findings.ask("doubtful_institution", file, question, yes=yes, row=first[text])


def _learn(records: Records, meant: Mapping[str, int]) -> int:
    """Plan the names as aliases of the institutions; gives how many of those change."""
    aliases = dict(records.of(Organisation).select("id", "aliases").iter_rows())
    learned: dict[int, list[str]] = {}
    for text, pk in meant.items():
        learned.setdefault(pk, list(aliases[pk] or ())).append(" ".join(text.split()))
    if learned:
        rows = {"id": list(learned), "aliases": list(learned.values())}
        records.change(Organisation, pl.DataFrame(rows))
    return len(learned)
