"""What an address of the family opens, who may make one, and what was answered by it."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from gaisma.analytics.support_terms import SIGNALS
from gaisma.base import terms
from gaisma.base.models import Organisation, User
from gaisma.base.secret_addresses import hashed
from gaisma.quality.prevention.models import Rule, SignalAnswer, SignalLink
from gaisma.quality.prevention.signals import queries as signals
from gaisma.quality.prevention.signals.finding import Whose
from gaisma.record.people.models import Person

OPENS = timedelta(days=14)
"""So long an address opens something."""
READS_ON = timedelta(hours=1)
"""So long the browser that opened it reads on."""


def helps(user: User, learner: Person, institution_id: int, *, on: date) -> bool:
    """Whether the user sees what signals there are of the learner at the institution."""
    whose = signals.only(signals.helped_by(user, on=on), learner)
    return whose.has(learner.pseudonym, institution_id)


@dataclass(frozen=True)
class OwnSignal:
    """A signal as the family reads it, with what they answered.

    `facts` are empty of one that is no more, of which an answer tells.
    """

    kind: str
    title: str
    facts: str
    rule: str
    answer: SignalAnswer | None


def kinds(learner: Person, institution: Organisation, *, on: date) -> list[str]:
    """The signals that there are of the learner at the institution."""
    found = {line.kind for line in _held(learner, institution.pk, on=on)}
    return [kind for kind in SIGNALS.codes if kind in found]


def _held(learner: Person, institution_id: int, *, on: date) -> Iterator[OwnSignal]:
    """Whatever others said or did of a signal, it is told: as long as its facts hold."""
    span, thresholds = signals.span_of(on), signals.thresholds(Rule.objects.on(on))
    whose = Whose(frozenset(), frozenset({(learner.pseudonym, institution_id)}))
    for fact in signals.facts(thresholds, span, whose):
        title = terms.title(SIGNALS, fact.kind)
        rule = signals.rule_said(fact.kind, thresholds[fact.kind])
        yield OwnSignal(fact.kind, title, signals.said(fact, span), rule, None)


@dataclass(frozen=True)
class Told:
    """What an address opens on a day: what there is, or was answered; titles of what went."""

    on: date
    lines: tuple[OwnSignal, ...]
    gone: tuple[str, ...]

    @property
    def is_over(self) -> bool:
        """Whether there is no signal any more."""
        return not any(line.facts for line in self.lines)


def told(link: SignalLink, *, on: date) -> Told:
    """The signals of the learner at the institution, and nothing of anybody else."""
    held = {line.kind: line for line in _held(link.learner, link.institution_id, on=on)}
    answers = {row.kind: row for row in link.answers.all()}
    lines = []
    for kind in SIGNALS.codes:
        if kind in held or kind in answers:
            title = terms.title(SIGNALS, kind)
            of = held.get(kind, OwnSignal(kind, title, "", "", None))
            lines.append(OwnSignal(kind, title, of.facts, of.rule, answers.get(kind)))
    told_of = {line.kind for line in lines}
    gone = [kind for kind in SIGNALS.codes if kind in link.kinds and kind not in told_of]
    return Told(on, tuple(lines), tuple(terms.title(SIGNALS, kind) for kind in gone))


def link(token: str, *, on: date) -> SignalLink | None:
    """What the secret opens: nothing when it is old, replaced or withdrawn."""
    rows = SignalLink.objects.on(on).select_related("learner", "institution")
    return rows.filter(token_hash=hashed(token)).first()


def link_of(learner: Person, institution: Organisation, *, on: date) -> SignalLink | None:
    """The address that opens the learner's signals at the institution now."""
    rows = SignalLink.objects.on(on).filter(learner=learner, institution=institution)
    return rows.order_by("-made_at", "-pk").first()


def links(user: User, *, on: date) -> tuple[SignalLink, ...]:
    """The addresses that open something, of the learners whom the user can help; by name."""
    whose = signals.helped_by(user, on=on)
    rows = SignalLink.objects.on(on).select_related("learner", "institution")
    rows = rows.prefetch_related("answers").order_by("made_at", "pk")
    helped = (row for row in rows if whose.has(row.learner.pseudonym, row.institution_id))
    return tuple(sorted(helped, key=lambda row: signals.by_name(row.learner)))


def answers(learner: Person, institution: Organisation) -> tuple[SignalAnswer, ...]:
    """All that was answered of the learner at the institution, the last first."""
    rows = SignalAnswer.objects.filter(link__learner=learner, link__institution=institution)
    return tuple(rows.order_by("-changed_at", "-pk"))


def answers_for(user: User, learner: Person, *, on: date) -> tuple[SignalAnswer, ...]:
    """What was lately answered, as far as the user sees the learner's signals; the last first."""
    whose = signals.only(signals.helped_by(user, on=on), learner)
    rows = SignalAnswer.objects.filter(
        link__learner=learner,
        link__institution__in=[unit for _person, unit in whose.learners],
        link__until__gte=on - signals.ANSWERED_FOR,
    )
    return tuple(rows.order_by("-changed_at", "-pk"))
