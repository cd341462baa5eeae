"""A wave closes: its answers go to the lake, its tables are protected once, its codes are gone."""

from collections import defaultdict
from datetime import date, datetime
from typing import Any

import polars as pl
from django.db import models

from gaisma.base import bulk
from gaisma.base.models import Organisation, User
from gaisma.evidence.lake import actions as lake
from gaisma.quality.surveys import facts
from gaisma.quality.surveys.answering import moving
from gaisma.quality.surveys.facts import CHANGED
from gaisma.quality.surveys.models import (
    Batch,
    Campaign,
    Code,
    Drawn,
    Letter,
    Participation,
    Reliability,
    Response,
    ToldCount,
    ToldMean,
    Unsent,
)
from gaisma.quality.surveys.results import names, questions
from gaisma.quality.surveys.results.names import redacted
from gaisma.quality.surveys.results.protection import Protected, protected
from gaisma.quality.surveys.workflow import SURVEY
from gaisma.record import recording
from gaisma.record.instruments.questionnaire import OF_CHOICES, TEXT


def close(*, campaign: Campaign, revision: int, by: User | None, at: datetime) -> Campaign:
    """Close a wave for good. Its answers leave the record in an order that tells nothing.

    Raises UnableToChange, UnableToRecord.
    """
    SURVEY.admit(campaign, "close", by=by)
    # The context that comes first ends last: no answer is taken until all of it stands.
    with moving.all_moved(campaign):
        recording.change(
            campaign,
            {"closed_at": at},
            revision=revision,
            action=SURVEY["close"].audited,
            by=by,
            at=at,
        )
        keep(campaign, facts.answers(campaign), at=at)
        _note_used(campaign)
        Response.objects.filter(part__campaign=campaign).delete()
        for kind in (Code, Unsent, Letter):
            kind.objects.filter(batch__part__campaign=campaign).delete()
        Drawn.objects.filter(part__campaign=campaign).delete()
    return campaign


def _note_used(campaign: Campaign) -> None:
    """Keep of the codes how many were used, in each class too: they are deleted."""
    batches = list(Batch.objects.filter(part__campaign=campaign, is_trial=False).with_left())
    for batch in batches:
        batch.used = batch.issued - batch.left  # type: ignore[attr-defined]
    Batch.objects.bulk_update(batches, ["used"], batch_size=500)


def keep(campaign: Campaign, answers: pl.DataFrame, *, at: datetime) -> None:
    """Put the answers of a wave into the lake, and what may be told of them into the record.

    Names are taken out of what was written. Inside the caller's transaction.
    """
    answers = _without_names(answers, until=campaign.closes_on)
    people, paper = facts.populations(campaign), facts.paper(campaign)
    frames = {facts.ANSWERS.key: answers, facts.POPULATIONS.key: people, facts.PAPER.key: paper}
    lake.append_many(frames, reason=f"survey {campaign.pk}", at=at)
    tell(campaign, answers, people, paper)


def _without_names(answers: pl.DataFrame, *, until: date) -> pl.DataFrame:
    """The answers, those in words without the names and contacts that are known."""
    in_words = pl.col("item").is_in([one.name for one in facts.known() if one.item.kind == TEXT])
    said = answers.filter(in_words).select("institution", "answer").unique()
    known = names.known_at(said["institution"].unique().to_list(), until=until)
    without = [redacted(text, known[place]) for place, text in said.iter_rows()]
    told = said.with_columns(told=pl.Series(without, dtype=pl.String))
    joined = answers.join(told, on=["institution", "answer"], how="left", maintain_order="left")
    answer = pl.when(in_words).then("told").otherwise("answer").alias("answer")
    return joined.with_columns(answer).drop("told")


def tell(
    campaign: Campaign, answers: pl.DataFrame, people: pl.DataFrame, paper: pl.DataFrame
) -> None:
    """Write down what may be told of the answers, all of it at once."""
    scales = _scales(campaign)
    told = protected(
        _coded(answers).join(scales.select("audience", "item").unique(), on=["audience", "item"]),
        _of_institutions(people),
        questions.thresholds_of(campaign),
        scales=scales,
        joined=questions.joined_audiences(campaign),
        on_paper=paper["response"].to_list(),
    )
    _write(campaign, told)
    for audience, day in answers.group_by("audience").agg(pl.col("given_on").max()).iter_rows():
        campaign.parts.filter(audience=audience).update(answered_on=day)
    # After all of it stands: what was refreshed before did not know it.
    lake.touch(CHANGED)


def _write(campaign: Campaign, told: Protected) -> None:
    counts = told.counts.with_columns(pl.col("construct").fill_null(""))
    _insert(ToldCount, campaign, counts.drop("share"))
    _insert(ToldMean, campaign, told.means)
    _insert(Reliability, campaign, told.reliabilities)
    _insert(Participation, campaign, told.responses.drop("rate"))


def _insert(model: type[models.Model], campaign: Campaign, frame: pl.DataFrame) -> None:
    bulk.insert(model, frame.with_columns(campaign_id=pl.lit(campaign.pk)))


def _coded(frame: pl.DataFrame) -> pl.DataFrame:
    """The rows with the code of the institution in place of its number."""
    codes = dict(Organisation.objects.values_list("pk", "code"))
    return frame.with_columns(
        institution=pl.col("institution").replace_strict(codes, return_dtype=pl.String)
    )


def _of_institutions(people: pl.DataFrame) -> pl.DataFrame:
    """The people whom each institution has together with its units, under its own kind."""
    kinds = dict(Organisation.objects.values_list("code", "kind"))
    together = (
        _coded(people).group_by("audience", "institution").agg(population=pl.col("people").sum())
    )
    return together.with_columns(
        institution_kind=pl.col("institution").replace_strict(kinds, return_dtype=pl.String)
    ).sort("audience", "institution")


def _scales(campaign: Campaign) -> pl.DataFrame:
    """Every answer that could be given to an item of choices, in its order."""
    asked = defaultdict(list)
    for version, audience in campaign.parts.values_list("version", "audience"):
        asked[version].append(audience)
    rows: list[dict[str, Any]] = [
        {
            "audience": audience,
            "item": one.name,
            "construct": one.item.construct or None,
            "is_reversed": one.item.is_reversed,
            "answer": choice.name,
            "value": choice.value,
            "is_open": choice.is_open,
        }
        for one in facts.known()
        if one.version in asked and one.item.kind in OF_CHOICES
        for audience in asked[one.version]
        for choice in one.asked.choices_of(one.item)
    ]
    schema: dict[str, Any] = {
        "audience": pl.String,
        "item": pl.String,
        "construct": pl.String,
        "is_reversed": pl.Boolean,
        "answer": pl.String,
        "value": pl.Decimal(12, 3),
        "is_open": pl.Boolean,
    }
    return pl.DataFrame(rows, schema=schema)
