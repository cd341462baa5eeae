"""Levels of the year before, as far as they can be read beside those of this one."""

from collections.abc import Mapping

from gaisma.quality.selfevaluation import scales
from gaisma.quality.selfevaluation.kinds import CHAPTER
from gaisma.quality.selfevaluation.models import SelfEvaluation
from gaisma.record.instruments.comparing import compared
from gaisma.record.instruments.models import Version
from gaisma.record.instruments.questionnaire import Questionnaire


def levels(evaluation: SelfEvaluation) -> Mapping[str, str]:
    """By the place, when the year before was signed by the same framework.

    A later version of it says which criteria stayed comparable.
    """
    earlier = SelfEvaluation.objects.signed().filter(
        institution=evaluation.institution,
        version__instrument=evaluation.version.instrument_id,
        school_year__starts_on__year=evaluation.school_year.starts_on.year - 1,
    )
    last = earlier.select_related("version").first()
    if last is None:
        return {}
    told = dict(last.passages.exclude(place=CHAPTER).values_list("about", "level"))
    if last.version_id == evaluation.version_id:
        return told
    now = _carried_on(last.version, evaluation.version)
    known = {about: [now.get(name, "") for name in about.split()] for about in told}
    return {" ".join(names): told[about] for about, names in known.items() if all(names)}


def _carried_on(last: Version, version: Version) -> dict[str, str]:
    """What places of the earlier version are called in the later one."""
    before = last.asks
    areas = _areas(before, version.asks)
    names = {item.name: item.name for item in before.items}
    between = Version.objects.filter(
        instrument=version.instrument_id, number__gt=last.number, number__lte=version.number
    )
    for later in between.exclude(in_use_from=None).order_by("number"):
        same = {item.same_as: item.name for item in compared(later.asks, before).same}
        names = {first: same[name] for first, name in names.items() if name in same}
        before = later.asks
    return {**areas, **names}


def _areas(before: Questionnaire, now: Questionnaire) -> dict[str, str]:
    """Areas of both, where they are judged by the same levels."""
    if {one.name for one in scales.levels(before)} != {one.name for one in scales.levels(now)}:
        return {}
    kept = {area.name for area in before.sections} & {area.name for area in now.sections}
    return {name: name for name in kept}
