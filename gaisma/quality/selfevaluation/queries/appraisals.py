"""The page of one appraisal: criteria with levels, tasks, talks, and what the reader can do."""

from dataclasses import dataclass

from gaisma.base.models import User
from gaisma.quality.selfevaluation import appraising
from gaisma.quality.selfevaluation.models import Appraisal, AppraisalTask, ProgressTalk
from gaisma.quality.selfevaluation.queries.judging import Group, groups, level_title


@dataclass(frozen=True)
class AppraisalPage:
    """An appraisal for those few who may read it."""

    appraisal: Appraisal
    level: str
    groups: tuple[Group, ...]
    tasks: tuple[AppraisalTask, ...]
    talks: tuple[ProgressTalk, ...]
    is_own: bool
    may_tell: bool
    may_judge: bool
    may_read: bool

    @property
    def is_judged(self) -> bool:
        return any(line.level for group in self.groups for line in group.lines)


def page(appraisal: Appraisal, user: User) -> AppraisalPage:
    """Everything that the page shows. The head sees levels once they are concluded."""
    is_own = appraising.is_head(appraisal, user)
    is_open = appraisal.concluded_on is None
    asked = appraisal.version.asks
    shown = {} if is_own and is_open else appraisal.answers
    return AppraisalPage(
        appraisal=appraisal,
        level=level_title(asked, appraisal.level),
        groups=groups(asked, shown),
        tasks=tuple(appraisal.tasks.order_by("pk")),
        talks=tuple(appraisal.talks.order_by("held_on", "pk")),
        is_own=is_own,
        may_tell=is_own and is_open,
        may_judge=is_open and appraising.may_appraise(appraisal, user),
        may_read=is_own and not is_open and appraisal.read_at is None,
    )
