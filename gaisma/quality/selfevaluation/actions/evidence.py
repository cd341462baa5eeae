"""What shows a judgement is added to a passage and taken away; figures are pinned."""

from collections.abc import Mapping
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from gaisma.base.changes import UnableToRecord
from gaisma.base.files import actions as files
from gaisma.base.models import User
from gaisma.evidence.figures import declarations
from gaisma.quality.selfevaluation import policies
from gaisma.quality.selfevaluation.actions.reports import added, allowed
from gaisma.quality.selfevaluation.models import Contribution, Evidence, Passage
from gaisma.quality.selfevaluation.tables import DOCUMENT, FIGURE, LINK, QUOTE
from gaisma.quality.selfevaluation.workflow import EVALUATION
from gaisma.record import recording
from gaisma.record.instruments.questionnaire import TEXT

MOST = 60
"""So many documents are attached to one report."""


def add_figure(*, passage: Passage, offer: str, by: User | None, at: datetime) -> Evidence:
    """Rest on one of the figures that are offered, by its key. Raises UnableToRecord."""
    known = declarations.evidence_offers()
    if offer not in known:
        raise UnableToRecord(_("Choose one of the figures that are offered."), code="no_figure")
    chosen = known[offer]
    fields = {"kind": FIGURE, "indicator": chosen.indicator, "filters": dict(chosen.filters)}
    return _add(passage, fields, by=by, at=at)


def add_other(
    *,
    passage: Passage,
    title: str,
    link: str,
    document: bytes = b"",
    is_public: bool,
    by: User | None,
    at: datetime,
) -> Evidence:
    """Rest on a page that is linked to, or on a document: its name, perhaps the file itself.

    Raises UnableToAttach, UnableToRecord.
    """
    kind, name = LINK if link else DOCUMENT, title.strip()
    fields: dict[str, object] = {"kind": kind, "title": name, "link": link, "is_public": is_public}
    if not document:
        return _add(passage, fields, by=by, at=at)
    with transaction.atomic():
        allowed(passage.evaluation, "add_evidence", by=by)
        _check_room(passage)
        called = f"{name.replace('/', '-')}.pdf"
        fields["attachment"] = files.keep_document(document, called, by=by, at=at)
        return _add(passage, fields, by=by, at=at)


def take_over(
    *, passage: Passage, contribution: Contribution, item: str, by: User | None, at: datetime
) -> Evidence:
    """Rest on a passage that was submitted, without its author's name. Raises UnableToRecord."""
    policies.check_of_the_house(contribution, passage.evaluation)
    said = {item.name for item in contribution.version.asks.items if item.kind == TEXT}
    quote = contribution.answers.get(item, "") if item in said else ""
    taken = passage.evaluation.evidence.filter(about=passage.names[0], quote=quote)
    if not quote or taken.exists():
        raise UnableToRecord(_("Choose one of the passages that are shown."), code="no_passage")
    fields = {"kind": QUOTE, "quote": quote, "is_public": False}
    return _add(passage, fields, by=by, at=at)


def remove(*, piece: Evidence, by: User | None, at: datetime) -> None:
    """Take a piece of evidence away. Raises UnableToRecord."""
    with transaction.atomic():
        evaluation = allowed(piece.evaluation, "drop_evidence", by=by)
        recording.remove(
            piece,
            action=EVALUATION["drop_evidence"].audited,
            by=by,
            at=at,
            organisation=evaluation.institution,
        )
        if piece.attachment:
            files.remove(piece.attachment)


def _check_room(passage: Passage) -> None:
    if passage.evaluation.evidence.filter(attachment__isnull=False).count() >= MOST:
        raise UnableToRecord(
            _("At most %(most)d documents are attached to a report: take one away first.")
            % {"most": MOST},
            code="too_many",
        )


def _add(
    passage: Passage, fields: Mapping[str, object], *, by: User | None, at: datetime
) -> Evidence:
    with transaction.atomic():
        evaluation = allowed(passage.evaluation, "add_evidence", by=by)
        given = {"evaluation": evaluation, "about": passage.names[0], **fields}
        return added(Evidence, given, "add_evidence", evaluation=evaluation, by=by, at=at)
