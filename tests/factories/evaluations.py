"""Rows of evaluations and appraisals."""

from datetime import date
from decimal import Decimal
from typing import Any

from gaisma.quality.selfevaluation import models, questionnaires
from gaisma.record.instruments.models import Version
from gaisma.record.instruments.questionnaire import Choice, Item, Questionnaire, Section
from tests.factories.instruments import asked, instrument, version
from tests.factories.making import made
from tests.factories.record import employment, institution, person, school_year
from tests.moments import NOW

QUALITY = (
    Choice("weak", {"lv": "vāji", "en": "needs improvement"}, value=Decimal(1)),
    Choice("fair", {"lv": "labi", "en": "good"}, value=Decimal(2), meets=True),
    Choice("best", {"lv": "izcili", "en": "excellent"}, value=Decimal(3), meets=True),
)
AREAS = (
    Section(
        (
            Item("lessons", "scale", {"lv": "Stundas", "en": "Lessons"}, choices="levels"),
            Item("marks", "scale", {"lv": "Vērtēšana", "en": "Marks"}, choices="levels"),
        ),
        name="teaching",
        label={"lv": "Mācīšana", "en": "Teaching"},
    ),
    Section(
        (Item("safety", "scale", {"lv": "Drošība", "en": "Safety"}, choices="levels"),),
        name="place",
        label={"lv": "Vide", "en": "Environment"},
    ),
)


def framework(**given: Any) -> Questionnaire:
    """Two areas with three criteria, judged on three levels."""
    title = {"lv": "Pašvērtēšana", "en": "self-evaluation in areas"}
    return asked(**{"title": title, "sections": AREAS, "lists": {"levels": QUALITY}, **given})


def framework_version(use: str = "self_evaluation", **given: Any) -> Version:
    """A framework in use."""
    asks = framework(**given)
    return version(asks, instrument=instrument(key=asks.key, use=use))


def self_evaluation(**fields: Any) -> models.SelfEvaluation:
    """A self-evaluation that is being written."""
    others = {
        "institution": institution,
        "school_year": lambda: school_year("2023/2024"),
        "version": framework_version,
    }
    return made(models.SelfEvaluation, fields, others)


def signed_evaluation(**fields: Any) -> models.SelfEvaluation:
    """One that the head has signed."""
    given = {
        "state": "signed",
        "heard_on": date(2024, 6, 10),
        "protocol": "4",
        "signed_on": date(2024, 6, 14),
    }
    return self_evaluation(**{**given, **fields})


def passage(**fields: Any) -> models.Passage:
    given = {"place": "criteria", "about": "lessons"}
    return made(models.Passage, fields, {"evaluation": self_evaluation}, **given)


def piece_of_evidence(**fields: Any) -> models.Evidence:
    """A figure that a criterion rests on."""
    given = {"about": "lessons", "kind": "figure"}
    if fields.get("kind", "figure") == "figure":
        given["indicator"] = "learners.count"
    return made(models.Evidence, fields, {"evaluation": self_evaluation}, **given)


def finding(**fields: Any) -> models.Finding:
    others = {"institution": institution, "version": lambda: framework_version("visit")}
    given = {"kind": "external_visit", "held_on": date(2024, 3, 5), "level": "fair"}
    return made(models.Finding, fields, others, **given)


def appraisal(**fields: Any) -> models.Appraisal:
    """One that is open; the head works at the institution."""
    if "institution" not in fields:
        fields["institution"] = institution()
    if "head" not in fields:
        post = employment(institution=fields["institution"], role="head", from_on=date(2020, 9, 1))
        fields["head"] = post.person
    others = {
        "appraiser": person,
        "school_year": lambda: school_year("2023/2024"),
        "version": lambda: framework_version("appraisal"),
    }
    return made(models.Appraisal, fields, others)


def appraisal_task(**fields: Any) -> models.AppraisalTask:
    given = {"task": "Hold lessons", "target": "10 a class"}
    return made(models.AppraisalTask, fields, {"appraisal": appraisal}, **given)


def progress_talk(**fields: Any) -> models.ProgressTalk:
    given = {"held_on": date(2023, 11, 14), "said": "On the way"}
    return made(models.ProgressTalk, fields, {"appraisal": appraisal}, **given)


def remark(**fields: Any) -> models.Remark:
    """Something that is said of the whole report."""
    given = {"text": "What about spring?", "written_at": NOW}
    return made(models.Remark, fields, {"evaluation": self_evaluation}, **given)


def own_framework_version() -> Version:
    """What teachers and commissions are asked of their own year; one for all."""
    standing = Version.objects.filter(instrument__use="own_evaluation").first()
    if standing is not None:
        return standing
    asks = questionnaires.shipped("own_evaluation")["own-self-evaluation"]
    return version(asks, instrument=instrument(key=asks.key, use="own_evaluation"))


def contribution(**fields: Any) -> models.Contribution:
    """What a teacher writes about her own year; submitted when told so."""
    others = {
        "institution": institution,
        "school_year": lambda: school_year("2023/2024"),
        "version": own_framework_version,
        "person": person,
    }
    return made(models.Contribution, fields, others)
