"""Members of staff who have left: everywhere, or one of several institutions."""

import polars as pl

from gaisma.evidence.interop.intake import Ending
from gaisma.evidence.interop.oneroster.mapping import posts
from gaisma.evidence.interop.oneroster.mapping.places import Places
from gaisma.evidence.interop.oneroster.roster import Roster, deleted_on, is_open


def endings(roster: Roster, places: Places) -> list[Ending]:
    """Who has left altogether: no longer in a whole file, or taken away by a delta."""
    if _is_whole(roster):
        gone = _gone(roster, places).filter(pl.col("is_covered").all().over("person"))
        gone = gone.select("row", identifier="person").unique("identifier", maintain_order=True)
    else:
        gone = pl.concat([_deleted_users(roster), _deleted_roles(roster)]).unique(
            "identifier", keep="first", maintain_order=True
        )
    if gone.is_empty():
        return []
    return [Ending("staff", posts.file(roster), roster.on, identifiers=gone)]


def left_places(roster: Roster, places: Places) -> pl.DataFrame:
    """Open posts that end while their holder keeps another, here or with somebody else.

    What the set says nothing about, institutions that the sender does not cover, is left alone.
    """
    if not _is_whole(roster):
        return _open_posts(roster, places).clear()
    said = posts.roles(roster, places)
    lost = (
        _open_posts(roster, places)
        .drop("row")
        .join(said.group_by("person").agg(pl.col("row").min()), on="person")
        .join(said, on=["person", "place"], how="anti")
    )
    gone = _gone(roster, places).filter(~pl.col("is_covered").all().over("person"))
    return pl.concat([lost.select(gone.columns), gone]).filter("is_covered")


def _is_whole(roster: Roster) -> bool:
    return roster.manifest.is_bulk("users", posts.file(roster).removesuffix(".csv"))


def _open_posts(roster: Roster, places: Places) -> pl.DataFrame:
    """Posts of the sender's people that last, and whether the sender covers the place."""
    return roster.stored.employments.filter(is_open("to_on", roster.on)).with_columns(
        is_covered=pl.col("place").is_in(places.frame()["place"].unique().implode()),
        row=pl.lit(None, pl.Int64),
    )


def _gone(roster: Roster, places: Places) -> pl.DataFrame:
    """Open posts of people who have no role in the set any more, nor teach a class."""
    teaching = roster.active("enrollments").filter(pl.col("role") != "student")["userSourcedId"]
    present = pl.concat([posts.roles(roster, places)["person"], teaching.rename("person")])
    return _open_posts(roster, places).filter(~pl.col("person").is_in(present.unique().implode()))


def _deleted_users(roster: Roster) -> pl.DataFrame:
    return _ending_rows(roster.deleted("users"), "sourcedId", roster)


def _deleted_roles(roster: Roster) -> pl.DataFrame:
    """People whose last role goes: who keeps another keeps the posts."""
    if roster.manifest.version == "1.1":
        return _ending_rows(roster.deleted("users").clear(), "sourcedId", roster)
    staying = roster.active("roles")["userSourcedId"]
    gone = roster.deleted("roles").filter(
        pl.col("role").is_in(list(posts.LINES)), ~pl.col("userSourcedId").is_in(staying.implode())
    )
    return _ending_rows(gone, "userSourcedId", roster)


def _ending_rows(frame: pl.DataFrame, identifier: str, roster: Roster) -> pl.DataFrame:
    """Who has a post that can end: a learner or a guardian who goes has none."""
    holders = roster.stored.employments.filter(is_open("to_on", roster.on))["person"]
    gone = frame.filter(pl.col(identifier).is_in(holders.implode()))
    return gone.select(identifier=identifier, row="row", on=deleted_on(roster))
