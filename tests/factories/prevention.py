"""Rows of support cases."""

from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from gaisma.base import secret_addresses
from gaisma.quality.prevention import models
from tests.factories.making import made
from tests.factories.record import account, enrolment, institution, person, term
from tests.moments import NOW, TODAY


def support_case(**fields: Any) -> models.Case:
    """An open one of a learner, led by somebody with an account."""
    if "institution" not in fields:
        fields["institution"] = institution()
    others = {"learner": person, "owner": lambda: account().person}
    given = {"opened_on": TODAY, "reasons": ["learning"], "situation": "Kavē rīta stundas."}
    return made(models.Case, fields, others, **given)


def case_of_learner(**fields: Any) -> models.Case:
    """One of somebody who learns at the institution."""
    row = enrolment(**fields)
    return support_case(learner=row.person, institution=row.group.institution)


def participant(**fields: Any) -> models.Participant:
    """Somebody with an account who sees the plan."""
    others = {"case": support_case, "person": lambda: account().person}
    return made(models.Participant, fields, others, body="institution", sees="plan")


def support(**fields: Any) -> models.Support:
    """Consultations in mathematics since today, given by nobody in particular."""
    given = {
        "kind": "consultation",
        "subject": "Matemātika",
        "funding": "institution",
        "from_on": TODAY,
    }
    return made(models.Support, fields, {"case": support_case}, **given)


def given_support(**fields: Any) -> models.Given:
    """An hour, today."""
    return made(models.Given, fields, {"support": support}, on=TODAY, hours=Decimal("1.00"))


def case_meeting(**fields: Any) -> models.Meeting:
    """A meeting with the family, today."""
    given = {"held_on": TODAY, "attended": ["family"], "agreed": "Tiekamies ik nedēļu."}
    return made(models.Meeting, fields, {"case": support_case}, **given)


def case_review(**fields: Any) -> models.Review:
    """One that is due today."""
    return made(models.Review, fields, {"case": support_case}, due_on=TODAY)


def signal_rule(**fields: Any) -> models.Rule:
    """Less than nine lessons of ten, since long ago."""
    given = {
        "kind": "few_lessons",
        "threshold": 90,
        "from_on": date(2020, 9, 1),
        "reason": "Tā vienojāmies.",
    }
    return made(models.Rule, fields, **given)


def dismissal(**fields: Any) -> models.Dismissal:
    """Of a signal that was looked at today; for four weeks."""
    others = {"learner": person, "institution": institution}
    given = {
        "kind": "few_lessons",
        "dismissed_on": TODAY,
        "until": TODAY + timedelta(days=28),
        "reason": "Slimoja.",
    }
    return made(models.Dismissal, fields, others, **given)


def signal_link(**fields: Any) -> models.SignalLink:
    """One that was made today, of a secret that nobody knows."""
    others = {
        "learner": person,
        "institution": institution,
        "token_hash": lambda: secret_addresses.hashed(secret_addresses.secret()),
    }
    given = {"kinds": ["few_lessons"], "made_at": NOW, "until": TODAY + timedelta(days=14)}
    return made(models.SignalLink, fields, others, **given)


def signal_answer(**fields: Any) -> models.SignalAnswer:
    """A few words on missed lessons."""
    given = {"kind": "few_lessons", "text": "Slimoja, zīme ir iesniegta."}
    return made(models.SignalAnswer, fields, {"link": signal_link}, **given)


def declared_child(**fields: Any) -> models.Declared:
    """A child of ten whom lists have since the first of August."""
    first = date(2024, 8, 1)
    given = {"address": "Skolas iela 4-12, Paraugpils", "from_on": first, "listed_on": first}
    others = {"person": lambda: person(born_on=date(2014, 2, 1))}
    return made(models.Declared, fields, others, **given)


def contact_attempt(**fields: Any) -> models.ContactAttempt:
    """A phone call today, of which nothing came."""
    given = {"on": TODAY, "way": "phone", "came_of_it": "Neviens neatbild.", "outcome": ""}
    others = {"person": lambda: declared_child().person}
    return made(models.ContactAttempt, fields, others, **given)


def absence(**fields: Any) -> models.Absence:
    """Truancy in a term."""
    others = {"learner": person, "institution": institution, "term": term}
    return made(models.Absence, fields, others, reason="truancy")


def absence_step(**fields: Any) -> models.AbsenceStep:
    """A talk with the parents, today."""
    return made(models.AbsenceStep, fields, {"absence": absence}, kind="parents", on=TODAY)


def algorithm(**fields: Any) -> models.Algorithm:
    """Two steps for when a learner stays away: the version in force, or the first one."""
    step = {"who": "class_teacher", "within": "day", "ru": "Звоните.", "en": "Call."}
    given = {
        "situation": "absence",
        "version": 1,
        "steps": [{**step, "lv": "Zvaniet."}, {**step, "within": "week", "lv": "Tiekaties."}],
        "published_at": NOW,
    }
    wanted = given | fields
    known = models.Algorithm.objects.filter(
        situation=wanted["situation"], version=wanted["version"]
    ).first()
    return known or made(models.Algorithm, fields, **given)


def algorithm_run(**fields: Any) -> models.Run:
    """One that was begun today."""
    others = {"algorithm": algorithm, "case": support_case}
    return made(models.Run, fields, others, started_on=TODAY)


def algorithm_tick(**fields: Any) -> models.Tick:
    """Its first step was done today."""
    return made(
        models.Tick, fields, {"run": algorithm_run}, number=1, outcome=models.DONE, on=TODAY
    )
