"""Rows of the workplace's rooms."""

from typing import Any

from gaisma.workplace.closing.models import Closing, GroupMove
from gaisma.workplace.data_quality.models import Judgement
from gaisma.workplace.new_year.models import Confirmation, Plan, PlannedGroup, PlannedLearner
from tests.factories import record
from tests.factories.making import Fields, made
from tests.moments import NOW, YEAR_STARTS


def plan(**fields: Any) -> Plan:
    return made(Plan, fields, {"institution": record.institution}, school_year="2024/2025")


def planned_group(**fields: Any) -> PlannedGroup:
    """A class that goes on a grade higher, unless another act is given."""
    if "source" not in fields and fields.get("act") != "opens":
        fields["source"] = record.group(school_year=record.school_year("2023/2024"))
    source = fields.get("source")
    given: Fields = {"act": "continues", "name": "2.a"}
    if source is not None:
        given |= {"institution": source.institution, "programme": source.programme}
        fields["plan"] = fields.get("plan") or plan(institution=source.institution)
    owners = {"plan": plan, "institution": record.institution, "programme": record.programme}
    return made(PlannedGroup, fields, {k: v for k, v in owners.items() if k not in given}, **given)


def planned_learner(**fields: Any) -> PlannedLearner:
    given = {} if fields.get("into") else {"reason": "withdrawn"}
    return made(PlannedLearner, fields, {"plan": plan, "person": record.person}, **given)


def confirmation(**fields: Any) -> Confirmation:
    given = {"school_year": "2024/2025", "at": NOW}
    return made(Confirmation, fields, {"institution": record.institution}, **given)


def closing(**fields: Any) -> Closing:
    given = {"on": YEAR_STARTS.replace(year=2024, month=8, day=31)}
    return made(Closing, fields, {"institution": record.institution}, **given)


def group_move(**fields: Any) -> GroupMove:
    given = {"move": "leaves", "name": "1.a"}
    return made(GroupMove, fields, {"closing": closing, "group": record.group}, **given)


def judgement(**fields: Any) -> Judgement:
    given = {"check_key": "sizes", "subject": "group:1", "note": "It is right.", "at": NOW}
    return made(Judgement, fields, {"institution": record.institution}, **given)
