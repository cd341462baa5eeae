"""What people write about their own year."""

from datetime import date
from typing import Any

from django import forms
from django.db.models import QuerySet
from django.http import QueryDict
from django.utils.translation import gettext_lazy

from gaisma.base.forms import offer, seen_revision
from gaisma.base.models import SchoolYear
from gaisma.quality.selfevaluation.forms.reports import YearChoice
from gaisma.quality.selfevaluation.models import Contribution
from gaisma.record.instruments.asking import AnswerForm
from gaisma.record.instruments.models import Version
from gaisma.record.instruments.offering import VersionChoice, offered
from gaisma.record.instruments.speaking import spoken


class ContributeForm(forms.Form):
    """Of which year, by which instrument, and whether for a commission."""

    school_year = YearChoice(
        SchoolYear.objects.none(), label=gettext_lazy("School year"), empty_label=None
    )
    version = VersionChoice(
        Version.objects.none(), label=gettext_lazy("Instrument"), empty_label=None
    )
    commission = forms.CharField(
        label=gettext_lazy("Methodical commission"),
        required=False,
        max_length=160,
        help_text=gettext_lazy("Only if you write for a commission that you lead: its name."),
    )

    def __init__(self, *args: Any, years: QuerySet[SchoolYear], **given: Any) -> None:
        super().__init__(*args, **given)
        offer(self, "school_year", years)
        offer(self, "version", offered("own_evaluation"))


class OwnForm(AnswerForm):
    """The questions of the instrument; what is only kept may leave required ones open."""

    revision = seen_revision()

    def __init__(
        self, data: QueryDict | None, *, contribution: Contribution, is_complete: bool, today: date
    ) -> None:
        asked = contribution.version.asks
        super().__init__(
            data,
            questionnaire=asked,
            language=spoken(asked),
            today=today,
            answers=contribution.answers,
            is_complete=is_complete,
            initial={"revision": contribution.revision},
        )


class QuoteForm(forms.Form):
    """A passage that is taken over: whose it is as a number, and the question."""

    contribution = forms.IntegerField(min_value=1)
    item = forms.SlugField(max_length=64)
