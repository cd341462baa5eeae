"""Finding institutions by what files call them: identifier, code, number, name or alias."""

from difflib import get_close_matches

import polars as pl
from django.utils.translation import gettext as _

from gaisma.analytics.vocabulary import folded
from gaisma.base.models import Organisation
from gaisma.evidence.interop.checking import Check
from gaisma.evidence.interop.records import Records


def institutions(
    records: Records, check: Check, rows: pl.DataFrame, column: str, *, into: str
) -> pl.DataFrame:
    """Fill `into` with the institution that `column` names; unknown ones are refused and go.

    An own code is stronger than a registration number, that than a name, a name than an alias. A
    name that several institutions have names none of them. An empty cell is left empty.
    """
    if into not in rows.columns:
        rows = rows.with_columns(pl.lit(None, dtype=pl.Int64).alias(into))
    if column not in rows.columns:
        return rows.filter(pl.col(into).is_not_null())
    names = Names(records.of(Organisation))
    texts = rows[column].unique().drop_nulls()
    found = pl.DataFrame(
        [(text, names.found(text)) for text in texts],
        schema={column: pl.String, "found": pl.Int64},
        orient="row",
    )
    rows = rows.join(found, on=column, how="left", maintain_order="left")
    rows = rows.with_columns(pl.coalesce(into, "found").alias(into)).drop("found")
    lost = pl.col(into).is_null() & pl.col(column).is_not_null()
    check.refuse(rows.filter(lost), column, names.complaint)
    return rows.filter(~lost)


class Names:
    """Everything by which institutions are known; tables of them are small."""

    def __init__(self, organisations: pl.DataFrame) -> None:
        self._ways: tuple[dict[str, set[int]], ...] = ({}, {}, {}, {})
        self._titles: dict[str, str] = {}
        columns = organisations.select("id", "code", "registration_number", "name", "aliases")
        for pk, code, number, name, aliases in columns.iter_rows():
            for way, words in zip(
                self._ways, ([code], [number], [name], aliases or []), strict=True
            ):
                for word in filter(None, words):
                    way.setdefault(folded(word), set()).add(pk)
                    self._titles.setdefault(folded(word), f"{name} ({code})")

    def found(self, text: str) -> int | None:
        """The institution that the text names, if it is one."""
        known = self._known(text)
        return min(known) if len(known) == 1 else None

    def complaint(self, text: str) -> str:
        """Why the text names no institution, and which are near."""
        if len(self._known(text)) > 1:
            return _(
                "Several institutions are called “%(value)s”: write the one's own identifier."
            ) % {"value": text}
        near = get_close_matches(folded(text), list(self._titles), n=3, cutoff=0.5)
        if near:
            nearest = ", ".join(dict.fromkeys(self._titles[word] for word in near))
            return _("There is no institution “%(value)s”. The nearest are: %(near)s.") % {
                "value": text,
                "near": nearest,
            }
        return _(
            "There is no institution “%(value)s”: take it in with the table “institutions” first."
        ) % {"value": text}

    def _known(self, text: str) -> set[int]:
        word = folded(text)
        return next((way[word] for way in self._ways if word in way), set())
