"""What is done with a report's texts: they are written, and set back to those that ship."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from gaisma.base.changes import UnableToChange
from gaisma.base.errors import GaismaError
from gaisma.base.models import User
from gaisma.evidence.reports import desks, remembering
from gaisma.evidence.reports.actions.noting import demand, locked, note
from gaisma.evidence.reports.models import Narrative, NarrativeVersion, Report


@transaction.atomic
def write(
    *,
    report: Report,
    section: str,
    language: str,
    text: str,
    revision: int,
    by: User | None,
    at: datetime,
) -> Narrative:
    """Put people's own text in the place of the one that ships with a section.

    `revision` is that of the text which the writer has seen; none was written yet is 0. Raises
    UnableToRecord when the report is no draft any more, and UnableToChange when somebody else was
    first, UnreadableNarrative for a token with which the report could not be built.
    """
    demand("write", by=by)
    found = locked(report, "write")
    _check(found, section, language, text)
    # The report is locked: nobody else writes any of its texts meanwhile.
    narrative = Narrative.objects.filter(report=found, section=section, language=language).first()
    if (narrative.revision if narrative else 0) != revision:
        raise UnableToChange(
            _("Somebody else has changed this text meanwhile: nothing of theirs was overwritten."),
            code="changed_meanwhile",
        )
    narrative = narrative or Narrative(report=found, section=section, language=language)
    narrative.text = _tidied(text)
    narrative.revision = revision + 1
    narrative.save()
    _keep(narrative, found, by=by, at=at)
    note(found, "write", by=by, at=at, section=section, language=language)
    return narrative


def reset(
    *, report: Report, section: str, language: str, revision: int, by: User | None, at: datetime
) -> Narrative:
    """Let the text that ships stand again; what people wrote stays in the history."""
    return write(
        report=report, section=section, language=language, text="", revision=revision, by=by, at=at
    )


def _check(report: Report, section: str, language: str, text: str) -> None:
    if "[[" in text or "]]" in text or len(text) > desks.LONGEST:
        desks.check(desks.desk(report, section, language=language), text)


def _figures(report: Report, narrative: Narrative) -> remembering.Memory:
    """What the figures of the section are as its text is written; none before there is evidence."""
    try:
        at = desks.desk(report, narrative.section, language=narrative.language)
        return remembering.told(at, narrative.text)
    except GaismaError:
        return {}


def _tidied(text: str) -> str:
    """Lines end as files of ours do, whatever a browser sends."""
    return "\n".join(line.rstrip() for line in text.splitlines()).strip()


def _keep(narrative: Narrative, report: Report, *, by: User | None, at: datetime) -> None:
    NarrativeVersion.objects.create(
        narrative=narrative,
        revision=narrative.revision,
        text=narrative.text,
        figures=_figures(report, narrative) if narrative.text else {},
        written_by=by,
        written_at=at,
    )
